// The device that opened a form comes back to it (SF-INV-05) or asks for more time (SF-TIME-08).
import { TellsafeError } from '@tellsafe/core';
import type { ExtendResponse, Opened } from '@tellsafe/core/wire';
import type { AuditAction } from '../../audit/entry.ts';
import type { Caller, Refused } from '../caller.ts';
import { changeOf } from '../invitations/change.ts';
import { type InvitationPlace, type InvitationState, obstacleOf } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import type { Versioned } from '../records/codec.ts';
import type { ConversationRecord } from '../records/conversation.ts';
import { type InvitationRecord, statusAt } from '../records/invitation.ts';
import { checkDeviceProof, type ProvenRequest } from './device-proof.ts';
import { tellElsewhere } from './elsewhere.ts';
import { type Step, withHandle } from './handle-steps.ts';
import { openedView, submitSecondsLeft } from './opened.ts';
import { createSubmitKey, newGeneration } from './submit-keys.ts';

/** What a device's step works on once the proof holds and nothing stands in the way. */
interface OpenForm {
  readonly place: InvitationPlace;
  readonly invitation: Versioned<InvitationRecord>;
  readonly conversation: Versioned<ConversationRecord>;
  readonly deviceId: string;
  readonly submitUntil: number;
}

/**
 * Gives the device a new submit key within the deadline; the older key is replaced.
 *
 * @throws TellsafeError `invitation_unavailable`; `proof_stale` when the device's clock is off
 */
export async function resumeForm(kit: Kit, caller: Caller, handle: string, request: ProvenRequest): Promise<Opened> {
  return withDevice<Opened>(kit, caller, 'form-resume', handle, request, async (form) => {
    const { place, invitation, conversation, deviceId, submitUntil } = form;
    if (kit.accounts.get(place.accountId).reopen === 'never') return { result: { refused: 'reopen' } };
    const generation = newGeneration(kit);
    const holder = { deviceId, generation, expiresAt: submitUntil };
    const { text: submitKey, record } = await createSubmitKey(kit, place, invitation.value, holder);
    const next = { ...invitation.value, generation, submitKey: record };
    return {
      result: await openedView(kit, place, next, conversation.value, { submitKey }),
      change: changeOf(kit, {
        ...{ accountId: place.accountId, caller, action: 'form-resume', invitation, conversation, next },
        visible: false,
        fence: record.incarnation,
      }),
    };
  });
}

/**
 * Starts one more period from now, as often as the account allows. The submit key stays the same and lives longer,
 * unless the store was restored since.
 *
 * @param known - how many extensions are left as far as the device knows: one that knows more than there are missed an answer,
 * and gets it without another period
 * @throws TellsafeError `invitation_unavailable`; `proof_stale` when the device's clock is off
 */
export async function extendForm(
  kit: Kit,
  caller: Caller,
  handle: string,
  request: ProvenRequest,
  known = 0,
): Promise<ExtendResponse> {
  return withDevice<ExtendResponse>(kit, caller, 'form-extend', handle, request, async (form) => {
    const { place, invitation, conversation, deviceId } = form;
    const { extensions, submitFormTimeoutSec } = kit.accounts.get(place.accountId).limits;
    const missedAnswer = known > extensions - invitation.value.extensionsUsed;
    const extensionsUsed = invitation.value.extensionsUsed + (missedAnswer ? 0 : 1);
    if (extensionsUsed > extensions) return { result: { refused: 'extensions' } };
    const now = kit.clock();
    const submitUntil = missedAnswer ? form.submitUntil : now + submitFormTimeoutSec * 1000;
    const generation = await generationToExtend(kit, invitation.value);
    const holder = { deviceId, generation, expiresAt: submitUntil };
    const { text: submitKey, record } = await createSubmitKey(kit, place, invitation.value, holder);
    const next = { ...invitation.value, extensionsUsed, submitUntil, generation, submitKey: record };
    const result = {
      submitKey,
      secondsLeft: submitSecondsLeft(next, now),
      extensionsLeft: extensions - extensionsUsed,
    };
    if (missedAnswer && generation === invitation.value.generation) return { result };
    return {
      result,
      change: changeOf(kit, {
        ...{ accountId: place.accountId, caller, action: 'form-extend', invitation, conversation, next },
        visible: true,
        fence: record.incarnation,
      }),
    };
  });
}

/** A key from before a restore may have been spent in what was lost, so it is replaced, never brought back (SF-OTK-02). */
async function generationToExtend(kit: Kit, { generation, submitKey }: InvitationRecord): Promise<number> {
  const same = submitKey?.incarnation === (await kit.incarnation.current());
  return same && generation !== undefined ? generation : newGeneration(kit);
}

function withDevice<Result>(
  kit: Kit,
  caller: Caller,
  action: AuditAction,
  handle: string,
  request: ProvenRequest,
  decide: (form: OpenForm) => Promise<Step<Result>>,
): Promise<Result> {
  return withHandle<Result>(kit, caller, action, handle, async (place, state) => {
    const form = await openFormOf(kit, place, state, request);
    if (!('refused' in form)) return decide(form);
    const { accountId } = place;
    const attempted = { accountId, caller, action, refused: form.refused };
    const change = form.refused === 'proof' ? tellElsewhere(kit, attempted, state) : undefined;
    return change ? { result: { ...form, recorded: true }, change } : { result: form };
  });
}

async function openFormOf(
  kit: Kit,
  place: InvitationPlace,
  state: InvitationState,
  request: ProvenRequest,
): Promise<OpenForm | Refused> {
  const { invitation, conversation } = state;
  const proof = await checkDeviceProof(kit, place, invitation?.value, request);
  if (proof === 'stale') throw new TellsafeError('proof_stale');
  if (proof === 'invalid' || !invitation || !conversation) return { refused: 'proof' };
  const now = kit.clock();
  const { deviceId, submitUntil } = invitation.value;
  if (statusAt(invitation.value, now) !== 'viewed') return { refused: 'status' };
  const obstacle = obstacleOf(state, now);
  if (obstacle) return { refused: obstacle };
  if (deviceId === undefined || submitUntil === undefined) return { refused: 'status' };
  return { place, invitation, conversation, deviceId, submitUntil };
}
