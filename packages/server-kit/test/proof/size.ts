// Proofs have two sizes: one for every run of the suite, and a long one for `npm run test:long` (security.md §5).

/** Whether this is a long run. */
export const isLong = process.env.TELLSAFE_TEST_SIZE === 'long';

/** The size of this run: `sized(20, 500)` is 20 in every run and 500 in a long one. */
export function sized<Size>(every: Size, long: Size): Size {
  return isLong ? long : every;
}
