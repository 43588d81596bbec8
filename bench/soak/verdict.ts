// What the slices of a soak show: how fast memory grows once the server is warm, and whether that is a leak.

import { type Slope, slopeOf } from './slope.ts';
import type { Slice } from './soak.ts';

/** Growth that is none, in MiB for each hour (security.md T14). */
export const MOST_GROWTH = 1;

/** `unsure`: the samples scatter too much, or are too few, to tell. */
export type Growth = 'none' | 'leak' | 'unsure';

/** What was found. */
export interface Verdict {
  /** Slices behind the time to warm up. */
  readonly counted: number;
  /** MiB for each hour: objects and what they hold. */
  readonly heap: Slope;
  /** MiB for each hour: the memory of the whole process, with what its allocators keep for themselves. */
  readonly resident: Slope;
  readonly growth: Growth;
}

const MIB = 2 ** 20;
/** Caches fill and code is compiled in the first quarter of a run, and for five minutes at most. */
const WARM_UP = { share: 0.25, hours: 1 / 12 };

/**
 * Judges a run by its heap. The whole process is told beside it: allocators take and give back in steps that are larger than what is
 * looked for.
 *
 * @throws RangeError for less than four slices
 */
export function verdictOf(slices: readonly Slice[]): Verdict {
  const end = slices.at(-1)?.hours ?? 0;
  const warm = Math.min(end * WARM_UP.share, WARM_UP.hours);
  const counted = slices.filter(({ hours }) => hours > warm);
  const growthOf = (value: (slice: Slice) => number) =>
    slopeOf(counted.map((slice) => ({ at: slice.hours, value: value(slice) / MIB })));
  const heap = growthOf(({ memory }) => memory.heap);
  const resident = growthOf(({ memory }) => memory.resident);
  return { counted: counted.length, heap, resident, growth: growth(heap) };
}

/** Twice the standard error on both sides. */
function growth({ slope, error }: Slope): Growth {
  if (slope - 2 * error > MOST_GROWTH) return 'leak';
  return slope + 2 * error < MOST_GROWTH ? 'none' : 'unsure';
}
