// The statuses an invitation can have, their order and which of them are ends. Not how they change (transition.ts).

/** Every status of an invitation, in order of progress, ends last (SF-STA-01). */
export const invitationStatuses = [
  'sent',
  'received',
  'viewed',
  'submitted',
  'expired',
  'declined',
  'revoked',
  'failed',
] as const;

/** Status of an invitation (SF-STA-01). */
export type InvitationStatus = (typeof invitationStatuses)[number];

/** Rank of every end. */
const ENDED = invitationStatuses.indexOf('submitted');

/**
 * How far a status is along the way: 0 sent, 1 received, 2 viewed, 3 ended; -1 for what is none. A change never lowers it (SF-STA-05).
 *
 * @param status a status
 */
export function statusRank(status: InvitationStatus): number {
  return Math.min(invitationStatuses.indexOf(status), ENDED);
}

/**
 * Whether a status is an end that nothing leaves (SF-STA-01).
 *
 * @param status a status
 */
export function isTerminal(status: InvitationStatus): boolean {
  return statusRank(status) === ENDED;
}

/**
 * Whether a text is the name of a status.
 *
 * @param value anything
 */
export function isInvitationStatus(value: unknown): value is InvitationStatus {
  return typeof value === 'string' && (invitationStatuses as readonly string[]).includes(value);
}
