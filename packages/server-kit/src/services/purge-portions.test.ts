// That a purge goes in portions which fit the store, and rests between them.
import { expect, test } from 'vitest';
import { storeWith } from '../../test/support/broken-stores.ts';
import { memoryStore } from '../stores/memory.ts';
import { purgePortions } from './purge-portions.ts';

/** A store with so much that is over, of which each piece takes so many milliseconds. */
function slowStore(over: number, msEach: number) {
  const seen = { left: over, time: 1_000, portions: [] as number[], rests: [] as number[] };
  const store = storeWith(memoryStore(), {
    purge: async (_now, limit) => {
      const deleted = Math.min(limit, seen.left);
      seen.portions.push(limit);
      seen.left -= deleted;
      seen.time += Math.round(deleted * msEach);
      return deleted;
    },
  });
  const order = (limit: number) => ({
    now: 1_000,
    limit,
    clock: () => seen.time,
    rest: async (ms: number) => {
      seen.rests.push(ms);
    },
  });
  return { seen, purge: (limit: number) => purgePortions(store, order(limit)) };
}

test('a store is asked for what it does in five milliseconds, and left alone twice as long', async () => {
  const { seen, purge } = slowStore(10_000, 0.02);
  expect(await purge(1_000)).toBe(1_000);
  expect(seen.portions).toEqual([100, 200, 250, 250, 200]);
  expect(seen.rests).toEqual([4, 8, 10, 10, 8]);
});

test('a store that hardly gets on is asked for the least, and rests end', async () => {
  const { seen, purge } = slowStore(10_000, 40);
  expect(await purge(250)).toBe(250);
  expect(seen.portions).toEqual([100, 100, 50]);
  expect(seen.rests).toEqual([100, 100, 100]);
});

test('a quick store is asked for twice as much each time, and never for more than the limit', async () => {
  const { seen, purge } = slowStore(10_000, 0);
  expect(await purge(5_000)).toBe(5_000);
  expect(seen.portions).toEqual([100, 200, 400, 800, 1_000, 1_000, 1_000, 500]);
  expect(seen.rests).toEqual([]);
});

test('it ends when less is there than was asked for', async () => {
  const { seen, purge } = slowStore(130, 0.01);
  expect(await purge(1_000)).toBe(130);
  expect(seen.portions).toEqual([100, 200]);
  expect(seen.rests).toHaveLength(1);
});

test('a clock that jumps back gives no rest', async () => {
  const times = [1_000, 400];
  const store = storeWith(memoryStore(), { purge: async (_now, limit) => limit });
  const rest = async () => expect.unreachable();
  expect(await purgePortions(store, { now: 1, limit: 100, clock: () => times.shift() ?? 400, rest })).toBe(100);
});
