// Submitting: the sealed answers are kept first, then one commit spends the submit key, sets the status and makes them
// reachable (SF-FLOW-04, SF-FLOW-05, SF-OTK-02). Whoever loses the race removes what it kept.
import { createUuid, TellsafeError } from '@tellsafe/core';
import { checkSealedShape, type SealedAnswers } from '@tellsafe/core/answers';
import { transitionInvitation } from '@tellsafe/core/invitation';
import { type OneTimeKey, parseOneTimeKey, spendOneTimeKey } from '@tellsafe/core/otk';
import type { RefusalReason } from '../../audit/entry.ts';
import { submittedMessage } from '../../channels/outbox/submitted.ts';
import { logFailure } from '../../log.ts';
import type { Commit } from '../../stores/types.ts';
import { type Caller, originAllowed, refuse, repeatedCommit } from '../caller.ts';
import { COMMIT_ATTEMPTS, commitChange, withParts } from '../commit.ts';
import { definitionOf } from '../forms/definitions.ts';
import { changeOf } from '../invitations/change.ts';
import { type InvitationPlace, type InvitationState, loadInvitation, obstacleOf } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { bodyHashOf, judgeOneTimeKey } from '../one-time-keys.ts';
import { checkDeviceProof, type ProvenRequest } from '../opening/device-proof.ts';
import { tellElsewhere } from '../opening/elsewhere.ts';
import { unknownInvitation } from '../opening/handle-steps.ts';
import type { Versioned } from '../records/codec.ts';
import type { ConversationRecord } from '../records/conversation.ts';
import { type InvitationRecord, statusAt } from '../records/invitation.ts';
import { discardAnswers, discardOffTheRecord, type SubmissionPlace, storeAnswers } from './vault.ts';

interface SubmitAttempt {
  readonly caller: Caller;
  readonly key: OneTimeKey;
  readonly place: InvitationPlace;
  readonly sealed: SealedAnswers;
  readonly request: ProvenRequest;
  readonly bodyHash: string;
  readonly submissionId: string;
}

/** Why not, and the change that tells the agent that somebody else tried. */
interface RefusedSubmit {
  readonly refused: RefusalReason;
  readonly tell?: Commit | undefined;
}

/** What may be committed: the key is fresh and nothing stands in the way. */
interface Accepted {
  readonly invitation: Versioned<InvitationRecord>;
  readonly conversation: Versioned<ConversationRecord>;
  readonly fence: string;
}

/**
 * Submits sealed answers. The same device may repeat the same body within 60 s.
 *
 * @throws TellsafeError `otk_invalid` for every way the key can fail (SF-OTK-06), `proof_stale` when the device's clock is
 * off, `request_invalid` when the sealed answers do not fit the form, `off_the_record_full` when there is no room for them
 */
export async function submitAnswers(
  kit: Kit,
  caller: Caller,
  submitKey: string,
  sealed: SealedAnswers,
  request: ProvenRequest,
): Promise<void> {
  const code = 'otk_invalid';
  const action = 'form-submit';
  const key = parseOneTimeKey(submitKey);
  const account = key && kit.accounts.find(key.accountId);
  if (!key || !account) {
    return refuse(kit, '', caller, { code, reason: 'malformed', action, object: unknownInvitation });
  }
  const { accountId, conversationId, invitationId } = key;
  const object = { kind: 'invitation', id: invitationId } as const;
  if (!originAllowed(account, caller)) {
    return refuse(kit, accountId, caller, { code, reason: 'origin', action, object });
  }
  const place = { accountId, conversationId, invitationId };
  const submissionId = createUuid(kit.random);
  const attempt = { caller, key, place, sealed, request, bodyHash: bodyHashOf(request.body), submissionId };
  const outcome = await runSubmit(kit, attempt);
  if (outcome === 'repeated') await commitChange(kit, repeatedCommit(kit, caller, action, object, place));
  if (typeof outcome === 'object') {
    const { refused: reason, tell } = outcome;
    const recorded = tell !== undefined && (await commitChange(kit, tell));
    await refuse(kit, accountId, caller, { code, reason, action, object, recorded });
  }
}

/** Not `commitWithRetry`: between decision and commit the answers are kept, once, and removed when another one won. */
async function runSubmit(kit: Kit, attempt: SubmitAttempt): Promise<'done' | 'repeated' | RefusedSubmit> {
  const { place, submissionId } = attempt;
  const submission = { accountId: place.accountId, conversationId: place.conversationId, submissionId };
  const { offTheRecordTtlSec } = kit.accounts.get(place.accountId).limits;
  let offTheRecordUntil: number | undefined;
  for (let count = 0; count < COMMIT_ATTEMPTS; count += 1) {
    const accepted = await judgeSubmit(kit, attempt, await loadInvitation(kit, place));
    if (accepted === 'repeated' || 'refused' in accepted) {
      if (offTheRecordUntil !== undefined) await discardAnswers(kit, submission);
      return accepted;
    }
    if (offTheRecordUntil === undefined) {
      offTheRecordUntil = kit.clock() + offTheRecordTtlSec * 1000;
      await storeOrDiscard(kit, submission, attempt.sealed, offTheRecordUntil);
    }
    const { change, secret } = submitChange(kit, attempt, accepted, offTheRecordUntil);
    const told = await submittedMessage(kit, place.accountId, accepted);
    if (await commitChange(kit, withParts(change, told))) {
      kit.telemetry.record('tellsafe.submissions', 1, { 'tellsafe.off_the_record': secret });
      const { conversationId, invitationId } = place;
      kit.caches.placeOfSubmission.set(submissionId, { conversationId, invitationId });
      if (secret) await removeIfEndedMeanwhile(kit, place, submissionId);
      return 'done';
    }
    kit.incarnation.forget();
  }
  await discardAnswers(kit, submission);
  throw new TellsafeError('conflict');
}

/** A store that refuses one half must not leave the other half behind. */
async function storeOrDiscard(kit: Kit, place: SubmissionPlace, sealed: SealedAnswers, until: number): Promise<void> {
  try {
    await storeAnswers(kit, place, sealed, until);
  } catch (error) {
    await discardAnswers(kit, place).catch((cause: unknown) => logFailure(kit.log, 'submit', cause));
    throw error;
  }
}

async function judgeSubmit(
  kit: Kit,
  { caller: from, key, place, sealed, request, bodyHash }: SubmitAttempt,
  state: InvitationState,
): Promise<Accepted | 'repeated' | RefusedSubmit> {
  const { invitation, conversation } = state;
  const proof = await checkDeviceProof(kit, place, invitation?.value, request);
  const record = invitation?.value.submitKey;
  const caller = invitation?.value.deviceId ?? '';
  const verdict = await judgeOneTimeKey(kit, record, { key, purpose: 'submit', caller, bodyHash });
  if (proof === 'stale') throw new TellsafeError('proof_stale');
  if (proof === 'invalid') {
    const attempted = { accountId: place.accountId, caller: from, action: 'form-submit', refused: 'proof' } as const;
    return { refused: 'proof', tell: typeof verdict === 'string' ? tellElsewhere(kit, attempted, state) : undefined };
  }
  if (!invitation || !conversation || !record) return { refused: 'unknown' };
  if (typeof verdict === 'object') return verdict;
  if (verdict === 'repeat') return 'repeated';
  const now = kit.clock();
  if (statusAt(invitation.value, now) !== 'viewed') return { refused: 'status' };
  const obstacle = obstacleOf(state, now);
  if (obstacle) return { refused: obstacle };
  const { form, recipients } = invitation.value;
  checkSealedShape(sealed, await definitionOf(kit, place.accountId, form.id, form.hash), recipients);
  return { invitation, conversation, fence: record.incarnation };
}

function submitChange(
  kit: Kit,
  { caller, place, sealed, bodyHash, submissionId }: SubmitAttempt,
  { invitation, conversation, fence }: Accepted,
  offTheRecordUntil: number,
): { readonly change: Commit; readonly secret: boolean } {
  const { submitKey, deviceId = '' } = invitation.value;
  const now = kit.clock();
  const status = transitionInvitation('viewed', 'submit');
  if (!submitKey || status.refused) throw new TellsafeError('internal');
  const secret = sealed.parts.some((part) => part.class === 'off-the-record');
  const next: InvitationRecord = {
    ...invitation.value,
    status: status.status,
    at: { ...invitation.value.at, submitted: now },
    submitKey: spendOneTimeKey(submitKey, deviceId, now, bodyHash),
    submissionId,
    ...(secret && { offTheRecordUntil }),
  };
  const base = { accountId: place.accountId, caller, action: 'form-submit' as const, invitation, conversation };
  return { change: changeOf(kit, { ...base, next, visible: true, fence }), secret };
}

/** A close, transfer or logout may have looked for off-the-record parts just before this one became reachable (SF-OTR-02). */
async function removeIfEndedMeanwhile(kit: Kit, place: InvitationPlace, submissionId: string): Promise<void> {
  if (obstacleOf(await loadInvitation(kit, place), kit.clock()) === undefined) return;
  await discardOffTheRecord(kit, place.accountId, place.conversationId, [submissionId]);
}
