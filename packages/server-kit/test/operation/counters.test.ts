// Counts that processes share (SF-OPS-04).
import { expect, test } from 'vitest';
import { memoryKeys } from '../../src/keys/memory.ts';
import type { LogEntry } from '../../src/log.ts';
import { addressGroup } from '../../src/services/rates/address.ts';
import { Counters, WINDOW_MS } from '../../src/services/rates/counters.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import type { Commit, Store } from '../../src/stores/types.ts';
import { random, testClock } from '../harness.ts';
import { recordingStore, storeWith } from '../support/broken-stores.ts';

const LIMIT = 80;
const PROCESSES = 4;
const ADDRESS = '203.0.113.77';

function openCounters(stores: readonly (Store | undefined)[], clock = testClock()) {
  const keys = memoryKeys();
  const log: LogEntry[] = [];
  const counters = stores.map((store) => new Counters({ store, keys, clock, random, log: (entry) => log.push(entry) }));
  /** How many of so many at once pass, over all processes. */
  const passing = async (count: number, subject = ADDRESS): Promise<number> => {
    const takes = Array.from({ length: count }, (_, at) =>
      counters[at % counters.length]?.take(['address', subject], LIMIT),
    );
    return (await Promise.all(takes)).filter((wait) => wait === 0).length;
  };
  return { clock, log, counters, passing };
}

const most = LIMIT * (1 + PROCESSES / 8);

test('SF-OPS-04 one process lets exactly the limit pass, and says when the next may come', async () => {
  const { clock, counters, passing } = openCounters([undefined]);
  expect(await passing(LIMIT * 3)).toBe(LIMIT);
  clock.now = (Math.floor(clock.now / WINDOW_MS) + 1) * WINDOW_MS + 1_500;
  expect(await passing(LIMIT * 3)).toBe(LIMIT);
  expect(await counters[0]?.take(['address', ADDRESS], LIMIT)).toBe(59);
  expect(await passing(1, '203.0.113.78')).toBe(1);
});

test('SF-OPS-04 nobody who asked is remembered once the minute is over, also when nobody asks any more', async () => {
  const { clock, counters, passing } = openCounters([undefined]);
  await passing(1);
  await passing(LIMIT * 2, '203.0.113.78');
  counters[0]?.sweep();
  expect(counters[0]?.size).toBe(2);
  clock.advance(WINDOW_MS);
  counters[0]?.sweep();
  expect(counters[0]?.size).toBe(0);
});

test('SF-OPS-04 processes share a count: together no more pass than the limit and an eighth of it for each', async () => {
  const clock = testClock();
  const { passing } = openCounters(Array(PROCESSES).fill(memoryStore({ clock })), clock);
  const passed = await passing(LIMIT * 10);
  expect(passed).toBeGreaterThanOrEqual(LIMIT);
  expect(passed).toBeLessThanOrEqual(most);
  expect(await passing(LIMIT)).toBe(0);
  clock.advance(WINDOW_MS);
  expect(await passing(LIMIT * 10)).toBeGreaterThanOrEqual(LIMIT);
});

test('SF-OPS-04 control: processes that count apart let more pass', async () => {
  const { passing } = openCounters(Array(PROCESSES).fill(undefined));
  expect(await passing(LIMIT * 10)).toBeGreaterThan(most);
});

test('SF-OPS-04 those who ask seldom leave nothing in the store, those who ask often no address', async () => {
  const clock = testClock();
  const batches: Commit[] = [];
  const { passing } = openCounters([recordingStore(memoryStore({ clock }), batches)], clock);
  for (let at = 0; at < 20; at += 1) await passing(LIMIT / 8, `198.51.100.${at}`);
  expect(batches).toEqual([]);
  expect(await passing(LIMIT * 2)).toBe(LIMIT);
  expect(batches).toHaveLength(7);
  const kept = batches.flatMap(({ put = [] }) => put);
  expect(kept.every(({ expiresAt }) => expiresAt <= clock() + 2 * WINDOW_MS)).toBe(true);
  const texts = kept.map(({ body, ...rest }) => JSON.stringify(rest) + new TextDecoder().decode(body));
  expect(texts.join()).not.toContain(ADDRESS);
});

test('SF-OPS-04 a store that fails shuts nobody out: the process goes on by its own count, and says so once', async () => {
  const failing = storeWith(memoryStore(), { get: () => Promise.reject(new Error(ADDRESS)) });
  const { log, passing } = openCounters([failing]);
  expect(await passing(LIMIT * 3)).toBe(LIMIT);
  expect(await passing(LIMIT * 3, '203.0.113.78')).toBe(LIMIT);
  expect(log).toHaveLength(1);
  expect(JSON.stringify(log)).not.toContain(ADDRESS);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', addressGroup('2001:db8:1:2::9')],
  ['unknown', undefined],
  ['', undefined],
  ['203.0.113.7, 10.0.0.1', undefined],
])('%s counts as %s', (text, group) => {
  expect(addressGroup(text)).toBe(group);
});
