// The live feed: one event stream that goes on where it stopped, after lost connections and reloads. Not what events mean.
import { isTellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { backoffMs, isTransient } from './retry.ts';
import { type Timers, wait } from './timers.ts';

/** How the feed stands. */
export type Connection = 'offline' | 'connecting' | 'live';

/** An event of a stream: the position after it, its name, its data. */
export interface FeedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: object;
}

/** What a feed needs and tells. */
export interface FeedOptions<Event extends FeedEvent> {
  /** Names of the events that it takes; others are passed over. */
  readonly names: readonly Event['event'][];
  readonly timers: Timers;
  readonly random: RandomBytes;
  /** Opens the stream after a position. */
  readonly connect: (after: string | undefined, signal: AbortSignal) => Promise<Response>;
  readonly loadPosition: () => Promise<string | undefined>;
  readonly savePosition: (position: string) => Promise<void>;
  /** Called in order; the position moves on when it resolved. */
  readonly onEvent: (event: Event) => Promise<void>;
  readonly onConnection: (connection: Connection) => void;
  /** Connected without a position: what happened before now has to be fetched. */
  readonly onFreshStart: () => void;
  /** The server refuses this session; the feed has stopped. */
  readonly onRefused: (error: unknown) => void;
}

/** A running feed. */
export interface Feed {
  /** Tries at once instead of waiting, for example because the network came back. */
  reconnect(): void;
  stop(): void;
}

/** A stream that stays silent for this long is dead: the server sends something (a comment at least) more often. */
export const SILENCE_LIMIT_MS = 60_000;

/** Starts a feed. */
export function startFeed<Event extends FeedEvent>(options: FeedOptions<Event>): Feed {
  const stopping = new AbortController();
  let wake = new AbortController();
  void run();

  async function run(): Promise<void> {
    let after = await options.loadPosition().catch(() => undefined);
    let failures = 0;
    while (!stopping.signal.aborted) {
      options.onConnection('connecting');
      try {
        const body = (await options.connect(after, stopping.signal)).body;
        options.onConnection('live');
        if (after === undefined) options.onFreshStart();
        if (body) {
          await readEvents(body, async (id) => {
            after = id;
            failures = 0;
          });
        }
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (isTellsafeError(error) && !isTransient(error) && error.code !== 'internal') return options.onRefused(error);
      }
      if (stopping.signal.aborted) return;
      options.onConnection('offline');
      failures += 1;
      await pause(failures);
    }
  }

  async function readEvents(body: ReadableStream<Uint8Array>, moved: (id: string) => Promise<void>): Promise<void> {
    const silence = new AbortController();
    let cancel = options.timers.after(SILENCE_LIMIT_MS, () => silence.abort());
    const heard = (): void => {
      cancel();
      cancel = options.timers.after(SILENCE_LIMIT_MS, () => silence.abort());
    };
    const signal = AbortSignal.any([stopping.signal, silence.signal]);
    const hearing = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        heard();
        controller.enqueue(chunk);
      },
    });
    const events = body
      .pipeThrough(hearing, { signal })
      .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>)
      .pipeThrough(new EventSourceParserStream());
    try {
      const reader = events.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const { id, event, data } = next.value;
        const parsed = parseEvent<Event>(options.names, id, event, data);
        if (parsed) await options.onEvent(parsed);
        if (stopping.signal.aborted) return;
        if (id === undefined || id === '') continue;
        await moved(id);
        await options.savePosition(id).catch(() => undefined); // a lost position only means to see events twice
      }
    } finally {
      cancel();
    }
  }

  async function pause(failures: number): Promise<void> {
    const signal = AbortSignal.any([stopping.signal, wake.signal]);
    await wait(options.timers, backoffMs(failures, options.random), signal).catch(() => undefined);
    if (wake.signal.aborted) wake = new AbortController();
  }

  return {
    reconnect: () => wake.abort(),
    stop: () => stopping.abort(),
  };
}

/** An event of the table, or nothing when a newer server sends what this client does not know. */
function parseEvent<Event extends FeedEvent>(
  names: readonly string[],
  id: string | undefined,
  event: string | undefined,
  text: string,
): Event | undefined {
  if (event === undefined || !names.includes(event)) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return undefined;
    return { id: id ?? '', event, data } as unknown as Event;
  } catch {
    return undefined;
  }
}
