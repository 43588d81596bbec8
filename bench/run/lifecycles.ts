// A contest in lifecycles per second between the kit and its floor, as P1, P2 and P3 have it.
import type { Settings } from './benchmark.ts';
import { type Contestant, type ContestSize, contest, type Round, startContestant } from './contest.ts';
import type { Result, Row } from './result.ts';
import { median, rounded, spread } from './statistics.ts';

/** In flight, as performance.md says. */
export const LANES = 32;

const sizes: Readonly<Record<'quick' | 'whole', ContestSize>> = {
  quick: { lanes: 2, warmUpSeconds: 0.1, rounds: 1, roundSeconds: 0.2 },
  whole: { lanes: LANES, warmUpSeconds: 3, rounds: 7, roundSeconds: 3 },
};

/** The size of a contest. */
export function contestSize({ quick }: Settings): ContestSize {
  return sizes[quick ? 'quick' : 'whole'];
}

/** A store, and where it is for each of the two. */
export interface Stores {
  readonly kind: string;
  readonly kit?: string;
  readonly floor?: string;
}

/** Lets both run and compares them. */
export async function compareLifecycles(settings: Settings, { kind, kit, floor }: Stores): Promise<Result> {
  const size = contestSize(settings);
  const { lanes } = size;
  const start = (script: 'kit' | 'floor', place: string | undefined) =>
    startContestant({ script, store: place === undefined ? [kind] : [kind, place], lanes, profile: settings.profile });
  const contestants: [Contestant, Contestant] = [await start('kit', kit), await start('floor', floor)];
  const { a, b } = await contest(...contestants, size);
  for (const each of contestants) await each.stop();
  return compared(['kit', 'floor'], a, b);
}

/** Table and ratio of two rows of rounds. */
export function compared(names: readonly [string, string], a: readonly Round[], b: readonly Round[]): Result {
  const ratios = a.map(
    ({ lifecyclesPerSecond }, at) => lifecyclesPerSecond / (b[at]?.lifecyclesPerSecond ?? Number.NaN),
  );
  const speeds = (rounds: readonly Round[]) => rounds.map((round) => rounded(round.lifecyclesPerSecond, 0));
  const [first, second] = names;
  return {
    figure: median(ratios),
    spread: spread(ratios),
    table: [
      ['', 'lifecycles/s', 'from', 'to', 'server µs', 'statements', '+ sealed', 'load'],
      rowOf(first, a),
      rowOf(second, b),
    ],
    details: {
      [`${first}PerSecond`]: speeds(a),
      [`${second}PerSecond`]: speeds(b),
      [`${first}ServerMicros`]: rounded(median(microsOf(a)), 0),
      [`${second}ServerMicros`]: rounded(median(microsOf(b)), 0),
      ...queriesOf(a),
    },
  };
}

function rowOf(name: string, rounds: readonly Round[]): Row {
  const speeds = rounds.map((round) => round.lifecyclesPerSecond);
  const middle = (values: readonly number[], digits: number) => rounded(median(values), digits);
  return [
    name,
    middle(speeds, 0),
    ...spread(speeds).map((value) => rounded(value, 0)),
    ...[middle(microsOf(rounds), 0), middle(recordsOf(rounds), 2), middle(sealedOf(rounds), 2)],
    middle(
      rounds.map(({ load }) => load),
      2,
    ),
  ];
}

const microsOf = (rounds: readonly Round[]) => rounds.map(({ serverMicros }) => serverMicros);
const recordsOf = (rounds: readonly Round[]) => rounds.map(({ queries }) => queries.records);
const sealedOf = (rounds: readonly Round[]) => rounds.map(({ queries }) => queries.sealed);

/** Six requests: twelve statements to the records are two for each. */
function queriesOf(rounds: readonly Round[]) {
  const records = median(recordsOf(rounds));
  return records > 0
    ? { statements: rounded(records, 2), statementsToSealed: rounded(median(sealedOf(rounds)), 2) }
    : {};
}
