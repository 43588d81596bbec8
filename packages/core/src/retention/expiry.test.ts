import fc from 'fast-check';
import { expect, test } from 'vitest';
import { END_OF_TIME, retentionExpiry } from './index.ts';

const at = (text: string): number => Date.parse(text);

test.each([
  ['2026-01-15T10:20:30.456Z', 13, '2027-02-15T10:20:30.456Z'],
  ['2026-01-31T00:00:00.000Z', 1, '2026-02-28T00:00:00.000Z'],
  ['2028-01-31T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
  ['2027-01-31T23:59:59.999Z', 13, '2028-02-29T23:59:59.999Z'],
  ['2028-02-29T12:00:00.000Z', 12, '2029-02-28T12:00:00.000Z'],
  ['2026-10-31T00:00:00.000Z', 1, '2026-11-30T00:00:00.000Z'],
  ['2026-12-31T00:00:00.000Z', 2, '2027-02-28T00:00:00.000Z'],
  ['2026-05-05T05:05:05.005Z', 0, '2026-05-05T05:05:05.005Z'],
])('SF-RET-01 %s plus %i months is %s', (start, months, end) => {
  expect(new Date(retentionExpiry(at(start), months)).toISOString()).toBe(end);
});

test('SF-RET-01 never after the end of time', () => {
  expect(new Date(END_OF_TIME).toISOString()).toBe('9999-12-31T23:59:59.999Z');
  expect(retentionExpiry(END_OF_TIME, 0)).toBe(END_OF_TIME);
  expect(retentionExpiry(END_OF_TIME, 1)).toBe(END_OF_TIME);
  expect(retentionExpiry(at('9990-01-01T00:00:00Z'), 1_200)).toBe(END_OF_TIME);
});

test('SF-RET-01 lands months later in the calendar, at the same time of day, at most three days early', () => {
  const instants = fc.integer({ min: 0, max: at('2400-01-01T00:00:00Z') });
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 120 }), (atMs, months) => {
      const start = new Date(atMs);
      const end = new Date(retentionExpiry(atMs, months));
      const monthsLater =
        (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
      expect(monthsLater).toBe(months);
      expect(end.getTime() % 86_400_000).toBe(atMs % 86_400_000);
      expect(start.getUTCDate() - end.getUTCDate()).toBeGreaterThanOrEqual(0);
      expect(start.getUTCDate() - end.getUTCDate()).toBeLessThanOrEqual(3);
    }),
  );
});

test('SF-RET-01 a later start never ends earlier', () => {
  const instants = fc.integer({ min: 0, max: at('2400-01-01T00:00:00Z') });
  fc.assert(
    fc.property(
      instants,
      fc.integer({ min: 0, max: 100 * 86_400_000 }),
      fc.integer({ min: 0, max: 24 }),
      (a, by, n) => {
        // Within the days that a short month lacks, the time of day decides; whole days keep their order.
        const day = (ms: number): number => Math.floor(retentionExpiry(ms, n) / 86_400_000);
        expect(day(a + by)).toBeGreaterThanOrEqual(day(a));
      },
    ),
  );
});

test.each([
  [-1, 1, 'atMs'],
  [0.5, 1, 'atMs'],
  [Number.NaN, 1, 'atMs'],
  [END_OF_TIME + 1, 1, 'atMs'],
  [0, -1, 'months'],
  [0, 1.5, 'months'],
  [0, 1_201, 'months'],
  [0, Number.NaN, 'months'],
])('SF-RET-01 refuses (%d, %d), naming %s', (atMs, months, parameter) => {
  expect(() => retentionExpiry(atMs, months)).toThrow(new RegExp(`^${parameter} must be`));
});
