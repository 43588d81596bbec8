// How often unknown key ids may make a provider look where its keys come from: an id that nobody made must not cost the
// disk anything, and one that another process has just made must be found at once.
import type { Clock } from '@tellsafe/core';

/** The same id is looked for again after this time. */
const AGAIN_AFTER_MS = 1_000;

/** Looks within that time; what else is unknown goes without. */
const MOST_LOOKS = 100;

/** Counts looks. */
export class LookLimit {
  readonly #clock: Clock;
  readonly #looked = new Set<string>();
  #looks = 0;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tells whether to look for this id now; a look that is allowed is counted. */
  allows(keyId: string): boolean {
    const now = this.#clock();
    // Also when the clock was set back.
    if (now < this.#since || now - this.#since >= AGAIN_AFTER_MS) {
      this.#looked.clear();
      this.#looks = 0;
      this.#since = now;
    }
    if (this.#looked.has(keyId) || this.#looks >= MOST_LOOKS) return false;
    this.#looked.add(keyId);
    this.#looks += 1;
    return true;
  }

  /** The look for this id came to nothing: the next call may repeat it. */
  repeat(keyId: string): void {
    this.#looked.delete(keyId);
  }
}
