// Tells a host page how far an invitation is. Holds the status and nothing else.
import type { InvitationStatus } from '@tellsafe/core/invitation';

/** Name of {@link StatusChangedEvent}. */
export const STATUS_CHANGED = 'tellsafe-status-changed';

/** Fired by `<tellsafe-invitation>` when its status changes; bubbles and leaves shadow roots. */
export class StatusChangedEvent extends Event {
  readonly status: InvitationStatus;

  /** @param status - the new status */
  constructor(status: InvitationStatus) {
    super(STATUS_CHANGED, { bubbles: true, composed: true });
    this.status = status;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tellsafe-status-changed': StatusChangedEvent;
  }
}
