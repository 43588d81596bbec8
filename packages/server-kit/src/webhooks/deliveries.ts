// The log of what was sent to an endpoint in the last 30 days: no bodies, no addresses, no secrets.
import { webhookDeliveryStatuses } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import type { WebhookPlace } from './endpoints.ts';
import type { Endpoint } from './follow.ts';
import {
  type DeliveryRecord,
  deliveryCodec,
  deliveryLists,
  type WebhookAttempt,
  type WebhookDeliveryStatus,
} from './records.ts';
import type { WebhookEventType } from './types.ts';

/** Most deliveries of a page. */
export const MAX_LIMIT = 200;

/** One message to one endpoint. */
export interface WebhookDelivery {
  /** The `webhook-id` of every attempt. */
  readonly id: string;
  readonly type: WebhookEventType | 'webhook.test';
  readonly status: WebhookDeliveryStatus;
  /** When it happened, epoch ms. */
  readonly at: number;
  /** Oldest first, at most the last 24. */
  readonly attempts: readonly WebhookAttempt[];
  /** Epoch ms; absent when no attempt follows. */
  readonly nextAttemptAt?: number;
}

/** Which deliveries of an endpoint. */
export interface WebhookDeliveryFilter {
  readonly status?: WebhookDeliveryStatus;
  /** Happened at this instant or later, epoch ms. */
  readonly since?: number;
  /** Happened before this instant, epoch ms. */
  readonly until?: number;
  /** 1 to 200, default 50. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** Which deliveries are asked for. */
export type WebhookDeliveryQuery = WebhookPlace & WebhookDeliveryFilter;

/** A page of deliveries, what happened last first. */
export interface WebhookDeliveryPage {
  readonly deliveries: readonly WebhookDelivery[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/**
 * Lists deliveries.
 *
 * @throws RangeError for a limit, a status or a time that cannot be
 */
export async function listDeliveries(
  kit: Kit,
  { account, settings }: Endpoint,
  { status, limit = 50, cursor, ...time }: WebhookDeliveryFilter,
): Promise<WebhookDeliveryPage> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
  }
  if (status !== undefined && !webhookDeliveryStatuses.includes(status)) {
    throw new RangeError(`status must be one of ${webhookDeliveryStatuses.join(', ')}`);
  }
  const list = listOf(settings.id, status);
  const part = { ...timeOf(time), descending: true, limit, ...(cursor !== undefined && { cursor }) };
  const page = await kit.stores.records.list({ account, ...list, ...part });
  return {
    deliveries: page.records.map(({ body }) => deliveryView(deliveryCodec.decode(body))),
    ...(page.cursor !== undefined && { cursor: page.cursor }),
  };
}

/** The list of an endpoint's deliveries, of all or of those of one status. */
export function listOf(endpoint: string, status: WebhookDeliveryStatus | undefined) {
  return status === undefined ? deliveryLists.all(endpoint) : deliveryLists.of(endpoint, status);
}

/**
 * The part of a list that happened in a time.
 *
 * @throws RangeError for what is no instant
 */
export function timeOf({ since, until }: Pick<WebhookDeliveryFilter, 'since' | 'until'>): {
  readonly from?: number;
  readonly to?: number;
} {
  for (const [name, at] of [['since', since] as const, ['until', until] as const]) {
    if (at !== undefined && (!Number.isSafeInteger(at) || at < 0)) {
      throw new RangeError(`${name} must be an instant in epoch ms`);
    }
  }
  return { ...(since !== undefined && { from: since }), ...(until !== undefined && { to: until - 1 }) };
}

/** A delivery as it is shown. */
export function deliveryView({ id, type, status, at, attempts, dueAt }: DeliveryRecord): WebhookDelivery {
  const next = dueAt === undefined ? {} : { nextAttemptAt: dueAt };
  return { id, type: type as WebhookDelivery['type'], status, at, attempts, ...next };
}
