// From statuses to texts, per audience.
import type { InvitationStatus } from '../invitation/status.ts';
import type { AgentTextKey, TextKey } from './texts.ts';

/** What the bubble says on the consumer's devices (SF-INV-03, SF-INV-04). */
export const consumerStatusKeys: Readonly<Record<InvitationStatus, TextKey>> = {
  sent: 'statusToFill',
  received: 'statusToFill',
  viewed: 'statusInProgress',
  submitted: 'statusSubmitted',
  expired: 'statusExpired',
  declined: 'statusDeclined',
  revoked: 'statusRevoked',
  failed: 'statusFailed',
};

/** The line in an agent's transcript (SF-STA-02). */
export const agentLineKeys: Readonly<Record<InvitationStatus, AgentTextKey>> = {
  sent: 'lineSent',
  received: 'lineReceived',
  viewed: 'lineViewed',
  submitted: 'lineSubmitted',
  expired: 'lineExpired',
  declined: 'lineDeclined',
  revoked: 'lineRevoked',
  failed: 'lineFailed',
};

/** The status in a manager's view (SF-STA-03). */
export const agentStatusKeys: Readonly<Record<InvitationStatus, AgentTextKey>> = {
  sent: 'statusSent',
  received: 'statusReceived',
  viewed: 'statusViewed',
  submitted: 'statusSubmitted',
  expired: 'statusExpired',
  declined: 'statusDeclined',
  revoked: 'statusRevoked',
  failed: 'statusFailed',
};
