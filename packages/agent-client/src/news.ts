// What an event or a command's answer means for the state and for the keys: every end of an invitation or conversation destroys
// keys. What is fetched is in refresh.ts.
import { isTerminal } from '@tellsafe/core/invitation';
import type { AgentEvent, ConversationSummary, InvitationView, Message } from '@tellsafe/core/wire';
import type { Context } from './context.ts';
import {
  findInvitation,
  isOwn,
  withConversation,
  withDelivery,
  withInvitation,
  withMessage,
  withoutConversation,
  withSending,
} from './state.ts';

/**
 * Takes in one event of the feed.
 *
 * @param context - the parts
 * @param event - anything but the end of the session
 */
export async function applyNews(context: Context, event: AgentEvent): Promise<void> {
  if (event.event === 'conversation') await applyOldConversation(context, event.data.conversation);
  if (event.event === 'message') applyMessage(context, event.data.conversationId, event.data.message);
  if (event.event === 'invitation') await applyInvitation(context, event.data.invitation);
  if (event.event === 'delivery') context.state.set(withDelivery(context.state.get(), event.data));
  if (event.event === 'sending') context.state.set(withSending(context.state.get(), event.data));
  if (event.event === 'erased') await applyErasure(context, event.data);
}

/** What was erased is shown no longer, and its keys go (SF-RET-03). */
async function applyErasure(
  context: Context,
  { conversationId, invitationId }: Extract<AgentEvent, { event: 'erased' }>['data'],
): Promise<void> {
  const { keys, state, events } = context;
  if (invitationId === undefined) {
    await withdrawConversation(context, conversationId);
    state.set(withoutConversation(state.get(), conversationId));
    return;
  }
  await keys.destroy([invitationId]);
  events.emit('answers-withdrawn', { invitationIds: [invitationId] });
}

/** Takes in a change: an event, or the answer to a command. */
export async function applyConversation(context: Context, conversation: ConversationSummary): Promise<void> {
  context.freshness.changed(conversation.id);
  await takeIn(context, conversation);
}

/** A conversation that is closed or no longer this agent's takes its keys with it (SF-ACC-01, SF-ACC-02). */
export async function takeIn(context: Context, conversation: ConversationSummary): Promise<void> {
  const { state, events, freshness } = context;
  const changedSince = freshness.asking();
  if (!isOwn(state.get(), conversation)) await withdrawConversation(context, conversation.id);
  if (changedSince(conversation.id)) return; // newer news came while the keys were destroyed
  state.set(withConversation(state.get(), conversation));
  events.emit('conversation-changed', conversation);
}

/**
 * An event may tell of the past: given away, taken back, a form sent since. So before keys go, the server is asked how it
 * is now; without an answer they go.
 */
async function applyOldConversation(context: Context, told: ConversationSummary): Promise<void> {
  const { keys, state, live, transport } = context;
  const endsForGood = told.status === 'closed';
  if (endsForGood || isOwn(state.get(), told) || !(await keys.hasAny(told.id))) return applyConversation(context, told);
  const call = { parameters: { id: told.id }, signer: live().signer, idempotent: true };
  const now = await transport.call('agentConversation', call).catch(() => undefined);
  await applyConversation(context, now?.conversation ?? told);
}

/** Destroys the keys of a conversation and says so. */
export async function withdrawConversation(context: Context, conversationId: string): Promise<void> {
  const invitationIds = await context.keys.destroyConversation(conversationId);
  if (invitationIds.length > 0) context.events.emit('answers-withdrawn', { invitationIds });
}

/** An invitation that ended without answers needs no key any more. */
export async function applyInvitation(context: Context, invitation: InvitationView): Promise<void> {
  const { keys, state, events } = context;
  if (isTerminal(invitation.status) && invitation.status !== 'submitted' && (await keys.has(invitation.id))) {
    await keys.destroy([invitation.id]);
    events.emit('answers-withdrawn', { invitationIds: [invitation.id] });
  }
  const before = state.get();
  state.set(withInvitation(before, invitation));
  if (state.get() === before && before.transcripts.has(invitation.conversationId)) return;
  events.emit('invitation-changed', findInvitation(state.get(), invitation.id) ?? invitation);
}

/** A message of any conversation of this agent. */
export function applyMessage(context: Context, conversationId: string, message: Message): void {
  const { state, events } = context;
  const before = state.get();
  state.set(withMessage(before, conversationId, message));
  if (state.get() === before && before.transcripts.has(conversationId)) return;
  events.emit('message-added', { conversationId, message });
}
