import { webRandom } from '@tellsafe/core/crypto';
import { describe, expect, test } from 'vitest';
import { pooledRandom } from './random.ts';

/** Counts up, so that each byte of the first 256 is another one. */
function counting() {
  let next = 0;
  const drawn: Uint8Array[] = [];
  const source = (length: number) => {
    const bytes = Uint8Array.from({ length }, () => (next++ % 255) + 1);
    drawn.push(bytes);
    return bytes;
  };
  return { source, drawn };
}

describe('pooled random bytes', () => {
  test('are those of the source, each once, in memory of their own', () => {
    const { source, drawn } = counting();
    const random = pooledRandom(source);
    const [first, second] = [random(16), random(32)];
    expect([...first, ...second]).toEqual(Array.from({ length: 48 }, (_, at) => at + 1));
    first.fill(0);
    expect(random(1)).toEqual(Uint8Array.of(49));
    expect(drawn).toHaveLength(1);
  });

  test('leave nothing behind where they came from', () => {
    const { source, drawn } = counting();
    const random = pooledRandom(source);
    random(100);
    const [pool] = drawn;
    expect(pool?.subarray(0, 100).every((byte) => byte === 0)).toBe(true);
    expect(pool?.[100]).toBe(101);
  });

  test('never come short: a new pool begins where the old one is too small, and long ones are drawn by themselves', () => {
    const random = pooledRandom(webRandom);
    const lengths = Array.from({ length: 100 }, (_, at) => at * 7);
    const all = lengths.map((length) => random(length));
    expect(all.map(({ length }) => length)).toEqual(lengths);
    const long = all.filter(({ length }) => length >= 16).map((bytes) => bytes.subarray(0, 16).join());
    expect(new Set(long).size).toBe(long.length);
    expect(all.filter(({ length }) => length >= 16).every((bytes) => bytes.some((byte) => byte !== 0))).toBe(true);
  });

  test('refuse what the source refuses', () => {
    for (const length of [-1, 70_000]) expect(() => pooledRandom(webRandom)(length)).toThrow();
  });
});
