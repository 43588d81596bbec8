// Signals inside one process.
import type { Signal } from './types.ts';

/** Longest topic, in UTF-16 units. */
const MAX_TOPIC_LENGTH = 1024;

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
  readonly listener: () => void;
}

class MemorySignal implements Signal {
  readonly #topics = new Map<string, Set<Subscription>>();
  /** Topics that were published in this turn; each wakes its listeners once. */
  readonly #pending = new Set<string>();
  #isClosed = false;

  publish(topic: string): void {
    checkTopic(topic);
    if (!this.#topics.has(topic)) return;
    if (this.#pending.size === 0) queueMicrotask(() => this.#deliver());
    this.#pending.add(topic);
  }

  subscribe(topic: string, listener: () => void): () => void {
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
    const topics = [...this.#pending];
    this.#pending.clear();
    for (const topic of topics) {
      const subscriptions = this.#topics.get(topic) ?? [];
      for (const subscription of [...subscriptions]) {
        // One that an earlier listener of this round has ended must not be called any more.
        if (this.#topics.get(topic)?.has(subscription)) callSafely(subscription.listener);
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

function checkTopic(topic: unknown): asserts topic is string {
  if (typeof topic !== 'string') throw new TypeError('topic must be a string');
  if (topic === '' || topic.length > MAX_TOPIC_LENGTH) {
    throw new RangeError(`topic must be 1 to ${MAX_TOPIC_LENGTH} UTF-16 units long`);
  }
}
