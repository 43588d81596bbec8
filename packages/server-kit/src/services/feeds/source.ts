// What an event stream is fed from: batches on demand, so that a slow reader is waited for and nothing piles up.

/** One event as the stream sends it. */
export interface StreamEvent {
  /** Goes back as `Last-Event-ID`. */
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** Who wants to know that a source may have something. */
export interface Listener {
  news(): void;
}

/** A source of events. Nothing waits inside it: ten thousand idle streams hold no promises. */
export interface EventSource {
  /**
   * The next events; none when there is nothing new, `null` when there will be none any more. After some there may be more at once. One call
   * at a time.
   */
  next(): Promise<readonly StreamEvent[] | null>;
  /** Says who is to be told that there may be something; called once, before the first events are taken. */
  listen(listener: Listener): void;
  /** Called at each heartbeat: what happens in silence, because time passed, is noticed here. */
  beat(): void;
  /** Ends it: the stream was left. */
  close(): void;
}
