// Server-sent events over a Response: pulled by the reader, so a slow one is waited for; a comment now and then keeps
// proxies and clients from giving up. Format: HTML Living Standard §9.2.
import { EVENT_STREAM_MEDIA_TYPE } from '@tellsafe/core/wire';
import { type Log, logFailure } from '../log.ts';
import type { FeedHub } from '../services/feeds/hub.ts';
import type { EventSource, StreamEvent } from '../services/feeds/source.ts';

/** Milliseconds after which a client that lost its stream comes back. */
const RETRY_MS = 1_000;

const encoder = new TextEncoder();

/** A response that sends what the source gives until it ends, the reader leaves, or the kit closes. */
export function eventStreamResponse(source: EventSource, hub: FeedHub, log: Log): Response {
  let stopBeats: (() => void) | undefined;
  let left = false;
  const stop = () => {
    stopBeats?.();
    source.close();
  };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      stopBeats = hub.onHeartbeat(() => {
        // A reader that does not read gets no more heartbeats either: nothing piles up.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(':\n\n'));
        source.beat();
      });
    },
    pull: async (controller) => {
      try {
        const events = await source.next();
        if (events && !left) {
          for (const event of events) controller.enqueue(encoder.encode(formatEvent(event)));
          return;
        }
        if (left) return; // a cancelled stream is closed already
        stop();
        controller.close();
      } catch (error) {
        stop();
        logFailure(log, 'stream', error);
        if (!left) controller.close();
      }
    },
    cancel: () => {
      left = true;
      stop();
    },
  });
  return new Response(body, {
    status: 200,
    headers: { 'Content-Type': EVENT_STREAM_MEDIA_TYPE, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  });
}

/** One event. JSON holds no line breaks, so one data line is enough. */
function formatEvent({ id, event, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
