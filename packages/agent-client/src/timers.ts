// Delays as an argument, so that back-off, idle expiry and throttling can be tested without waiting.

/** Runs something later. */
export interface Timers {
  /**
   * @param delayMs - milliseconds from now, 0 or more
   * @param run - called once
   * @returns cancels; does nothing once it ran
   */
  after(delayMs: number, run: () => void): () => void;
}

/** The platform's `setTimeout`. */
export const systemTimers: Timers = {
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return () => clearTimeout(handle);
  },
};

/**
 * A promise for a delay.
 *
 * @param timers - runs it
 * @param delayMs - milliseconds
 * @param signal - ends the wait early; the promise then rejects with its reason
 */
export function wait(timers: Timers, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = timers.after(delayMs, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}
