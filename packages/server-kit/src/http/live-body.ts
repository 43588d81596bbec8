// A body that comes about while it is sent. The kit writes it, whoever carries the answer says how fast: an edge to a runtime writes it
// straight to its connection, and where the web's objects are wanted it is a ReadableStream.

/** Where a live body goes. */
export interface LiveSink {
  /**
   * Sends text.
   *
   * @returns false when the reader is behind: nothing more shall be written until {@link LiveBody.resume}
   */
  write(text: string): boolean;
  /** Ends the answer after what was written. */
  end(): void;
  /** Breaks it off at once: what the reader has not taken is lost. */
  cut(): void;
}

/** A body that is written for as long as somebody reads it. */
export interface LiveBody {
  /** Starts writing; called once. */
  start(sink: LiveSink): void;
  /** The reader has caught up after a `write` that was answered with false. */
  resume(): void;
  /** Nobody reads any more; nothing is written after this. May be called twice. */
  leave(): void;
}

/** Whether a body is live. */
export function isLive(body: unknown): body is LiveBody {
  return typeof body === 'object' && body !== null && 'start' in body && 'leave' in body;
}

/** Bytes that wait for a reader of the web's stream before it counts as behind; about as many as a socket takes. */
const WAITING_BYTES = 16_384;

const encoder = new TextEncoder();

/** A live body as a stream of the web. */
export function webStreamOf(body: LiveBody): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        body.start({
          write: (text) => {
            controller.enqueue(encoder.encode(text));
            return (controller.desiredSize ?? 0) > 0;
          },
          end: () => controller.close(),
          cut: () => controller.error(new DOMException('', 'AbortError')),
        });
      },
      pull: () => body.resume(),
      cancel: () => body.leave(),
    },
    { highWaterMark: WAITING_BYTES, size: ({ byteLength }) => byteLength },
  );
}
