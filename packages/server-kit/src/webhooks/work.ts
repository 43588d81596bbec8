// Works off the messages of an endpoint. Each is claimed by a commit, so that of several processes one sends it; what a crash leaves
// is sent again, under the same id.

import type { Posted } from '../http/outgoing.ts';
import { workDue } from '../services/due.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import { webhookDeliveryKey, webhookKey } from '../services/records/keys.ts';
import { deliverWebhook } from './deliver.ts';
import { type Endpoint, endpointInput, followFeed, goneSince, loadEndpoint, urlHashOf } from './follow.ts';
import {
  type DeliveryRecord,
  deliveryCodec,
  deliveryInput,
  deliveryLists,
  type WebhookAttempt,
  withAttempt,
} from './records.ts';

/** Messages that one process sends to one endpoint at the same time. */
export const WEBHOOK_PAGE = 16;

/** A message whose process died is taken over after this time; longer than an attempt can last. */
export const WEBHOOK_LEASE_MS = 60_000;

/** An endpoint that asks for a longer pause is asked again after this one. */
export const WEBHOOK_RETRY_AFTER_LIMIT_MS = 86_400_000;

/** Part of a pause that chance adds, so that what failed together is not tried again together. */
const JITTER = 0.2;

/** An endpoint that is gone is written down against those who move its place meanwhile, in so many tries. */
const GONE_TRIES = 5;

/** Serves one endpoint of a kit. */
export class EndpointWorker {
  readonly endpoint: Endpoint;
  readonly #kit: Kit;
  /** The endpoint asked for a pause. Each process learns of it by itself. */
  #pausedUntil = 0;

  constructor(kit: Kit, endpoint: Endpoint) {
    this.#kit = kit;
    this.endpoint = endpoint;
  }

  /**
   * One round: makes messages of what happened, then sends what is due, at most {@link WEBHOOK_PAGE}.
   *
   * @returns whether there is more to do at once
   */
  async run(): Promise<boolean> {
    const following = await followFeed(this.#kit, this.endpoint);
    const sending = await this.#sendDue();
    return following || sending;
  }

  async #sendDue(): Promise<boolean> {
    const kit = this.#kit;
    const { account, settings } = this.endpoint;
    if (kit.clock() < this.#pausedUntil) return false;
    const found = await loadEndpoint(kit, this.endpoint);
    if (found && goneSince(this.endpoint, found.value) !== null) return false;
    const due = { account, ...deliveryLists.due(settings.id) };
    const { more } = await workDue(kit, due, WEBHOOK_PAGE, 'webhooks', ({ body, version }) =>
      this.#workOn({ value: deliveryCodec.decode(body), version }),
    );
    return more && kit.clock() >= this.#pausedUntil;
  }

  /** @returns whether this process did something about it */
  async #workOn(delivery: Versioned<DeliveryRecord>): Promise<boolean> {
    const kit = this.#kit;
    const { value, version } = delivery;
    // A claim that a crash left counts as an attempt, so that nothing is tried for ever.
    if (value.begun > this.#pauses.length) return this.#put({ ...over(value), status: 'failed' }, version);
    const begun = value.begun + 1;
    const claimed: DeliveryRecord = { ...value, begun, claimed: true, dueAt: kit.clock() + WEBHOOK_LEASE_MS };
    if (!(await this.#put(claimed, version))) return false;
    const { attempt, posted } = await attemptDelivery(kit, this.endpoint, claimed);
    if (posted.afterMs !== undefined && !posted.ok) this.#pausedUntil = kit.clock() + limited(posted.afterMs);
    return this.#settle(claimed, attempt, posted);
  }

  async #settle(claimed: DeliveryRecord, attempt: WebhookAttempt, posted: Posted): Promise<boolean> {
    const kit = this.#kit;
    if (posted.ok) kit.telemetry.record('tellsafe.webhooks.lag', Math.max(0, kit.clock() - claimed.at) / 1000);
    const next = withAttempt(claimed, attempt, this.#outcomeOf(claimed, posted));
    for (let tries = 0; tries < GONE_TRIES; tries += 1) {
      const [stored] = await kit.stores.records.get([this.#keyOf(claimed)]);
      const kept = decodeRecord(deliveryCodec, stored);
      // After the lease another process may be at it.
      if (!kept?.value.claimed || kept.value.begun !== claimed.begun) return false;
      if (posted.status !== 410) return this.#put(next, kept.version);
      if (await this.#putGone(next, kept.version)) return true;
    }
    return false;
  }

  get #pauses(): readonly number[] {
    return this.#kit.webhooks?.retryMs ?? [];
  }

  #outcomeOf({ begun }: DeliveryRecord, posted: Posted): Pick<DeliveryRecord, 'status' | 'dueAt'> {
    const { log, clock, random } = this.#kit;
    if (posted.ok) return { status: 'delivered' };
    log({ level: 'warn', message: 'A webhook was not taken.', code: posted.code, where: 'webhooks' });
    const pause = this.#pauses[begun - 1];
    if (pause === undefined || posted.status === 410) return { status: 'failed' };
    const chance = (random(1)[0] ?? 0) / 256;
    const pauseMs = Math.max(Math.round(pause * (1 + JITTER * chance)), limited(posted.afterMs ?? 0));
    return { status: 'pending', dueAt: clock() + pauseMs };
  }

  /** The endpoint is gone: it is told nothing more, and what waits for it waits until it is enabled (spec, status 410). */
  async #putGone(delivery: DeliveryRecord, version: number): Promise<boolean> {
    const kit = this.#kit;
    const { account, settings } = this.endpoint;
    const found = await loadEndpoint(kit, this.endpoint);
    if (!found || goneSince(this.endpoint, found.value) !== null) return this.#put(delivery, version);
    const key = webhookKey(account, settings.id);
    const gone = { at: kit.clock(), urlHash: urlHashOf(this.endpoint) };
    const done = await kit.stores.records.commit({
      account,
      group: key.group,
      expect: [
        { key, version: found.version },
        { key: this.#keyOf(delivery), version },
      ],
      put: [endpointInput(kit, this.endpoint, { ...found.value, gone }), deliveryInput(account, delivery)],
    });
    if (done) kit.log({ level: 'error', message: 'An endpoint of webhooks is gone and disabled.', where: 'webhooks' });
    return done;
  }

  #put(delivery: DeliveryRecord, version: number): Promise<boolean> {
    const { account } = this.endpoint;
    const key = this.#keyOf(delivery);
    const put = [deliveryInput(account, delivery)];
    return this.#kit.stores.records.commit({ account, group: key.group, expect: [{ key, version }], put });
  }

  #keyOf({ endpoint, id }: DeliveryRecord) {
    return webhookDeliveryKey(this.endpoint.account, endpoint, id);
  }
}

/** Sends a message once and says how that went. */
export async function attemptDelivery(
  kit: Kit,
  { account, settings }: Endpoint,
  delivery: DeliveryRecord,
): Promise<{ readonly attempt: WebhookAttempt; readonly posted: Posted }> {
  const at = kit.clock();
  const posted = await deliverWebhook(kit, account, settings, delivery);
  const { status, code } = posted;
  return { attempt: { at, durationMs: kit.clock() - at, ...(status !== undefined && { status }), code }, posted };
}

function limited(afterMs: number): number {
  return Math.min(afterMs, WEBHOOK_RETRY_AFTER_LIMIT_MS);
}

function over({ claimed: _claimed, dueAt: _dueAt, ...delivery }: DeliveryRecord): DeliveryRecord {
  return delivery;
}
