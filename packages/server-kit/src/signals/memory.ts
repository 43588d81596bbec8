// Signals inside one process.
import { checkAbout, checkTopic, Hints } from './hints.ts';
import type { Signal, SignalListener } from './types.ts';

/**
 * Makes a signal for the parts of one process.
 *
 * @example
 * ```ts
 * const signal = memorySignal();
 * ```
 */
export function memorySignal(): Signal {
  return new MemorySignal();
}

/** One subscription, an object of its own so that one function can be subscribed twice. */
interface Subscription {
  readonly listener: SignalListener;
}

/** Also the part of a signal between processes that wakes this one. */
export class MemorySignal implements Signal {
  readonly #topics = new Map<string, Set<Subscription>>();
  /** Topics that were published in this turn; each wakes its listeners once. */
  readonly #pending = new Hints();
  #isClosed = false;

  publish(topic: string, about?: string): void {
    checkTopic(topic);
    checkAbout(about);
    this.publishAll(topic, about === undefined ? undefined : [about]);
  }

  /** What came from elsewhere: several hints, or none. */
  publishAll(topic: string, abouts: readonly string[] | undefined): void {
    if (!this.#topics.has(topic)) return;
    if (this.#pending.isEmpty) queueMicrotask(() => this.#deliver());
    this.#pending.add(topic, abouts);
  }

  subscribe(topic: string, listener: SignalListener): () => void {
    checkTopic(topic);
    if (typeof listener !== 'function') throw new TypeError('listener must be a function');
    if (this.#isClosed) return () => {};
    const subscription: Subscription = { listener };
    const subscriptions = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, subscriptions.add(subscription));
    return () => {
      subscriptions.delete(subscription);
      if (subscriptions.size === 0 && this.#topics.get(topic) === subscriptions) this.#topics.delete(topic);
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const subscriptions of this.#topics.values()) subscriptions.clear();
    this.#topics.clear();
  }

  #deliver(): void {
    for (const [topic, abouts] of this.#pending.take()) {
      const subscriptions = this.#topics.get(topic) ?? [];
      for (const subscription of [...subscriptions]) {
        // One that an earlier listener of this round has ended must not be called any more.
        if (this.#topics.get(topic)?.has(subscription)) callSafely(() => subscription.listener(abouts));
      }
    }
  }
}

/** A failing listener must not keep the others from waking; it has no one to tell. */
function callSafely(listener: () => void): void {
  try {
    listener();
  } catch {
    // The port promises that a listener's failure stays its own.
  }
}
