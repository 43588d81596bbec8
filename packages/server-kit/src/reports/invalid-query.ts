// How a report refuses what it is asked.
import { TellsafeError } from '@tellsafe/core';

/** Longest time that one report covers: ten years of 366 days, in ms. */
export const MAX_RANGE_MS = 10 * 366 * 86_400_000;

/** Longest time that is counted as one period: a year, in ms. */
export const MAX_WHOLE_MS = 366 * 86_400_000;

/** The refusal of a query, naming the member that cannot be. */
export function invalidQuery(path: string): TellsafeError {
  return new TellsafeError('request_invalid', { issues: [{ path, code: 'value' }] });
}

/** Refuses a range that is empty, backwards or longer than {@link MAX_RANGE_MS}. @throws TellsafeError `request_invalid` */
export function assertRange({ from, to }: { readonly from: number; readonly to: number }): void {
  if (to <= from || to - from > MAX_RANGE_MS) throw invalidQuery('to');
}
