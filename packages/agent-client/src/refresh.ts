// What is fetched rather than told: the list, transcripts. An answer never overrules what changed here while it was on its way.
import { isTellsafeError } from '@tellsafe/core';
import type { AgentConversationResponse, ConversationSummary } from '@tellsafe/core/wire';
import type { Context } from './context.ts';
import { applyInvitation, takeIn, withdrawConversation } from './news.ts';
import type { LiveSession } from './session.ts';
import { isOwn, withConversations, withEntries, withoutConversation, withTranscript } from './state.ts';

/**
 * Fetches the list.
 *
 * @param ask - the call
 */
export async function fetchConversations(
  { state, freshness, live, isLive }: Context,
  ask: () => Promise<{ readonly conversations: readonly ConversationSummary[] }>,
): Promise<readonly ConversationSummary[]> {
  const session = live();
  const changedSince = freshness.asking();
  const { conversations } = await ask();
  if (isLive(session)) state.set(withConversations(state.get(), conversations, changedSince));
  return conversations;
}

/**
 * Fetches a conversation with its transcript.
 *
 * @param ask - the call
 */
export async function fetchTranscript(
  context: Context,
  ask: () => Promise<AgentConversationResponse>,
): Promise<AgentConversationResponse> {
  const { state, freshness, live, isLive } = context;
  const session = live();
  const changedSince = freshness.asking();
  const response = await ask();
  const { id } = response.conversation;
  const isGone = changedSince(id) && !state.get().conversations.some((each) => each.id === id);
  if (!isLive(session) || isGone) return response;
  for (const invitation of response.invitations) await applyInvitation(context, invitation);
  const isOld = changedSince(id);
  state.set(isOld ? withEntries(state.get(), response) : withTranscript(state.get(), response));
  if (!isOld) await takeIn(context, response.conversation);
  return response;
}

/** Fetches anew whatever was fetched before: the list, and every transcript that is open. Not an activity of the agent. */
export async function refresh(context: Context, { signer }: LiveSession): Promise<void> {
  const { state, transport } = context;
  await fetchConversations(context, () => transport.call('agentConversations', { signer, idempotent: true }));
  for (const id of state.get().transcripts.keys()) await fetchQuietly(context, id);
}

/** How many transcripts are fetched ahead at most. */
const TRANSCRIPTS_AHEAD = 20;

/** Fetches the transcripts of the agent's own open conversations that are not there yet, one after the other. */
export async function loadTranscripts(context: Context): Promise<void> {
  const { state, live, isLive } = context;
  const session = live();
  const own = state.get().conversations.filter((each) => isOwn(state.get(), each));
  for (const { id } of own.slice(0, TRANSCRIPTS_AHEAD)) {
    if (!isLive(session)) return;
    if (!state.get().transcripts.has(id)) await fetchQuietly(context, id);
  }
}

async function fetchQuietly(context: Context, id: string): Promise<void> {
  const { state, transport, live } = context;
  const call = { parameters: { id }, signer: live().signer, idempotent: true };
  try {
    await fetchTranscript(context, () => transport.call('agentConversation', call));
  } catch (error) {
    if (!isTellsafeError(error, 'conversation_unknown')) throw error;
    await withdrawConversation(context, id); // it went to another agent meanwhile
    state.set(withoutConversation(state.get(), id));
  }
}
