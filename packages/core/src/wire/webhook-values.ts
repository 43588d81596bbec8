// What webhooks tell and what becomes of a message (SF-OPS-01). Names only, free of zod. A name never changes its meaning; new ones may come.

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
  'message.received',
  'message.sent',
  'message.delivery',
] as const;

/** Type of an event. */
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** What became of a message. */
export const webhookDeliveryStatuses = ['pending', 'delivered', 'failed'] as const;

/** What became of a message: it waits or is tried again, was taken, or was given up. */
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number];
