// P5: how long the slowest hundredth of submits takes while the server has half the load it could take, on durable SQLite; against
// what the same step of the floor takes at the same load.
import type { Benchmark, Settings } from './run/benchmark.ts';
import { type Contestant, type Round, startContestant } from './run/contest.ts';
import { withFolder } from './run/folder.ts';
import type { Result, Row } from './run/result.ts';
import { median, quantile, rounded, spread } from './run/statistics.ts';

const sizes = {
  quick: { lanes: 4, warmUp: 0.1, saturate: 0.2, rounds: 1, round: 0.3 },
  whole: { lanes: 64, warmUp: 3, saturate: 2, rounds: 7, round: 4 },
};

/** In flight while the saturation rate is looked for, as in P1. */
const IN_FLIGHT = 32;

async function compareLatencies({ quick, profile }: Settings, kit: string, floor: string): Promise<Result> {
  const size = sizes[quick ? 'quick' : 'whole'];
  const start = (script: 'kit' | 'floor', place: string) =>
    startContestant({ script, store: ['sqlite', place], lanes: size.lanes, profile });
  const contestants: [Contestant, Contestant] = [await start('kit', kit), await start('floor', floor)];
  const [a, b] = contestants;
  for (const each of contestants) await each.run({ seconds: size.warmUp, inFlight: IN_FLIGHT });
  const saturation: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    saturation.push((await a.run({ seconds: size.saturate, inFlight: IN_FLIGHT })).lifecyclesPerSecond);
  }
  const perSecond = median(saturation) / 2;
  const rounds: { a: Round[]; b: Round[] } = { a: [], b: [] };
  for (let count = 0; count < size.rounds; count += 1) {
    rounds.a.push(await a.run({ seconds: size.round, perSecond }));
    rounds.b.push(await b.run({ seconds: size.round, perSecond }));
  }
  for (const each of contestants) await each.stop();
  return latencies(rounds.a, rounds.b, perSecond);
}

function latencies(a: readonly Round[], b: readonly Round[], perSecond: number): Result {
  const p99 = (rounds: readonly Round[]) => rounds.map(({ submits }) => quantile(submits, 0.99));
  const ratios = p99(a).map((value, at) => value / (p99(b)[at] ?? Number.NaN));
  return {
    figure: median(ratios),
    spread: spread(ratios),
    table: [['submit, ms', 'lifecycles/s', 'p50', 'p99', 'from', 'to', 'max'], rowOf('kit', a), rowOf('floor', b)],
    details: {
      perSecond: rounded(perSecond, 0),
      kitP99Ms: p99(a).map((value) => rounded(value, 2)),
      floorP99Ms: p99(b).map((value) => rounded(value, 2)),
    },
  };
}

function rowOf(name: string, rounds: readonly Round[]): Row {
  const each = (share: number) => rounds.map(({ submits }) => quantile(submits, share));
  const speed = median(rounds.map((round) => round.lifecyclesPerSecond));
  const numbers = [median(each(0.5)), median(each(0.99)), ...spread(each(0.99)), median(each(1))];
  return [name, rounded(speed, 0), ...numbers.map((value) => rounded(value, 2))];
}

export const p05: Benchmark = {
  id: 'P5',
  title: 'p99 of a submit at half the saturation rate, SQLite, against the same step of the floor at the same rate',
  unit: 'times the floor',
  reach: { atMost: 10 },
  run: (settings) => withFolder(['kit', 'floor'], (kit = '', floor = '') => compareLatencies(settings, kit, floor)),
};
