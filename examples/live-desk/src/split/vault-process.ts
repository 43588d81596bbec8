// The vault of `npm run demo -- --split`, a process of its own: form page and answers. It reads the records that the desk writes; its
// database, its wrapping keys and the archive's key are in a folder of which the desk is never told. It ends with the desk.
import { join } from 'node:path';
import { createTellsafe } from '@tellsafe/server-kit';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { accountOptions } from '../account.ts';
import { archiveKeyIn, deskKeysIn, keysIn } from '../key-files.ts';
import { listen, stop } from '../listening.ts';
import { processSignal, type Wake } from './process-signal.ts';
import type { VaultAnswer, VaultSetting } from './start-vault.ts';

const { dataDir, vaultDir, brandOrigin, formPort } = JSON.parse(process.argv[2] ?? '') as VaultSetting;

try {
  const formHost = await listen(formPort);
  const formOrigin = `http://127.0.0.1:${formHost.port}`;
  const signal = processSignal(tell);
  const archiveKey = await archiveKeyIn(vaultDir);
  const vault = createTellsafe({
    roles: ['vault'],
    stores: {
      records: sqliteStore(join(dataDir, 'tellsafe.db')),
      sealed: sqliteStore(join(vaultDir, 'tellsafe-vault.db')),
      volatile: memoryStore(),
    },
    keys: { records: deskKeysIn(dataDir), sealed: await keysIn(vaultDir) },
    accounts: [await accountOptions({ brandOrigin, formOrigin, dataDir }, { archiveKey, archive: 'vault' })],
    signal,
  });
  await vault.ready;
  formHost.serve(vault.fetch);
  process.on('message', ({ wake }: Wake) => signal.heard(wake));
  // Ctrl-C in a terminal reaches both; the desk decides when.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => {});
  process.once('disconnect', () => {
    void Promise.all([vault.close(), stop(formHost.server)]).then(() => process.exit(0));
  });
  tell({ formOrigin, archiveKey });
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  tell({ failed: error instanceof Error ? error.message : 'unknown', ...(taken && { takenPort: formPort }) });
  process.exitCode = 1;
  process.disconnect?.();
}

function tell(message: VaultAnswer | Wake): void {
  if (process.connected) process.send?.(message);
}
