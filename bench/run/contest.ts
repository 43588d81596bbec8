// Two servers under the same load in turn, A B A B …: the ratio of neighbours says more than any speed of its own, because the
// machine's speed drifts.
import type { Ran, Run } from '../load/main.ts';
import type { Target } from '../servers/lane.ts';
import type { Queries } from '../servers/stores.ts';
import type { Usage } from '../servers/usage.ts';
import { type Child, LOAD_CORE, SERVER_CORE, startChild } from './child.ts';

/** A server with a load process of its own. */
export interface Contestant {
  readonly server: Child;
  /** Loads it for a while. */
  run(run: Run): Promise<Round>;
  stop(): Promise<void>;
}

/** What one round showed. */
export interface Round {
  readonly lifecyclesPerSecond: number;
  /** Time of the server's process for one lifecycle, in µs of a processor. */
  readonly serverMicros: number;
  /** Part of a processor that the load took: near 1 it was the load that was measured. */
  readonly load: number;
  /** Statements to each database for one lifecycle. */
  readonly queries: Queries;
  readonly submits: readonly number[];
}

/** How a contestant is started. */
export interface ContestantOptions {
  readonly script: 'kit' | 'floor';
  /** Kind of store and where it is. */
  readonly store: readonly [kind: string, place?: string];
  readonly lanes: number;
  /** Folder for a processor profile of the server. */
  readonly profile?: string | undefined;
}

/** Starts a server and its load. */
export async function startContestant({ script, store, lanes, profile }: ContestantOptions): Promise<Contestant> {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}/${script}`];
  const args = store.filter((word) => word !== undefined);
  const server = await startChild(new URL(`../servers/${script}.ts`, import.meta.url), {
    args,
    flags,
    core: SERVER_CORE,
  });
  const load = await startChild(new URL('../load/main.ts', import.meta.url), { core: LOAD_CORE });
  const target = await server.call<Target>('open', { lanes });
  await load.call('prepare', target);
  return {
    server,
    run: async (run) => {
      const before = await server.call<Usage>('usage');
      const queries = await server.call<Queries>('queries');
      const { lifecycles, seconds, load: own, submits } = await load.call<Ran>('run', run);
      const after = await server.call<Usage>('usage');
      const queriesAfter = await server.call<Queries>('queries');
      return {
        lifecyclesPerSecond: lifecycles / seconds,
        serverMicros: (after.cpuMicros - before.cpuMicros) / lifecycles,
        load: own,
        queries: {
          records: (queriesAfter.records - queries.records) / lifecycles,
          sealed: (queriesAfter.sealed - queries.sealed) / lifecycles,
        },
        submits,
      };
    },
    stop: async () => {
      await load.stop();
      await server.stop();
    },
  };
}

/** Length of a contest. */
export interface ContestSize {
  readonly lanes: number;
  readonly warmUpSeconds: number;
  readonly rounds: number;
  readonly roundSeconds: number;
}

/** Rounds of both, in pairs. */
export interface Contest {
  readonly a: readonly Round[];
  readonly b: readonly Round[];
}

/** Warms both up, then lets them run in turn. */
export async function contest(a: Contestant, b: Contestant, size: ContestSize): Promise<Contest> {
  for (const one of [a, b]) await one.run({ seconds: size.warmUpSeconds });
  const rounds: { a: Round[]; b: Round[] } = { a: [], b: [] };
  for (let count = 0; count < size.rounds; count += 1) {
    rounds.a.push(await a.run({ seconds: size.roundSeconds }));
    rounds.b.push(await b.run({ seconds: size.roundSeconds }));
  }
  return rounds;
}
