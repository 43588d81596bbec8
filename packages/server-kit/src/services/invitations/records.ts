// Writing an invitation: its record with the lists it is found in, and the event that tells about it. Reading it with all
// that a step needs: conversation and agent session in the same read.
import { isTerminal } from '@tellsafe/core/invitation';
import type { Expectation, IndexEntry, Key, RecordInput } from '../../stores/types.ts';
import { type AddressedEvent, type Audience, eventTypes, invitationEventCodec, retainUntil } from '../events.ts';
import type { Kit } from '../kit.ts';
import { type AgentSessionRecord, agentSessionCodec, isLiveSession } from '../records/agent-session.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import { deadlineOf, type InvitationRecord, invitationCodec } from '../records/invitation.ts';
import { conversationKey, invitationKey, sessionKey } from '../records/keys.ts';
import { snapshotOf } from '../views.ts';

/** Names of the lists that invitations are in. */
export const invitationLists = {
  /** Value: the sending session. Invitations that the end of the session has an effect on. */
  session: 'invitation-session',
  /** Value: the submission id. */
  submission: 'invitation-submission',
  /** Value {@link HISTORY_VALUE}, order: when it was submitted. Submitted ones that were sealed to an archive. */
  history: 'invitation-history',
  /** Value `invitation`, order: the deadline. Invitations that have not ended. */
  due: 'due',
} as const;

/** Value of the `due` list for invitations. */
export const DUE_INVITATION = 'invitation';

/** Value of the `history` list. */
export const HISTORY_VALUE = 'submitted';

/** The record of an invitation as the store takes it. */
export function invitationInput(kit: Kit, account: string, invitation: InvitationRecord): RecordInput {
  return {
    ...invitationKey(account, invitation.conversationId, invitation.id),
    body: invitationCodec.encode(invitation),
    expiresAt: retainUntil(kit, account),
    index: listsOf(invitation),
  };
}

function listsOf(invitation: InvitationRecord): IndexEntry[] {
  const live = !isTerminal(invitation.status);
  const readable = invitation.status === 'submitted' && invitation.accessEnded === undefined;
  const { session, submission, history, due } = invitationLists;
  const entries: IndexEntry[] = [];
  if (live) entries.push({ name: due, value: DUE_INVITATION, order: deadlineOf(invitation) });
  if (live || readable) entries.push({ name: session, value: invitation.sessionId, order: invitation.at.sent });
  if (invitation.submissionId !== undefined) {
    entries.push({ name: submission, value: invitation.submissionId, order: invitation.at.sent });
    if (invitation.recipients.some(({ role }) => role === 'archive')) {
      entries.push({ name: history, value: HISTORY_VALUE, order: invitation.at.submitted ?? invitation.at.sent });
    }
  }
  return entries;
}

/** The event of an invitation that was sent or changed. @param before the record before; absent when it was sent */
export function invitationEvent(
  kit: Kit,
  account: string,
  to: Audience,
  invitation: InvitationRecord,
  before?: InvitationRecord,
): AddressedEvent {
  const changed = before?.status !== invitation.status;
  const body = invitationEventCodec.encode({ to, changed, invitation: snapshotOf(invitation, kit.clock()) });
  return { type: eventTypes.invitation, body, expiresAt: retainUntil(kit, account), to };
}

/** Names one invitation of one account. */
export interface InvitationPlace {
  readonly accountId: string;
  readonly conversationId: string;
  readonly invitationId: string;
}

/** An invitation with what decides about it. Parts are absent when they do not exist. */
export interface InvitationState {
  readonly invitation?: Versioned<InvitationRecord>;
  readonly conversation?: Versioned<ConversationRecord>;
  /** The sender's session, whether or not it still lives. */
  readonly session?: AgentSessionRecord;
}

/** Reads an invitation, its conversation and the sender's session; one read when the session is remembered. */
export async function loadInvitation(kit: Kit, place: InvitationPlace): Promise<InvitationState> {
  const { accountId, conversationId, invitationId } = place;
  const remembered = kit.caches.sessionOfInvitation.get(invitationId);
  const keys: Key[] = [
    invitationKey(accountId, conversationId, invitationId),
    conversationKey(accountId, conversationId),
    ...(remembered === undefined ? [] : [sessionKey(accountId, remembered)]),
  ];
  const [storedInvitation, storedConversation, storedSession] = await kit.stores.records.get(keys);
  const invitation = decodeRecord(invitationCodec, storedInvitation);
  const conversation = decodeRecord(conversationCodec, storedConversation);
  if (!invitation) return conversation ? { conversation } : {};
  const { sessionId } = invitation.value;
  const session =
    remembered === sessionId
      ? decodeRecord(agentSessionCodec, storedSession)?.value
      : await loadSession(kit, accountId, sessionId);
  if (remembered !== sessionId) kit.caches.sessionOfInvitation.set(invitationId, sessionId);
  return { invitation, ...(conversation && { conversation }), ...(session && { session }) };
}

async function loadSession(kit: Kit, account: string, id: string): Promise<AgentSessionRecord | undefined> {
  const [stored] = await kit.stores.records.get([sessionKey(account, id)]);
  return decodeRecord(agentSessionCodec, stored)?.value;
}

/** Everything that must hold for a consumer to go on with a form, or the reason why not. */
export function obstacleOf(state: InvitationState, now: number): 'conversation' | 'assignment' | 'session' | undefined {
  const { invitation, conversation, session } = state;
  if (conversation?.value.status !== 'open') return 'conversation';
  if (conversation.value.agent?.id !== invitation?.value.agent.id) return 'assignment';
  if (!session || !isLiveSession(session, now)) return 'session';
  return undefined;
}

/** What a commit that depends on the invitation and its conversation expects. */
export function expectationsOf(
  accountId: string,
  invitation: Versioned<InvitationRecord>,
  conversation: Versioned<ConversationRecord> | undefined,
): readonly Expectation[] {
  const { id, conversationId } = invitation.value;
  return [
    { key: invitationKey(accountId, conversationId, id), version: invitation.version },
    { key: conversationKey(accountId, conversationId), version: conversation?.version ?? 'absent' },
  ];
}
