// Follows the account's feed for an endpoint. One commit moves its place and puts the messages, so that each event becomes one message
// exactly once: whoever dies, and however many processes follow.
import { createUuid } from '@tellsafe/core';
import { hashSync } from '@tellsafe/core/crypto/sync';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import { webhookKey } from '../services/records/keys.ts';
import type { RecordInput } from '../stores/types.ts';
import { bodyOf, messageOf, type WebhookMessage } from './messages.ts';
import { type DeliveryRecord, deliveryInput, type EndpointRecord, endpointCodec, KEPT_MS } from './records.ts';
import type { WebhookSettings } from './settings.ts';

/** Events that are read at once. */
export const FOLLOW_PAGE = 200;

/** An endpoint of an account. */
export interface Endpoint {
  readonly account: string;
  readonly settings: WebhookSettings;
}

/** Every endpoint of a kit. */
export function endpointsOf(kit: Kit): readonly Endpoint[] {
  return kit.accounts.all.flatMap(({ id: account, webhooks }) => webhooks.map((settings) => ({ account, settings })));
}

/** Reads how far an endpoint is; `undefined` for a new one. */
export async function loadEndpoint(
  kit: Kit,
  { account, settings }: Endpoint,
): Promise<Versioned<EndpointRecord> | undefined> {
  const [stored] = await kit.stores.records.get([webhookKey(account, settings.id)]);
  return decodeRecord(endpointCodec, stored);
}

/** The record of an endpoint as the store takes it. */
export function endpointInput(kit: Kit, { account, settings }: Endpoint, record: EndpointRecord): RecordInput {
  const key = webhookKey(account, settings.id);
  return { ...key, body: endpointCodec.encode(record), expiresAt: kit.clock() + KEPT_MS };
}

/** Names an address without saying it. */
export function urlHashOf({ settings }: Endpoint): string {
  return toBase64url(hashSync(utf8(settings.url)));
}

/** Since when an endpoint is disabled because its address said 410; `null` when it is not. */
export function goneSince(endpoint: Endpoint, { gone }: EndpointRecord): number | null {
  return gone && gone.urlHash === urlHashOf(endpoint) ? gone.at : null;
}

/** A new endpoint is told what happens from now on. Part of the start work, so that nothing between start and first look is missed. */
export async function openEndpoint(kit: Kit, endpoint: Endpoint): Promise<void> {
  if (await loadEndpoint(kit, endpoint)) return;
  const { account, settings } = endpoint;
  const position = await kit.stores.records.latest({ account });
  const key = webhookKey(account, settings.id);
  const put = [endpointInput(kit, endpoint, { position })];
  // Another process may have been faster.
  await kit.stores.records.commit({ account, group: key.group, expect: [{ key, version: 'absent' }], put });
}

/**
 * Makes messages of what happened since the last time, at most {@link FOLLOW_PAGE} events.
 *
 * @returns whether there may be more
 */
export async function followFeed(kit: Kit, endpoint: Endpoint): Promise<boolean> {
  const { account, settings } = endpoint;
  const [stored] = await kit.stores.records.get([webhookKey(account, settings.id)]);
  const found = decodeRecord(endpointCodec, stored);
  if (!stored || !found) {
    await openEndpoint(kit, endpoint);
    return false;
  }
  // What happens while it is disabled waits for it.
  const isGone = goneSince(endpoint, found.value) !== null;
  const events = isGone ? [] : await kit.stores.records.read({ account }, found.value.position, FOLLOW_PAGE);
  const last = events.at(-1);
  if (!last) {
    // A place that is not moved must not be forgotten.
    if (stored.expiresAt - kit.clock() < KEPT_MS / 2) await move(kit, endpoint, found, found.value, []);
    return false;
  }
  const messages: DeliveryRecord[] = [];
  for (const event of events) {
    const message = await messageOf(kit, event);
    if (message && (settings.events as readonly string[]).includes(message.type)) {
      messages.push(deliveryOf(kit, settings, message));
    }
  }
  const moved = await move(kit, endpoint, found, { position: last.position }, messages);
  return moved && events.length === FOLLOW_PAGE;
}

/** A new message to an endpoint, due now. */
export function deliveryOf(
  kit: Kit,
  { id: endpoint, messageText }: Pick<WebhookSettings, 'id' | 'messageText'>,
  message: WebhookMessage,
): DeliveryRecord {
  const now = kit.clock();
  return {
    // The `webhook-id` as well. By chance, because a store that is restored may use a position twice.
    id: `msg_${createUuid(kit.random)}`,
    endpoint,
    type: message.type,
    at: message.at,
    body: bodyOf(message),
    ...(messageText && message.said && { said: message.said }),
    status: 'pending',
    begun: 0,
    attempts: [],
    keptUntil: now + KEPT_MS,
    dueAt: now,
  };
}

/** @returns false when another process was faster */
function move(
  kit: Kit,
  endpoint: Endpoint,
  { version }: Versioned<EndpointRecord>,
  next: EndpointRecord,
  messages: readonly DeliveryRecord[],
): Promise<boolean> {
  const { account, settings } = endpoint;
  const key = webhookKey(account, settings.id);
  const put = [endpointInput(kit, endpoint, next), ...messages.map((message) => deliveryInput(account, message))];
  return kit.stores.records.commit({ account, group: key.group, expect: [{ key, version }], put });
}
