// From the statuses of an invitation to texts, per audience. A test holds that no status is missing.
import type { AgentTextKey, BubbleTextKey } from './texts.ts';

/** What the bubble says on the consumer's devices (SF-INV-03, SF-INV-04). */
export const consumerStatusKeys = {
  sent: 'statusToFill',
  received: 'statusToFill',
  viewed: 'statusInProgress',
  submitted: 'statusSubmitted',
  expired: 'statusExpired',
  declined: 'statusDeclined',
  revoked: 'statusRevoked',
  failed: 'statusFailed',
} as const satisfies Readonly<Record<string, BubbleTextKey>>;

/** The line in an agent's transcript (SF-STA-02). */
export const agentLineKeys = {
  sent: 'lineSent',
  received: 'lineReceived',
  viewed: 'lineViewed',
  submitted: 'lineSubmitted',
  expired: 'lineExpired',
  declined: 'lineDeclined',
  revoked: 'lineRevoked',
  failed: 'lineFailed',
} as const satisfies Readonly<Record<string, AgentTextKey>>;

/** The status in a manager's view (SF-STA-03). */
export const agentStatusKeys = {
  sent: 'statusSent',
  received: 'statusReceived',
  viewed: 'statusViewed',
  submitted: 'statusSubmitted',
  expired: 'statusExpired',
  declined: 'statusDeclined',
  revoked: 'statusRevoked',
  failed: 'statusFailed',
} as const satisfies Readonly<Record<string, AgentTextKey>>;
