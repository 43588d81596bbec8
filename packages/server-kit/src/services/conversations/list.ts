// What an agent sees of conversations: the list, and one conversation with its messages and invitations.
import { TellsafeError } from '@tellsafe/core';
import {
  type AgentConversationResponse,
  CONVERSATION_LIST_LIMIT,
  type ConversationSummary,
  type InvitationView,
} from '@tellsafe/core/wire';
import { deliveriesOf } from '../../channels/outbox/view.ts';
import { readingsOf } from '../history/reads.ts';
import { invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec, lastMessageCodec } from '../records/conversation.ts';
import { lastMessageKey } from '../records/keys.ts';
import { transcriptOf, transcriptUnlessErased } from '../transcript.ts';
import { invitationView, snapshotOf } from '../views.ts';
import { listMessages } from './messages.ts';
import { conversationLists, loadConversation, QUEUE } from './records.ts';
import { openSummary } from './sayings.ts';

/** Conversations of an agent and those that wait: open first, newest first, at most 100. */
export async function listConversations(
  kit: Kit,
  account: string,
  agentId: string,
): Promise<readonly ConversationSummary[]> {
  const newest = (index: string, value: string) =>
    kit.stores.records.list({ account, index, value, descending: true, limit: CONVERSATION_LIST_LIMIT });
  const [mine, waiting, closed] = await Promise.all([
    newest(conversationLists.open, agentId),
    newest(conversationLists.open, QUEUE),
    newest(conversationLists.closed, agentId),
  ]);
  const decode = (page: typeof mine) => page.records.map(({ body }) => conversationCodec.decode(body));
  const open = [...decode(mine), ...decode(waiting)].sort((one, other) => other.startedAt - one.startedAt);
  return summaries(kit, account, [...open, ...decode(closed)].slice(0, CONVERSATION_LIST_LIMIT));
}

async function summaries(
  kit: Kit,
  account: string,
  conversations: readonly ConversationRecord[],
): Promise<readonly ConversationSummary[]> {
  if (conversations.length === 0) return [];
  const stored = await kit.stores.records.get(conversations.map(({ id }) => lastMessageKey(account, id)));
  const all = await Promise.all(
    conversations.map(async (conversation, at) => {
      const transcript = await transcriptUnlessErased(kit, account, conversation);
      const last = decodeRecord(lastMessageCodec, stored[at])?.value;
      return transcript ? [await openSummary(kit, account, transcript, conversation, last)] : [];
    }),
  );
  return all.flat();
}

/**
 * One conversation, whole. The position is taken first, so that a stream from there misses nothing.
 *
 * @param viewer the agent who asks: their own conversations and those that wait; `undefined` for the host, who sees all
 * @throws TellsafeError `conversation_unknown`
 */
export async function showConversation(
  kit: Kit,
  account: string,
  conversationId: string,
  viewer: { readonly agentId: string; readonly sessionId: string } | undefined,
): Promise<AgentConversationResponse> {
  const position = await kit.stores.records.latest({ account });
  const { conversation, last } = await loadConversation(kit, account, conversationId);
  if (!conversation || !maySee(conversation.value, viewer?.agentId)) throw new TellsafeError('conversation_unknown');
  const transcript = await transcriptOf(kit, account, conversation.value);
  const [messages, invitations, historyReads, deliveries] = await Promise.all([
    listMessages(kit, account, conversation.value),
    invitationViews(kit, account, conversationId, viewer?.sessionId),
    conversation.value.status === 'closed' ? readingsOf(kit, account, conversationId) : [],
    conversation.value.via ? deliveriesOf(kit, account, conversationId) : undefined,
  ]);
  const withDelivery = <Entry extends { readonly id: string }>(entry: Entry) => {
    const delivery = deliveries?.get(entry.id);
    return delivery ? { ...entry, delivery } : entry;
  };
  return {
    conversation: await openSummary(kit, account, transcript, conversation.value, last),
    messages: messages.map(withDelivery),
    invitations: invitations.map(withDelivery),
    ...(historyReads.length > 0 && { historyReads }),
    position,
  };
}

/**
 * Invitations of a conversation, oldest first.
 *
 * @throws TellsafeError `conversation_unknown`
 */
export async function listInvitations(
  kit: Kit,
  account: string,
  conversationId: string,
  viewer: { readonly agentId: string; readonly sessionId: string } | undefined,
): Promise<readonly InvitationView[]> {
  const { conversation } = await loadConversation(kit, account, conversationId);
  if (!conversation || !maySee(conversation.value, viewer?.agentId)) throw new TellsafeError('conversation_unknown');
  return invitationViews(kit, account, conversationId, viewer?.sessionId);
}

async function invitationViews(
  kit: Kit,
  account: string,
  conversationId: string,
  sessionId: string | undefined,
): Promise<InvitationView[]> {
  const invitations = await invitationsOf(kit, account, conversationId);
  const now = kit.clock();
  return invitations
    .map(({ value }) => invitationView(snapshotOf(value, now), sessionId))
    .sort((one, other) => one.at.sent - other.at.sent);
}

function maySee(conversation: ConversationRecord, agentId: string | undefined): boolean {
  return agentId === undefined || conversation.agent === null || conversation.agent.id === agentId;
}
