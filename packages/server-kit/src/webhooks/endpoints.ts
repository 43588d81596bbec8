// The endpoints of an account as they stand. Addresses and secrets are settings of the program; no more of them than host and number is shown.
import { auditEvent, type Caller } from '../services/caller.ts';
import { commitWithRetry } from '../services/commit.ts';
import type { Kit } from '../services/kit.ts';
import { webhookKey } from '../services/records/keys.ts';
import { type Endpoint, endpointInput, goneSince, loadEndpoint } from './follow.ts';
import { type DeliveryRecord, deliveryCodec, deliveryLists } from './records.ts';
import { type WebhookEventType, webhookEventTypes } from './types.ts';

/** Most messages that are looked at for one figure. */
const COUNTED = 200;

/** Names an endpoint of an account. */
export interface WebhookPlace {
  readonly accountId: string;
  /** Its id in the settings. */
  readonly endpoint: string;
}

/** An endpoint as it stands. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Scheme, host and port of its address: the rest may be secret. */
  readonly origin: string;
  readonly events: readonly WebhookEventType[];
  /** It is told every type of event. */
  readonly allEvents: boolean;
  /** How many secrets sign each message: more than one while a secret is changed. */
  readonly secrets: number;
  /** When it answered 410 and was disabled, epoch ms. */
  readonly disabledAt: number | null;
  /** When it last took a message, of those that are kept, epoch ms. */
  readonly lastSuccessAt: number | null;
  /** The first attempt that failed after that, of what still waits or was given up, epoch ms. */
  readonly failingSince: number | null;
  /** Messages that wait; at most 200 are counted. */
  readonly waiting: number;
  /** When the next of them is tried, epoch ms. */
  readonly nextAttemptAt: number | null;
}

/**
 * Finds an endpoint.
 *
 * @throws TellsafeError `account_unknown`
 * @throws RangeError for an endpoint that the account does not have
 */
export function endpointAt(kit: Kit, { accountId, endpoint }: WebhookPlace): Endpoint {
  const { webhooks } = kit.accounts.get(accountId);
  const settings = webhooks.find(({ id }) => id === endpoint);
  if (!settings)
    throw new RangeError(`endpoint must be one of the account: ${webhooks.map(({ id }) => id).join(', ')}`);
  return { account: accountId, settings };
}

/** The endpoints of an account, in the order of its settings. @throws TellsafeError `account_unknown` */
export async function listEndpoints(kit: Kit, accountId: string): Promise<readonly WebhookEndpoint[]> {
  const { webhooks } = kit.accounts.get(accountId);
  return Promise.all(webhooks.map((settings) => endpointView(kit, { account: accountId, settings })));
}

async function endpointView(kit: Kit, endpoint: Endpoint): Promise<WebhookEndpoint> {
  const { id, url, events, secrets } = endpoint.settings;
  const [found, [taken], waiting, [due]] = await Promise.all([
    loadEndpoint(kit, endpoint),
    listed(kit, endpoint, deliveryLists.taken(id), { descending: true, limit: 1 }),
    listed(kit, endpoint, deliveryLists.of(id, 'pending'), { limit: COUNTED }),
    listed(kit, endpoint, deliveryLists.due(id), { limit: 1 }),
  ]);
  const lastSuccessAt = taken?.attempts.at(-1)?.at ?? null;
  const refused = await listed(kit, endpoint, deliveryLists.refused(id), {
    from: (lastSuccessAt ?? 0) + 1,
    limit: COUNTED,
  });
  const failures = refused
    .flatMap(({ attempts }) => attempts.map(({ at }) => at))
    .filter((at) => at > (lastSuccessAt ?? 0));
  return {
    ...{ id, origin: new URL(url).origin, events, secrets: secrets.length },
    allEvents: webhookEventTypes.every((type) => events.includes(type)),
    disabledAt: found ? goneSince(endpoint, found.value) : null,
    lastSuccessAt,
    failingSince: failures.length > 0 ? Math.min(...failures) : null,
    waiting: waiting.length,
    nextAttemptAt: due?.dueAt ?? null,
  };
}

async function listed(
  kit: Kit,
  { account }: Endpoint,
  list: { readonly index: string; readonly value: string },
  part: { readonly limit: number; readonly from?: number; readonly descending?: true },
): Promise<DeliveryRecord[]> {
  const found: DeliveryRecord[] = [];
  let cursor: string | undefined;
  do {
    const limit = part.limit - found.length;
    const at = cursor === undefined ? {} : { cursor };
    const page = await kit.stores.records.list({ account, ...list, ...part, limit, ...at });
    found.push(...page.records.map(({ body }) => deliveryCodec.decode(body)));
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < part.limit);
  return found;
}

/** Goes on with an endpoint that answered 410, from where it stopped. */
export function enableEndpoint(kit: Kit, caller: Caller, endpoint: Endpoint): Promise<void> {
  const { account, settings } = endpoint;
  const key = webhookKey(account, settings.id);
  return commitWithRetry(
    kit,
    () => loadEndpoint(kit, endpoint),
    (found) => {
      if (!found?.value.gone) return { result: undefined };
      const put = [endpointInput(kit, endpoint, { position: found.value.position })];
      const expect = [{ key, version: found.version }];
      const append = [auditEvent(kit, caller, 'webhook-enable', { kind: 'webhook', id: settings.id })];
      return { result: undefined, change: { account, group: key.group, expect, put, append } };
    },
  );
}
