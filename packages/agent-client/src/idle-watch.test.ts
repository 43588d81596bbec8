import { describe, expect, test } from 'vitest';
import { manualTime } from '../test/support/manual-time.ts';
import { type IdleWatch, watchIdle } from './idle-watch.ts';

const IDLE_MS = 900_000;

function watch(seenElsewhere = async (): Promise<number> => 0) {
  const time = manualTime();
  const told: number[] = [];
  const warnings: (number | null)[] = [];
  let ended = 0;
  const idle: IdleWatch = watchIdle({
    timers: time.timers,
    now: time.clock,
    idleMs: IDLE_MS,
    activeAt: time.clock(),
    tell: (at) => told.push(at),
    onWarning: (seconds) => warnings.push(seconds),
    seenElsewhere,
    onEnd: () => {
      ended += 1;
    },
  });
  return { time, idle, told, warnings, ended: () => ended };
}

describe('idle watch', () => {
  test('SF-TIME-07 warns 60 s before the end, each second, then ends once', async () => {
    const { time, warnings, ended } = watch();
    await time.advance(IDLE_MS - 60_001);
    expect(warnings).toEqual([]);
    await time.advance(2);
    expect(warnings).toEqual([60]);
    await time.advance(58_000);
    expect(warnings.at(-1)).toBe(2);
    expect(ended()).toBe(0);
    await time.advance(10_000);
    expect(ended()).toBe(1);
    expect(time.pending()).toBe(0);
  });

  test('activity is told at once when the last time was long ago, then at most every 30 s', async () => {
    const { time, idle, told } = watch();
    await time.advance(40_000);
    idle.touch();
    expect(told).toHaveLength(1);
    for (let second = 0; second < 29; second += 1) {
      await time.advance(1_000);
      idle.touch();
    }
    expect(told).toHaveLength(1);
    await time.advance(1_000);
    expect(told).toHaveLength(2);
    expect(told[1]).toBe(time.clock() - 1_000);
    await time.advance(100_000);
    expect(told).toHaveLength(2);
  });

  test('activity during the warning ends the warning and is told at once', async () => {
    const { time, idle, told, warnings, ended } = watch();
    await time.advance(IDLE_MS - 5_000);
    idle.touch();
    await time.advance(0);
    expect(warnings.at(-1)).toBeNull();
    expect(told).toHaveLength(1);
    await time.advance(IDLE_MS - 61_000);
    expect(warnings.at(-1)).toBeNull();
    expect(ended()).toBe(0);
  });

  test('activity in another tab, heard or only stored, keeps the session', async () => {
    const heard = watch();
    await heard.time.advance(IDLE_MS - 5_000);
    heard.idle.touchedElsewhere(heard.time.clock());
    await heard.time.advance(10_000);
    expect(heard.ended()).toBe(0);
    let active = 0;
    const stored = watch(async () => active);
    await stored.time.advance(IDLE_MS - 100_000);
    active = stored.time.clock();
    await stored.time.advance(150_000);
    expect(stored.ended()).toBe(0);
    await stored.time.advance(IDLE_MS);
    expect(stored.ended()).toBe(1);
  });

  test('a machine that slept past the end does not come back to a session', async () => {
    const { time, ended } = watch();
    time.jump(8 * 3_600_000);
    await time.advance(0);
    expect(ended()).toBe(1);
  });

  test('nothing happens after it was stopped', async () => {
    const { time, idle, told, ended } = watch();
    idle.stop();
    idle.touch();
    await time.advance(2 * IDLE_MS);
    expect([told.length, ended(), time.pending()]).toEqual([0, 0, 0]);
  });
});
