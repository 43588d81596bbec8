// Server-sent events: written as they come, as fast as they are read. A comment now and then keeps proxies and clients from giving up; a
// reader that takes nothing for long is dropped, and goes on behind its last whole event. Format: HTML Living Standard §9.2.
import { EVENT_STREAM_MEDIA_TYPE } from '@tellsafe/core/wire';
import { type Log, logFailure } from '../log.ts';
import type { FeedHub } from '../services/feeds/hub.ts';
import type { EventSource, StreamEvent } from '../services/feeds/source.ts';
import type { OutgoingAnswer } from './exchange.ts';
import type { LiveBody, LiveSink } from './live-body.ts';

/** Milliseconds after which a client that lost its stream comes back. */
const RETRY_MS = 1_000;

/** A reader that is behind at so many signs of life in a row is dropped: 30 to 45 seconds. */
export const PATIENT_BEATS = 3;

/** Characters that are written at once; one event may be longer. */
const WRITE_LENGTH = 16_384;

/**
 * An answer that sends what the source gives until it ends, the reader leaves, or the kit closes.
 *
 * No proxy shall keep it (`no-store`), change or compress it (`no-transform`, RFC 9111 §5.2.2.6), or hold it back (`X-Accel-Buffering`, nginx).
 */
export function eventStreamAnswer(source: EventSource, hub: Pick<FeedHub, 'onHeartbeat'>, log: Log): OutgoingAnswer {
  return {
    status: 200,
    headers: {
      'content-type': EVENT_STREAM_MEDIA_TYPE,
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
    body: new EventStream(source, hub, log),
  };
}

/** What of a stream is kept while it is idle is all here: there may be ten thousand. */
class EventStream implements LiveBody {
  readonly #source: EventSource;
  readonly #hub: Pick<FeedHub, 'onHeartbeat'>;
  readonly #log: Log;
  #sink: LiveSink | undefined;
  #isOver = false;
  #stopBeats: (() => void) | undefined;
  #isRunning = false;
  /** News came while it was running. */
  #hasNews = false;
  /** Signs of life that the reader was behind at; undefined while it keeps up. */
  #missedBeats: number | undefined;
  /** Goes on when the reader has caught up. */
  #resume: (() => void) | undefined;

  constructor(source: EventSource, hub: Pick<FeedHub, 'onHeartbeat'>, log: Log) {
    this.#source = source;
    this.#hub = hub;
    this.#log = log;
  }

  start(sink: LiveSink): void {
    this.#sink = sink;
    this.#write(`retry: ${RETRY_MS}\n\n`);
    this.#stopBeats = this.#hub.onHeartbeat(this);
    this.#source.listen(this);
    this.news();
  }

  resume(): void {
    this.#missedBeats = undefined;
    this.#resume?.();
    this.#resume = undefined;
  }

  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink = undefined;
    this.#stopBeats?.();
    this.#source.close();
    this.resume();
  }

  /** The source may have something. */
  news(): void {
    this.#hasNews = true;
    if (!this.#isRunning && this.#sink) void this.#run();
  }

  /** A sign of life is due. */
  beat(): void {
    // Nothing piles up for a reader that does not read, signs of life neither.
    if (this.#missedBeats === undefined) this.#write(':\n\n');
    else this.#missedBeats += 1;
    if (this.#missedBeats === PATIENT_BEATS) this.#finish('cut');
    else this.#source.beat();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#hasNews && this.#sink) {
        this.#hasNews = false;
        const events = await this.#source.next();
        if (!events) return this.#finish('end');
        if (events.length === 0) continue;
        this.#hasNews = true;
        for (const text of textsOf(events)) {
          if (!this.#write(text)) await this.#caughtUp();
        }
      }
    } catch (error) {
      logFailure(this.#log, 'stream', error);
      this.#finish('end');
    } finally {
      this.#isRunning = false;
    }
  }

  /** @returns false when the reader is behind */
  #write(text: string): boolean {
    if (!this.#sink || this.#sink.write(text)) return true;
    this.#missedBeats ??= 0;
    return false;
  }

  #caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  #finish(how: 'end' | 'cut'): void {
    const sink = this.#sink;
    this.leave();
    sink?.[how]();
  }
}

/** Events as they are written: short ones together. */
function* textsOf(events: readonly StreamEvent[]): Generator<string> {
  let text = '';
  for (const event of events) {
    text += formatEvent(event);
    if (text.length < WRITE_LENGTH) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** One event. JSON holds no line breaks, so one data line is enough. */
function formatEvent({ id, event, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
