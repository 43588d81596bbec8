// What clients see of records and events: the wire's shapes, texts opened.
import { isTerminal } from '@tellsafe/core/invitation';
import type { ConversationSummary, InvitationView, Message } from '@tellsafe/core/wire';
import type { ConversationEvent, InvitationSnapshot, StoredMessage } from './events.ts';
import type { SayingRecord } from './records/channel.ts';
import type { LastMessageRecord } from './records/conversation.ts';
import { deadlineOf, type InvitationRecord, statusAt } from './records/invitation.ts';
import type { Transcript } from './transcript.ts';

/** What is sealed in a message. */
type MessageContent = Omit<Message, 'id' | 'from' | 'at'>;

/** Names under which the fields of a conversation are sealed. */
export const sealedFields = {
  consumerName: 'consumer-name',
  last: (messageId: string) => `last:${messageId}`,
  address: 'channel-address',
  media: (messageId: string) => `media:${messageId}`,
} as const;

/** A conversation in an agent's list. @param saying of the last message, where its text is apart */
export function conversationSummary(
  transcript: Transcript,
  conversation: ConversationEvent['conversation'],
  last: LastMessageRecord | undefined,
  saying?: SayingRecord,
): ConversationSummary {
  const lastText = last && lastTextOf(transcript, last, saying);
  const { id, status, agent, startedAt, consumerName, language, via } = conversation;
  return {
    id,
    status,
    ...(consumerName !== undefined && { consumerName: transcript.open(sealedFields.consumerName, consumerName) }),
    ...(language !== undefined && { language }),
    agent,
    startedAt,
    lastMessageAt: last?.at ?? startedAt,
    ...(lastText !== undefined && { lastMessageText: lastText }),
    ...(via && { via }),
  };
}

function lastTextOf(
  transcript: Transcript,
  { messageId, text }: LastMessageRecord,
  saying: SayingRecord | undefined,
): string | undefined {
  if (text !== undefined) return transcript.open(sealedFields.last(messageId), text);
  const content = shownContent(saying);
  return content === undefined ? undefined : (JSON.parse(transcript.open(messageId, content)) as MessageContent).text;
}

/** A message of the transcript. @param saying of it, where what it says is apart */
export function messageView(transcript: Transcript, message: StoredMessage, saying?: SayingRecord): Message {
  const { id, from, at, content = shownContent(saying) } = message;
  if (content === undefined) return { id, from, at, text: '', takenBack: true };
  return { id, from, at, ...(JSON.parse(transcript.open(id, content)) as MessageContent) };
}

/** Nothing of what was taken back is shown, also where a legal hold keeps it. */
function shownContent(saying: SayingRecord | undefined): string | undefined {
  return saying?.takenBackAt === undefined ? saying?.content : undefined;
}

/** Seals what a message says. */
export function sealMessage(transcript: Transcript, message: Message): StoredMessage & { readonly content: string } {
  const { id, from, at, ...content } = message;
  return { id, from, at, content: transcript.seal(id, JSON.stringify(content)) };
}

/** The part of an invitation that events keep, with the status that holds now. */
export function snapshotOf(invitation: InvitationRecord, now: number): InvitationSnapshot {
  const { id, conversationId, form, agent, sessionId, nonce, macKeyId, at } = invitation;
  const { receivedInferred, openedElsewhere, via, submissionId, accessEnded } = invitation;
  const status = statusAt(invitation, now);
  const ended = status === invitation.status ? at.ended : deadlineOf(invitation);
  return {
    ...{ id, conversationId, status, form, agent, sessionId, nonce, macKeyId },
    at: { ...at, ...(ended !== undefined && { ended }) },
    ...(receivedInferred && { receivedInferred }),
    ...(openedElsewhere && { openedElsewhere }),
    ...(via && { via }),
    ...(submissionId !== undefined && accessEnded !== 'erased' && { submissionId }),
    ...(accessEnded !== undefined && { accessEnded }),
    expiresAt: isTerminal(invitation.status) ? (at.ended ?? at.submitted ?? at.sent) : deadlineOf(invitation),
  };
}

/**
 * An invitation as an agent sees it.
 *
 * @param sessionId the session that asks; only the sender's is told the submission id (SF-ACC-01)
 */
export function invitationView(snapshot: InvitationSnapshot, sessionId: string | undefined): InvitationView {
  const { id, conversationId, status, form, agent, at, submissionId, expiresAt } = snapshot;
  const mine = snapshot.sessionId === sessionId;
  return {
    id,
    conversationId,
    formId: form.id,
    formVersion: form.version,
    formName: form.name,
    status,
    receivedInferred: snapshot.receivedInferred === true,
    openedElsewhere: snapshot.openedElsewhere === true,
    at,
    agent,
    mine,
    ...(mine && submissionId !== undefined && { submissionId }),
    expiresAt,
  };
}
