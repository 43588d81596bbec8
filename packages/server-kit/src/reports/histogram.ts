// How often each number of whole seconds was counted. Histograms add up, and the median of a sum is exact.

/** Pairs of seconds and how often, by seconds. */
export type Histogram = readonly (readonly [seconds: number, count: number])[];

/** The sum of histograms. */
export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const counts = new Map<number, number>();
  for (const histogram of histograms) {
    for (const [seconds, count] of histogram) counts.set(seconds, (counts.get(seconds) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

/** The middle value, or the mean of the two in the middle; `null` when nothing was counted. */
export function medianOf(histogram: Histogram): number | null {
  const total = histogram.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  return (valueAt(histogram, Math.floor((total - 1) / 2)) + valueAt(histogram, Math.floor(total / 2))) / 2;
}

/** The value of a place in the order of all that was counted, from 0. */
function valueAt(histogram: Histogram, place: number): number {
  let left = place;
  for (const [seconds, count] of histogram) {
    if (left < count) return seconds;
    left -= count;
  }
  throw new RangeError('place must be below the number of counted values');
}
