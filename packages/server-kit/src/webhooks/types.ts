// Names of what webhooks tell. A name never changes its meaning; new ones may come.
import { type WebhookEventType, webhookEventTypes } from '@tellsafe/core/wire';

export { type WebhookEventType, webhookEventTypes } from '@tellsafe/core/wire';

/** Whether a text is the type of an event. */
export function isWebhookEventType(text: unknown): text is WebhookEventType {
  return (webhookEventTypes as readonly unknown[]).includes(text);
}
