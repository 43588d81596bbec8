// What an event stream is fed from: batches on demand, so that a slow reader is waited for and nothing piles up.

/** One event as the stream sends it. */
export interface StreamEvent {
  /** Goes back as `Last-Event-ID`. */
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A source of events. */
export interface EventSource {
  /** The next events, waiting for them; `null` when there will be none any more. */
  next(): Promise<readonly StreamEvent[] | null>;
  /** Called at each heartbeat: what happens in silence, because time passed, is noticed here. */
  beat(): void;
  /** Ends it: the stream was left. */
  close(): void;
}
