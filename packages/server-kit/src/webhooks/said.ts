// What webhooks tell of messages and their delivery: ids, where, which way, times, whether a card number was masked. What a message says goes
// only to endpoints that are told so, is kept sealed with the conversation's key until then, and is gone with it.
import { webEntryPoint } from '../accounts/entry-points.ts';
import { openMessages } from '../services/conversations/sayings.ts';
import { deliveryEventCodec, messageEventCodec } from '../services/events.ts';
import type { Kit } from '../services/kit.ts';
import { sayingCodec } from '../services/records/channel.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { conversationCodec, type SealedText } from '../services/records/conversation.ts';
import { conversationKey, sayingKey } from '../services/records/keys.ts';
import { findTranscript } from '../services/transcript.ts';
import type { StoredEvent } from '../stores/types.ts';
import type { WebhookMessage } from './messages.ts';

/** What a message says, as it waits for an endpoint. */
export interface MessageText {
  readonly conversationId: string;
  readonly messageId: string;
  readonly sealed: SealedText;
}

const fieldOf = (messageId: string) => `webhook:${messageId}`;

/** A message that came or went. @returns undefined when its conversation is gone */
export async function saidMessage(kit: Kit, event: StoredEvent): Promise<WebhookMessage | undefined> {
  const { account: accountId, group: conversationId, body } = event;
  const { message: stored } = messageEventCodec.decode(body);
  const place = await placeOf(kit, accountId, conversationId);
  const transcript = place && (await findTranscript(kit, accountId, conversationId));
  if (!transcript) return undefined;
  const [message] = await openMessages(kit, accountId, conversationId, transcript, [stored]);
  if (!message) return undefined;
  const { id: messageId, from, at, text, masked, media = [], note, about, takenBack } = message;
  const direction = from === 'consumer' ? 'in' : 'out';
  const data = {
    ...{ accountId, conversationId, messageId, ...place, direction, from, at },
    ...{ masked: masked !== undefined, files: media.length },
    ...(note !== undefined && { note }),
    ...(about !== undefined && { about }),
    ...(takenBack && { takenBack }),
  };
  const said = { conversationId, messageId, sealed: transcript.seal(fieldOf(messageId), text) };
  return { type: direction === 'in' ? 'message.received' : 'message.sent', at, data, ...(!takenBack && { said }) };
}

/** How something that went out by a channel stands now. */
export async function deliveryMessage(kit: Kit, event: StoredEvent): Promise<WebhookMessage | undefined> {
  const { account: accountId, group: conversationId, body } = event;
  const { about, delivery, at = kit.clock() } = deliveryEventCodec.decode(body);
  const place = await placeOf(kit, accountId, conversationId);
  if (!place) return undefined;
  const { state, reason } = delivery;
  const data = { accountId, conversationId, ...about, ...place, direction: 'out', state, at };
  return { type: 'message.delivery', at, data: { ...data, ...(reason !== undefined && { reason }) } };
}

/**
 * The body of a message with what it says.
 *
 * @returns the body as it is when the conversation was erased or the message taken back meanwhile
 */
export async function withText(kit: Kit, account: string, body: string, said: MessageText): Promise<string> {
  const { conversationId, messageId, sealed } = said;
  const [stored] = await kit.stores.records.get([sayingKey(account, conversationId, messageId)]);
  if (decodeRecord(sayingCodec, stored)?.value.takenBackAt !== undefined) return body;
  const transcript = await findTranscript(kit, account, conversationId);
  if (!transcript) return body;
  const message = JSON.parse(body) as { readonly data: object };
  return JSON.stringify({ ...message, data: { ...message.data, text: transcript.open(fieldOf(messageId), sealed) } });
}

async function placeOf(kit: Kit, account: string, conversationId: string) {
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  if (!conversation) return undefined;
  const { channel, entryPoint } = conversation.via ?? webEntryPoint;
  return { channel, entryPoint };
}
