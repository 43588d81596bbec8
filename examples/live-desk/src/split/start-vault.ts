// The desk's side of the demo's vault: starts its process, hears where it answers, ends it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AccountOptions } from '@tellsafe/server-kit';
import { type ProcessSignal, processSignal, type Wake } from './process-signal.ts';

/** What the vault's process is told. */
export interface VaultSetting {
  /** Folder of the records and of the desk's keys, which both have. */
  readonly dataDir: string;
  /** The vault's own folder. */
  readonly vaultDir: string;
  readonly brandOrigin: string;
  readonly formPort: number;
}

/** What it says once it is ready, or cannot be. */
export type VaultAnswer =
  | { readonly formOrigin: string; readonly archiveKey: NonNullable<AccountOptions['archiveKey']> }
  | { readonly failed: string; readonly takenPort?: number };

/** The running vault, as far as the desk knows it. */
export interface VaultProcess {
  readonly pid: number;
  readonly formOrigin: string;
  /** The public half: forms are sealed to it as well. */
  readonly archiveKey: NonNullable<AccountOptions['archiveKey']>;
  readonly signal: ProcessSignal;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Starts it; the records and the desk's key file are there already. */
export async function startVault(setting: VaultSetting): Promise<VaultProcess> {
  mkdirSync(setting.vaultDir, { recursive: true, mode: 0o700 });
  const program = fileURLToPath(new URL('vault-process.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(setting)]);
  const ended = once(child, 'exit').then(() => {});
  const [said] = (await Promise.race([once(child, 'message'), ended])) ?? [];
  const answer = said as VaultAnswer | undefined;
  if (!answer || 'failed' in answer) {
    await ended;
    const { failed = 'it ended', takenPort } = answer ?? {};
    throw Object.assign(
      new Error(`the vault did not start: ${failed}`),
      takenPort && { code: 'EADDRINUSE', port: takenPort },
    );
  }
  const signal = processSignal((message) => child.connected && child.send(message, () => {}));
  child.on('message', ({ wake }: Wake) => signal.heard(wake));
  return {
    ...answer,
    ...{ pid: child.pid ?? 0, signal, ended },
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
