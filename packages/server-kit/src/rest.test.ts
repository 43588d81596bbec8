// Work in the background leaves room for requests.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { restAfter, stepAndRest } from './rest.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [1, 2],
  [20, 40],
  [51, 100],
  [60_000, 100],
])('after %i ms of work there are %i ms of rest', async (tookMs, restMs) => {
  const done = vi.fn();
  void restAfter(tookMs).then(done);
  await vi.advanceTimersByTimeAsync(restMs - 1);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toHaveBeenCalled();
});

test.each([0, -3_600_000])('after %i ms, as by a clock that was set back, there is none', async (tookMs) => {
  await restAfter(tookMs);
  expect(vi.getTimerCount()).toBe(0);
});

test('a step rests when another one follows, and only then', async () => {
  let now = 0;
  const step = (more: boolean) => async () => {
    now += 7;
    return more;
  };
  expect(await stepAndRest(() => now, step(false))).toBe(false);
  const resting = stepAndRest(() => now, step(true));
  await vi.advanceTimersByTimeAsync(13);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await resting).toBe(true);
});
