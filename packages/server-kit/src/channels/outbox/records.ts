// Records of the outbox, in the conversation's group: each message on its way, and the conversation's queue. A worker leases the queue,
// so that of a conversation one message is under way at a time, in order. No link is in any of them, and no name of a person.
import { hashSync } from '@tellsafe/core/crypto/sync';
import { lengthPrefixed, toBase64url } from '@tellsafe/core/encoding';
import type { LocaleTag } from '@tellsafe/core/i18n/channel';
import { retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { jsonCodec } from '../../services/records/codec.ts';
import type { SealedText } from '../../services/records/conversation.ts';
import type { Key, RecordInput } from '../../stores/types.ts';
import type { Author, ChannelError, DeliveryStatus, OutboundMessage } from '../types.ts';
import { isUnsettled, type OutboxReason, type OutboxState } from './states.ts';

/** A message on its way. */
export interface OutboxRecord {
  /** UUID; the provider's id of the message where it takes one, else carried along. */
  readonly id: string;
  readonly conversationId: string;
  readonly entryPoint: string;
  /** Place in the conversation's queue, from 0. */
  readonly seq: number;
  readonly purpose: OutboundMessage['purpose'];
  readonly author: Author;
  readonly lang: LocaleTag;
  /** The message of the transcript that it is; absent for an invitation. */
  readonly messageId?: string;
  /** The invitation that it is about. */
  readonly invitationId?: string;
  /** What it says, until it is with the provider; a text about a form is made when it is sent. */
  readonly text?: SealedText;
  readonly state: OutboxState;
  readonly reason?: OutboxReason;
  /** The provider's code of the last error. */
  readonly code?: string;
  readonly queuedAt: number;
  /** It is not sent any more from then on, epoch ms. */
  readonly deadline: number;
  /** Attempts that began. */
  readonly attempts: number;
  /** When the last attempt began. */
  readonly sentAt?: number;
  /** Hash of the provider's id. */
  readonly provider?: string;
}

export const outboxCodec = jsonCodec<OutboxRecord>();

/** The messages of a conversation that wait: places `head` to `tail - 1`. */
export interface OutboxQueue {
  readonly conversationId: string;
  readonly entryPoint: string;
  readonly head: number;
  readonly tail: number;
  /** When the head is looked at next; absent when nothing waits. */
  readonly dueAt?: number;
  /** A process works on the head until it is due again. */
  readonly claimed?: true;
  /** When the consumer was last written to. */
  readonly lastSentAt?: number;
}

export const outboxQueueCodec = jsonCodec<OutboxQueue>();

/** A status that came before the answer which names its message. */
export interface EarlyStatusRecord {
  readonly statuses: readonly EarlyStatus[];
}

/** One of them. */
export interface EarlyStatus {
  readonly status: DeliveryStatus;
  readonly error?: ChannelError;
}

export const earlyStatusCodec = jsonCodec<EarlyStatusRecord>();

/** A message on its way. @param seq its place, from 0; ids sort by it */
export function outboxKey(account: string, conversationId: string, seq: number): Key {
  return { account, group: conversationId, collection: 'outbox', id: String(seq).padStart(10, '0') };
}

/** The queue of a conversation. */
export function outboxQueueKey(account: string, conversationId: string): Key {
  return { account, group: conversationId, collection: 'outbox-queue', id: conversationId };
}

/** What came about a message that nobody knows yet. @param provider of {@link providerHash} */
export function earlyStatusKey(account: string, provider: string): Key {
  return { account, group: `outbox:${provider}`, collection: 'outbox-early', id: provider };
}

/** Lists of the outbox. */
export const outboxLists = {
  /** Queues with something to do, by when it is due. */
  due: (entryPoint: string) => ({ index: 'due', value: `outbox:${entryPoint}` }) as const,
  /** The message with an id. */
  id: (id: string) => ({ index: 'outbox', value: `id:${id}` }) as const,
  /** Messages of an entry point of which nobody knows whether they arrived. */
  unknown: (entryPoint: string) => ({ index: 'outbox', value: `unknown:${entryPoint}` }) as const,
  /** The message that a provider calls so. @param provider of {@link providerHash} */
  provider: (provider: string) => ({ index: 'outbox', value: `provider:${provider}` }) as const,
};

/** Hash of a provider's id at an entry point: some hold a person's number, and random parts that nobody guesses. */
export function providerHash(entryPoint: string, providerId: string): string {
  return toBase64url(hashSync(lengthPrefixed('tellsafe/outbox-provider-id/v1', entryPoint, providerId)));
}

/** The record of a message as the store takes it. */
export function outboxInput(kit: Kit, account: string, record: OutboxRecord): RecordInput {
  const { id, conversationId, seq, provider, sentAt = record.queuedAt } = record;
  const { text, ...rest } = record;
  const kept = isUnsettled(record.state) && text !== undefined ? record : rest;
  const entry = ({ index: name, value }: { readonly index: string; readonly value: string }) => ({
    ...{ name, value, order: sentAt },
  });
  return {
    ...outboxKey(account, conversationId, seq),
    body: outboxCodec.encode(kept),
    expiresAt: retainUntil(kit, account),
    index: [
      entry(outboxLists.id(id)),
      ...(provider === undefined ? [] : [entry(outboxLists.provider(provider))]),
      ...(record.state === 'unknown' ? [entry(outboxLists.unknown(record.entryPoint))] : []),
    ],
  };
}

/** The record of a queue as the store takes it. */
export function queueInput(kit: Kit, account: string, queue: OutboxQueue): RecordInput {
  const { conversationId, entryPoint, dueAt } = queue;
  const { index: name, value } = outboxLists.due(entryPoint);
  return {
    ...outboxQueueKey(account, conversationId),
    body: outboxQueueCodec.encode(queue),
    expiresAt: retainUntil(kit, account),
    ...(dueAt !== undefined && { index: [{ name, value, order: dueAt }] }),
  };
}

/** A queue whose head is done: the next one is due at once. */
export function advanced({ claimed: _claimed, dueAt: _dueAt, ...queue }: OutboxQueue, now: number): OutboxQueue {
  const head = queue.head + 1;
  return { ...queue, head, ...(head < queue.tail && { dueAt: now }) };
}

/** A queue on whose head nobody works until then. */
export function waiting({ claimed: _claimed, ...queue }: OutboxQueue, dueAt: number): OutboxQueue {
  return { ...queue, dueAt };
}
