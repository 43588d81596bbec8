// Rests between steps of work in the background, so that requests find room: one that comes meanwhile waits for a step at most.
import type { Clock } from '@tellsafe/core';
import { sleep } from './timer.ts';

/** How many times as long as a step took it rests, so that such work takes a third of the time at most. */
const RESTS = 2;
/** Longest rest, in ms. */
const LONGEST_REST_MS = 100;

/**
 * Rests after a step.
 *
 * @param tookMs how long the step took, in milliseconds; after less than one there is no rest
 * @param rest a timer by default
 */
export async function restAfter(tookMs: number, rest: (ms: number) => Promise<void> = sleep): Promise<void> {
  if (tookMs > 0) await rest(Math.min(tookMs * RESTS, LONGEST_REST_MS));
}

/**
 * Runs a step of work that may have another one behind it, and rests when it has.
 *
 * @param step tells whether there may be more
 * @returns the same
 */
export async function stepAndRest(clock: Clock, step: () => Promise<boolean>): Promise<boolean> {
  const startedAt = clock();
  const more = await step();
  if (more) await restAfter(clock() - startedAt);
  return more;
}
