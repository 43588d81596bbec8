// Erasing on request (SF-RET-03): one commit makes it unreachable and leaves a note; then the data keys are destroyed, then the
// rows go. Whatever a crash leaves is finished by maintenance from the note, which stays as the proof. Repeating changes nothing.
import { TellsafeError } from '@tellsafe/core';
import { eraseQuarantined, quarantinedOf } from '../../channels/gateway/quarantine.ts';
import type { Commit, RecordInput } from '../../stores/types.ts';
import { auditEntry, auditEvent, type Caller } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import type { ConversationPlace } from '../conversations/change.ts';
import { audienceOf, erasedEvent, retainUntil } from '../events.ts';
import {
  expectationsOf,
  invitationEvent,
  invitationInput,
  invitationLists,
  loadInvitation,
} from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { invitationCodec } from '../records/invitation.ts';
import {
  channelStateKey,
  consumerGroup,
  conversationKey,
  erasureKey,
  lastMessageKey,
  pushKey,
} from '../records/keys.ts';
import { type ErasureRecord, type ErasureScope, erasureCodec, type QuarantinedName } from '../records/privacy.ts';
import { dropTranscriptKey } from '../transcript.ts';
import { consumerMac, conversationsOf } from './consumers.ts';
import { destroyConversation, destroySubmission } from './destroy.ts';
import { type ConsumerPlace, heldError, holdsOfConsumer, holdsOn, holdsOnConsumer } from './holds.ts';

/** Value of the `due` list for erasures. */
export const DUE_ERASURE = 'erasure';

/** After this long nothing that began before the erasure of a conversation is under way any more: then it is looked at once more. */
export const LAST_LOOK_MS = 120_000;

/** Most names of what was set aside in one note. */
const MOST_ASIDE = 1_000;

/** What an erasure came to. */
export interface Erased {
  /** When it was asked for first, epoch ms. */
  readonly erasedAt: number;
}

/** Names a submission. */
export interface SubmissionName {
  readonly accountId: string;
  readonly submissionId: string;
}

type Outcome = ErasureRecord | { readonly held: readonly string[] };

/**
 * Erases the answers of one submission. That a form was submitted, and when, stays.
 *
 * @throws TellsafeError `conversation_unknown` when there is no such submission; `legal_hold` naming the holds
 */
export async function eraseSubmission(kit: Kit, caller: Caller, name: SubmissionName): Promise<Erased> {
  const { accountId, submissionId } = name;
  const { records } = await kit.stores.records.list({
    account: accountId,
    index: invitationLists.submission,
    value: submissionId,
    limit: 1,
  });
  const [found] = records;
  if (!found) throw new TellsafeError('conversation_unknown');
  const { conversationId, id: invitationId } = invitationCodec.decode(found.body);
  const outcome = await commitWithRetry(
    kit,
    () => loadInvitation(kit, { accountId, conversationId, invitationId }),
    async ({ invitation, conversation }): Promise<Decision<Outcome>> => {
      if (!invitation) throw new TellsafeError('conversation_unknown');
      const scope = { scope: 'submission', conversationId, submissionId } as const;
      const known = await erasureOf(kit, accountId, conversationId, submissionId);
      if (known) return { result: known };
      const holds = await holdsOn(kit, accountId, conversationId, conversation?.value.consumer);
      if (holds.names.length > 0) return { result: { held: holds.names } };
      const { readKey: _readKey, ...kept } = invitation.value;
      const next = { ...kept, accessEnded: 'erased' as const };
      const to = conversation ? audienceOf(conversation.value) : [];
      const erasure: ErasureRecord = { ...scope, requestedAt: kit.clock() };
      const change: Commit = {
        account: accountId,
        group: conversationId,
        expect: [...expectationsOf(accountId, invitation, conversation), holds.expect],
        put: [invitationInput(kit, accountId, next), erasureInput(kit, accountId, erasure, erasure.requestedAt)],
        append: [
          invitationEvent(kit, accountId, to, next),
          erasedEvent(kit, accountId, to, invitationId),
          auditEvent(kit, caller, 'erase', { kind: 'submission', id: submissionId }),
        ],
      };
      return { result: erasure, change };
    },
  );
  return finish(kit, caller, accountId, { kind: 'submission', id: submissionId }, outcome);
}

/**
 * Erases a conversation: its messages, its forms and their answers.
 *
 * @throws TellsafeError `conversation_unknown`; `legal_hold` naming the holds
 */
export async function eraseConversation(kit: Kit, caller: Caller, place: ConversationPlace): Promise<Erased> {
  const { accountId: account, conversationId } = place;
  const key = conversationKey(account, conversationId);
  const audited = { kind: 'conversation', id: conversationId } as const;
  const outcome = await commitWithRetry(
    kit,
    async () => decodeRecord(conversationCodec, (await kit.stores.records.get([key]))[0]),
    async (conversation): Promise<Decision<Outcome>> => {
      const known = await erasureOf(kit, account, conversationId, conversationId);
      if (known) return { result: known };
      if (!conversation) throw new TellsafeError('conversation_unknown');
      const holds = await holdsOn(kit, account, conversationId, conversation.value.consumer);
      if (holds.names.length > 0) return { result: { held: holds.names } };
      const erasure: ErasureRecord = { scope: 'conversation', conversationId, requestedAt: kit.clock() };
      const change: Commit = {
        account,
        group: conversationId,
        expect: [{ key, version: conversation.version }, holds.expect],
        put: [erasureInput(kit, account, erasure, erasure.requestedAt)],
        // With the record goes the only copy of the transcript's wrapped key.
        remove: [
          key,
          lastMessageKey(account, conversationId),
          pushKey(account, conversationId),
          channelStateKey(account, conversationId),
        ],
        append: [erasedEvent(kit, account, audienceOf(conversation.value)), auditEvent(kit, caller, 'erase', audited)],
      };
      return { result: erasure, change };
    },
  );
  return finish(kit, caller, account, audited, outcome);
}

/**
 * Erases every conversation of a consumer, or none when one of them is held.
 *
 * @throws TellsafeError `legal_hold` naming the holds; RangeError for a wrong id
 */
export async function eraseConsumer(
  kit: Kit,
  caller: Caller,
  { accountId, consumerId }: ConsumerPlace,
): Promise<Erased> {
  const consumer = await consumerMac(kit, accountId, consumerId);
  const audited = { kind: 'consumer', id: consumer } as const;
  // Only who names them here can find what was set aside of them; the note has its ids.
  const aside = await asideOf(kit, { accountId, consumerId }, consumer);
  const outcome = await commitWithRetry(
    kit,
    async () => undefined,
    async (): Promise<Decision<Outcome>> => {
      const held = await holdsOnConsumer(kit, accountId, consumer);
      if (held.length > 0) return { result: { held } };
      const named = aside.length > 0 && { aside };
      const erasure: ErasureRecord = { scope: 'consumer', consumer, ...named, requestedAt: kit.clock() };
      const group = consumerGroup(consumer);
      const append = [auditEvent(kit, caller, 'erase', audited)];
      const put = [erasureInput(kit, accountId, erasure, erasure.requestedAt)];
      return { result: erasure, change: { account: accountId, group, put, append } };
    },
  );
  return finish(kit, caller, accountId, audited, outcome);
}

/**
 * Goes on with an erasure until nothing is left of what it is about. In a desk that runs apart everything is unreachable by now, and
 * the rest is left to the vault's maintenance.
 *
 * @returns false when there was nothing to do
 */
export async function finishErasure(
  kit: Kit,
  caller: Caller,
  account: string,
  erasure: ErasureRecord,
): Promise<boolean> {
  if (erasure.scope === 'conversation') dropTranscriptKey(kit, account, erasure.conversationId);
  if (erasure.scope === 'consumer') await finishConsumer(kit, caller, account, erasure);
  if (!kit.vault) return false;
  if (erasure.scope === 'submission') await destroySubmission(kit, { accountId: account, ...erasure });
  if (erasure.scope === 'conversation') await destroyConversation(kit, account, erasure.conversationId);
  const now = kit.clock();
  const { finishedAt = now } = erasure;
  // A submit that had begun may have kept answers that nothing names: they are looked for once more.
  const looksAgain = erasure.scope === 'conversation' && now < finishedAt + LAST_LOOK_MS;
  const done = erasureInput(
    kit,
    account,
    { ...withoutAside(erasure), finishedAt },
    looksAgain ? finishedAt + LAST_LOOK_MS : undefined,
  );
  const { group } = done;
  return kit.stores.records.commit({ account, group, put: [done] });
}

async function finish(
  kit: Kit,
  caller: Caller,
  account: string,
  audited: { readonly kind: 'submission' | 'conversation' | 'consumer'; readonly id: string },
  outcome: Outcome,
): Promise<Erased> {
  if ('held' in outcome) {
    await kit.audit.record(account, auditEntry(kit, caller, 'erase', audited, { refused: 'held' }));
    throw heldError(outcome.held);
  }
  await finishErasure(kit, caller, account, outcome);
  return { erasedAt: outcome.requestedAt };
}

/** A hold that came meanwhile keeps what is not erased yet. */
async function finishConsumer(
  kit: Kit,
  caller: Caller,
  account: string,
  { consumer, aside = [] }: Extract<ErasureScope, { scope: 'consumer' }>,
): Promise<void> {
  if ((await holdsOfConsumer(kit, account, consumer)).length > 0) return;
  await eraseQuarantined(kit, account, aside);
  for await (const { id } of conversationsOf(kit, account, consumer)) {
    const { names } = await holdsOn(kit, account, id, undefined);
    if (names.length === 0) await eraseConversation(kit, caller, { accountId: account, conversationId: id });
  }
}

/** What was set aside of a person and the note has room for. More than that, which nobody has in a week, goes at once. */
async function asideOf(
  kit: Kit,
  { accountId, consumerId }: ConsumerPlace,
  consumer: string,
): Promise<readonly QuarantinedName[]> {
  const found = (await quarantinedOf(kit, accountId, consumerId)).map(({ entryPoint, id }) => ({ entryPoint, id }));
  if (found.length > MOST_ASIDE && (await holdsOnConsumer(kit, accountId, consumer)).length === 0) {
    for (let at = MOST_ASIDE; at < found.length; at += MOST_ASIDE)
      await eraseQuarantined(kit, accountId, found.slice(at, at + MOST_ASIDE));
  }
  return found.slice(0, MOST_ASIDE);
}

function withoutAside(erasure: ErasureRecord): ErasureRecord {
  if (erasure.scope !== 'consumer') return erasure;
  const { aside: _gone, ...kept } = erasure;
  return kept;
}

/** The erasure of a submission, a conversation or a consumer, when one was asked for. */
export async function erasureOf(
  kit: Kit,
  account: string,
  group: string,
  id: string,
): Promise<ErasureRecord | undefined> {
  const [stored] = await kit.stores.records.get([erasureKey(account, group, id)]);
  return decodeRecord(erasureCodec, stored)?.value;
}

/** @param dueAt when maintenance goes on with it, epoch ms */
function erasureInput(kit: Kit, account: string, erasure: ErasureRecord, dueAt: number | undefined): RecordInput {
  return {
    ...keyOf(account, erasure),
    body: erasureCodec.encode(erasure),
    expiresAt: retainUntil(kit, account),
    ...(dueAt !== undefined && { index: [{ name: 'due', value: DUE_ERASURE, order: dueAt }] }),
  };
}

function keyOf(account: string, erasure: ErasureScope) {
  if (erasure.scope === 'consumer') return erasureKey(account, consumerGroup(erasure.consumer), erasure.consumer);
  const { conversationId } = erasure;
  return erasureKey(account, conversationId, erasure.scope === 'submission' ? erasure.submissionId : conversationId);
}
