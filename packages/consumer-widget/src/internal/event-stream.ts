// Server-sent events over fetch that survive a lost connection (SF-STA-05): back-off, at once when the network comes back.
// Parsing is eventsource-parser's; what events mean is the caller's business.
import { createParser } from 'eventsource-parser';
import type { Chance } from './random.ts';
import { isPassing, RequestFailure } from './request-failure.ts';
import { backoffMs, pause } from './retry.ts';

/** One event of a stream. */
export interface StreamEvent {
  /** Position to go on from, when the server gave one. */
  readonly id: string | undefined;
  readonly type: string;
  /** The event's JSON; `undefined` when it is none. */
  readonly data: unknown;
}

/** What a stream needs. */
export interface EventStreamOptions {
  /** Opens the stream; called anew after each loss with the id of the last event. */
  connect(lastId: string, signal: AbortSignal): Promise<Response>;
  onEvent(event: StreamEvent): void;
  /** `true` as soon as events arrive, `false` when the network is gone or a reconnection failed. */
  onOnline(online: boolean): void;
  /** Whether nothing more will come: a stream that ends now is not opened again. */
  isOver?(): boolean;
  /** The server refuses for good; the stream has ended. */
  onRefused?(error: unknown): void;
  readonly chance?: Chance | undefined;
  /** Id of the last event known from before. */
  readonly after?: string | undefined;
}

/** Longest silence in milliseconds before a connection counts as lost and is made anew. */
export const SILENCE_LIMIT_MS = 60_000;

/** A connection that stood this long, in milliseconds, starts the back-off from the beginning. */
const STEADY_MS = 5_000;

/**
 * Keeps a stream open until it is stopped.
 *
 * @param options - how to connect and whom to tell
 * @returns a function that ends the stream
 */
export function openEventStream(options: EventStreamOptions): () => void {
  const ended = new AbortController();
  let connection = new AbortController();
  let lastId = options.after ?? '';
  let attempt = 0;

  async function readEvents(response: Response, alive: () => void): Promise<void> {
    const events = createParser({
      onEvent({ id, event = 'message', data }) {
        if (ended.signal.aborted) return;
        lastId = id ?? lastId;
        options.onEvent({ id, type: event, data: parseJson(data) });
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of chunksOf(response)) {
      alive();
      events.feed(decoder.decode(bytes, { stream: true }));
    }
  }

  /** One connection from beginning to end; tells whether it ever stood. */
  async function connectOnce(): Promise<boolean> {
    let silence: ReturnType<typeof setTimeout> | undefined;
    let steady: ReturnType<typeof setTimeout> | undefined;
    let stood = false;
    connection = new AbortController();
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => connection.abort(), SILENCE_LIMIT_MS);
    };
    try {
      alive();
      const response = await options.connect(lastId, connection.signal);
      stood = true;
      steady = setTimeout(() => {
        attempt = 0;
      }, STEADY_MS);
      if (!ended.signal.aborted) options.onOnline(true);
      await readEvents(response, alive);
    } catch (error) {
      if (!ended.signal.aborted && error instanceof RequestFailure && !isPassing(error)) {
        stop();
        options.onRefused?.(error);
      }
    }
    clearTimeout(silence);
    clearTimeout(steady);
    return stood;
  }

  async function run(): Promise<void> {
    while (!ended.signal.aborted) {
      const stood = await connectOnce();
      if (ended.signal.aborted || (stood && options.isOver?.())) return;
      if (!stood || !navigator.onLine) options.onOnline(false);
      await pause(backoffMs(attempt++, options.chance), ended.signal);
    }
  }

  const onNetwork = (event: Event) => {
    if (event.type === 'offline') options.onOnline(false);
    attempt = 0;
    connection.abort();
  };

  function stop(): void {
    ended.abort();
    connection.abort();
  }

  globalThis.addEventListener?.('online', onNetwork, { signal: ended.signal });
  globalThis.addEventListener?.('offline', onNetwork, { signal: ended.signal });
  void run();
  return stop;
}

/** Bytes of a response as they come; not every engine lets a stream be iterated itself. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return;
    yield value;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
