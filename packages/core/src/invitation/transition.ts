// The one table of how an invitation changes (SF-STA-01), and the pure function that applies it. Not who may cause a change.
import { type InvitationStatus, isTerminal } from './status.ts';

/** Everything that can happen to an invitation. */
export const invitationEvents = ['receive', 'open', 'submit', 'expire', 'decline', 'revoke', 'fail'] as const;

/** Something that happened to an invitation. */
export type InvitationEvent = (typeof invitationEvents)[number];

/**
 * Next status by status and event. A missing cell refuses the event; a cell that names its own row changes nothing.
 *
 * - `receive` after received or viewed is a late or repeated receipt and changes nothing (SF-STA-05)
 * - `open` from sent skips received, which is then inferred (SF-STA-04)
 * - `open` on viewed is the same device coming back (SF-INV-05); that it is the same device is checked elsewhere
 * - `submit` needs viewed; `fail` is a delivery that failed, so it cannot follow a receipt
 */
export const invitationTransitions: Readonly<
  Record<InvitationStatus, Readonly<Partial<Record<InvitationEvent, InvitationStatus>>>>
> = {
  sent: {
    receive: 'received',
    open: 'viewed',
    expire: 'expired',
    decline: 'declined',
    revoke: 'revoked',
    fail: 'failed',
  },
  received: { receive: 'received', open: 'viewed', expire: 'expired', decline: 'declined', revoke: 'revoked' },
  viewed: {
    receive: 'viewed',
    open: 'viewed',
    submit: 'submitted',
    expire: 'expired',
    decline: 'declined',
    revoke: 'revoked',
  },
  submitted: {},
  expired: {},
  declined: {},
  revoked: {},
  failed: {},
};

/** What an event does: the status afterwards and whether it differs, or why the event is refused. */
export type InvitationTransition =
  | { readonly status: InvitationStatus; readonly changed: boolean; readonly refused?: never }
  | { readonly refused: 'ended' | 'not_allowed'; readonly status?: never; readonly changed?: never };

/**
 * Applies an event to a status.
 *
 * @param status where the invitation is
 * @param event what happened
 * @returns the new status, or `ended` when the status is an end, `not_allowed` when the table has no such change
 */
export function transitionInvitation(status: InvitationStatus, event: InvitationEvent): InvitationTransition {
  if (isTerminal(status)) return { refused: 'ended' };
  const next = invitationTransitions[status][event];
  if (next === undefined) return { refused: 'not_allowed' };
  return { status: next, changed: next !== status };
}
