// What the client knows, as one immutable value, and the pure rules by which news change it. No input or output.
import { statusRank } from '@tellsafe/core/invitation';
import type {
  AgentConversationResponse,
  AgentEvent,
  ConversationSummary,
  Delivery,
  InvitationView,
  Message,
} from '@tellsafe/core/wire';
import type { Connection } from './feed.ts';
import type { AgentSession, SessionEndReason } from './session.ts';

/** Messages and invitations of a conversation that was opened, in order of time. */
export interface Transcript {
  readonly messages: readonly Message[];
  readonly invitations: readonly InvitationView[];
}

/** Everything that a workspace shows. */
export interface AgentState {
  /** The session, or `null` when nobody is signed in. */
  readonly session: AgentSession | null;
  /** Why the last session ended, until the next one. */
  readonly ended: SessionEndReason | null;
  readonly connection: Connection;
  /** Seconds until the session ends for want of activity; only during the warning. */
  readonly idleSecondsLeft: number | null;
  /** Mine and unassigned ones, open first, newest first. */
  readonly conversations: readonly ConversationSummary[];
  /** By conversation id; those that were asked for with `conversation(id)`. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
}

/** The state before anybody signed in. */
export const emptyState: AgentState = {
  session: null,
  ended: null,
  connection: 'offline',
  idleSecondsLeft: null,
  conversations: [],
  transcripts: new Map(),
};

/**
 * Takes in a list from the server: what it no longer names is gone.
 *
 * @param listed - the server's list
 * @param changedSince - conversations that changed after the list was asked for: what is known of them stays
 */
export function withConversations(
  state: AgentState,
  listed: readonly ConversationSummary[],
  changedSince: (conversationId: string) => boolean = () => false,
): AgentState {
  const known = new Map(state.conversations.map((each) => [each.id, each]));
  const told = listed.filter(({ id }) => !changedSince(id)).map((each) => newer(known.get(each.id), each));
  const kept = state.conversations.filter(({ id }) => changedSince(id));
  return { ...state, conversations: sorted([...told, ...kept]) };
}

/**
 * Takes in one conversation. A closed one never opens again, and older news never replace newer. One that now belongs to
 * another agent leaves the list together with its transcript.
 */
export function withConversation(state: AgentState, told: ConversationSummary): AgentState {
  if (isSomebodyElses(state, told)) return withoutConversation(state, told.id);
  const known = state.conversations.find((each) => each.id === told.id);
  const others = state.conversations.filter((each) => each.id !== told.id);
  const merged = newer(known, told);
  return merged === known ? state : { ...state, conversations: sorted([...others, merged]) };
}

/** Whether a conversation is assigned to another agent than the one signed in. */
export function isSomebodyElses(state: AgentState, conversation: ConversationSummary): boolean {
  return conversation.agent !== null && conversation.agent.id !== state.session?.agent.id;
}

/** Takes in a conversation with its transcript, together with what is known of it already. */
export function withTranscript(state: AgentState, told: AgentConversationResponse): AgentState {
  return withConversation(withEntries(state, told), told.conversation);
}

/** Takes in the messages and invitations of a conversation alone. */
export function withEntries(state: AgentState, told: AgentConversationResponse): AgentState {
  const id = told.conversation.id;
  const known = state.transcripts.get(id) ?? { messages: [], invitations: [] };
  const transcript = {
    messages: withoutTakenBack(told.messages.reduce(mergeMessage, known.messages)),
    invitations: told.invitations.reduce(mergeInvitation, known.invitations),
  };
  return { ...state, transcripts: new Map(state.transcripts).set(id, transcript) };
}

/** Takes in a message: into the transcript where it was opened, and as the list's last one. */
export function withMessage(state: AgentState, conversationId: string, message: Message): AgentState {
  const next = changeTranscript(state, conversationId, (transcript) => {
    const messages = withoutTakenBack(mergeMessage(transcript.messages, message));
    return messages === transcript.messages ? transcript : { ...transcript, messages };
  });
  return withLastMessage(withoutLastText(next, conversationId, message), conversationId, message);
}

/** What the consumer took back is shown no longer, nor what it was changed to (SF-RET-03). */
function withoutTakenBack(messages: readonly Message[]): readonly Message[] {
  const taken = new Set(messages.flatMap(({ note, about }) => (note === 'deleted' && about ? [about] : [])));
  const isTaken = ({ id, note, about = '', takenBack }: Message): boolean =>
    !takenBack && (taken.has(id) || (note === 'edited' && taken.has(about)));
  if (!messages.some(isTaken)) return messages;
  return messages.map((each) => {
    if (!isTaken(each)) return each;
    const { id, from, name, at } = each;
    return { id, from, ...(name !== undefined && { name }), text: '', at, takenBack: true };
  });
}

/** A list that has no transcript cannot tell which message its text is of; then none is shown until there is another one. */
function withoutLastText(state: AgentState, id: string, { note, about }: Message): AgentState {
  const known = state.conversations.find((each) => each.id === id);
  if (note !== 'deleted' || known?.lastMessageText === undefined) return state;
  const newest = state.transcripts.get(id)?.messages.findLast((each) => !isSaidOfAnother(each));
  if (newest && newest.id !== about) return state;
  const { lastMessageText: _text, ...rest } = known;
  return { ...state, conversations: state.conversations.map((each) => (each === known ? rest : each)) };
}

/** What is said about an earlier message is no message of its own. */
function isSaidOfAnother({ note }: Message): boolean {
  return note !== undefined && note !== 'unsupported';
}

function withLastMessage(state: AgentState, id: string, message: Message): AgentState {
  const { at, text } = message;
  if (isSaidOfAnother(message)) return state;
  const known = state.conversations.find((each) => each.id === id);
  const first = known?.lastMessageText === undefined && at === known?.lastMessageAt;
  if (!known || !(at > known.lastMessageAt || first)) return state;
  const others = state.conversations.filter((each) => each !== known);
  return { ...state, conversations: sorted([...others, { ...known, lastMessageAt: at, lastMessageText: text }]) };
}

/** Takes in an invitation. Its status never goes backwards (SF-STA-05). */
export function withInvitation(state: AgentState, invitation: InvitationView): AgentState {
  return changeTranscript(state, invitation.conversationId, (transcript) => {
    const invitations = mergeInvitation(transcript.invitations, invitation);
    return invitations === transcript.invitations ? transcript : { ...transcript, invitations };
  });
}

/** Takes in how a message or an invitation that went out by a channel stands now. What is told last holds. */
export function withDelivery(
  state: AgentState,
  { conversationId, messageId, invitationId, delivery }: Extract<AgentEvent, { event: 'delivery' }>['data'],
): AgentState {
  return changeTranscript(state, conversationId, ({ messages, invitations }) => ({
    messages: delivered(messages, messageId, delivery),
    invitations: delivered(invitations, invitationId, delivery),
  }));
}

/** Takes in what may be sent by a conversation's channel now. What is told last holds. */
export function withSending(
  state: AgentState,
  { conversationId, sending }: Extract<AgentEvent, { event: 'sending' }>['data'],
): AgentState {
  const index = state.conversations.findIndex(({ id }) => id === conversationId);
  const known = state.conversations[index];
  if (!known) return state;
  return { ...state, conversations: state.conversations.with(index, { ...known, sending }) };
}

/** Whether a conversation is open and assigned to the agent signed in: only then may its answers be read. */
export function isOwn({ session }: AgentState, { status, agent }: ConversationSummary): boolean {
  return status === 'open' && agent !== null && agent.id === session?.agent.id;
}

/** The newest that is known of an invitation. */
export function findInvitation(state: AgentState, invitationId: string): InvitationView | undefined {
  for (const { invitations } of state.transcripts.values()) {
    const found = invitations.find((each) => each.id === invitationId);
    if (found) return found;
  }
  return undefined;
}

/** Forgets a conversation and its transcript. */
export function withoutConversation(state: AgentState, id: string): AgentState {
  if (!state.conversations.some((each) => each.id === id) && !state.transcripts.has(id)) return state;
  const transcripts = new Map(state.transcripts);
  transcripts.delete(id);
  return { ...state, conversations: state.conversations.filter((each) => each.id !== id), transcripts };
}

function changeTranscript(state: AgentState, id: string, change: (transcript: Transcript) => Transcript): AgentState {
  const transcript = state.transcripts.get(id);
  const changed = transcript && change(transcript);
  if (!changed || changed === transcript) return state;
  return { ...state, transcripts: new Map(state.transcripts).set(id, changed) };
}

function delivered<Entry extends { readonly id: string; readonly delivery?: Delivery }>(
  entries: readonly Entry[],
  id: string | undefined,
  delivery: Delivery,
): readonly Entry[] {
  const index = entries.findIndex((each) => each.id === id);
  const known = entries[index];
  return known ? entries.with(index, { ...known, delivery }) : entries;
}

function mergeMessage(messages: readonly Message[], told: Message): readonly Message[] {
  if (messages.some((each) => each.id === told.id)) {
    if (told.takenBack) return messages.map((each) => (each.id === told.id ? told : each));
    return told.delivery ? delivered(messages, told.id, told.delivery) : messages;
  }
  const index = messages.findLastIndex((each) => each.at <= told.at) + 1;
  return messages.toSpliced(index, 0, told);
}

function mergeInvitation(invitations: readonly InvitationView[], told: InvitationView): readonly InvitationView[] {
  const index = invitations.findIndex((each) => each.id === told.id);
  const known = invitations[index];
  if (!known) {
    const place = invitations.findLastIndex((each) => each.at.sent <= told.at.sent) + 1;
    return invitations.toSpliced(place, 0, told);
  }
  const merged = laterInvitation(known, told);
  return merged === known ? invitations : invitations.with(index, merged);
}

/** The later of two views of one invitation; what only one of them knows is kept. */
export function laterInvitation(known: InvitationView, told: InvitationView): InvitationView {
  const step = statusRank(told.status) - statusRank(known.status);
  const conflicting = step === 0 && told.status !== known.status; // two ends: the first one stays
  const base = step < 0 || conflicting ? known : told;
  const other = base === told ? known : told;
  const merged: InvitationView = {
    ...other,
    ...base,
    at: { ...other.at, ...base.at },
    mine: known.mine || told.mine,
    openedElsewhere: known.openedElsewhere || told.openedElsewhere,
  };
  return JSON.stringify(merged) === JSON.stringify(known) ? known : merged;
}

function newer(known: ConversationSummary | undefined, told: ConversationSummary): ConversationSummary {
  if (!known) return told;
  if (known.status === 'closed' && told.status !== 'closed') return known;
  if (told.lastMessageAt < known.lastMessageAt && told.status === known.status) return known;
  return JSON.stringify(known) === JSON.stringify(told) ? known : told;
}

function sorted(conversations: readonly ConversationSummary[]): readonly ConversationSummary[] {
  const closed = (each: ConversationSummary): number => (each.status === 'closed' ? 1 : 0);
  return conversations.toSorted(
    (a, b) => closed(a) - closed(b) || b.lastMessageAt - a.lastMessageAt || (a.id < b.id ? 1 : -1),
  );
}
