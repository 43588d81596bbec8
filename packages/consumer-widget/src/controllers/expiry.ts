// Counts down to the end of a form: every second for the eye, a warning in time to act on it, and the end (SF-TIME-08).
// The server's clock decides; this one only shows what it said.
import type { Clock } from '@tellsafe/core/encoding';

/** Seconds before the end at which the person is warned; at least 60 (SF-TIME-08). */
export const WARNING_SECONDS = 120;

/** Whom to tell. */
export interface ExpiryOptions {
  readonly clock: Clock;
  /** Whole seconds that are left; called at once and then each second. */
  onTick(secondsLeft: number): void;
  onExpired(): void;
}

/** A running countdown. */
export interface Expiry {
  /** Sets what is left, as the server said it. */
  set(secondsLeft: number): void;
  stop(): void;
}

/**
 * Creates a countdown; it runs from the first {@link Expiry.set} on. After a sleep of the device it is right again at once.
 *
 * @param options - clock and listeners
 */
export function createExpiry({ clock, onTick, onExpired }: ExpiryOptions): Expiry {
  let endsAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;

  function tick(): void {
    clearTimeout(timer);
    if (!running) return;
    const leftMs = endsAt - clock();
    onTick(Math.max(0, Math.ceil(leftMs / 1000)));
    if (leftMs <= 0) onExpired();
    else if (running) timer = setTimeout(tick, Math.min(leftMs, leftMs % 1000 || 1000));
  }

  return {
    set(secondsLeft) {
      endsAt = clock() + secondsLeft * 1000;
      running = true;
      tick();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
