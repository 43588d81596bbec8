// How fast the page scrolls along; dragging itself is proven in a browser.
import { expect, test } from 'vitest';
import { scrollStep } from './question-drag.ts';

const box = { top: 100, bottom: 700 };

test.each([
  [400, 0],
  [156, 0],
  [644, 0],
  [155, -1],
  [645, 1],
  [100, -14],
  [700, 14],
  [-500, -14],
  [5_000, 14],
])('SF-ADM-01 a pointer at %i lets a frame scroll by %i', (y, step) => {
  expect(scrollStep(y, box) || 0).toBe(step);
});
