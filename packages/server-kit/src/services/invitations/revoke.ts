// Taking back a form that was not submitted (SF-FLOW-10), and ending one whose time is over (SF-TIME-08).
import { TellsafeError } from '@tellsafe/core';
import { isTerminal, transitionInvitation } from '@tellsafe/core/invitation';
import type { InvitationView } from '@tellsafe/core/wire';
import type { Caller } from '../caller.ts';
import { systemCaller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { type InvitationRecord, statusAt } from '../records/invitation.ts';
import { invitationView, snapshotOf } from '../views.ts';
import { changeOf } from './change.ts';
import { type InvitationPlace, type InvitationState, loadInvitation } from './records.ts';

/**
 * Revokes an invitation. Revoking again gives the same answer; one that ended otherwise stays as it ended.
 *
 * @param by the agent who asks: the conversation must be theirs; `undefined` for the host, who may always
 * @throws TellsafeError `conversation_unknown`, `conversation_not_assigned`; `conflict` when it was submitted
 */
export async function revokeInvitation(
  kit: Kit,
  caller: Caller,
  place: InvitationPlace,
  by: { readonly agentId: string; readonly sessionId: string } | undefined,
): Promise<InvitationView> {
  const { accountId } = place;
  const record = await commitWithRetry<InvitationState, InvitationRecord>(
    kit,
    () => loadInvitation(kit, place),
    ({ invitation, conversation }) => {
      if (!invitation || !conversation) throw new TellsafeError('conversation_unknown');
      if (by && conversation.value.agent?.id !== by.agentId) throw new TellsafeError('conversation_not_assigned');
      const now = kit.clock();
      const status = statusAt(invitation.value, now);
      if (status === 'submitted') throw new TellsafeError('conflict');
      const next = isTerminal(status) ? undefined : transitionInvitation(status, 'revoke');
      if (!next || next.refused) return { result: invitation.value };
      const revoked = { ...invitation.value, status: next.status, at: { ...invitation.value.at, ended: now } };
      const change = { accountId, caller, action: 'invitation-revoke', invitation, conversation } as const;
      return { result: revoked, change: changeOf(kit, { ...change, next: revoked, visible: true }) };
    },
  );
  return invitationView(snapshotOf(record, kit.clock()), by?.sessionId);
}

/**
 * Turns an invitation whose time is over into an expired one.
 *
 * @returns false when it went on or ended meanwhile
 */
export async function expireInvitation(kit: Kit, place: InvitationPlace): Promise<boolean> {
  return commitWithRetry<InvitationState, boolean>(
    kit,
    () => loadInvitation(kit, place),
    ({ invitation, conversation }) => {
      if (!invitation || isTerminal(invitation.value.status)) return { result: false };
      const now = kit.clock();
      if (statusAt(invitation.value, now) !== 'expired') return { result: false };
      const next = { ...invitation.value, status: 'expired' as const, at: { ...invitation.value.at, ended: now } };
      const change = { accountId: place.accountId, caller: systemCaller, invitation, conversation, next } as const;
      return { result: true, change: changeOf(kit, { ...change, action: 'invitation-expire', visible: true }) };
    },
  );
}
