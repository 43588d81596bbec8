// A clock and timers that only move when a test says so.
import type { Timers } from '../../src/timers.ts';

/** Time in a test's hands. */
export interface ManualTime {
  readonly timers: Timers;
  readonly clock: () => number;
  /** Moves on, running what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Jumps without running anything, as when a laptop sleeps. */
  jump(ms: number): void;
  /** Timers that wait. */
  pending(): number;
}

/** Starts at a fixed instant unless told otherwise. */
export function manualTime(start = Date.UTC(2026, 10, 22, 9, 0, 0)): ManualTime {
  let now = start;
  const queue = new Set<{ at: number; run: () => void }>();
  return {
    clock: () => now,
    timers: {
      after(delayMs, run) {
        const entry = { at: now + delayMs, run };
        queue.add(entry);
        return () => queue.delete(entry);
      },
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const [next] = [...queue].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        queue.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
      await settle();
    },
    jump(ms) {
      now += ms;
    },
    pending: () => queue.size,
  };
}

/** Lets promises, streams and WebCrypto calls that are under way finish. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Waits for something that happens by itself soon. */
export async function until(what: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('this did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Moves time on in steps until a promise is settled, however long its real work takes. */
export async function drive<T>(time: ManualTime, promise: Promise<T>, stepMs = 500): Promise<T> {
  let done = false;
  const end = (): void => {
    done = true;
  };
  promise.then(end, end);
  await until(async () => {
    if (!done) await time.advance(stepMs);
    return done;
  });
  return promise;
}
