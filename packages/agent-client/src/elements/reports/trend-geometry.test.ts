import { type ReportRow, reportMeasures } from '@tellsafe/core/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LineName, markPath, markShapes, placeTrend } from './trend-geometry.ts';

const names = Object.keys(markShapes) as LineName[];
const size = { width: 640, height: 290, turned: false, labelRoom: 96, tickRoom: 58 };

function rowsOf(counts: readonly number[]): ReportRow[] {
  return counts.map((count, at) => ({
    ...{ start: at, end: at + 1 },
    counts: Object.fromEntries(reportMeasures.map((name) => [name, count])) as ReportRow['counts'],
    medianSec: { sentToViewed: null, viewedToSubmitted: null, submittedToRead: null },
  }));
}

describe('SF-MGR-02 the trend', () => {
  test('more is higher, later is further on, and nothing is outside', () => {
    const { lines, xs, top, bottom, left, right } = placeTrend({ rows: rowsOf([0, 5, 10]), lines: ['sent'], ...size });
    const ys = lines[0]?.points.map(({ y }) => y) ?? [];
    expect(ys[0]).toBe(bottom);
    expect(ys).toEqual(ys.toSorted((one, other) => other - one));
    expect(xs).toEqual(xs.toSorted((one, other) => one - other));
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(top);
    expect([Math.min(...xs) >= left, Math.max(...xs) <= right]).toEqual([true, true]);
  });

  test('from right to left time goes left, and the names stand on the left', () => {
    const { xs, left, right } = placeTrend({ rows: rowsOf([1, 2, 3]), lines: ['sent'], ...size, turned: true });
    expect(xs).toEqual(xs.toSorted((one, other) => other - one));
    expect([left, right]).toEqual([108, 596]);
  });

  test('marks of counts are whole numbers from nought, also of small counts', () => {
    for (const most of [0, 1, 3, 7, 40, 12_345]) {
      const { yTicks } = placeTrend({ rows: rowsOf([most]), lines: ['sent'], ...size });
      expect(yTicks.every(({ value }) => Number.isInteger(value))).toBe(true);
      expect(yTicks[0]?.value).toBe(0);
      expect(yTicks.at(-1)?.value).toBeGreaterThanOrEqual(most);
      expect(yTicks.length).toBeGreaterThan(2);
    }
  });

  test('marks of time have the room that they need', () => {
    for (const count of [1, 7, 24, 31, 168, 190]) {
      const { xTicks } = placeTrend({ rows: rowsOf(Array(count).fill(1)), lines: ['sent'], ...size });
      const gaps = xTicks.slice(1).map(({ x }, at) => x - (xTicks[at]?.x ?? 0));
      expect(gaps.every((gap) => gap >= 58)).toBe(true);
      expect(xTicks[0]?.index).toBe(0);
    }
  });

  test('names at the ends of lines never stand on each other, and stay in the plot', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: names.length, maxLength: names.length });
    fc.assert(
      fc.property(counts, (ends) => {
        const [row] = rowsOf([0]);
        const rows = row ? [{ ...row, counts: { ...row.counts, ...Object.fromEntries(names.map((name, at) => [name, ends[at]])) } }] : []; // biome-ignore format: one thought
        const { lines, bottom } = placeTrend({ rows, lines: names, ...size });
        const places = lines.map(({ labelY }) => labelY).sort((one, other) => one - other);
        places.slice(1).forEach((place, at) => {
          expect(place - (places[at] ?? 0)).toBeGreaterThan(14.99);
        });
        expect(places.at(-1)).toBeLessThanOrEqual(bottom);
      }),
    );
  });

  test('the nearest period is found', () => {
    const { nearest, xs } = placeTrend({ rows: rowsOf([1, 2, 3, 4]), lines: ['sent'], ...size });
    expect(nearest(-100)).toBe(0);
    expect(nearest((xs[2] ?? 0) + 3)).toBe(2);
    expect(nearest(10_000)).toBe(3);
  });

  test('SF-A11Y-02 no two lines look the same without colours', () => {
    const looks = names.map((name) => `${markPath(name)} ${markShapes[name].dash}`);
    expect(new Set(looks).size).toBe(names.length);
  });
});
