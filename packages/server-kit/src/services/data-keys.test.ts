// Unwrapped data keys stay a minute, are wiped half a minute later, and are never zeros to anyone.
import { expect, test } from 'vitest';
import { DataKeys, KEEP_MS, WIPE_AFTER_MS } from './data-keys.ts';

const bytes = () => new Uint8Array(32).fill(7);
const wiped = new Uint8Array(32);

test('SF-RET-03 a data key is kept for a minute, to the millisecond, and wiped half a minute later', () => {
  const keys = new DataKeys(10);
  const given = bytes();
  const held = keys.set('a', given, 1_000);
  const raw = held.bytes;
  expect(given).toEqual(wiped);
  expect(keys.get('a', 1_000 + KEEP_MS - 1)?.bytes).toEqual(bytes());
  expect(keys.get('a', 1_000 + KEEP_MS)).toBeUndefined();
  // Who had it before may go on.
  expect(held.bytes).toEqual(bytes());
  keys.sweep(1_000 + KEEP_MS + WIPE_AFTER_MS - 1);
  expect(raw).toEqual(bytes());
  keys.sweep(1_000 + KEEP_MS + WIPE_AFTER_MS);
  expect(raw).toEqual(wiped);
  expect(() => held.bytes).toThrow(expect.objectContaining({ code: 'key_unknown' }));
});

test('using a data key does not keep it longer: it is asked for again', () => {
  const keys = new DataKeys(10);
  keys.set('a', bytes(), 0);
  for (let now = 0; now < KEEP_MS; now += 1_000) expect(keys.get('a', now)).toBeDefined();
  expect(keys.get('a', KEEP_MS)).toBeUndefined();
});

test('the oldest makes room and is wiped as well', () => {
  const keys = new DataKeys(2);
  const raw = keys.set('a', bytes(), 0).bytes;
  keys.set('b', bytes(), 1);
  keys.set('c', bytes(), 2);
  expect(['a', 'b', 'c'].map((name) => keys.get(name, 2) !== undefined)).toEqual([false, true, true]);
  keys.sweep(2 + WIPE_AFTER_MS);
  expect(raw).toEqual(wiped);
});

test('a data key that is set again replaces the one before, which is wiped', () => {
  const keys = new DataKeys(2);
  const [first, second] = [keys.set('a', bytes(), 0).bytes, keys.set('a', bytes(), 1).bytes];
  keys.sweep(1 + WIPE_AFTER_MS);
  expect([first, second]).toEqual([wiped, bytes()]);
});

test('closing wipes everything at once', () => {
  const keys = new DataKeys(2);
  const [leaving, kept] = [keys.set('a', bytes(), 0).bytes, keys.set('a', bytes(), 1).bytes];
  keys.clear();
  expect([kept, leaving, keys.get('a', 1)]).toEqual([wiped, wiped, undefined]);
});

test('keys that leave within a second are wiped together, not before the time of the last; others of their memory stay', () => {
  const keys = new DataKeys(2);
  const raw = ['a', 'b', 'c', 'd'].map((name, at) => keys.set(name, bytes(), at * 400).bytes);
  const lastLeft = 3 * 400;
  keys.sweep(lastLeft + WIPE_AFTER_MS - 1);
  expect(raw).toEqual([bytes(), bytes(), bytes(), bytes()]);
  keys.sweep(lastLeft + WIPE_AFTER_MS);
  expect(raw).toEqual([wiped, wiped, bytes(), bytes()]);
  expect(keys.get('d', lastLeft + WIPE_AFTER_MS)?.bytes).toEqual(bytes());
});
