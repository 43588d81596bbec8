// Desk and vault as two processes. Each has a key file of its own; requests go to the one whose route it is.
import { join } from 'node:path';
import type { Tellsafe } from '../../src/index.ts';
import type { ProcessRole } from '../../src/roles.ts';
import type { Harness } from '../harness.ts';
import { bundle } from '../stores/child.ts';
import { startWorker, type Worker } from '../support/worker.ts';
import type { HalfAnswer, HalfQuestion, HalfSetting } from './half-node.ts';
import { routed } from './stage.ts';

/** Bundles the program of a half. */
export const bundleHalf = (folder: string): Promise<string> =>
  bundle(join(import.meta.dirname, 'half-node.ts'), folder);

/** A process. */
export interface Half {
  readonly worker: Worker;
  readonly fetch: Tellsafe['fetch'];
  ask<Answer>(question: HalfQuestion): Promise<Answer>;
}

/** Starts one. */
export async function startHalf(program: string, setting: HalfSetting): Promise<Half> {
  const worker = await startWorker(program, setting);
  const ask = <Answer>(question: HalfQuestion) => worker.ask<Answer>(question);
  return {
    worker,
    ask,
    fetch: async (request) => {
      const { method, url } = request;
      const content = new Uint8Array(await request.arrayBuffer());
      const body = content.length === 0 ? null : content;
      const answer = await ask<HalfAnswer>({ kind: 'request', method, url, headers: [...request.headers], body });
      const { status, headers } = answer;
      return new Response([204, 304].includes(status) ? null : answer.body, { status, headers });
    },
  };
}

/** What both are given; the desk is told nothing of `vault`. */
export type SplitSetting = Omit<HalfSetting, 'role' | 'strays' | 'isEarly'> & Required<Pick<HalfSetting, 'vault'>>;

/** Two processes. */
export interface SplitProcesses {
  /** For the clients of the tests. */
  readonly harness: Harness;
  readonly halves: Record<ProcessRole, Half>;
  /** Kills one at once and starts it again. */
  kill(role: ProcessRole): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both. @param faults what is wrong with a half */
export async function startSplit(
  program: string,
  setting: SplitSetting,
  clock: () => number,
  faults: Partial<Record<ProcessRole, Pick<HalfSetting, 'isEarly'>>> = {},
): Promise<SplitProcesses> {
  const { vault, ...rest } = setting;
  const settings: Record<ProcessRole, HalfSetting> = {
    desk: { role: 'desk', ...rest, ...faults.desk },
    vault: { role: 'vault', vault, ...rest, ...faults.vault },
  };
  const [desk, sealing] = await Promise.all([startHalf(program, settings.desk), startHalf(program, settings.vault)]);
  const halves = { desk, vault: sealing };
  const tellsafe = {
    fetch: routed(
      (request) => halves.desk.fetch(request),
      (request) => halves.vault.fetch(request),
    ),
    conversations: {
      start: (input: { accountId: string; name: string }) => halves.desk.ask({ kind: 'start', input }),
    },
    invitations: {
      handle: (place: { accountId: string; conversationId: string; invitationId: string }) =>
        halves.desk.ask<string>({ kind: 'handle', place }),
    },
  };
  return {
    halves,
    // The clients of the tests use no more than this of a harness.
    harness: { tellsafe, kitClock: clock } as unknown as Harness,
    kill: async (role) => {
      await halves[role].worker.kill();
      halves[role] = await startHalf(program, settings[role]);
    },
    stop: async () => {
      await Promise.all([halves.desk.worker.stop(), halves.vault.worker.stop()]);
    },
  };
}
