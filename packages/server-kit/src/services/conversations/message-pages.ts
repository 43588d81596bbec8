// The messages of a conversation, part by part: from a place onwards, or the newest ones without those that came before.
import { TellsafeError } from '@tellsafe/core';
import { formatPosition, isPosition, parsePosition } from '../../stores/position.ts';
import type { Feed, StoredEvent } from '../../stores/types.ts';
import { eventTypes, messageEventCodec, type StoredMessage } from '../events.ts';
import type { Kit } from '../kit.ts';
import { CONTENT_PAGE } from './limits.ts';

/** Messages as they are kept. */
export interface MessagePage {
  readonly messages: readonly StoredMessage[];
  /** There are more after these. */
  readonly cursor?: string;
}

/**
 * Messages in order, at most `limit`.
 *
 * @param after where the page before ended; `''` for the beginning
 * @throws TellsafeError `request_invalid` for a cursor that no page gave
 */
export async function messagesAfter(
  kit: Kit,
  feed: Required<Feed>,
  after: string,
  limit: number,
): Promise<MessagePage> {
  if (!isPosition(after)) throw new TellsafeError('request_invalid', { issues: [{ path: 'cursor', code: 'format' }] });
  const messages: StoredMessage[] = [];
  for (let from = after; ; ) {
    const events = await kit.stores.records.read(feed, from, CONTENT_PAGE);
    for (const event of events) {
      if (messages.length === limit && isMessage(event)) return { messages, cursor: from };
      if (isMessage(event)) messages.push(messageOf(event));
      from = event.position;
    }
    if (events.length < CONTENT_PAGE) return { messages };
  }
}

/**
 * The newest messages in order, at most `limit`. Of a short conversation everything is read, in one step; of a long one its end, in steps back
 * that are halved where too much happened and doubled where little did.
 */
export async function newestMessages(kit: Kit, feed: Required<Feed>, limit: number): Promise<readonly StoredMessage[]> {
  const { records } = kit.stores;
  const first = await records.read(feed, '', CONTENT_PAGE);
  const begin = parsePosition(first.at(-1)?.position ?? '');
  if (first.length < CONTENT_PAGE) return first.filter(isMessage).map(messageOf).slice(-limit);
  /** What is known begins here. */
  let end = parsePosition(await records.latest(feed)) + 1;
  let step = 2 * CONTENT_PAGE;
  let found: StoredMessage[] = [];
  while (found.length < limit && end - 1 > begin) {
    const start = Math.max(begin, end - 1 - step);
    const events = await records.read(feed, formatPosition(start), CONTENT_PAGE);
    const last = parsePosition(events.at(-1)?.position ?? '');
    // A whole page that does not reach what is known leaves a gap.
    if (events.length === CONTENT_PAGE && last < end - 1 && step > 1) {
      step = Math.ceil(step / 2);
      continue;
    }
    const fresh = events.filter(({ position }) => parsePosition(position) < end);
    found = [...fresh.filter(isMessage).map(messageOf), ...found];
    if (fresh.length < CONTENT_PAGE / 4) step *= 2;
    end = start + 1;
  }
  if (found.length < limit) found = [...first.filter(isMessage).map(messageOf), ...found];
  return found.slice(-limit);
}

function isMessage({ type }: StoredEvent): boolean {
  return type === eventTypes.message;
}

function messageOf({ body }: StoredEvent): StoredMessage {
  return messageEventCodec.decode(body).message;
}
