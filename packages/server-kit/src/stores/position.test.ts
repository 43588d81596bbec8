// Positions: text that sorts, and nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPosition, isPosition, parsePosition } from './position.ts';

const sequences = fc.maxSafeNat();

test('SF-STA-05 positions are read back, and sort as their numbers do', () => {
  fc.assert(
    fc.property(sequences, sequences, (a, b) => {
      const [left, right] = [formatPosition(a), formatPosition(b)];
      expect(parsePosition(left)).toBe(a);
      expect(isPosition(left)).toBe(true);
      expect(left < right).toBe(a < b);
    }),
  );
});

test('the beginning is the empty text', () => {
  expect([formatPosition(0), parsePosition('')]).toEqual(['', 0]);
});

test('anything else is no position', () => {
  const texts = [
    '1',
    'x',
    ' 000000000000001',
    '9007199254740992',
    '00000000000000001',
    '000000000000000a',
    '-000000000000001',
  ];
  for (const text of [...texts, undefined, null, 5, ['0000000000000001']]) {
    expect([text, isPosition(text)]).toEqual([text, false]);
    expect(() => parsePosition(text as string)).toThrow(RangeError);
  }
});
