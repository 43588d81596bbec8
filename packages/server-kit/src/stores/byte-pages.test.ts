import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BytePages, bytesOf, type Piece } from './byte-pages.ts';

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte);

test('what is kept comes back, whatever else comes and goes', () => {
  const step = fc.record({
    length: fc.oneof(fc.nat(700), fc.nat(5_000), fc.nat(70_000)),
    drop: fc.nat(20),
    byte: fc.nat(255),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const pages = new BytePages();
      const kept: [Piece, Uint8Array][] = [];
      for (const { length, drop, byte } of steps) {
        const bytes = filled(length, byte);
        kept.push([pages.keep(bytes), bytes]);
        const gone = drop < kept.length ? kept.splice(drop, 1)[0] : undefined;
        if (gone) pages.wipe(gone[0]);
        for (const [piece, expected] of kept) expect(bytesOf(piece)).toEqual(expected);
      }
    }),
    { numRuns: 50 },
  );
});

test('SF-OTR-02 a wiped piece is zeros, and its place is used again', () => {
  const pages = new BytePages();
  const [first, second] = [pages.keep(filled(600, 7)), pages.keep(filled(604, 8))];
  expect(second.page).toBe(first.page);
  pages.wipe(first);
  expect(bytesOf(first).every((byte) => byte === 0)).toBe(true);
  expect(bytesOf(second).every((byte) => byte === 8)).toBe(true);
  const third = pages.keep(filled(608, 9));
  expect([third.page === first.page, third.at]).toEqual([true, first.at]);
});

test('pages that were full take again, and none but one stays empty', () => {
  const pages = new BytePages();
  const pieces = Array.from({ length: 2_000 }, (_, at) => pages.keep(filled(256, at)));
  const before = new Set(pieces.map(({ page }) => page));
  expect(before.size).toBe(Math.ceil(2_000 / 256));
  for (const piece of pieces) pages.wipe(piece);
  const after = new Set(pieces.map(() => pages.keep(filled(250, 1)).page));
  expect(after.size).toBe(before.size);
  expect([...after].filter((page) => before.has(page))).toHaveLength(1);
});

test('a slot is little longer than what lies in it', () => {
  const pages = new BytePages();
  for (const length of [0, 1, 32, 33, 127, 472, 512, 513, 600, 2_900, 4_096, 4_097, 16_384, 16_385, 1_048_576]) {
    const { slotBytes } = pages.keep(new Uint8Array(length)).page;
    expect(slotBytes).toBeGreaterThanOrEqual(length);
    expect(slotBytes - length).toBeLessThanOrEqual(Math.max(32, length / 4));
  }
});
