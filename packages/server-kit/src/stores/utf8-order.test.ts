// The order of names is the order of their UTF-8 bytes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareUtf8 } from './utf8-order.ts';

test('names are compared as their UTF-8 bytes are', () => {
  const texts = fc.string({
    unit: fc.oneof(fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff', '\u{10000}'), fc.string()),
  });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 1000 },
  );
});
