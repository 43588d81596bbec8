// Events of the records store: what each holds and how one is made. Views for clients are made when they are read (views.ts).
import { retentionExpiry } from '@tellsafe/core/retention';
import type { Delivery } from '@tellsafe/core/wire';
import type { NewEvent } from '../stores/types.ts';
import type { Kit } from './kit.ts';
import type { AgentSessionRecord } from './records/agent-session.ts';
import { jsonCodec } from './records/codec.ts';
import type { ConversationRecord, LastMessageRecord, SealedText } from './records/conversation.ts';
import { type InvitationRecord, invitationParts } from './records/invitation.ts';
import { packedCodec } from './records/packed-codec.ts';

/** Types of events that clients may see; audit events are never read by them. */
export const eventTypes = {
  conversation: 'conversation',
  message: 'message',
  invitation: 'invitation',
  delivery: 'delivery',
  sending: 'sending',
  sessionEnded: 'session-ended',
  erased: 'erased',
} as const;

/** Whose streams an event belongs to: agent ids; `null` stands for every agent, while a conversation waits in the queue. */
export type Audience = readonly (string | null)[];

/** A new event that says whose streams it belongs to, so that others need not look at it; a store does not keep that apart. */
export interface AddressedEvent extends NewEvent {
  readonly to: Audience;
}

/** What happened to a conversation. */
export type ConversationChange = 'start' | 'assign' | 'transfer' | 'close';

/** A conversation as an event keeps it. */
export interface ConversationEvent {
  readonly to: Audience;
  readonly change: ConversationChange;
  readonly at: number;
  readonly conversation: Omit<ConversationRecord, 'macKeyId' | 'transcriptKey' | 'consumer'>;
  readonly last?: LastMessageRecord;
}

export const conversationEventCodec = jsonCodec<ConversationEvent>();

/** A message as it is kept: its text and its sender's name are sealed. */
export interface StoredMessage {
  readonly id: string;
  readonly from: 'agent' | 'consumer' | 'system';
  readonly at: number;
  /** Sealed JSON `{ text, name? }`. Absent where the consumer can take it back: then it is in the message's saying (records/channel.ts). */
  readonly content?: SealedText;
}

/** Where a conversation comes in. */
type Origin = Pick<NonNullable<ConversationRecord['via']>, 'channel' | 'entryPoint'>;

/** A message. */
export interface MessageEvent {
  readonly to: Audience;
  readonly message: StoredMessage;
  /** By which channel and entry point; absent for the web. */
  readonly via?: Origin;
  /** It goes on with another message or is about one, and is none of its own. */
  readonly isPart?: true;
}

export const messageEventCodec = jsonCodec<MessageEvent>();

/** What of an invitation an event keeps: no one-time keys, no recipients. */
export type InvitationSnapshot = Pick<
  InvitationRecord,
  | 'id'
  | 'conversationId'
  | 'status'
  | 'form'
  | 'agent'
  | 'sessionId'
  | 'nonce'
  | 'macKeyId'
  | 'at'
  | 'receivedInferred'
  | 'openedElsewhere'
  | 'via'
  | 'submissionId'
  | 'accessEnded'
> & { readonly expiresAt: number };

/** An invitation changed. */
export interface InvitationEvent {
  readonly to: Audience;
  /** Whether the status is another one than before, or the first. */
  readonly changed: boolean;
  readonly invitation: InvitationSnapshot;
}

export const invitationEventCodec = packedCodec<InvitationEvent>({
  to: 'plain',
  changed: 'plain',
  invitation: {
    id: 'plain',
    conversationId: 'plain',
    status: 'plain',
    form: invitationParts.form,
    agent: invitationParts.agent,
    sessionId: 'plain',
    nonce: 'plain',
    macKeyId: 'plain',
    at: invitationParts.at,
    expiresAt: 'plain',
    submissionId: 'plain',
    receivedInferred: 'plain',
    openedElsewhere: 'plain',
    via: invitationParts.via,
    accessEnded: 'plain',
  },
});

/** An agent session ended. */
export interface SessionEndedEvent {
  readonly sessionId: string;
  readonly agentId: string;
  readonly at: number;
}

export const sessionEndedEventCodec = jsonCodec<SessionEndedEvent>();

/** A conversation was erased, or the answers of one invitation. Nothing else is said of it. */
export interface ErasedEvent {
  readonly to: Audience;
  readonly invitationId?: string;
}

export const erasedEventCodec = jsonCodec<ErasedEvent>();

/** How something that went out by a channel stands now. */
export interface DeliveryEvent {
  readonly to: Audience;
  readonly about: { readonly messageId: string } | { readonly invitationId: string };
  readonly delivery: Delivery;
  /** Epoch ms. */
  readonly at?: number;
}

export const deliveryEventCodec = jsonCodec<DeliveryEvent>();

/** What may be sent by the channel of a conversation has changed; what it is now is read with it. */
export interface SendingEvent {
  readonly to: Audience;
}

export const sendingEventCodec = jsonCodec<SendingEvent>();

/** Who sees events of a conversation. */
export function audienceOf(conversation: Pick<ConversationRecord, 'agent'>): Audience {
  return [conversation.agent?.id ?? null];
}

/** Until when records and events of a conversation are kept (SF-RET-02). */
export function retainUntil(kit: Kit, account: string): number {
  return retentionExpiry(kit.clock(), kit.accounts.get(account).limits.retentionMonths);
}

/** The event of a conversation that started or changed. */
export function conversationEvent(
  kit: Kit,
  account: string,
  to: Audience,
  change: ConversationChange,
  conversation: ConversationRecord,
  last: LastMessageRecord | undefined,
): AddressedEvent {
  const { macKeyId: _macKeyId, transcriptKey: _transcriptKey, consumer: _consumer, ...kept } = conversation;
  const body = conversationEventCodec.encode({
    to,
    change,
    at: kit.clock(),
    conversation: kept,
    ...(last && { last }),
  });
  return { type: eventTypes.conversation, body, expiresAt: retainUntil(kit, account), to };
}

/** The event of a message. @param isPart whether it goes on with another message or is about one */
export function messageEvent(
  kit: Kit,
  account: string,
  conversation: Pick<ConversationRecord, 'agent' | 'via'>,
  message: StoredMessage,
  isPart: boolean = false,
): AddressedEvent {
  const { channel, entryPoint } = conversation.via ?? {};
  const to = audienceOf(conversation);
  const body = messageEventCodec.encode({
    ...{ to, message },
    ...(channel !== undefined && entryPoint !== undefined && { via: { channel, entryPoint } }),
    ...(isPart && { isPart }),
  });
  return { type: eventTypes.message, body, expiresAt: retainUntil(kit, account), to };
}

/** The event of a delivery. */
export function deliveryEvent(kit: Kit, account: string, event: DeliveryEvent): AddressedEvent {
  const body = deliveryEventCodec.encode({ ...event, at: kit.clock() });
  return { type: eventTypes.delivery, body, expiresAt: retainUntil(kit, account), to: event.to };
}

/** The event of a change of what may be sent. */
export function sendingEvent(kit: Kit, account: string, event: SendingEvent): AddressedEvent {
  const body = sendingEventCodec.encode(event);
  return { type: eventTypes.sending, body, expiresAt: retainUntil(kit, account), to: event.to };
}

/** The event of an agent session's end. */
export function sessionEndedEvent(kit: Kit, { id: sessionId, accountId, agent }: AgentSessionRecord): AddressedEvent {
  const body = sessionEndedEventCodec.encode({ sessionId, agentId: agent.id, at: kit.clock() });
  return { type: eventTypes.sessionEnded, body, expiresAt: retainUntil(kit, accountId), to: [agent.id] };
}

/**
 * The event of an erasure, addressed to nobody: every process looks, to forget what it knows.
 *
 * @param invitationId of erased answers; without it the whole conversation is gone
 */
export function erasedEvent(kit: Kit, account: string, to: Audience, invitationId?: string): NewEvent {
  const body = erasedEventCodec.encode({ to, ...(invitationId !== undefined && { invitationId }) });
  return { type: eventTypes.erased, body, expiresAt: retainUntil(kit, account) };
}
