import { expect, test } from 'vitest';
import { median, quantile, spread } from './statistics.ts';

test('the median is the middle, or the mean of the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5]), median([0, 0, 0])]).toEqual([2, 2.5, 5, 0]);
});

test('a quantile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1), quantile([7], 0.99)]).toEqual([
    100, 198, 200, 7,
  ]);
});

test('the spread is from the smallest to the largest', () => {
  expect(spread([2, 3, 1])).toEqual([1, 3]);
});
