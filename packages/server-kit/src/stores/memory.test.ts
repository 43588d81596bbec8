// The memory store passes the store contract; and what only it promises.
import { describe, expect, test } from 'vitest';
import { storeContract } from '../testing/index.ts';
import { bytesOf, type Piece } from './byte-pages.ts';
import { memoryStore } from './memory.ts';
import { MemoryState } from './memory-state.ts';

describe('store contract', () => {
  const cases = storeContract({
    name: 'memory',
    capabilities: { index: true, feeds: true, durable: false, shared: false, retention: true },
    create: async (clock) => {
      const store = memoryStore({ clock });
      return { store, destroy: () => store.close() };
    },
  });
  for (const { name, run } of cases) test(name, run);
});

const START = 1_800_000_000_000;
const place = { account: 'a', group: 'g' };
const recordOf = (id: string, body: Uint8Array) => ({ ...place, collection: 'c', id, body, expiresAt: START + 1000 });

test('SF-OTR-01 a later store never repeats a version or position of an earlier one', async () => {
  const numbersOf = async (clock: () => number) => {
    const store = memoryStore({ clock });
    const append = [{ type: 't', body: new Uint8Array(), expiresAt: START + 1000 }];
    for (let round = 0; round < 100; round += 1)
      await store.commit({ ...place, put: [recordOf('r', new Uint8Array())], append });
    const [record] = await store.get([recordOf('r', new Uint8Array())]);
    return { version: record?.version ?? 0, latest: await store.latest(place) };
  };
  const first = await numbersOf(() => START);
  const second = await numbersOf(() => START + 1);
  expect(second.version - 200).toBeGreaterThan(first.version);
  expect(second.latest > first.latest).toBe(true);
  expect(Number.isSafeInteger(second.version)).toBe(true);
});

test('the incarnation comes from the given source of random bytes and differs without one', async () => {
  const random = (length: number) => new Uint8Array(length).fill(1);
  const [left, right] = [memoryStore({ random }), memoryStore({ random })];
  expect(await left.incarnation()).toBe(await right.incarnation());
  expect(await memoryStore().incarnation()).not.toBe(await memoryStore().incarnation());
});

test('SF-OTR-02 removed, replaced and purged bytes are wiped, and all bytes at close', async () => {
  const pieces: Piece[] = [];
  const state = new MemoryState();
  const put = (id: string, expiresAt: number) => {
    const body = new Uint8Array([1, 2, 3]);
    const commit = { ...place, expect: [], remove: [], append: [], incarnation: undefined };
    state.apply({ ...commit, put: [{ collection: 'c', id, body, expiresAt, index: [] }] });
    const record = state.find('a', 'g', { collection: 'c', id });
    if (record) pieces.push({ page: record.page, at: record.at, length: record.length });
  };
  const firstBytes = () => pieces.map((piece) => bytesOf(piece)[0]);
  put('removed', 1);
  put('replaced', 1);
  put('replaced', 1);
  // The second one may lie where the first one was.
  expect(new Set(pieces.map(({ page }) => page)).size).toBe(1);
  const found = state.find('a', 'g', { collection: 'c', id: 'removed' });
  if (found) state.removeRecord(found);
  expect(firstBytes()).toEqual([0, 1, 1]);
  state.clear();
  expect(firstBytes()).toEqual([0, 0, 0]);
});

test('SF-OTR-01 what does not fit is refused as a whole; what is there stays, can be replaced by less, and be removed', async () => {
  const store = memoryStore({ clock: () => START, maxBytes: 1_048_576 });
  const big = recordOf('big', new Uint8Array(1_000_000));
  expect(await store.commit({ ...place, put: [big] })).toBe(true);
  expect(await store.load?.()).toBeCloseTo(0.95, 2);
  const put = [recordOf('more', new Uint8Array(30_000)), recordOf('too-much', new Uint8Array(30_000))];
  await expect(store.commit({ ...place, put })).rejects.toMatchObject({ code: 'overloaded' });
  const append = [{ type: 't', body: new Uint8Array(60_000), expiresAt: START + 1000 }];
  await expect(store.commit({ ...place, append })).rejects.toMatchObject({ code: 'overloaded' });
  expect((await store.get([...put, big])).map((record) => record?.body.length)).toEqual([
    undefined,
    undefined,
    1_000_000,
  ]);
  expect(await store.commit({ ...place, put: [recordOf('big', new Uint8Array(1))] })).toBe(true);
  expect(await store.commit({ ...place, put, append })).toBe(true);
  expect(await store.commit({ ...place, remove: [big, ...put] })).toBe(true);
  expect(await store.purge(START + 1000, 10)).toBe(1);
  expect(await store.load?.()).toBe(0);
});

test.each([0, 1_048_575, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('maxBytes %s is refused', (maxBytes) => {
  expect(() => memoryStore({ maxBytes })).toThrow(/maxBytes.*allowed 1048576/);
});

test('nothing is left of what was removed', async () => {
  const state = new MemoryState();
  const commit = { ...place, expect: [], put: [], remove: [], append: [], incarnation: undefined };
  const index = [{ name: 'n', value: 'v', order: 1 }];
  state.apply({
    ...commit,
    put: [{ collection: 'c', id: 'r', body: new Uint8Array(1), expiresAt: 1, index }],
    append: [{ type: 't', body: new Uint8Array(1), expiresAt: 1 }],
  });
  expect(state.accounts.get('a')?.lists.size).toBe(1);
  for (const item of [...state.due.forward(() => false)]) {
    if ('collection' in item) state.removeRecord(item);
    else state.removeEvent(item);
  }
  expect([state.accounts.size, state.due.isEmpty]).toEqual([0, true]);
});

test('what is over is counted up to the bound of each kind, and not looked at beyond it', async () => {
  const count = async (records: number, events: number) => {
    const store = memoryStore({ clock: () => START });
    const body = new Uint8Array();
    for (let at = 0; at < records; at += 500) {
      const put = Array.from({ length: Math.min(500, records - at) }, (_, one) => recordOf(`r${at + one}`, body));
      await store.commit({ ...place, put });
    }
    for (let at = 0; at < events; at += 500) {
      const length = Math.min(500, events - at);
      await store.commit({
        ...place,
        append: Array.from({ length }, () => ({ type: 't', body, expiresAt: START + 1000 })),
      });
    }
    return (await store.overdue(START + 1000)).count;
  };
  expect(await count(10_500, 0)).toBe(10_000);
  expect(await count(0, 10_500)).toBe(10_000);
  expect(await count(10_500, 7)).toBe(10_007);
  expect(await count(7, 10_500)).toBe(10_007);
  expect(await count(3, 4)).toBe(7);
});
