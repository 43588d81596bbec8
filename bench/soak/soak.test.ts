// T14 in short: the soak runs against a real server, answers without failures, and finds what the server is told to keep. Half an hour of
// it is `npm run soak`.
import { afterAll, expect, test } from 'vitest';
import { killChildren } from '../run/child.ts';
import { type Slope, slopeOf } from './slope.ts';
import { type Slice, soak } from './soak.ts';
import { verdictOf } from './verdict.ts';

afterAll(killChildren);

test('T14 the slope and its error are those of a straight line with known deviations', () => {
  const values = [1.2, 2.8, 5.1, 6.9];
  const { slope, error } = slopeOf(values.map((value, at) => ({ at, value })));
  expect(slope).toBeCloseTo(1.94, 10);
  expect(error).toBeCloseTo(Math.sqrt(0.082 / 2 / 5), 10);
  expect(slopeOf([0, 1, 2].map((at) => ({ at, value: 7 - at })))).toEqual({ slope: -1, error: 0 } satisfies Slope);
  expect(() => slopeOf([{ at: 1, value: 1 }])).toThrow(RangeError);
});

/** Half an hour in slices of a minute, with a heap that grows by so much and scatters by a fifth of a MiB. */
function halfAnHour(mibPerHour: number, scatter = 0.2): Slice[] {
  const common = { lifecycles: 1, perSecond: 200, p50: 1, p99: 1, server: 0.5, failures: [] };
  return Array.from({ length: 36 }, (_, at) => {
    const hours = (at + 1) / 60;
    const warming = 20 * Math.exp(-at);
    const heap = 40 + mibPerHour * hours - warming + scatter * Math.sin(at * at);
    return { ...common, hours, memory: { heap: heap * 2 ** 20, resident: 2 * heap * 2 ** 20 } };
  });
}

test('T14 half an hour tells two MiB an hour from none, whatever it took to warm up', () => {
  expect(verdictOf(halfAnHour(0)).growth).toBe('none');
  expect(verdictOf(halfAnHour(2)).growth).toBe('leak');
  expect(verdictOf(halfAnHour(0.9, 5)).growth).toBe('unsure');
});

const LEAK = 8 * 2 ** 20;
/** Slices to warm up, sound ones, leaking ones. */
const [WARM, SOUND, LEAKING] = [2, 2, 2];

test('T14 a server under load answers everything; from when on it keeps 8 MiB of each slice is found out', async () => {
  const slices = await soak({
    ...{ perSecond: 150, seconds: 0, leastSlices: WARM + SOUND + LEAKING, lanes: 4 },
    ...{ sliceSeconds: 0.25, minutes: false },
    store: ['memory', ''],
    leak: (slice) => (slice < WARM + SOUND ? 0 : LEAK),
    progress: () => {},
  });
  for (const { lifecycles, failures } of slices) expect([lifecycles > 0, failures]).toEqual([true, []]);
  const heap = (slice: number) => slices[slice]?.memory.heap ?? Number.NaN;
  const [warm, sound, leaked] = [heap(WARM - 1), heap(WARM + SOUND - 1), heap(WARM + SOUND + LEAKING - 1)];
  expect((sound - warm) / SOUND).toBeLessThan(LEAK / 2);
  expect((leaked - sound) / LEAKING).toBeGreaterThan(LEAK / 2);
});
