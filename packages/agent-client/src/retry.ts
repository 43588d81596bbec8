// Repeats a call whose answer was lost, with growing, jittered delays. Which calls may be repeated is decided by the caller.
import { isTellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { type Timers, wait } from './timers.ts';

/** How often and how patiently. */
export interface RetryOptions {
  readonly timers: Timers;
  readonly random: RandomBytes;
  /** Tries in all, 1 or more. Default 4. */
  readonly attempts?: number;
  readonly signal?: AbortSignal;
}

/** Longest delay between two tries, in milliseconds. */
export const LONGEST_DELAY_MS = 30_000;
/** Longest that a server may ask to wait, in milliseconds: its counts begin anew each minute. */
const LONGEST_ASKED_MS = 60_000;
const FIRST_DELAY_MS = 300;

/**
 * Runs a call until it works, fails for good, or the tries are used up.
 *
 * Only `network_failed` and `overloaded` are worth another try: the server said nothing, or asked for patience.
 *
 * @param run - the call; must be safe to repeat
 * @throws what the last try threw
 */
export async function retry<T>(run: () => Promise<T>, options: RetryOptions): Promise<T> {
  const attempts = options.attempts ?? 4;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      const delay = Math.max(backoffMs(attempt, options.random), retryAfterMs(error));
      await wait(options.timers, delay, options.signal);
    }
  }
}

/** Whether another try may help. */
export function isTransient(error: unknown): boolean {
  return isTellsafeError(error, 'network_failed') || isTellsafeError(error, 'overloaded');
}

/**
 * Delay before the next try: doubles each time up to {@link LONGEST_DELAY_MS}, of which the upper half is random, so that
 * many clients that lost one server do not come back at the same moment.
 *
 * @param attempt - tries so far, 1 or more
 */
export function backoffMs(attempt: number, random: RandomBytes): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  const share = (random(1)[0] ?? 0) / 255;
  return Math.round(full / 2 + (full / 2) * share);
}

function retryAfterMs(error: unknown): number {
  const seconds = isTellsafeError(error) ? error.params?.retryAfterSec : undefined;
  return typeof seconds === 'number' ? Math.min(seconds * 1000, LONGEST_ASKED_MS) : 0;
}
