// Signs of life: each stream's own come in time, and those of many are spread.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HEARTBEAT_MS, Heartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('SF-STA-05 each of many streams gets one sign of life in each interval, and none are given to many at once', () => {
  const heartbeat = new Heartbeat();
  const beats = new Array<number>(600).fill(0);
  const moments = new Map<number, number>();
  const ends = beats.map((_, at) =>
    heartbeat.add({
      beat: () => {
        beats[at] = (beats[at] ?? 0) + 1;
        moments.set(Date.now(), (moments.get(Date.now()) ?? 0) + 1);
      },
    }),
  );
  vi.advanceTimersByTime(2 * HEARTBEAT_MS);
  expect(new Set(beats)).toEqual(new Set([2]));
  expect(Math.max(...moments.values())).toBe(10);
  for (const end of ends) end();
  expect(vi.getTimerCount()).toBe(0);
});

test('a stream that was left gets none any more, and leaving twice counts once', () => {
  const heartbeat = new Heartbeat();
  let [left, kept] = [0, 0];
  const end = heartbeat.add({
    beat: () => {
      left += 1;
    },
  });
  heartbeat.add({
    beat: () => {
      kept += 1;
    },
  });
  end();
  end();
  vi.advanceTimersByTime(HEARTBEAT_MS);
  expect([left, kept]).toEqual([0, 1]);
  heartbeat.stop();
});
