// Bodies of requests about webhooks: the log of deliveries, and what is sent again.
import * as z from 'zod';
import { instantSchema } from './values.ts';
import { webhookDeliveryStatuses } from './webhook-values.ts';

/** Most deliveries of one page. */
export const WEBHOOK_PAGE_LIMIT = 200;

/** Id of a message, its `webhook-id`. */
export const webhookIdSchema = z.string().regex(/^msg_[0-9a-f-]{36}$/);

/** Where the next page begins; opaque. */
export const webhookCursorSchema = z.string().regex(/^[\x21-\x7e]{1,1000}$/);

/** Body of `webhookDeliveries`; all filters that are given must fit. */
export const webhookDeliveriesRequestSchema = z.strictObject({
  status: z.enum(webhookDeliveryStatuses).exactOptional(),
  /** Happened at this instant or later. */
  since: instantSchema.exactOptional(),
  /** Happened before this instant. */
  until: instantSchema.exactOptional(),
  /** Default 50. */
  limit: z.int().min(1).max(WEBHOOK_PAGE_LIMIT).exactOptional(),
  /** Of the page before, with otherwise the same body. */
  cursor: webhookCursorSchema.exactOptional(),
});

/** Body of `webhookResend`. */
export const webhookResendRequestSchema = z.strictObject({ deliveryId: webhookIdSchema });

/** Body of `webhookReplay`. */
export const webhookReplayRequestSchema = z.strictObject({
  /** Happened at this instant or later. */
  since: instantSchema,
  /** Happened before this instant. */
  until: instantSchema.exactOptional(),
  /** Default: whatever became of them. */
  status: z.enum(['delivered', 'failed']).exactOptional(),
  /** Of the answer before, with otherwise the same body. */
  cursor: webhookCursorSchema.exactOptional(),
});

/** Body of `webhookDeliveries`. */
export type WebhookDeliveriesRequest = z.infer<typeof webhookDeliveriesRequestSchema>;
/** Body of `webhookResend`. */
export type WebhookResendRequest = z.infer<typeof webhookResendRequestSchema>;
/** Body of `webhookReplay`. */
export type WebhookReplayRequest = z.infer<typeof webhookReplayRequestSchema>;
