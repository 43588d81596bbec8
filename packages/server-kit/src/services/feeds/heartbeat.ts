// Signs of life for many streams, spread evenly over the interval: thousands written to at the same moment would hold everything else up.
import { every } from '../../timer.ts';

/** How often streams are given a sign of life and check that they may go on. */
export const HEARTBEAT_MS = 15_000;

/** Parts of the interval. */
const SLOTS = 60;

/** Who wants a sign of life. */
export interface Beating {
  beat(): void;
}

/** Calls those who want it, each every {@link HEARTBEAT_MS}, the first time at the latest after so long. */
export class Heartbeat {
  readonly #slots: readonly Set<Beating>[] = Array.from({ length: SLOTS }, () => new Set());
  #count = 0;
  #next = 0;
  #now = 0;
  #stopTimer: (() => void) | undefined;

  /** @returns ends it */
  add(beating: Beating): () => void {
    // In turn, so that those who come all at once, as after a restart, are spread as well.
    const slot = this.#slots[this.#next % SLOTS] as Set<Beating>;
    this.#next += 1;
    slot.add(beating);
    this.#count += 1;
    this.#stopTimer ??= every(HEARTBEAT_MS / SLOTS, () => this.#tick());
    return () => {
      if (!slot.delete(beating)) return;
      this.#count -= 1;
      if (this.#count === 0) this.stop();
    };
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #tick(): void {
    const slot = this.#slots[this.#now % SLOTS] ?? [];
    this.#now += 1;
    for (const beating of [...slot]) beating.beat();
  }
}
