// Tries a request again while its failure is a passing one.
import { type Chance, webChance } from './random.ts';
import { arrived, isPassing } from './request-failure.ts';

/** How to repeat. */
export interface RetryOptions {
  /** Most attempts, at least 1. */
  readonly attempts: number;
  readonly chance?: Chance | undefined;
  /** Ends the waiting between attempts. */
  readonly signal?: AbortSignal | undefined;
  /** Called before each wait: the network may be gone. */
  onWait?(): void;
}

/**
 * Runs something until it works, fails for good, or the attempts are used up. What the server asks to wait comes on top of the usual
 * wait, so that pages which were refused together do not come back together.
 *
 * @param run - one attempt; must be safe to repeat
 * @param options - how often and how long
 * @throws whatever the last attempt threw
 */
export async function retrying<Result>(run: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt + 1 >= options.attempts || !isPassing(error) || options.signal?.aborted) throw error;
      options.onWait?.();
      await pause(error.afterMs + backoffMs(attempt, options.chance), options.signal);
      if (options.signal?.aborted) throw error;
    }
  }
}

/**
 * Loads a chunk; goes on trying while the network is gone.
 *
 * @param load - imports it
 * @param signal - ends the trying
 */
export function untilLoaded<Chunk>(load: () => Promise<Chunk>, signal?: AbortSignal): Promise<Chunk> {
  return retrying(() => arrived(load()), { attempts: Number.POSITIVE_INFINITY, signal });
}

/**
 * Waits; ends early when the signal is aborted or the network comes back.
 *
 * @param ms - how long, in milliseconds
 */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const done = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { signal: over.signal });
    globalThis.addEventListener?.('online', done, { signal: over.signal });
  });
}

/**
 * How long to wait before a further attempt: doubling from half a second to 20 seconds, half of it by chance so that many pages
 * do not come back at once.
 *
 * @param attempt - 0 for the first repetition
 * @param chance - where chance comes from
 */
export function backoffMs(attempt: number, chance: Chance = webChance): number {
  return Math.min(20_000, 500 * 2 ** attempt) * (0.5 + chance() / 2);
}
