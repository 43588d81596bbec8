import { expect, test } from 'vitest';
import { equalBytes } from './constant-time.ts';

test('bytes are equal only when each of them is', () => {
  const a = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
  expect(equalBytes(a, a.slice())).toBe(true);
  expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true);
  for (let at = 0; at < a.length; at += 1) {
    for (const bit of [0x01, 0x80]) {
      const other = a.slice();
      other[at] = (other[at] ?? 0) ^ bit;
      expect(equalBytes(a, other)).toBe(false);
    }
  }
});

test('another length is never equal, not even a prefix', () => {
  expect(equalBytes(new Uint8Array(32), new Uint8Array(31))).toBe(false);
  expect(equalBytes(new Uint8Array(0), new Uint8Array(1))).toBe(false);
});
