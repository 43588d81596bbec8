// Reading: the sender's session, and only it, gets a read key for a submission and fetches the sealed answers with both
// (SF-FLOW-06 to SF-FLOW-08, SF-ACC-01, SF-ACC-02).

import type { SealedPart } from '@tellsafe/core/answers';
import { parseOneTimeKey, spendOneTimeKey } from '@tellsafe/core/otk';
import type { ReadKeyResponse, ReadResponse } from '@tellsafe/core/wire';
import type { AuditAction, RefusalReason } from '../../audit/entry.ts';
import type { Key, StoredRecord } from '../../stores/types.ts';
import { type AgentCaller, refuse, repeatedCommit } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { definitionOf } from '../forms/definitions.ts';
import { changeOf } from '../invitations/change.ts';
import {
  type InvitationPlace,
  type InvitationState,
  invitationLists,
  loadInvitation,
  obstacleOf,
} from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { createOneTimeKey, judgeOneTimeKey } from '../one-time-keys.ts';
import { sealContextOf } from '../opening/opened.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import { type InvitationRecord, invitationCodec, secondsUntil } from '../records/invitation.ts';
import { conversationKey, invitationKey } from '../records/keys.ts';
import { fetchAnswers } from './vault.ts';

type Refused = { readonly refused: RefusalReason };

interface Readable {
  readonly invitation: Versioned<InvitationRecord>;
  readonly conversation: Versioned<ConversationRecord>;
}

/** Records that were read together with the session: the invitation and its conversation, or nothing. */
type Stored = readonly (StoredRecord | null)[];

/** Keys of what {@link issueReadKey} needs, when it is known where the submission belongs. */
export function readKeyKeys(kit: Kit, accountId: string, submissionId: string): readonly Key[] {
  const place = kit.caches.placeOfSubmission.get(submissionId);
  return place ? placeKeys({ accountId, ...place }) : [];
}

/** Keys of what {@link readAnswers} needs; a read key says where it belongs. */
export function readKeys(accountId: string, readKey: string): readonly Key[] {
  const key = parseOneTimeKey(readKey);
  return key?.accountId === accountId ? placeKeys(key) : [];
}

function placeKeys({ accountId, conversationId, invitationId }: InvitationPlace): readonly Key[] {
  return [invitationKey(accountId, conversationId, invitationId), conversationKey(accountId, conversationId)];
}

/** The caller's own session is at hand already; a foreign one is refused without being looked at. */
function stateOf({ session }: AgentCaller, [stored, storedConversation]: Stored): InvitationState | undefined {
  const invitation = decodeRecord(invitationCodec, stored);
  const conversation = decodeRecord(conversationCodec, storedConversation);
  return invitation && conversation ? { invitation, conversation, session } : undefined;
}

/**
 * Issues a read key; an older one of the submission is replaced.
 *
 * @throws TellsafeError `answers_unavailable` for every reason there can be (SF-ACC-05); the audit knows which
 */
export async function issueReadKey(
  kit: Kit,
  caller: AgentCaller,
  submissionId: string,
  stored: Stored = [],
): Promise<ReadKeyResponse> {
  const action = 'read-key-issue';
  const { accountId } = caller.session;
  const place = await placeOfSubmission(kit, accountId, submissionId);
  if (!place) return unavailable(kit, caller, action, submissionId, 'unknown');
  const result = await commitWithRetry<InvitationState, ReadKeyResponse | Refused>(
    kit,
    () => loadInvitation(kit, place),
    async (state) => {
      const readable = readableOf(kit, caller, submissionId, state);
      if ('refused' in readable) return { result: readable };
      const now = kit.clock();
      const expiresAt = now + kit.accounts.get(accountId).limits.readKeyTtlSec * 1000;
      const { text, record } = await createOneTimeKey(kit, { purpose: 'read', ...place }, expiresAt, caller.session.id);
      const next = { ...readable.invitation.value, readKey: record };
      return {
        result: { readKey: text, secondsLeft: secondsUntil(expiresAt, now) },
        change: changeOf(kit, {
          ...{ accountId, caller, action, ...readable, next },
          visible: false,
          fence: record.incarnation,
        }),
      };
    },
    stateOf(caller, stored),
  );
  return 'refused' in result ? unavailable(kit, caller, action, submissionId, result.refused) : result;
}

/**
 * Delivers sealed answers for a submission id and its read key. Reading extends nothing (SF-OTR-02). The same session may
 * repeat the call within 60 s.
 *
 * @throws TellsafeError `otk_invalid` for every way the key can fail (SF-OTK-06), `answers_unavailable` when the key is
 * good and the answers are not readable any more
 */
export async function readAnswers(
  kit: Kit,
  caller: AgentCaller,
  submissionId: string,
  readKey: string,
  stored: Stored = [],
): Promise<ReadResponse> {
  const action = 'answers-read';
  const { accountId } = caller.session;
  const object = { kind: 'submission', id: submissionId } as const;
  const refuseKey = (reason: RefusalReason) =>
    refuse(kit, accountId, caller, { code: 'otk_invalid', reason, action, object });
  const key = parseOneTimeKey(readKey);
  if (!key) return refuseKey('malformed');
  if (key.accountId !== accountId) return refuseKey('account');
  const { conversationId, invitationId } = key;
  const place = { accountId, conversationId, invitationId };
  const result = await commitWithRetry(
    kit,
    () => loadInvitation(kit, place),
    async (state): Promise<Decision<Readable | { readonly key: RefusalReason } | Refused>> => {
      const record = state.invitation?.value.readKey;
      const use = { key, purpose: 'read', caller: caller.session.id } as const;
      const verdict = await judgeOneTimeKey(kit, record, use);
      if (typeof verdict === 'object') return { result: { key: verdict.refused } };
      if (state.invitation?.value.submissionId !== submissionId || !record) return { result: { key: 'unknown' } };
      const readable = readableOf(kit, caller, submissionId, state);
      if ('refused' in readable) return { result: readable };
      if (verdict === 'repeat') {
        return { result: readable, change: repeatedCommit(kit, caller, action, object, place) };
      }
      const spent = spendOneTimeKey(record, caller.session.id, kit.clock());
      const { readAt = kit.clock() } = readable.invitation.value;
      const next = { ...readable.invitation.value, readKey: spent, readAt };
      const change = {
        accountId,
        caller,
        action,
        ...readable,
        next,
        visible: false,
        fence: record.incarnation,
      } as const;
      return { result: readable, change: changeOf(kit, change) };
    },
    stateOf(caller, stored),
  );
  if ('key' in result) return refuseKey(result.key);
  if ('refused' in result) return unavailable(kit, caller, action, submissionId, result.refused);
  return deliver(kit, caller, place, submissionId, result.invitation.value);
}

async function deliver(
  kit: Kit,
  caller: AgentCaller,
  place: InvitationPlace,
  submissionId: string,
  invitation: InvitationRecord,
): Promise<ReadResponse> {
  const { accountId, conversationId } = place;
  const answers = await fetchAnswers(kit, { accountId, conversationId, submissionId });
  const { form, at, offTheRecordUntil = 0 } = invitation;
  if (!answers) return unavailable(kit, caller, 'answers-read', submissionId, 'expired');
  // The clock decides here as well, should a store keep something for too long (SF-OTR-02).
  const now = kit.clock();
  const offTheRecord = now < offTheRecordUntil ? answers.offTheRecord : null;
  return {
    context: sealContextOf(place, invitation),
    definition: await definitionOf(kit, accountId, form.id, form.hash),
    parts: { recorded: agentCopyOf(answers.recorded), offTheRecord },
    offTheRecordSecondsLeft: offTheRecord ? secondsUntil(offTheRecordUntil, now) : 0,
    submittedAt: at.submitted ?? at.sent,
  };
}

/** The archive's copy is no business of the agent's workspace. */
function agentCopyOf(part: SealedPart | null): SealedPart | null {
  return part && { ...part, recipients: part.recipients.filter(({ role }) => role === 'agent') };
}

/** Whether the caller may read now; every reason why not, in one place. */
function readableOf(kit: Kit, caller: AgentCaller, submissionId: string, state: InvitationState): Readable | Refused {
  const { invitation, conversation } = state;
  if (!invitation || !conversation || invitation.value.submissionId !== submissionId) return { refused: 'unknown' };
  if (invitation.value.sessionId !== caller.session.id) return { refused: 'session' };
  if (invitation.value.status !== 'submitted') return { refused: 'status' };
  const obstacle = obstacleOf(state, kit.clock());
  if (obstacle) return { refused: obstacle };
  if (invitation.value.accessEnded !== undefined) return { refused: 'assignment' };
  return { invitation, conversation };
}

/** A submission id carries no data (SF-FLOW-05), so where it belongs is looked up. */
async function placeOfSubmission(
  kit: Kit,
  accountId: string,
  submissionId: string,
): Promise<InvitationPlace | undefined> {
  const known = kit.caches.placeOfSubmission.get(submissionId);
  if (known) return { accountId, ...known };
  const { records } = await kit.stores.records.list({
    account: accountId,
    index: invitationLists.submission,
    value: submissionId,
    limit: 1,
  });
  const [stored] = records;
  if (!stored) return undefined;
  const { conversationId, id: invitationId } = invitationCodec.decode(stored.body);
  kit.caches.placeOfSubmission.set(submissionId, { conversationId, invitationId });
  return { accountId, conversationId, invitationId };
}

function unavailable(
  kit: Kit,
  caller: AgentCaller,
  action: AuditAction,
  submissionId: string,
  reason: RefusalReason,
): Promise<never> {
  const object = { kind: 'submission', id: submissionId } as const;
  return refuse(kit, caller.session.accountId, caller, { code: 'answers_unavailable', reason, action, object });
}
