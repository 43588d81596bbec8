// What consumers said by channels, read together with the entries that stand for it. Reading only; taking back is the gateway's.
import type { ConversationSummary, Message } from '@tellsafe/core/wire';
import { sendingOf } from '../../channels/gateway/sending.ts';
import type { ConversationEvent, StoredMessage } from '../events.ts';
import type { Kit } from '../kit.ts';
import { type SayingRecord, sayingCodec } from '../records/channel.ts';
import { decodeRecord } from '../records/codec.ts';
import type { LastMessageRecord } from '../records/conversation.ts';
import { sayingKey } from '../records/keys.ts';
import type { Transcript } from '../transcript.ts';
import { conversationSummary, messageView } from '../views.ts';

/** Most records that one read fetches. */
const PAGE = 500;

/** Opens messages, in their order. */
export async function openMessages(
  kit: Kit,
  account: string,
  conversationId: string,
  transcript: Transcript,
  messages: readonly StoredMessage[],
): Promise<readonly Message[]> {
  const ids = messages.filter(({ content }) => content === undefined).map(({ id }) => id);
  const sayings = await sayingsOf(kit, account, conversationId, ids);
  return messages.map((message) => messageView(transcript, message, sayings.get(message.id)));
}

/** A conversation in an agent's list, with the text of its last message and what its channel would take now. */
export async function openSummary(
  kit: Kit,
  account: string,
  transcript: Transcript,
  conversation: ConversationEvent['conversation'],
  last: LastMessageRecord | undefined,
): Promise<ConversationSummary> {
  const ids = last && last.text === undefined ? [last.messageId] : [];
  const [sayings, sending] = await Promise.all([
    sayingsOf(kit, account, conversation.id, ids),
    sendingOf(kit, account, conversation),
  ]);
  const summary = conversationSummary(transcript, conversation, last, sayings.get(last?.messageId ?? ''));
  return { ...summary, ...(sending && { sending }) };
}

async function sayingsOf(
  kit: Kit,
  account: string,
  conversationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SayingRecord>> {
  const found = new Map<string, SayingRecord>();
  for (let from = 0; from < ids.length; from += PAGE) {
    const some = ids.slice(from, from + PAGE);
    const stored = await kit.stores.records.get(some.map((id) => sayingKey(account, conversationId, id)));
    for (const [at, id] of some.entries()) {
      const saying = decodeRecord(sayingCodec, stored[at])?.value;
      if (saying) found.set(id, saying);
    }
  }
  return found;
}
