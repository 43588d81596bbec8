// A process that kills itself at a chosen call, for the proofs that look at what it leaves behind.
import type { Tellsafe } from '@tellsafe/server-kit';
import type { Commit, Store } from '../../src/stores/types.ts';
import { storeWith } from './broken-stores.ts';
import { type CrashPoint, type Gate, never } from './gates.ts';
import { serve } from './worker-end.ts';

/** Lets every call through, until the one at which the process is to die. */
export interface MortalGate extends Gate {
  /** Counts calls anew from now on. */
  dieAt(crash: CrashPoint): void;
}

/** Where a node kills itself from now on, counted in the commits that concern its proof; or a round of maintenance. */
export type MortalQuestion = { readonly crash: CrashPoint } | 'maintain';

/** A gate at which this process kills itself, once it was told at which call. */
export function mortalGate(): MortalGate {
  let crash: CrashPoint | undefined;
  let calls = 0;
  return {
    dieAt: (point) => {
      [crash, calls] = [point, 0];
    },
    pass: async (_name, call) => {
      calls += 1;
      const isHere = calls === crash?.at;
      if (isHere && crash?.when === 'before') return die();
      const result = await call();
      return isHere ? die() : result;
    },
  };
}

/** A store with the gate before those of its commits that concern the proof. */
export function mortalStore(gate: Gate, store: Store, concerns: (batch: Commit) => boolean): Store {
  return storeWith(store, {
    commit: (batch) => {
      const commit = () => store.commit(batch);
      return concerns(batch) ? gate.pass('commit', commit) : commit();
    },
  });
}

/** Lets the kit work and die as it is told to. */
export async function serveMortal(gate: MortalGate, tellsafe: Tellsafe): Promise<void> {
  await tellsafe.ready;
  serve<MortalQuestion>(async (question) => {
    if (question === 'maintain') return tellsafe.maintain();
    gate.dieAt(question.crash);
    return undefined;
  });
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return never();
}
