// One message to one push service: sealed for the browser (RFC 8291), signed by the account (RFC 8292), sent once (RFC 8030).
import { utf8 } from '@tellsafe/core/encoding';
import { type Posted, postOnce } from '../http/outgoing.ts';
import type { Kit } from '../services/kit.ts';
import type { PushMessage } from './message.ts';
import { mayPushTo } from './services.ts';
import type { PushSettings } from './settings.ts';
import type { PushSubscription } from './subscriptions.ts';

/** A push service that says nothing for this long has not taken the message. */
export const PUSH_TIMEOUT_MS = 10_000;

/**
 * What became of a message: `delivered` to the push service; the subscription is `gone`; it is `refused` for good; or it can be
 * tried `later`, at the earliest after a time that the service named.
 */
export type Delivery =
  | { readonly outcome: 'delivered' | 'gone' }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'later'; readonly code: string; readonly afterMs?: number };

/** How long a push service keeps the message for a browser that is away, and how much it matters. */
export interface DeliveryOptions {
  /** Whole seconds. */
  readonly ttlSec: number;
  readonly urgency: 'high' | 'normal';
}

/**
 * Sends a message. Never rejects: what goes wrong is an outcome.
 *
 * **Security:** the body is padded to one size, so that its length tells nothing; redirects are not followed.
 */
export async function deliver(
  kit: Kit,
  { vapid, services }: PushSettings,
  { endpoint, p256dh, auth }: PushSubscription,
  message: PushMessage,
  { ttlSec, urgency }: DeliveryOptions,
): Promise<Delivery> {
  // The account's settings may have changed since it was kept.
  if (!mayPushTo(services, endpoint)) return { outcome: 'gone' };
  const prepare = async () => {
    const subscription = { endpoint, expirationTime: null, keys: { p256dh, auth } };
    // Loaded when the first message goes out: most kits send none.
    const { encryptNotification, vapidHeaders } = await import('@block65/webcrypto-web-push');
    const { headers } = await vapidHeaders(subscription, vapid);
    return {
      headers: {
        ...headers,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: `${ttlSec}`,
        urgency,
        topic: message.tag,
      },
      body: await encryptNotification(subscription, utf8(JSON.stringify(message))),
    };
  };
  const times = { timeoutMs: PUSH_TIMEOUT_MS, clock: kit.clock };
  return judge(await postOnce((init) => kit.fetch(endpoint, init), prepare, times));
}

function judge({ ok, status, code, afterMs }: Posted): Delivery {
  if (ok) return { outcome: 'delivered' };
  if (status === 404 || status === 410) return { outcome: 'gone' };
  if (status !== undefined && status !== 429 && status < 500) return { outcome: 'refused', code };
  return { outcome: 'later', code, ...(afterMs !== undefined && { afterMs }) };
}
