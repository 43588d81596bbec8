// The endpoints of an account and the way to them, checked at start.
import { isAccountId, TellsafeError } from '@tellsafe/core';
import { invalidSetting, membersOf } from '../invalid-setting.ts';
import { isWebhookSecret } from './secret.ts';
import { createTargets, isAddressRange, type Targets } from './targets.ts';
import { isWebhookEventType, type WebhookEventType, webhookEventTypes } from './types.ts';

/** Most endpoints of an account. */
const MAX_ENDPOINTS = 8;
/** Most secrets of an endpoint: the current one and those that receivers may still have. */
const MAX_SECRETS = 3;
const members = ['id', 'url', 'secrets', 'events', 'messageText'] as const;

/** A system of the brand that is told what happens (SF-OPS-01). */
export interface WebhookOptions {
  /**
   * 1 to 32 of a-z, 0-9 and inner hyphens. What was told and what waits belongs to the id, so it stays when the address changes.
   */
  readonly id: string;
  /** https, without user, password and fragment; a port from 1024 on, or none. */
  readonly url: string;
  /**
   * 1 to 3, as `tellsafe keys webhook` makes them. Every message is signed with each: to change a secret put the new one in front, let
   * the receiver change, and take the old one out.
   */
  readonly secrets: readonly string[];
  /** What it is told; default everything, also what later versions add. */
  readonly events?: readonly WebhookEventType[];
  /**
   * Whether it is told what messages say, card numbers masked; default false. **Security:** such an endpoint keeps transcripts, for as long
   * as it likes: what is erased or taken back here stays there.
   */
  readonly messageText?: boolean;
}

/** A checked endpoint. */
export interface WebhookSettings extends Required<WebhookOptions> {
  /** Where it stands in the options, for messages. */
  readonly path: string;
}

/** A webhook on its way. */
export interface WebhookRequest extends RequestInit {
  readonly body: string;
}

/**
 * Sends a webhook. Must reject with an error whose `code` is `address_refused`, without having connected, when it would connect to an
 * address of which `mayConnect` says no.
 */
export type WebhookFetch = (
  url: string,
  init: WebhookRequest,
  mayConnect: (address: string) => boolean,
) => Promise<Response>;

/** How webhooks are sent. */
export interface WebhookSendingOptions {
  /**
   * On Node `guardedFetch` of `@tellsafe/server-kit/node`. Elsewhere `(url, init) => fetch(url, init)`, if the platform itself keeps
   * requests out of private networks, as Workers do.
   */
  readonly fetch: WebhookFetch;
  /** Ranges of addresses (CIDR) to which webhooks may go besides public ones: those of the brand's own systems. */
  readonly allow?: readonly string[];
  /** Lets webhooks go to this machine, also by `http`. For development. */
  readonly httpOnLoopback?: boolean;
  /**
   * Seconds before the second, third … attempt: up to 20 pauses of 1 to 86400; a fifth at most is added by chance. Default: 5 seconds, 5
   * and 30 minutes, 2, 5, 10, 14, 20 and 24 hours, as Standard Webhooks suggests.
   */
  readonly retrySec?: readonly number[];
}

/** The checked way. */
export interface WebhookSending {
  readonly fetch: WebhookFetch;
  readonly targets: Targets;
  readonly retryMs: readonly number[];
}

const defaultRetrySec = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
const MAX_RETRIES = 20;
const MAX_RETRY_SEC = 86_400;

/**
 * Checks the endpoints of an account; where they may lead says {@link parseWebhookSending}.
 *
 * @param path where they stand in the options, for messages
 * @throws TellsafeError `option_invalid` naming the key, and its value unless that is secret
 */
export function parseWebhooks(path: string, input: readonly WebhookOptions[]): readonly WebhookSettings[] {
  if (!Array.isArray(input) || input.length > MAX_ENDPOINTS) {
    throw invalidSetting(path, `must be a list of at most ${MAX_ENDPOINTS} endpoints`);
  }
  const parsed = input.map((endpoint, at) => parseEndpoint(`${path}[${at}]`, endpoint));
  const ids = parsed.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalidSetting(path, 'must not hold one id twice', twice);
  return parsed;
}

function parseEndpoint(path: string, input: WebhookOptions): WebhookSettings {
  const { id, url, secrets, events = webhookEventTypes, messageText = false } = membersOf(path, input, members);
  if (!isAccountId(id)) throw invalidSetting(`${path}.id`, 'must be 1 to 32 of a-z, 0-9 and inner hyphens', id);
  if (typeof url !== 'string') throw invalidSetting(`${path}.url`, 'must be an https address', url);
  if (!Array.isArray(secrets) || secrets.length === 0 || secrets.length > MAX_SECRETS) {
    throw invalidSetting(`${path}.secrets`, `must be a list of 1 to ${MAX_SECRETS} secrets`);
  }
  for (const [at, secret] of secrets.entries()) {
    // The value is never shown: it is secret, even where it is wrong.
    if (isWebhookSecret(secret)) continue;
    throw invalidSetting(`${path}.secrets[${at}]`, 'must be a secret as tellsafe keys webhook makes it (whsec_…)');
  }
  if (!Array.isArray(events) || events.length === 0) {
    throw invalidSetting(`${path}.events`, 'must be a list of event types', events);
  }
  for (const [at, type] of events.entries()) {
    if (isWebhookEventType(type)) continue;
    throw invalidSetting(`${path}.events[${at}]`, `must be one of ${webhookEventTypes.join(', ')}`, type);
  }
  if (typeof messageText !== 'boolean') {
    throw invalidSetting(`${path}.messageText`, 'must be true or false', messageText);
  }
  return { path, id, url, secrets: [...secrets], events: [...events], messageText };
}

/**
 * Checks how webhooks are sent, and that every endpoint may be sent to.
 *
 * @param input absent where no account has endpoints
 * @throws TellsafeError `option_invalid` or `setting_invalid` naming key, value and range
 */
export function parseWebhookSending(
  input: WebhookSendingOptions | undefined,
  endpoints: readonly WebhookSettings[],
): WebhookSending | undefined {
  const [first] = endpoints;
  if (input === undefined) {
    if (!first) return undefined;
    const hint = `is required because of ${first.path}: { fetch: guardedFetch }, of @tellsafe/server-kit/node`;
    throw invalidSetting('webhooks', hint);
  }
  const known = ['fetch', 'allow', 'httpOnLoopback', 'retrySec'] as const;
  const { retrySec = defaultRetrySec, ...given } = membersOf('webhooks', input, known);
  const { fetch, targets } = parseWay('webhooks', given);
  for (const { path, url } of endpoints) {
    const issue = targets.issueOf(url);
    // Path and query may be secret; host and port say enough.
    if (issue) throw invalidSetting(`${path}.url`, issue, URL.canParse(url) ? new URL(url).origin : undefined);
  }
  return { fetch, targets, retryMs: parseRetries(retrySec) };
}

/**
 * Checks a way out of the network, and makes the judge of where it may lead.
 *
 * @param key what it is called in the options, for messages
 * @throws TellsafeError `option_invalid`
 */
export function parseWay<Way>(
  key: string,
  { fetch, allow = [], httpOnLoopback = false }: { fetch: Way; allow?: readonly string[]; httpOnLoopback?: boolean },
): { readonly fetch: Way; readonly targets: Targets } {
  if (typeof fetch !== 'function') {
    throw invalidSetting(`${key}.fetch`, 'must be a function, such as guardedFetch of @tellsafe/server-kit/node');
  }
  if (typeof httpOnLoopback !== 'boolean') {
    throw invalidSetting(`${key}.httpOnLoopback`, 'must be true or false', httpOnLoopback);
  }
  if (!Array.isArray(allow)) throw invalidSetting(`${key}.allow`, 'must be a list of address ranges', allow);
  for (const [at, range] of allow.entries()) {
    if (!isAddressRange(range))
      throw invalidSetting(`${key}.allow[${at}]`, 'must be a range such as 10.2.0.0/16', range);
  }
  return { fetch, targets: createTargets({ allow, httpOnLoopback }) };
}

function parseRetries(retrySec: readonly number[]): readonly number[] {
  if (!Array.isArray(retrySec) || retrySec.length > MAX_RETRIES) {
    throw invalidSetting('webhooks.retrySec', `must be a list of at most ${MAX_RETRIES} pauses`, retrySec);
  }
  return retrySec.map((seconds, at) => {
    if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_RETRY_SEC) return seconds * 1000;
    const value = typeof seconds === 'number' ? seconds : typeof seconds;
    throw new TellsafeError('setting_invalid', { key: `webhooks.retrySec[${at}]`, value, min: 1, max: MAX_RETRY_SEC });
  });
}
