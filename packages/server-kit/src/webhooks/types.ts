// Names of what webhooks tell. A name never changes its meaning; new ones may come.

/** Every type of event. */
export const webhookEventTypes = [
  'conversation.started',
  'conversation.assigned',
  'conversation.closed',
  'invitation.sent',
  'invitation.received',
  'invitation.viewed',
  'invitation.submitted',
  'invitation.expired',
  'invitation.declined',
  'invitation.revoked',
  'invitation.failed',
  'answers.read',
  'session.ended',
] as const;

/** Type of an event. */
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** Whether a text is the type of an event. */
export function isWebhookEventType(text: unknown): text is WebhookEventType {
  return (webhookEventTypes as readonly unknown[]).includes(text);
}
