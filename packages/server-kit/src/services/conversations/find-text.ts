// Words in one conversation. Texts are opened in memory, part by part, and forgotten: no word stands in any index (SF-RET-02).
import { TellsafeError } from '@tellsafe/core';
import type { FoundText, Message, TranscriptFindRequest, TranscriptFindResponse } from '@tellsafe/core/wire';
import { isPosition } from '../../stores/position.ts';
import { auditEntry, type Caller } from '../caller.ts';
import { eventTypes, messageEventCodec } from '../events.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import { conversationKey } from '../records/keys.ts';
import { transcriptOf } from '../transcript.ts';
import { openMessages } from './sayings.ts';

/** Most places of one answer. */
const MAX_FOUND = 50;

/** Most that one answer looks at: events, and UTF-16 units of texts. */
const MAX_EVENTS = 5_000;
const MAX_UNITS = 1_000_000;

/** Events that are read at once. */
const PAGE = 250;

/** What stands around the words, UTF-16 units on either side. */
const AROUND = 40;

/** Where words are looked for. */
export interface TextPlace extends TranscriptFindRequest {
  readonly accountId: string;
  readonly conversationId: string;
}

/** How somebody may read a conversation: `own` as its agent, `granted` by a permission. */
export type Reading = 'own' | 'granted' | undefined;

/**
 * Finds words. Reading by a permission is an entry of the audit.
 *
 * @throws TellsafeError `conversation_unknown`; `request_invalid` for a cursor that no answer gave
 */
export async function findText(
  kit: Kit,
  caller: Caller,
  { accountId: account, conversationId, text, cursor = '' }: TextPlace,
  readingOf: (conversation: ConversationRecord) => Reading,
): Promise<TranscriptFindResponse> {
  if (!isPosition(cursor)) throw new TellsafeError('request_invalid', { issues: [{ path: 'cursor', code: 'format' }] });
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  const reading = conversation && readingOf(conversation);
  if (!conversation || !reading) throw new TellsafeError('conversation_unknown');
  if (reading === 'granted') {
    const object = { kind: 'conversation', id: conversationId } as const;
    await kit.audit.record(account, auditEntry(kit, caller, 'transcript-find', object, 'done'));
  }
  const transcript = await transcriptOf(kit, account, conversation);
  const words = wordsOf(text);
  const found: FoundText[] = [];
  let after = cursor;
  let units = 0;
  for (let events = 0; events < MAX_EVENTS; events += PAGE) {
    const page = await kit.stores.records.read({ account, group: conversationId }, after, PAGE);
    const told = page.filter(({ type }) => type === eventTypes.message);
    const messages = told.map(({ body }) => messageEventCodec.decode(body).message);
    const opened = await openMessages(kit, account, conversationId, transcript, messages);
    for (const [at, message] of opened.entries()) {
      const place = placeIn(message, words);
      if (place) found.push(place);
      units += message.text.length;
      after = told[at]?.position ?? after;
      if (found.length === MAX_FOUND || units >= MAX_UNITS) return { found, cursor: after };
    }
    after = page.at(-1)?.position ?? after;
    if (page.length < PAGE) return { found };
  }
  return { found, cursor: after };
}

/** The words as they stand, in capitals or not. Without any repetition, so that no text makes it slow (T21). */
function wordsOf(text: string): RegExp {
  return new RegExp(
    text
      .trim()
      .normalize('NFC')
      .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    'iu',
  );
}

function placeIn({ id, from, at, text }: Message, words: RegExp): FoundText | undefined {
  const whole = text.normalize('NFC').replace(/[\t\n\r]/g, ' ');
  const match = words.exec(whole);
  if (!match) return undefined;
  const begin = boundary(whole, match.index - AROUND);
  const end = boundary(whole, match.index + match[0].length + AROUND);
  const excerpt = whole.slice(begin, end);
  return { messageId: id, from, at, excerpt, start: match.index - begin, length: match[0].length };
}

/** Never through a character. */
function boundary(text: string, at: number): number {
  const inside = Math.min(Math.max(at, 0), text.length);
  return /[\udc00-\udfff]/.test(text.charAt(inside)) ? inside - 1 : inside;
}
