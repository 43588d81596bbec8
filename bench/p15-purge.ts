// P15: what requests notice while a million records and events are purged that were over: the p99 of submits with the purge under way,
// against the same without, at half the load that the server could take.
import type { Ran } from './load/main.ts';
import type { Benchmark, Settings } from './run/benchmark.ts';
import { LOAD_CORE, SERVER_CORE, startChild } from './run/child.ts';
import { createDatabase, withPostgres } from './run/database.ts';
import { withFolder } from './run/folder.ts';
import type { Result, Row } from './run/result.ts';
import { median, quantile, rounded, spread } from './run/statistics.ts';
import type { Target } from './servers/lane.ts';

const sizes = {
  quick: { expired: 3_000, lanes: 4, warmUp: 0.1, saturate: 0.2, rounds: 1, round: 1.5, rest: 3 },
  whole: { expired: 1_000_000, lanes: 64, warmUp: 3, saturate: 2, rounds: 7, round: 4, rest: 600 },
};

/** In flight while the saturation rate is looked for, as in P1. */
const IN_FLIGHT = 32;

/** Rounds without and with the purge, and what the purge did in them. */
interface Rounds {
  readonly without: Ran[];
  readonly with: Ran[];
  /** With the purge: the rounds above, and those until nothing was left. */
  readonly purging: Ran[];
}

async function compare({ quick }: Settings, kind: string, place: string): Promise<Result> {
  const size = sizes[quick ? 'quick' : 'whole'];
  const server = await startChild(new URL('./servers/purge.ts', import.meta.url), {
    args: [kind, place],
    core: SERVER_CORE,
  });
  const load = await startChild(new URL('./load/main.ts', import.meta.url), { core: LOAD_CORE });
  const { lanes, expired } = size;
  const { written, target } = await server.call<{ written: number; target: Target }>('open', { lanes, expired });
  await load.call('prepare', target);
  await load.call<Ran>('run', { seconds: size.warmUp, inFlight: IN_FLIGHT });
  const saturation: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { lifecycles, seconds } = await load.call<Ran>('run', { seconds: size.saturate, inFlight: IN_FLIGHT });
    saturation.push(lifecycles / seconds);
  }
  const perSecond = median(saturation) / 2;
  const run = async (purges: boolean) => {
    await server.call('purge', purges);
    const ran = await load.call<Ran>('run', { seconds: size.round, perSecond });
    await server.call('purge', false);
    return ran;
  };
  const rounds: Rounds = { without: [], with: [], purging: [] };
  let purgedInRounds = 0;
  for (let count = 0; count < size.rounds; count += 1) {
    const [without, beside] = [await run(false), await run(true)];
    const gone = await server.call<number>('purged');
    // A round in which the purge came to its end was in part one without.
    if (gone >= written && !quick) break;
    purgedInRounds = gone;
    rounds.without.push(without);
    rounds.with.push(beside);
  }
  rounds.purging.push(...rounds.with);
  if (purgedInRounds === 0) {
    throw new Error(`${purgedInRounds} of ${written} were purged: the rounds with a purge are not what they should be`);
  }
  const until = performance.now() + size.rest * 1000;
  while (performance.now() < until && (await server.call<number>('purged')) < written)
    rounds.purging.push(await run(true));
  const purged = await server.call<number>('purged');
  await load.stop();
  await server.stop();
  return judged(rounds, { written, purged, purgedInRounds, perSecond, store: kind });
}

const p99 = (rounds: readonly Ran[]) => rounds.map(({ submits }) => quantile(submits, 0.99));

interface Purged {
  readonly written: number;
  readonly purged: number;
  readonly purgedInRounds: number;
  readonly perSecond: number;
  readonly store: string;
}

function judged(rounds: Rounds, { written, purged, purgedInRounds, perSecond, store }: Purged): Result {
  const before = p99(rounds.without);
  const ratios = p99(rounds.with).map((value, at) => value / (before[at] ?? Number.NaN));
  const secondsOf = (some: readonly Ran[]) => some.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    figure: median(ratios),
    spread: spread(ratios),
    table: [
      ['submit, ms', 'lifecycles/s', 'p50', 'p99', 'from', 'to', 'max'],
      rowOf('nothing to purge', rounds.without),
      rowOf('purging beside', rounds.with),
      rowOf('until all is gone', rounds.purging),
    ],
    details: {
      store,
      perSecond: rounded(perSecond, 0),
      written,
      purged,
      purgedPerSecond: rounded(purgedInRounds / secondsOf(rounds.with), 0),
      secondsOfPurge: rounded(secondsOf(rounds.purging), 0),
      withoutP99Ms: before.map((value) => rounded(value, 2)),
      withP99Ms: p99(rounds.with).map((value) => rounded(value, 2)),
    },
  };
}

function rowOf(name: string, rounds: readonly Ran[]): Row {
  const each = (share: number) => rounds.map(({ submits }) => quantile(submits, share));
  const speed = median(rounds.map(({ lifecycles, seconds }) => lifecycles / seconds));
  const numbers = [median(each(0.5)), median(each(0.99)), ...spread(each(0.99)), Math.max(...each(1))];
  return [name, rounded(speed, 0), ...numbers.map((value) => rounded(value, 2))];
}

const title = (store: string) =>
  `p99 of a submit while 1,000,000 records and events that were over are purged, ${store}, against none`;
const common = { unit: 'times without', reach: { atMost: 2 } };

/** In memory. */
export const p15memory: Benchmark = {
  id: 'P15-MEMORY',
  title: title('memory'),
  ...common,
  run: (settings) => compare(settings, 'memory', ''),
};

/** On SQLite. */
export const p15sqlite: Benchmark = {
  id: 'P15-SQLITE',
  title: title('SQLite'),
  ...common,
  run: (settings) => withFolder(['store'], (folder = '') => compare(settings, 'sqlite', folder)),
};

/** On PostgreSQL. */
export const p15postgres: Benchmark = {
  id: 'P15-POSTGRES',
  title: title('PostgreSQL'),
  ...common,
  run: (settings) =>
    withPostgres(async ({ url }) => compare(settings, 'postgres', await createDatabase(url, 'purged'))),
};
