import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Histogram, medianOf, mergeHistograms } from './histogram.ts';

const seconds = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 });

const histogramOf = (values: readonly number[]): Histogram => mergeHistograms(values.map((value) => [[value, 1]]));

test('SF-MGR-02 the median of merged histograms is that of all values', () => {
  fc.assert(
    fc.property(seconds, seconds, (some, others) => {
      const all = [...some, ...others].sort((a, b) => a - b);
      const [low, high] = [all[Math.ceil(all.length / 2) - 1], all[Math.floor(all.length / 2)]];
      const expected = low === undefined || high === undefined ? null : (low + high) / 2;
      expect(medianOf(mergeHistograms([histogramOf(some), histogramOf(others)]))).toBe(expected);
    }),
  );
});
