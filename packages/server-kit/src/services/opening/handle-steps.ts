// What whoever holds a handle may do before the form is opened: mark it received, begin, decline (SF-FLOW-02, SF-FLOW-10).
import { type InvitationStatus, isTerminal, transitionInvitation } from '@tellsafe/core/invitation';
import type { BeginResponse } from '@tellsafe/core/wire';
import type { AuditAction } from '../../audit/entry.ts';
import { type Caller, originAllowed, type Refused, refuse } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { changeOf } from '../invitations/change.ts';
import { placeOfHandle } from '../invitations/handles.ts';
import { type InvitationPlace, type InvitationState, loadInvitation, obstacleOf } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { createOneTimeKey } from '../one-time-keys.ts';
import { secondsUntil, statusAt } from '../records/invitation.ts';
import { tellElsewhere } from './elsewhere.ts';

/** What a step with a handle decides: its result, or why not. */
export type Step<Result> = Decision<Result | Refused>;

/**
 * Marks an invitation as received (SF-STA-04). Late and repeated receipts change nothing (SF-STA-05).
 *
 * @returns the status that holds now
 * @throws TellsafeError `invitation_unavailable`
 */
export async function markReceived(kit: Kit, caller: Caller, handle: string): Promise<InvitationStatus> {
  return withHandle<InvitationStatus>(kit, caller, 'invitation-receive', handle, (place, state) => {
    const { invitation, conversation } = state;
    if (!invitation || !conversation) return { result: { refused: 'unknown' } };
    const now = kit.clock();
    const status = statusAt(invitation.value, now);
    const next = transitionInvitation(status, 'receive');
    if (next.refused || !next.changed) return { result: status };
    const at = { ...invitation.value.at, received: now };
    return {
      result: next.status,
      change: changeOf(kit, {
        ...{ accountId: place.accountId, caller, action: 'invitation-receive', invitation, conversation },
        next: { ...invitation.value, status: next.status, at },
        visible: true,
      }),
    };
  });
}

/**
 * Issues the open key after the person's tap. On a form that was opened already it is refused, and the agent is told once
 * that somebody tried (security.md threat 7).
 *
 * @throws TellsafeError `invitation_unavailable`
 */
export async function beginOpening(kit: Kit, caller: Caller, handle: string): Promise<BeginResponse> {
  return withHandle<BeginResponse>(kit, caller, 'invitation-begin', handle, (place, state) =>
    decideBegin(kit, caller, place, state),
  );
}

async function decideBegin(
  kit: Kit,
  caller: Caller,
  place: InvitationPlace,
  state: InvitationState,
): Promise<Step<BeginResponse>> {
  const { invitation, conversation } = state;
  if (!invitation || !conversation) return { result: { refused: 'unknown' } };
  const now = kit.clock();
  const status = statusAt(invitation.value, now);
  const base = { accountId: place.accountId, caller, action: 'invitation-begin' as const, invitation, conversation };
  const { accountId } = place;
  const change = tellElsewhere(kit, { accountId, caller, action: 'invitation-begin', refused: 'device' }, state);
  if (change) return { result: { refused: 'device', recorded: true }, change };
  if (status !== 'sent' && status !== 'received') return { result: { refused: 'status' } };
  const obstacle = obstacleOf(state, now);
  if (obstacle) return { result: { refused: obstacle } };
  if (now >= invitation.value.tapUntil) return { result: { refused: 'expired' } };
  const { getFormTimeoutSec } = kit.accounts.get(place.accountId).limits;
  const expiresAt = now + getFormTimeoutSec * 1000;
  const { text, record } = await createOneTimeKey(kit, { purpose: 'open', ...place }, expiresAt);
  const next = { ...invitation.value, openKey: record };
  return {
    result: { openKey: text, secondsLeft: secondsUntil(expiresAt, now) },
    change: changeOf(kit, { ...base, next, visible: false, fence: record.incarnation }),
  };
}

/**
 * Declines a form. Declining again gives the same answer.
 *
 * @throws TellsafeError `invitation_unavailable`
 */
export async function declineInvitation(kit: Kit, caller: Caller, handle: string): Promise<InvitationStatus> {
  return withHandle<InvitationStatus>(kit, caller, 'invitation-decline', handle, (place, state) => {
    const { invitation, conversation } = state;
    if (!invitation || !conversation) return { result: { refused: 'unknown' } };
    const now = kit.clock();
    const status = statusAt(invitation.value, now);
    if (status === 'declined') return { result: status };
    if (isTerminal(status)) return { result: { refused: 'status' } };
    const next = transitionInvitation(status, 'decline');
    if (next.refused) return { result: { refused: 'status' } };
    const at = { ...invitation.value.at, ended: now };
    return {
      result: next.status,
      change: changeOf(kit, {
        ...{ accountId: place.accountId, caller, action: 'invitation-decline', invitation, conversation },
        next: { ...invitation.value, status: next.status, at },
        visible: true,
      }),
    };
  });
}

/**
 * Runs a step of whoever holds a handle: finds the invitation, decides, commits.
 *
 * @throws TellsafeError `invitation_unavailable` for every way it can fail
 */
export async function withHandle<Result>(
  kit: Kit,
  caller: Caller,
  action: AuditAction,
  handle: string,
  decide: (place: InvitationPlace, state: InvitationState) => Promise<Step<Result>> | Step<Result>,
): Promise<Result> {
  const code = 'invitation_unavailable';
  const found = placeOfHandle(kit, handle);
  if (!found) return refuse(kit, '', caller, { code, reason: 'malformed', action, object: unknownInvitation });
  const { account, place } = found;
  const object = { kind: 'invitation', id: place.invitationId } as const;
  if (!originAllowed(account, caller)) {
    return refuse(kit, account.id, caller, { code, reason: 'origin', action, object });
  }
  const result = await commitWithRetry(
    kit,
    () => loadInvitation(kit, place),
    (state) => decide(place, state),
  );
  if (isRefusal(result)) {
    const { refused: reason, recorded } = result;
    return refuse(kit, account.id, caller, { code, reason, action, object, recorded });
  }
  return result;
}

/** Stands in the audit for keys and handles that name nothing. */
export const unknownInvitation = { kind: 'invitation', id: 'unknown' } as const;

function isRefusal(result: unknown): result is Refused {
  return typeof result === 'object' && result !== null && 'refused' in result;
}
