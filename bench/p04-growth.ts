// P4: lifecycles per second with a million stored invitations, against a thousand.
import { fillStore } from './fill/fill-store.ts';
import type { Benchmark, Settings } from './run/benchmark.ts';
import { contest, startContestant } from './run/contest.ts';
import { createDatabase, withPostgres } from './run/database.ts';
import { withFolder } from './run/folder.ts';
import { compared, contestSize } from './run/lifecycles.ts';
import type { Result } from './run/result.ts';

const counts = { quick: { small: 10, large: 100 }, whole: { small: 1_000, large: 1_000_000 } };

async function compareSizes(settings: Settings, kind: string, large: string, small: string): Promise<Result> {
  const { quick, profile } = settings;
  const count = counts[quick ? 'quick' : 'whole'];
  const seconds = await fillStore(kind, large, count.large);
  await fillStore(kind, small, count.small);
  const size = contestSize(settings);
  const start = (place: string) =>
    startContestant({
      script: 'kit',
      store: [kind, place],
      lanes: size.lanes,
      profile: profile && `${profile}/${kind}`,
    });
  const contestants = [await start(large), await start(small)] as const;
  const { a, b } = await contest(...contestants, size);
  for (const each of contestants) await each.stop();
  const result = compared([`${count.large}`, `${count.small}`], a, b);
  return { ...result, details: { ...result.details, store: kind, secondsToFill: seconds } };
}

const common = { unit: 'of the speed with few', reach: { atLeast: 0.9 } };

/** On SQLite. */
export const p04sqlite: Benchmark = {
  id: 'P4-SQLITE',
  title: 'lifecycles on SQLite with 1,000,000 stored invitations, against 1,000',
  ...common,
  run: (settings) =>
    withFolder(['large', 'small'], (large = '', small = '') => compareSizes(settings, 'sqlite', large, small)),
};

/** On PostgreSQL. */
export const p04postgres: Benchmark = {
  id: 'P4-POSTGRES',
  title: 'lifecycles on PostgreSQL with 1,000,000 stored invitations, against 1,000',
  ...common,
  run: (settings) =>
    withPostgres(async ({ url }) => {
      const [large, small] = [await createDatabase(url, 'large'), await createDatabase(url, 'small')];
      return compareSizes(settings, 'postgres', large, small);
    }),
};
