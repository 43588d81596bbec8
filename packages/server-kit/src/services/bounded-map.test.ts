import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

const LIMIT = 10;

test('keeps what was used within half of its limit of others, and never more than its limit', () => {
  const map = new BoundedMap<number, number>(LIMIT);
  for (let key = 0; key < 100; key += 1) {
    map.set(key, key);
    // One that is used again and again stays.
    expect(map.get(0)).toBe(0);
    for (let past = Math.max(0, key - LIMIT / 2 + 2); past <= key; past += 1) expect(map.get(past)).toBe(past);
  }
  for (let key = 1; key < 100 - LIMIT; key += 1) expect(map.get(key)).toBeUndefined();
});

test('how many it keeps is never more than its limit, whatever is read meanwhile', () => {
  const map = new BoundedMap<number, number>(LIMIT);
  for (let key = 0; key < 50; key += 1) {
    map.set(key, key);
    map.get(key - 3);
  }
  const kept = Array.from({ length: 50 }, (_, key) => key).filter((key) => map.get(key) !== undefined);
  expect(kept.length).toBeLessThanOrEqual(LIMIT);
  expect(map.size).toBe(kept.length);
});

test('a value is replaced, deleted, and all are cleared', () => {
  const map = new BoundedMap<string, number>(4);
  map.set('a', 1);
  map.set('a', 2);
  map.set('b', 3);
  expect([map.get('a'), map.get('b')]).toEqual([2, 3]);
  map.delete('a');
  expect([map.get('a'), map.get('b')]).toEqual([undefined, 3]);
  map.clear();
  expect(map.get('b')).toBeUndefined();
});
