// Steps back and forth. Typing in one field is one step. Pure.
import type { Draft } from './draft.ts';

/** Most steps that can be taken back. */
const STEPS = 100;

/** A draft with what it was before, and what was taken back. */
export interface DraftHistory {
  readonly now: Draft;
  readonly before: readonly Draft[];
  readonly after: readonly Draft[];
  /** What the last change was about; another change about the same is the same step. */
  readonly about?: string;
}

/** A history that begins. */
export function beginHistory(now: Draft): DraftHistory {
  return { now, before: [], after: [] };
}

/**
 * A change.
 *
 * @param about - the field; without one the change is a step of its own
 */
export function changed(history: DraftHistory, now: Draft, about?: string): DraftHistory {
  if (now === history.now) return history;
  const isSame = about !== undefined && about === history.about;
  const before = isSame ? history.before : [...history.before, history.now].slice(-STEPS);
  return { now, before, after: [], ...(about !== undefined && { about }) };
}

/** One step back, as far as there is one. */
export function undone({ now, before, after }: DraftHistory): DraftHistory {
  const last = before.at(-1);
  return last ? { now: last, before: before.slice(0, -1), after: [now, ...after] } : { now, before, after };
}

/** One step forth, as far as there is one. */
export function redone({ now, before, after }: DraftHistory): DraftHistory {
  const [next, ...rest] = after;
  return next ? { now: next, before: [...before, now], after: rest } : { now, before, after };
}
