// What a host does with webhooks: look at what was sent, send it again, try an endpoint, enable one that said it was gone.
import { webhookDeliveryStatuses } from '@tellsafe/core/wire';
import { commitWithRetry } from '../services/commit.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import { webhookDeliveryKey, webhookKey } from '../services/records/keys.ts';
import { deliveryOf, type Endpoint, endpointInput, goneSince, loadEndpoint } from './follow.ts';
import {
  type DeliveryRecord,
  deliveryCodec,
  deliveryInput,
  deliveryLists,
  KEPT_MS,
  type WebhookAttempt,
  type WebhookDeliveryStatus,
  withAttempt,
} from './records.ts';
import type { WebhookEventType } from './types.ts';
import { attemptDelivery } from './work.ts';

/** Most deliveries of a page. */
const MAX_LIMIT = 200;

/** Names an endpoint of an account. */
export interface WebhookPlace {
  readonly accountId: string;
  /** Its id in the settings. */
  readonly endpoint: string;
}

/** An endpoint as it stands. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly events: readonly WebhookEventType[];
  /** When it answered 410 and was disabled, epoch ms. */
  readonly disabledAt: number | null;
}

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

/** Which deliveries are asked for. */
export interface WebhookDeliveryQuery extends WebhookPlace {
  readonly status?: WebhookDeliveryStatus;
  /** 1 to 200, default 50. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** A page of deliveries, what happened last first. */
export interface WebhookDeliveryPage {
  readonly deliveries: readonly WebhookDelivery[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/** What is sent again: one message, or all about what happened since an instant (epoch ms), all of them or those of one status. */
export type WebhookReplay = WebhookPlace &
  (
    | { readonly deliveryId: string }
    | { readonly since: number; readonly status?: Exclude<WebhookDeliveryStatus, 'pending'> }
  );

/** Webhooks of an account (SF-OPS-01). A wrong account is refused with `account_unknown`, a wrong endpoint with a RangeError. */
export interface WebhookMethods {
  endpoints(input: { readonly accountId: string }): Promise<readonly WebhookEndpoint[]>;
  /** What was sent in the last 30 days, and how that went. */
  deliveries(query: WebhookDeliveryQuery): Promise<WebhookDeliveryPage>;
  /** Sends again, under the same `webhook-id`, with all attempts anew. Gives the number of messages. */
  replay(input: WebhookReplay): Promise<number>;
  /** Sends a `webhook.test` at once, without further attempts. */
  test(place: WebhookPlace): Promise<WebhookDelivery>;
  /** Goes on with an endpoint that answered 410, from where it stopped. */
  enable(place: WebhookPlace): Promise<void>;
}

type WhenReady = <Input, Result>(run: (input: Input) => Promise<Result>) => (input: Input) => Promise<Result>;

/** Makes the methods. @param whenReady waits for the start work */
export function webhookMethods(kit: Kit, whenReady: WhenReady): WebhookMethods {
  return {
    endpoints: whenReady(async ({ accountId }) => {
      const { webhooks } = kit.accounts.get(accountId);
      return Promise.all(webhooks.map((settings) => endpointView(kit, { account: accountId, settings })));
    }),
    deliveries: whenReady((query) => listDeliveries(kit, query)),
    replay: whenReady(async (input) => {
      const endpoint = endpointAt(kit, input);
      if ('deliveryId' in input) return (await replayOne(kit, endpoint, input.deliveryId)) ? 1 : 0;
      return replaySince(kit, endpoint, input.since, input.status);
    }),
    test: whenReady(async (place) => sendTest(kit, endpointAt(kit, place))),
    enable: whenReady(async (place) => enable(kit, endpointAt(kit, place))),
  };
}

function endpointAt(kit: Kit, { accountId, endpoint }: WebhookPlace): Endpoint {
  const { webhooks } = kit.accounts.get(accountId);
  const settings = webhooks.find(({ id }) => id === endpoint);
  if (!settings)
    throw new RangeError(`endpoint must be one of the account: ${webhooks.map(({ id }) => id).join(', ')}`);
  return { account: accountId, settings };
}

async function endpointView(kit: Kit, endpoint: Endpoint): Promise<WebhookEndpoint> {
  const { id, events } = endpoint.settings;
  const found = await loadEndpoint(kit, endpoint);
  return { id, events, disabledAt: found ? goneSince(endpoint, found.value) : null };
}

async function listDeliveries(kit: Kit, query: WebhookDeliveryQuery): Promise<WebhookDeliveryPage> {
  const { account, settings } = endpointAt(kit, query);
  const { status, limit = 50, cursor } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
  }
  if (status !== undefined && !webhookDeliveryStatuses.includes(status)) {
    throw new RangeError(`status must be one of ${webhookDeliveryStatuses.join(', ')}`);
  }
  const list = status === undefined ? deliveryLists.all(settings.id) : deliveryLists.of(settings.id, status);
  const at = cursor === undefined ? {} : { cursor };
  const page = await kit.stores.records.list({ account, ...list, descending: true, limit, ...at });
  return {
    deliveries: page.records.map(({ body }) => deliveryView(deliveryCodec.decode(body))),
    ...(page.cursor !== undefined && { cursor: page.cursor }),
  };
}

function deliveryView({ id, type, status, at, attempts, dueAt }: DeliveryRecord): WebhookDelivery {
  const next = dueAt === undefined ? {} : { nextAttemptAt: dueAt };
  return { id, type: type as WebhookDelivery['type'], status, at, attempts, ...next };
}

async function replayOne(kit: Kit, { account, settings }: Endpoint, id: string): Promise<boolean> {
  const [stored] = await kit.stores.records.get([webhookDeliveryKey(account, settings.id, id)]);
  const found = decodeRecord(deliveryCodec, stored);
  if (!found) throw new RangeError('deliveryId must be the id of a delivery of this endpoint, of the last 30 days');
  return makeDue(kit, account, found);
}

async function replaySince(
  kit: Kit,
  { account, settings }: Endpoint,
  since: number,
  status: WebhookDeliveryStatus | undefined,
): Promise<number> {
  if (!Number.isSafeInteger(since) || since < 0) throw new RangeError('since must be an instant in epoch ms');
  const list = status === undefined ? deliveryLists.all(settings.id) : deliveryLists.of(settings.id, status);
  // Read whole before anything is changed, because a change takes records off the list of a status.
  const found: Versioned<DeliveryRecord>[] = [];
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? {} : { cursor };
    const page = await kit.stores.records.list({ account, ...list, from: since, limit: MAX_LIMIT, ...at });
    for (const { body, version } of page.records) found.push({ value: deliveryCodec.decode(body), version });
    cursor = page.cursor;
  } while (cursor !== undefined);
  let count = 0;
  for (const each of found) if (each.value.type !== 'webhook.test' && (await makeDue(kit, account, each))) count += 1;
  return count;
}

/** @returns false when it is being sent at this moment */
function makeDue(kit: Kit, account: string, { value, version }: Versioned<DeliveryRecord>): Promise<boolean> {
  if (value.claimed) return Promise.resolve(false);
  const now = kit.clock();
  const next: DeliveryRecord = { ...value, status: 'pending', begun: 0, dueAt: now, keptUntil: now + KEPT_MS };
  const key = webhookDeliveryKey(account, value.endpoint, value.id);
  const put = [deliveryInput(account, next)];
  return kit.stores.records.commit({ account, group: key.group, expect: [{ key, version }], put });
}

async function sendTest(kit: Kit, endpoint: Endpoint): Promise<WebhookDelivery> {
  const { account, settings } = endpoint;
  const data = { accountId: account, endpoint: settings.id };
  const message = deliveryOf(kit, settings.id, { type: 'webhook.test', at: kit.clock(), data });
  const { attempt, posted } = await attemptDelivery(kit, endpoint, message);
  const sent = withAttempt(message, attempt, { status: posted.ok ? 'delivered' : 'failed' });
  const { group } = webhookDeliveryKey(account, settings.id, sent.id);
  await kit.stores.records.commit({ account, group, put: [deliveryInput(account, sent)] });
  return deliveryView(sent);
}

function enable(kit: Kit, endpoint: Endpoint): Promise<void> {
  const { account, settings } = endpoint;
  const key = webhookKey(account, settings.id);
  return commitWithRetry(
    kit,
    () => loadEndpoint(kit, endpoint),
    (found) => {
      if (!found?.value.gone) return { result: undefined };
      const put = [endpointInput(kit, endpoint, { position: found.value.position })];
      const expect = [{ key, version: found.version }];
      return { result: undefined, change: { account, group: key.group, expect, put } };
    },
  );
}
