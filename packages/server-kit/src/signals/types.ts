// The signal port: wake-ups between the parts and processes that wait for events. A signal carries no data; a lost one
// costs latency and never an event, because readers read the store's feed.

/** Wakes whoever waits for a topic. */
export interface Signal {
  /** Wakes listeners of other processes as well; what is left out counts as no. */
  readonly shared?: boolean;
  /**
   * Wakes the listeners of a topic, later and not within this call. Never throws for a failing listener or network.
   *
   * @throws TypeError, RangeError when the topic is not a string of 1 to 1024 UTF-16 units.
   */
  publish(topic: string): void;
  /**
   * Calls the listener after each publish to exactly this topic. Several publishes may arrive as one call.
   *
   * @returns ends this subscription; may be called twice. No call arrives afterwards.
   */
  subscribe(topic: string, listener: () => void): () => void;
  /** Ends all subscriptions. Publishing and subscribing afterwards do nothing. May be called twice. */
  close(): Promise<void>;
}
