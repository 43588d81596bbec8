// The kit as a process of its own that is ended in the middle of a change: at SIGTERM it shuts down, or, as the control, just ends. It tells how many
// requests it took on and how many answers have left.
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTellsafe, type TellsafeOptions } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener, serverTimes, shutDown } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import type { Principal } from '../../src/index.ts';
import { storeWith } from '../support/broken-stores.ts';
import { serve, workerSetting } from '../support/worker-end.ts';

/** What the process is given. */
export interface TermNodeSetting {
  readonly folder: string;
  readonly keyFile: string;
  readonly accounts: TellsafeOptions['accounts'];
  readonly agents: Readonly<Record<string, Principal>>;
  readonly now: number;
  /** It gets SIGTERM while it makes this change, counted from 1. */
  readonly termAt: number;
  /** The control: it ends at once. */
  readonly isAbrupt: boolean;
}

const { folder, keyFile, accounts, agents, now, termAt, isAbrupt } = workerSetting<TermNodeSetting>();
const clock = () => now;
let changes = 0;
const records = sqliteStore(join(folder, 'records.db'), { clock });
const tellsafe = createTellsafe({
  stores: {
    // A store that takes its time: something is always under way.
    records: storeWith(records, {
      commit: async (batch) => {
        changes += 1;
        if (changes === termAt) await terminated();
        await new Promise((resolve) => setTimeout(resolve, 30));
        return records.commit(batch);
      },
    }),
    sealed: sqliteStore(join(folder, 'vault.db'), { clock }),
    volatile: memoryStore({ clock }),
  },
  keys: fileKeys(keyFile),
  accounts,
  authenticate: async (request) => agents[request.headers.get('x-agent') ?? ''] ?? null,
  clock,
  log: () => {},
});
await tellsafe.ready;

let taken = 0;
let left = 0;
const listener = nodeListener(tellsafe.fetch);
const server = createServer(serverTimes, (incoming, outgoing) => {
  taken += 1;
  outgoing.once('finish', () => {
    left += 1;
  });
  void listener(incoming, outgoing);
}).listen(0, '127.0.0.1');

process.once('exit', () => writeSync(1, `${JSON.stringify({ taken, left })}\n`));
process.once('SIGTERM', () => {
  if (isAbrupt) process.exit(0);
  void shutDown(server, tellsafe, { noticeMs: 0 }).then(() => process.exit(0));
});

serve<'port'>(async () => (server.address() as AddressInfo).port);

/** Until the signal was heard. */
function terminated(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.kill(process.pid, 'SIGTERM');
  });
}
