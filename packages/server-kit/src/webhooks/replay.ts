// Sends again what an endpoint was told, under the same ids. What is made due and the audit's entry of it are one commit.
import { auditEntry, type Caller } from '../services/caller.ts';
import { commitWithRetry } from '../services/commit.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import { webhookDeliveryKey, webhookKey } from '../services/records/keys.ts';
import type { Commit } from '../stores/types.ts';
import { listOf, MAX_LIMIT, timeOf, type WebhookDeliveryFilter } from './deliveries.ts';
import type { WebhookPlace } from './endpoints.ts';
import type { Endpoint } from './follow.ts';
import { type DeliveryRecord, deliveryCodec, deliveryInput, KEPT_MS, type WebhookDeliveryStatus } from './records.ts';

/** Which messages of a time are sent again: all of them or those of one status. */
export interface WebhookReplayTime {
  /** Happened at this instant or later, epoch ms. */
  readonly since: number;
  /** Happened before this instant, epoch ms. */
  readonly until?: number;
  readonly status?: Exclude<WebhookDeliveryStatus, 'pending'>;
}

/** What is sent again: one message, or all about what happened in a time. */
export type WebhookReplay = WebhookPlace & ({ readonly deliveryId: string } | WebhookReplayTime);

/**
 * Sends one message again.
 *
 * @returns 0 when it is being sent at this moment, else 1
 * @throws RangeError when the endpoint has no such delivery
 */
export function replayOne(kit: Kit, caller: Caller, endpoint: Endpoint, id: string): Promise<number> {
  const { account, settings } = endpoint;
  const load = async (): Promise<Versioned<DeliveryRecord>[]> => {
    const [stored] = await kit.stores.records.get([webhookDeliveryKey(account, settings.id, id)]);
    const found = decodeRecord(deliveryCodec, stored);
    if (!found) throw new RangeError('deliveryId must be the id of a delivery of this endpoint, of the last 30 days');
    return [found];
  };
  return commitWithRetry(kit, load, (found) => makeDue(kit, caller, endpoint, found));
}

/** How many messages were made due, and where the next part begins. */
export interface ReplayedPart {
  readonly count: number;
  readonly cursor?: string;
}

/**
 * Sends a part of the messages of a time again, the oldest first.
 *
 * @throws RangeError for what is no instant
 */
export async function replayPart(
  kit: Kit,
  caller: Caller,
  endpoint: Endpoint,
  { since, until, status, cursor }: WebhookReplayTime & Pick<WebhookDeliveryFilter, 'cursor'>,
): Promise<ReplayedPart> {
  const { account, settings } = endpoint;
  const part = { ...timeOf({ since, ...(until !== undefined && { until }) }), limit: MAX_LIMIT };
  let next: string | undefined;
  const load = async (): Promise<Versioned<DeliveryRecord>[]> => {
    const at = cursor === undefined ? {} : { cursor };
    const page = await kit.stores.records.list({ account, ...listOf(settings.id, status), ...part, ...at });
    next = page.cursor;
    return page.records
      .map(({ body, version }) => ({ value: deliveryCodec.decode(body), version }))
      .filter(({ value }) => value.type !== 'webhook.test');
  };
  const count = await commitWithRetry(kit, load, (found) => makeDue(kit, caller, endpoint, found));
  return { count, ...(next !== undefined && { cursor: next }) };
}

function makeDue(
  kit: Kit,
  caller: Caller,
  { account, settings }: Endpoint,
  found: readonly Versioned<DeliveryRecord>[],
): { readonly result: number; readonly change?: Commit } {
  const free = found.filter(({ value }) => !value.claimed);
  if (free.length === 0) return { result: 0 };
  const now = kit.clock();
  const due = ({ value }: Versioned<DeliveryRecord>): DeliveryRecord => ({
    ...value,
    ...{ status: 'pending', begun: 0, dueAt: now, keptUntil: now + KEPT_MS },
  });
  const { group } = webhookKey(account, settings.id);
  const object = { kind: 'webhook', id: settings.id } as const;
  const entry = { ...auditEntry(kit, caller, 'webhook-replay', object, 'done'), count: free.length };
  const change: Commit = {
    ...{ account, group },
    expect: free.map(({ value, version }) => ({ key: webhookDeliveryKey(account, settings.id, value.id), version })),
    put: free.map((each) => deliveryInput(account, due(each))),
    append: [kit.audit.event(entry)],
  };
  return { result: free.length, change };
}
