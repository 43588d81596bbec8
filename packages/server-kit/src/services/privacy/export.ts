// Everything that is held about a consumer, as JSON for them (SF-RET-03). Answers are named, never included: only the agent's
// session could open them. The schema is written down in docs/privacy.md.
import { TellsafeError } from '@tellsafe/core';
import type { InvitationStatus } from '@tellsafe/core/invitation';
import type { HistoryReading, Message } from '@tellsafe/core/wire';
import { quarantinedOf } from '../../channels/gateway/quarantine.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ConversationPlace } from '../conversations/change.ts';
import { messagesAfter } from '../conversations/message-pages.ts';
import { CONSUMER_LIST, loadConversation } from '../conversations/records.ts';
import { openMessages } from '../conversations/sayings.ts';
import { readingsOf } from '../history/reads.ts';
import { invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import { pageOf } from '../page.ts';
import { type AgentName, type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import type { InvitationRecord, InvitationTimes } from '../records/invitation.ts';
import { dataKeyKey } from '../records/keys.ts';
import { transcriptUnlessErased } from '../transcript.ts';
import { sealedFields, snapshotOf } from '../views.ts';
import { consumerMac } from './consumers.ts';
import { type ConsumerPlace, holdsOfConsumer, holdsOn } from './holds.ts';

/** Conversations that are read at once. */
const PAGE = 20;

/** Most messages of a conversation in one part. */
export const EXPORT_MESSAGES = 5_000;

/** Everything about a consumer. Instants are epoch ms. */
export interface ConsumerExport {
  /** Version of this schema; members are only ever added to it. */
  readonly version: 1;
  readonly accountId: string;
  /** As the host gave it. */
  readonly consumerId: string;
  readonly exportedAt: number;
  /** Names of the legal holds of the consumer as a whole. */
  readonly holds: readonly string[];
  /** The oldest first. */
  readonly conversations: readonly ExportedConversation[];
  /** What a channel's provider told of them and could not be understood, card numbers masked; absent when there is nothing. */
  readonly quarantined?: readonly { readonly entryPoint: string; readonly at: number; readonly text: string }[];
  /** There are more conversations: ask again with it. Only where a limit was given. */
  readonly cursor?: string;
}

/** Which part of an export is wanted; without a limit it is whole, and whole in memory. */
export interface ExportPart {
  /** Most conversations, 1 to 100; of each at most 5,000 messages, and its `cursor` says that there are more. */
  readonly limit?: number;
  /** Of the part before. */
  readonly cursor?: string;
}

/** Which part of one conversation is wanted. */
export interface MessagePart {
  /** Most messages, 1 to 5,000. Default 5,000. */
  readonly limit?: number;
  /** Of the part before. */
  readonly cursor?: string;
}

/** One conversation, or the part of it that was asked for. */
export interface ConversationExport {
  readonly version: 1;
  readonly accountId: string;
  readonly exportedAt: number;
  readonly conversation: ExportedConversation;
}

/** One conversation. */
export interface ExportedConversation {
  readonly conversationId: string;
  readonly status: 'open' | 'closed';
  readonly startedAt: number;
  readonly closedAt?: number;
  /** Name that the consumer was given. */
  readonly name?: string;
  readonly language?: string;
  readonly agent: AgentName | null;
  /** Names of the legal holds that keep it. */
  readonly holds: readonly string[];
  /** In order. */
  readonly messages: readonly Message[];
  /** There are more messages: `exportConversation` goes on with it. */
  readonly cursor?: string;
  /** In order of their sending. */
  readonly invitations: readonly ExportedInvitation[];
  /** Who has read answers out of the history since it was closed, the oldest first. */
  readonly historyReads: readonly HistoryReading[];
}

/** One form that was sent. */
export interface ExportedInvitation {
  readonly invitationId: string;
  readonly form: { readonly id: string; readonly version: number; readonly name: string };
  readonly agent: AgentName;
  readonly status: InvitationStatus;
  readonly at: InvitationTimes;
  /** Present when it was submitted. */
  readonly submission?: ExportedSubmission;
}

/** What was submitted, as far as the server can tell. */
export interface ExportedSubmission {
  readonly submissionId: string;
  /** `sealed`: ciphertext is kept, which the server cannot open. `erased`: none is. */
  readonly answers: 'sealed' | 'erased';
}

/** Exports. The entry in the audit is kept before anything is given out. */
export async function exportConsumer(
  kit: Kit,
  caller: Caller,
  { accountId, consumerId, limit, cursor: after }: ConsumerPlace & ExportPart,
): Promise<ConsumerExport> {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 100)) {
    throw new RangeError('limit must be a whole number from 1 to 100');
  }
  const consumer = await consumerMac(kit, accountId, consumerId);
  const object = { kind: 'consumer', id: consumer } as const;
  await kit.audit.record(accountId, auditEntry(kit, caller, 'consumer-export', object, 'done'));
  const conversations: ExportedConversation[] = [];
  let cursor = after;
  do {
    const page = await pageOf(kit, {
      ...{ account: accountId, index: CONSUMER_LIST, value: consumer, limit: limit ?? PAGE },
      ...(cursor !== undefined && { cursor }),
    });
    for (const { body } of page.records) {
      const part = { limit: limit === undefined ? Number.POSITIVE_INFINITY : EXPORT_MESSAGES };
      const exported = await exportedOf(kit, accountId, conversationCodec.decode(body), part);
      if (exported) conversations.push(exported);
    }
    cursor = page.cursor;
  } while (cursor !== undefined && limit === undefined);
  const aside = after === undefined ? await quarantinedOf(kit, accountId, consumerId) : [];
  const quarantined = aside.map(({ entryPoint, at, text }) => ({ entryPoint, at, text }));
  const holds = (await holdsOfConsumer(kit, accountId, consumer)).map(({ id }) => id);
  return {
    ...{ version: 1, accountId, consumerId, exportedAt: kit.clock(), holds, conversations },
    ...(quarantined.length > 0 && { quarantined }),
    ...(cursor !== undefined && { cursor }),
  };
}

/**
 * Exports one conversation, at most 5,000 messages at a time. The entry in the audit is kept before anything is given out.
 *
 * @throws TellsafeError `conversation_unknown`; `request_invalid` for a cursor that no part gave; RangeError for a wrong limit
 */
export async function exportConversation(
  kit: Kit,
  caller: Caller,
  { accountId, conversationId, limit = EXPORT_MESSAGES, ...part }: ConversationPlace & MessagePart,
): Promise<ConversationExport> {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= EXPORT_MESSAGES)) {
    throw new RangeError(`limit must be a whole number from 1 to ${EXPORT_MESSAGES}`);
  }
  const object = { kind: 'conversation', id: conversationId } as const;
  await kit.audit.record(accountId, auditEntry(kit, caller, 'consumer-export', object, 'done'));
  const { conversation } = await loadConversation(kit, accountId, conversationId);
  const exported = conversation && (await exportedOf(kit, accountId, conversation.value, { limit, ...part }));
  if (!exported) throw new TellsafeError('conversation_unknown');
  return { version: 1, accountId, exportedAt: kit.clock(), conversation: exported };
}

/** @returns undefined when it is erased: its data key cannot be opened any more */
async function exportedOf(
  kit: Kit,
  account: string,
  conversation: ConversationRecord,
  { limit, cursor: after = '' }: MessagePart & { readonly limit: number },
): Promise<ExportedConversation | undefined> {
  const transcript = await transcriptUnlessErased(kit, account, conversation);
  if (!transcript) return undefined;
  const { id, status, startedAt, closedAt, consumerName, language, agent } = conversation;
  const invitations = (await invitationsOf(kit, account, id)).map(({ value }) => value);
  const { names } = await holdsOn(kit, account, id, undefined);
  const { messages, cursor } = await messagesAfter(kit, { account, group: id }, after, limit);
  return {
    conversationId: id,
    status,
    startedAt,
    ...(closedAt !== undefined && { closedAt }),
    ...(consumerName !== undefined && { name: transcript.open(sealedFields.consumerName, consumerName) }),
    ...(language !== undefined && { language }),
    agent,
    holds: names,
    messages: await openMessages(kit, account, id, transcript, messages),
    ...(cursor !== undefined && { cursor }),
    invitations: await Promise.all(
      invitations
        .sort((one, other) => one.at.sent - other.at.sent)
        .map((invitation) => exportInvitation(kit, account, invitation)),
    ),
    historyReads: await readingsOf(kit, account, id),
  };
}

async function exportInvitation(kit: Kit, account: string, invitation: InvitationRecord): Promise<ExportedInvitation> {
  const { id, conversationId, form, agent, submissionId } = invitation;
  const { status, at } = snapshotOf(invitation, kit.clock());
  const base = {
    invitationId: id,
    form: { id: form.id, version: form.version, name: form.name },
    agent,
    status,
    at,
  };
  if (submissionId === undefined) return base;
  if (!kit.vault) {
    // A desk sees what was asked for, not what is left.
    return {
      ...base,
      submission: { submissionId, answers: invitation.accessEnded === 'erased' ? 'erased' : 'sealed' },
    };
  }
  const [dataKey] = await kit.vault.sealed.get([dataKeyKey(account, conversationId, submissionId)]);
  return { ...base, submission: { submissionId, answers: dataKey ? 'sealed' : 'erased' } };
}
