// What is held about a consumer or in a conversation, for an admin who decides what becomes of it (SF-RET-03): ids, instants, names of
// forms, holds. Nothing that was said, and no answers.
import { TellsafeError } from '@tellsafe/core';
import type { HeldConversation, PrivacyFindRequest, PrivacyFindResponse } from '@tellsafe/core/wire';
import { HOLD_SHIFT_MS } from '../../stores/limits.ts';
import type { StoredRecord } from '../../stores/types.ts';
import { CONSUMER_LIST } from '../conversations/records.ts';
import { invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import { pageOf } from '../page.ts';
import { decodeRecord } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import type { InvitationRecord } from '../records/invitation.ts';
import { consumerGroup, conversationKey, dataKeyKey } from '../records/keys.ts';
import { snapshotOf } from '../views.ts';
import { consumerMac, parseConsumerMac } from './consumers.ts';
import { erasureOf } from './erasure.ts';
import { holdsOfConsumer, holdsOfConversation, holdViews } from './holds.ts';
import { parseUuid } from './places.ts';

const DEFAULT_LIMIT = 20;

/** What is looked for. */
export type PrivacyFind = { readonly accountId: string } & PrivacyFindRequest;

/** What is held. */
export type PrivacyFound = PrivacyFindResponse;

/**
 * Finds what is held about a consumer, a page of their conversations at a time, or in one conversation.
 *
 * @throws TellsafeError `conversation_unknown` for a conversation that neither is nor was erased; `request_invalid` for an id that
 * cannot be, and a cursor that no page gave
 */
export async function findHeld(kit: Kit, { accountId, kind, id, ...page }: PrivacyFind): Promise<PrivacyFound> {
  if (kind === 'conversation') return findConversation(kit, accountId, parseUuid(id));
  const mac = kind === 'consumer' ? await consumerMac(kit, accountId, id) : parseConsumerMac(id);
  return findConsumer(kit, accountId, mac, page);
}

async function findConsumer(
  kit: Kit,
  account: string,
  mac: string,
  { limit = DEFAULT_LIMIT, cursor: after }: Pick<PrivacyFind, 'limit' | 'cursor'>,
): Promise<PrivacyFound> {
  const query = { account, index: CONSUMER_LIST, value: mac, limit };
  const { records, cursor } = await pageOf(kit, { ...query, ...(after !== undefined && { cursor: after }) });
  const [holds, erasure, conversations] = await Promise.all([
    holdsOfConsumer(kit, account, mac),
    erasureOf(kit, account, consumerGroup(mac), mac),
    Promise.all(records.map((stored) => viewOf(kit, account, stored))),
  ]);
  return {
    consumerMac: mac,
    holds: holdViews(holds),
    ...(erasure && { erasedAt: erasure.requestedAt }),
    conversations,
    ...(cursor !== undefined && { cursor }),
  };
}

async function findConversation(kit: Kit, account: string, id: string): Promise<PrivacyFound> {
  const [[stored], erasure] = await Promise.all([
    kit.stores.records.get([conversationKey(account, id)]),
    erasureOf(kit, account, id, id),
  ]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  if (!stored || !conversation) {
    if (!erasure) throw new TellsafeError('conversation_unknown');
    return { holds: [], erasedAt: erasure.requestedAt, conversations: [] };
  }
  const { consumer } = conversation;
  const holds = consumer === undefined ? [] : await holdsOfConsumer(kit, account, consumer);
  return {
    ...(consumer !== undefined && { consumerMac: consumer }),
    holds: holdViews(holds),
    conversations: [await viewOf(kit, account, stored)],
  };
}

async function viewOf(kit: Kit, account: string, stored: StoredRecord): Promise<HeldConversation> {
  const conversation: ConversationRecord = conversationCodec.decode(stored.body);
  const { id, status, startedAt, closedAt } = conversation;
  const [holds, invitations] = await Promise.all([
    holdsOfConversation(kit, account, id),
    invitationsOf(kit, account, id),
  ]);
  const forms = invitations.map(({ value }) => value).sort((one, other) => one.at.sent - other.at.sent);
  return {
    conversationId: id,
    status,
    startedAt,
    ...(closedAt !== undefined && { closedAt }),
    keptUntil: stored.expiresAt % HOLD_SHIFT_MS,
    holds: holdViews(holds),
    forms: await formsOf(kit, account, id, forms),
  };
}

async function formsOf(
  kit: Kit,
  account: string,
  conversationId: string,
  invitations: readonly InvitationRecord[],
): Promise<HeldConversation['forms']> {
  const submissions = invitations.filter(({ submissionId }) => submissionId !== undefined);
  const keys = submissions.map(({ submissionId = '' }) => dataKeyKey(account, conversationId, submissionId));
  const stored = kit.vault && keys.length > 0 ? await kit.vault.sealed.get(keys) : [];
  // A desk apart from its vault knows what was erased, and not what the vault lost by itself.
  const isKept = ({ accessEnded }: InvitationRecord, at: number) =>
    kit.vault ? Boolean(stored[at]) : accessEnded !== 'erased';
  const sealed = new Set(submissions.filter(isKept).map(({ submissionId }) => submissionId));
  return invitations.map((invitation) => {
    const { submissionId } = invitation;
    const { status, at } = snapshotOf(invitation, kit.clock());
    const answers = submissionId !== undefined && sealed.has(submissionId) ? 'sealed' : 'erased';
    return {
      ...{ invitationId: invitation.id, name: invitation.form.name, status, sentAt: at.sent },
      ...(submissionId !== undefined && {
        submission: { submissionId, submittedAt: at.submitted ?? at.sent, answers },
      }),
    };
  });
}
