// Bodies of answers about webhooks: endpoints as they stand, deliveries with their attempts. No address beyond its host, no secret, no body.
import * as z from 'zod';
import { accountIdSchema, instantSchema } from './values.ts';
import { webhookCursorSchema, webhookIdSchema } from './webhook-requests.ts';
import { webhookDeliveryStatuses, webhookEventTypes } from './webhook-values.ts';

const countSchema = z.int().min(0);

/** An endpoint as it stands. */
export const webhookEndpointSchema = z.strictObject({
  id: accountIdSchema,
  /** Scheme, host and port of its address: the rest may be secret. */
  origin: z.string().max(300),
  events: z.array(z.enum(webhookEventTypes)).readonly(),
  /** Every type of event, also what later versions add. */
  allEvents: z.boolean(),
  /** How many secrets sign each message: more than one while a secret is changed. */
  secrets: z.int().min(1).max(3),
  /** Since when it is disabled because it answered 410; `null` when it is not. */
  disabledAt: instantSchema.nullable(),
  /** When it last took a message, in the last 30 days; `null` when it did not. */
  lastSuccessAt: instantSchema.nullable(),
  /** The first attempt that failed after that, of what still waits or was given up; `null` when there is none. */
  failingSince: instantSchema.nullable(),
  /** Messages that wait, at most 200 are counted. */
  waiting: countSchema.max(200),
  /** When the next of them is tried; `null` when nothing waits. */
  nextAttemptAt: instantSchema.nullable(),
});

/** Answer of `webhookEndpoints`. */
export const webhookEndpointsResponseSchema = z.strictObject({ endpoints: z.array(webhookEndpointSchema).readonly() });

/** One message to one endpoint. */
export const webhookDeliverySchema = z.strictObject({
  /** The `webhook-id` of every attempt. */
  id: webhookIdSchema,
  type: z.enum([...webhookEventTypes, 'webhook.test']),
  status: z.enum(webhookDeliveryStatuses),
  /** When it happened. */
  at: instantSchema,
  /** Oldest first, at most the last 24. */
  attempts: z
    .array(
      z.strictObject({
        at: instantSchema,
        durationMs: countSchema,
        /** HTTP status of the answer, if there was one. */
        status: z.int().exactOptional(),
        /** `http_` and the status, `timeout`, `address_refused`, or the kind of failure, such as `ECONNREFUSED`. */
        code: z.string().max(100),
      }),
    )
    .readonly(),
  /** Absent when no attempt follows. */
  nextAttemptAt: instantSchema.exactOptional(),
});

/** Answer of `webhookDeliveries`, what happened last first. */
export const webhookDeliveriesResponseSchema = z.strictObject({
  deliveries: z.array(webhookDeliverySchema).readonly(),
  /** Absent on the last page. */
  cursor: webhookCursorSchema.exactOptional(),
});

/** Answer of `webhookResend` and `webhookReplay`. */
export const webhookReplayResponseSchema = z.strictObject({
  /** Messages that are sent again; those that are being sent at this moment are not among them. */
  count: countSchema,
  /** There is more: ask again with it. */
  cursor: webhookCursorSchema.exactOptional(),
});

/** Answer of `webhookTest`: what became of the one attempt. */
export const webhookTestResponseSchema = z.strictObject({ delivery: webhookDeliverySchema });

/** An endpoint of webhooks as it stands. */
export type WebhookEndpointView = z.infer<typeof webhookEndpointSchema>;
/** Answer of `webhookEndpoints`. */
export type WebhookEndpointsResponse = z.infer<typeof webhookEndpointsResponseSchema>;
/** One message to one endpoint. */
export type WebhookDeliveryView = z.infer<typeof webhookDeliverySchema>;
/** Answer of `webhookDeliveries`. */
export type WebhookDeliveriesResponse = z.infer<typeof webhookDeliveriesResponseSchema>;
/** Answer of `webhookResend` and `webhookReplay`. */
export type WebhookReplayResponse = z.infer<typeof webhookReplayResponseSchema>;
/** Answer of `webhookTest`. */
export type WebhookTestResponse = z.infer<typeof webhookTestResponseSchema>;
