// Invitation statuses and how they change: pure rules, no storage and no time.
export { type InvitationStatus, invitationStatuses, isInvitationStatus, isTerminal, statusRank } from './status.ts';
export {
  type InvitationEvent,
  type InvitationTransition,
  invitationEvents,
  invitationTransitions,
  transitionInvitation,
} from './transition.ts';
