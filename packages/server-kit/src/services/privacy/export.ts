// Everything that is held about a consumer, as JSON for them (SF-RET-03). Answers are named, never included: only the agent's
// session could open them. The schema is written down in docs/privacy.md.
import type { InvitationStatus } from '@tellsafe/core/invitation';
import type { HistoryReading, Message } from '@tellsafe/core/wire';
import { auditEntry, type Caller } from '../caller.ts';
import { listMessages } from '../conversations/messages.ts';
import { readingsOf } from '../history/reads.ts';
import { invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import type { AgentName, ConversationRecord } from '../records/conversation.ts';
import type { InvitationRecord, InvitationTimes } from '../records/invitation.ts';
import { dataKeyKey } from '../records/keys.ts';
import { transcriptUnlessErased } from '../transcript.ts';
import { sealedFields, snapshotOf } from '../views.ts';
import { consumerMac, conversationsOf } from './consumers.ts';
import { type ConsumerPlace, holdsOfConsumer, holdsOn } from './holds.ts';

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
  { accountId, consumerId }: ConsumerPlace,
): Promise<ConsumerExport> {
  const consumer = await consumerMac(kit, accountId, consumerId);
  const object = { kind: 'consumer', id: consumer } as const;
  await kit.audit.record(accountId, auditEntry(kit, caller, 'consumer-export', object, 'done'));
  const conversations: ExportedConversation[] = [];
  for await (const conversation of conversationsOf(kit, accountId, consumer)) {
    const exported = await exportConversation(kit, accountId, conversation);
    if (exported) conversations.push(exported);
  }
  const holds = (await holdsOfConsumer(kit, accountId, consumer)).map(({ id }) => id);
  return { version: 1, accountId, consumerId, exportedAt: kit.clock(), holds, conversations };
}

/** @returns undefined when it is erased: its data key cannot be opened any more */
async function exportConversation(
  kit: Kit,
  account: string,
  conversation: ConversationRecord,
): Promise<ExportedConversation | undefined> {
  const transcript = await transcriptUnlessErased(kit, account, conversation);
  if (!transcript) return undefined;
  const { id, status, startedAt, closedAt, consumerName, language, agent } = conversation;
  const invitations = (await invitationsOf(kit, account, id)).map(({ value }) => value);
  const { names } = await holdsOn(kit, account, id, undefined);
  return {
    conversationId: id,
    status,
    startedAt,
    ...(closedAt !== undefined && { closedAt }),
    ...(consumerName !== undefined && { name: transcript.open(sealedFields.consumerName, consumerName) }),
    ...(language !== undefined && { language }),
    agent,
    holds: names,
    messages: await listMessages(kit, account, conversation, Number.POSITIVE_INFINITY),
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
