// A safety check: one promise, proven against a kit. safety.test.ts runs each on both stores, controls.test.ts runs it again
// with something broken and expects it to fail, so that no check can pass for nothing.
import type { Harness, HarnessOptions, StoreKind } from '../harness.ts';
import { withHarness } from '../harness.ts';

/** Rejects when the promise does not hold. */
export type Check = (kind: StoreKind, given?: HarnessOptions) => Promise<void>;

/** A check with a kit of its own; `own` are options that the check itself needs. */
export function check(run: (harness: Harness) => Promise<void>, own: HarnessOptions = {}): Check {
  return (kind, given = {}) => withHarness(kind, { ...own, ...given }, run);
}
