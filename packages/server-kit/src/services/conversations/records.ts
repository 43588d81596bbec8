// Reading and writing the records of a conversation; which lists it is found in.
import type { IndexEntry, RecordInput, StoredRecord } from '../../stores/types.ts';
import { retainUntil } from '../events.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import {
  type ConversationRecord,
  conversationCodec,
  type LastMessageRecord,
  lastMessageCodec,
} from '../records/conversation.ts';
import { conversationKey, lastMessageKey } from '../records/keys.ts';
import { wrappedUnder } from '../records/submission.ts';

/** Value of the agent lists for conversations that wait in the queue; no agent id can be this long. */
export const QUEUE = `queue:${'-'.repeat(128)}`;

/** Names of the lists of conversations, by status; the value is the agent's id or {@link QUEUE}. */
export const conversationLists = { open: 'conversation-open', closed: 'conversation-closed' } as const;

/** Name of the list of all conversations; the value is their status, the order when they started or, closed ones, were closed. */
export const BOARD_LIST = 'conversation-board';

/** Name of the list of a consumer's conversations; the value is the MAC of their id. */
export const CONSUMER_LIST = 'conversation-consumer';

/** A conversation and its last message. */
export interface ConversationState {
  readonly conversation?: Versioned<ConversationRecord>;
  readonly last?: LastMessageRecord;
}

/** Keys that {@link conversationState} decodes, in this order. */
export function conversationKeys(account: string, id: string) {
  return [conversationKey(account, id), lastMessageKey(account, id)];
}

/** Decodes what {@link conversationKeys} named. */
export function conversationState(stored: readonly (StoredRecord | null)[]): ConversationState {
  const conversation = decodeRecord(conversationCodec, stored[0]);
  const last = decodeRecord(lastMessageCodec, stored[1])?.value;
  return { ...(conversation && { conversation }), ...(last && { last }) };
}

/** Reads a conversation. */
export async function loadConversation(kit: Kit, account: string, id: string): Promise<ConversationState> {
  return conversationState(await kit.stores.records.get(conversationKeys(account, id)));
}

/** The record of a conversation as the store takes it. */
export function conversationInput(kit: Kit, account: string, conversation: ConversationRecord): RecordInput {
  return {
    ...conversationKey(account, conversation.id),
    body: conversationCodec.encode(conversation),
    expiresAt: retainUntil(kit, account),
    index: conversationIndex(conversation),
  };
}

/** The lists in which a conversation is found. */
export function conversationIndex({
  status,
  agent,
  consumer,
  startedAt,
  closedAt = startedAt,
  transcriptKey,
}: ConversationRecord): IndexEntry[] {
  return [
    { name: conversationLists[status], value: agent?.id ?? QUEUE, order: startedAt },
    { name: BOARD_LIST, value: status, order: status === 'closed' ? closedAt : startedAt },
    wrappedUnder(transcriptKey.keyId, startedAt),
    ...(consumer === undefined ? [] : [{ name: CONSUMER_LIST, value: consumer, order: startedAt }]),
  ];
}
