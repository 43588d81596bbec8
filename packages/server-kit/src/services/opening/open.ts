// Opening a form with the open key: spends it for one device and sets the status viewed in one commit (SF-FLOW-03, SF-OTK-02).
import { fromBase64url } from '@tellsafe/core/encoding';
import { transitionInvitation } from '@tellsafe/core/invitation';
import { deviceIdOfSync, type OneTimeKey, parseOneTimeKey, spendOneTimeKey } from '@tellsafe/core/otk';
import type { Opened } from '@tellsafe/core/wire';
import { type Caller, originAllowed, type Refused, refuse, repeatedCommit } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { changeOf } from '../invitations/change.ts';
import { type InvitationPlace, type InvitationState, loadInvitation, obstacleOf } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { judgeOneTimeKey } from '../one-time-keys.ts';
import { type InvitationRecord, statusAt } from '../records/invitation.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';
import { tellElsewhere } from './elsewhere.ts';
import { unknownInvitation } from './handle-steps.ts';
import { openedView } from './opened.ts';
import { createSubmitKey, deviceKeyOf, newGeneration } from './submit-keys.ts';

type OpenResult = Refused | { readonly opened: Opened };

/**
 * Opens a form.
 *
 * @param openKey the open key as text
 * @param claim 32 random bytes of the page, base64url: the same page may repeat the call within 60 s
 * @throws TellsafeError `otk_invalid` for every way it can fail (SF-OTK-06)
 */
export async function openForm(kit: Kit, caller: Caller, openKey: string, claim: string): Promise<Opened> {
  const code = 'otk_invalid';
  const action = 'form-open';
  const key = parseOneTimeKey(openKey);
  const account = key && kit.accounts.find(key.accountId);
  if (!key || !account) {
    return refuse(kit, '', caller, { code, reason: 'malformed', action, object: unknownInvitation });
  }
  const { accountId, conversationId, invitationId } = key;
  const place = { accountId, conversationId, invitationId };
  const object = { kind: 'invitation', id: invitationId } as const;
  if (!originAllowed(account, caller)) {
    return refuse(kit, accountId, caller, { code, reason: 'origin', action, object });
  }
  const deviceId = deviceIdOfSync(fromBase64url(claim));
  const result = await commitWithRetry(
    kit,
    () => loadInvitation(kit, place),
    async (state): Promise<Decision<OpenResult>> => {
      const decision = await unlessDestroyed(decideOpen(kit, caller, { key, place, deviceId }, state));
      return decision ?? { result: { refused: 'unknown' } };
    },
  );
  if ('refused' in result) {
    const { refused: reason, recorded } = result;
    return refuse(kit, accountId, caller, { code, reason, action, object, recorded });
  }
  return result.opened;
}

interface OpenAttempt {
  readonly key: OneTimeKey;
  readonly place: InvitationPlace;
  readonly deviceId: string;
}

async function decideOpen(
  kit: Kit,
  caller: Caller,
  attempt: OpenAttempt,
  state: InvitationState,
): Promise<Decision<OpenResult>> {
  const { key, place, deviceId } = attempt;
  const { invitation, conversation } = state;
  const record = invitation?.value.openKey;
  const verdict = await judgeOneTimeKey(kit, record, { key, purpose: 'open', caller: deviceId });
  if (!invitation || !conversation || !record) return { result: { refused: 'unknown' } };
  const now = kit.clock();
  const base = { accountId: place.accountId, caller, action: 'form-open' as const, invitation, conversation };
  if (typeof verdict === 'object') {
    const foreign = verdict.refused === 'spent' && record.spent?.by !== deviceId;
    const { accountId } = place;
    const attempted = { accountId, caller, action: 'form-open', refused: verdict.refused } as const;
    const change = foreign ? tellElsewhere(kit, attempted, state) : undefined;
    return change ? { result: { ...verdict, recorded: true }, change } : { result: verdict };
  }
  const obstacle = obstacleOf(state, now);
  if (obstacle) return { result: { refused: obstacle } };
  if (verdict === 'repeat') return decideRepeat(kit, caller, attempt, invitation.value, state, now);
  const status = transitionInvitation(statusAt(invitation.value, now), 'open');
  if (status.refused || !status.changed) return { result: { refused: 'status' } };
  const next = await openedRecord(kit, place, invitation.value, deviceId, now);
  const { text: submitKey } = next.issued;
  const deviceKey = await deviceKeyOf(kit, place, next.record, deviceId);
  return {
    result: { opened: await openedView(kit, place, next.record, conversation.value, { submitKey, deviceKey }) },
    change: changeOf(kit, { ...base, next: next.record, visible: true, fence: record.incarnation }),
  };
}

/** The device asks again because the answer was lost: the same keys, nothing changes but the audit. */
async function decideRepeat(
  kit: Kit,
  caller: Caller,
  { place, deviceId }: OpenAttempt,
  invitation: InvitationRecord,
  { conversation }: InvitationState,
  now: number,
): Promise<Decision<OpenResult>> {
  const { submitKey: record, generation } = invitation;
  if (statusAt(invitation, now) !== 'viewed' || !conversation || !record || generation === undefined) {
    return { result: { refused: 'status' } };
  }
  const holder = { deviceId, generation, expiresAt: record.expiresAt };
  const { text: submitKey } = await createSubmitKey(kit, place, invitation, holder);
  const deviceKey = await deviceKeyOf(kit, place, invitation, deviceId);
  const object = { kind: 'invitation', id: invitation.id } as const;
  return {
    result: { opened: await openedView(kit, place, invitation, conversation.value, { submitKey, deviceKey }) },
    change: repeatedCommit(kit, caller, 'form-open', object, place),
  };
}

async function openedRecord(
  kit: Kit,
  place: InvitationPlace,
  invitation: InvitationRecord,
  deviceId: string,
  now: number,
) {
  const { submitFormTimeoutSec } = kit.accounts.get(place.accountId).limits;
  const submitUntil = now + submitFormTimeoutSec * 1000;
  const generation = newGeneration(kit);
  const issued = await createSubmitKey(kit, place, invitation, { deviceId, generation, expiresAt: submitUntil });
  const { openKey, at } = invitation;
  const inferred = at.received === undefined;
  const record: InvitationRecord = {
    ...invitation,
    status: 'viewed',
    at: { ...at, ...(inferred && { received: now }), viewed: now },
    ...(inferred && { receivedInferred: true }),
    deviceId,
    submitUntil,
    generation,
    submitKey: issued.record,
    ...(openKey && { openKey: spendOneTimeKey(openKey, deviceId, now) }),
  };
  return { record, issued };
}
