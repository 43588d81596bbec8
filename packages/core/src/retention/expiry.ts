// Instants at which kept things end: calendar months after a start, or the end of time. Not what is kept how long (policy.ts).

/**
 * The latest instant a store can hold, 9999-12-31T23:59:59.999Z in epoch ms. It says "no end of its own" where an end is required;
 * something else (a conversation's close, a purge) ends the record.
 */
export const END_OF_TIME = 253_402_300_799_999;

/**
 * The instant a number of calendar months later, in UTC. A day that the month lacks becomes its last day: 31 January plus one
 * month is 28 or 29 February.
 *
 * @param atMs start, epoch ms, 0 to {@link END_OF_TIME}
 * @param months whole number of months, 0 to 1,200
 * @returns epoch ms, never after {@link END_OF_TIME}
 * @throws {RangeError} when an argument is outside its range
 */
export function retentionExpiry(atMs: number, months: number): number {
  if (!Number.isInteger(atMs) || atMs < 0 || atMs > END_OF_TIME) {
    throw new RangeError(`atMs must be a whole number from 0 to ${END_OF_TIME}`);
  }
  if (!Number.isInteger(months) || months < 0 || months > 1_200) {
    throw new RangeError('months must be a whole number from 0 to 1200');
  }
  const day = Math.floor(atMs / MS_PER_DAY);
  const known = lastDays.get(months);
  if (known?.day === day) return Math.min(atMs + known.distance, END_OF_TIME);
  const distance = monthsAfter(atMs, months) - atMs;
  lastDays.set(months, { day, distance });
  return Math.min(atMs + distance, END_OF_TIME);
}

const MS_PER_DAY = 86_400_000;

/** By number of months: all instants of a day of UTC are moved by the same time. */
const lastDays = new Map<number, { readonly day: number; readonly distance: number }>();

function monthsAfter(atMs: number, months: number): number {
  const start = new Date(atMs);
  const expiry = new Date(atMs);
  // Day 0 of the month after the target is the target's last day.
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0)).getUTCDate();
  expiry.setUTCDate(1);
  expiry.setUTCMonth(start.getUTCMonth() + months);
  expiry.setUTCDate(Math.min(start.getUTCDate(), lastDay));
  return expiry.getTime();
}
