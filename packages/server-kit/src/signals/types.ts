// The signal port: wake-ups between the parts and processes that wait for events. A signal carries no data, at most a hint at what it is
// about; a lost one costs latency and never an event, because readers read the store's feed.

/**
 * Is called after a publish.
 *
 * @param abouts what the publishes were about, when all of them said so; without it anything may have happened
 */
export type SignalListener = (abouts?: readonly string[]) => void;

/** Wakes whoever waits for a topic. */
export interface Signal {
  /** Wakes listeners of other processes as well; what is left out counts as no. */
  readonly shared?: boolean;
  /**
   * Wakes the listeners of a topic, later and not within this call. Never throws for a failing listener or network.
   *
   * @param about a hint of 1 to 256 UTF-16 units by which a listener may see that it is not concerned. A signal may leave it out.
   * @throws TypeError, RangeError when the topic is not a string of 1 to 1024 UTF-16 units, or the hint is wrong.
   */
  publish(topic: string, about?: string): void;
  /**
   * Calls the listener after each publish to exactly this topic. Several publishes may arrive as one call.
   *
   * @returns ends this subscription; may be called twice. No call arrives afterwards.
   */
  subscribe(topic: string, listener: SignalListener): () => void;
  /** Ends all subscriptions. Publishing and subscribing afterwards do nothing. May be called twice. */
  close(): Promise<void>;
}
