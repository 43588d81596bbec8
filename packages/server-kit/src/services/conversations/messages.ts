// Messages of a conversation: stored once per request id, sealed at rest, appended as events. Card numbers are masked before anything
// is made of the text (CN-SEC-01, SF-POL-04).
import { createUuid, TellsafeError } from '@tellsafe/core';
import { maskCardNumbers } from '@tellsafe/core/masking';
import type { Message } from '@tellsafe/core/wire';
import { enqueue, type Outgoing } from '../../channels/outbox/enqueue.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { messageEvent, retainUntil } from '../events.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import {
  type ConversationRecord,
  conversationCodec,
  lastMessageCodec,
  type RequestRecord,
  requestCodec,
} from '../records/conversation.ts';
import { conversationKey, lastMessageKey, requestKey } from '../records/keys.ts';
import { type Transcript, transcriptOf } from '../transcript.ts';
import { sealedFields, sealMessage } from '../views.ts';
import { MESSAGE_HISTORY_LIMIT } from './limits.ts';
import { newestMessages } from './message-pages.ts';
import { openMessages } from './sayings.ts';

/** A message to store. */
export interface MessageInput {
  readonly accountId: string;
  readonly conversationId: string;
  /** Repeats with the same id and text get the same answer. */
  readonly requestId: string;
  /** 1 to 4,000 UTF-16 units. */
  readonly text: string;
}

/** Who says it. */
export type MessageSender =
  | { readonly from: 'agent'; readonly agent: { readonly id: string; readonly name: string } }
  | { readonly from: 'consumer' | 'system' };

interface MessageState {
  readonly conversation?: Versioned<ConversationRecord>;
  readonly request?: RequestRecord;
}

/**
 * Stores a message.
 *
 * @throws TellsafeError `request_invalid` for a text that is longer than the conversation's channel takes; `conversation_unknown`, `conversation_closed`, `conversation_not_assigned`; `conflict` when the
 * request id was used for another text
 */
export async function postMessage(kit: Kit, sender: MessageSender, input: MessageInput): Promise<Message> {
  const { accountId, conversationId, requestId } = input;
  const by = sender.from === 'agent' ? `agent:${sender.agent.id}` : sender.from;
  const keys = [conversationKey(accountId, conversationId), requestKey(accountId, conversationId, by, requestId)];
  return commitWithRetry(
    kit,
    async (): Promise<MessageState> => {
      const stored = await kit.stores.records.get(keys);
      const conversation = decodeRecord(conversationCodec, stored[0]);
      const request = decodeRecord(requestCodec, stored[1])?.value;
      return { ...(conversation && { conversation }), ...(request && { request }) };
    },
    (state) => decideMessage(kit, sender, input, by, state),
  );
}

async function decideMessage(
  kit: Kit,
  sender: MessageSender,
  input: MessageInput,
  by: string,
  { conversation, request }: MessageState,
): Promise<Decision<Message>> {
  const { accountId, conversationId, requestId } = input;
  const { text, count: masked } = maskCardNumbers(input.text);
  if (!conversation) throw new TellsafeError('conversation_unknown');
  const { value, version } = conversation;
  const transcript = await transcriptOf(kit, accountId, value);
  const contentMac = transcript.contentMac('message', text);
  const name = nameOf(transcript, sender, value);
  const message = (id: string, at: number): Message => ({
    ...{ id, from: sender.from, ...name, text, at },
    ...(masked > 0 && { masked }),
  });
  if (request) {
    if (request.contentMac !== contentMac) throw new TellsafeError('conflict');
    return { result: message(request.madeId, request.at) };
  }
  if (value.status === 'closed') throw new TellsafeError('conversation_closed');
  if (sender.from === 'agent' && value.agent?.id !== sender.agent.id) {
    throw new TellsafeError('conversation_not_assigned');
  }
  if (sender.from !== 'consumer') checkLength(kit, accountId, value, text);
  const made = message(createUuid(kit.random), kit.clock());
  const kept: RequestRecord = { madeId: made.id, at: made.at, contentMac };
  const expiresAt = retainUntil(kit, accountId);
  const last = { messageId: made.id, at: made.at, text: transcript.seal(sealedFields.last(made.id), text) };
  const requestAt = requestKey(accountId, conversationId, by, requestId);
  const outgoing = outgoingOf(sender, made);
  const out = outgoing && (await enqueue(kit, accountId, value, transcript, outgoing));
  return {
    result: made,
    change: {
      account: accountId,
      group: conversationId,
      expect: [
        { key: conversationKey(accountId, conversationId), version },
        { key: requestAt, version: 'absent' },
        ...(out?.expect ?? []),
      ],
      put: [
        { ...requestAt, body: requestCodec.encode(kept), expiresAt },
        { ...lastMessageKey(accountId, conversationId), body: lastMessageCodec.encode(last), expiresAt },
        ...(out?.put ?? []),
      ],
      append: [messageEvent(kit, accountId, value, sealMessage(transcript, made))],
    },
  };
}

/** What the conversation's channel would not take in one message is refused before anything is kept: its author can say it in parts. */
function checkLength(kit: Kit, accountId: string, { via }: ConversationRecord, text: string): void {
  const entryPoint = via && kit.accounts.get(accountId).entryPoints.find(({ id }) => id === via.entryPoint);
  if (!entryPoint || text.length <= entryPoint.channel.capabilities.maxText) return;
  throw new TellsafeError('request_invalid', { issues: [{ path: 'text', code: 'too_big' }] });
}

/** What goes out by the conversation's channel: whatever its consumer did not say themselves. */
function outgoingOf(sender: MessageSender, { id: messageId, text }: Message): Outgoing | undefined {
  if (sender.from === 'agent') return { purpose: 'agent_reply', messageId, text, agentId: sender.agent.id };
  return sender.from === 'system' ? { purpose: 'system', messageId, text } : undefined;
}

function nameOf(transcript: Transcript, sender: MessageSender, conversation: ConversationRecord): { name?: string } {
  if (sender.from === 'agent') return { name: sender.agent.name };
  if (sender.from === 'system' || conversation.consumerName === undefined) return {};
  return { name: transcript.open(sealedFields.consumerName, conversation.consumerName) };
}

/** The newest messages of a conversation in order. */
export async function listMessages(
  kit: Kit,
  account: string,
  conversation: ConversationRecord,
): Promise<readonly Message[]> {
  const found = await newestMessages(kit, { account, group: conversation.id }, MESSAGE_HISTORY_LIMIT);
  const transcript = await transcriptOf(kit, account, conversation);
  return openMessages(kit, account, conversation.id, transcript, found);
}
