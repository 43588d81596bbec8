// Somebody who is not the device that opened a form tried to go on with it: the agent is told, once (security.md threat 7).
import type { AuditAction, RefusalReason } from '../../audit/entry.ts';
import type { Commit } from '../../stores/types.ts';
import type { Caller } from '../caller.ts';
import { changeOf } from '../invitations/change.ts';
import type { InvitationState } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { statusAt } from '../records/invitation.ts';

/** An attempt that is refused. */
export interface ForeignAttempt {
  readonly accountId: string;
  readonly caller: Caller;
  readonly action: AuditAction;
  readonly refused: RefusalReason;
}

/**
 * The change that tells the agent; its audit entry stands for the refusal.
 *
 * @returns undefined when there is nothing to tell: the form is not open, or the agent knows already
 */
export function tellElsewhere(kit: Kit, attempt: ForeignAttempt, state: InvitationState): Commit | undefined {
  const { accountId, caller, action, refused } = attempt;
  const { invitation, conversation } = state;
  if (!invitation || !conversation || invitation.value.openedElsewhere) return undefined;
  if (statusAt(invitation.value, kit.clock()) !== 'viewed') return undefined;
  const next = { ...invitation.value, openedElsewhere: true as const };
  return changeOf(kit, {
    ...{ accountId, caller, action, invitation, conversation, next },
    outcome: { refused },
    visible: true,
  });
}
