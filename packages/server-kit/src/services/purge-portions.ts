// A purge that leaves room for requests: small portions, smaller ones where the store is slow or busy, and a rest after each.
import type { Clock } from '@tellsafe/core';
import { restAfter } from '../rest.ts';
import type { Store } from '../stores/types.ts';

/** Records and events of the first portion. */
const FIRST_PORTION = 100;
/**
 * Smallest and largest portion. Much of a small one's time is spent waiting, for a disk, a database or a busy processor: less of it would hold
 * requests for hardly less, and a purge that is slower than what comes to be over would never end.
 */
const SMALLEST = 100;
const LARGEST = 1_000;
/** How long a portion should take, in ms: what a request may have to wait for it. */
const PORTION_MS = 5;

/** What a purge is told. */
export interface PurgeOrder {
  /** What is over at this moment is deleted. */
  readonly now: number;
  /** Most records and events that are deleted. */
  readonly limit: number;
  /** Tells how long a portion took. */
  readonly clock: Clock;
  /** Rests, in ms; a timer by default. */
  readonly rest?: (ms: number) => Promise<void>;
}

/**
 * Deletes what is over, portion by portion.
 *
 * @returns how many records and events are gone; less than the limit when nothing was left, or another purge took it
 */
export async function purgePortions(store: Store, { now, limit, clock, rest }: PurgeOrder): Promise<number> {
  let gone = 0;
  for (let size = FIRST_PORTION; gone < limit; ) {
    const portion = Math.min(size, limit - gone);
    const startedAt = clock();
    const deleted = await store.purge(now, portion);
    const tookMs = Math.max(0, clock() - startedAt);
    gone += deleted;
    if (deleted < portion) break;
    size = nextSize(size, tookMs);
    await restAfter(tookMs, rest);
  }
  return gone;
}

/** At most twice as many as before, because one quick portion says little. */
function nextSize(size: number, tookMs: number): number {
  const fitting = tookMs === 0 ? LARGEST : Math.floor((size * PORTION_MS) / tookMs);
  return Math.min(LARGEST, 2 * size, Math.max(SMALLEST, fitting));
}
