// One message to one push service: sealed for the browser (RFC 8291), signed by the account (RFC 8292), sent once (RFC 8030).
import { utf8 } from '@tellsafe/core/encoding';
import type { Kit } from '../services/kit.ts';
import { once } from '../timer.ts';
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
  const ending = new AbortController();
  const stopTimer = once(PUSH_TIMEOUT_MS, () => ending.abort());
  try {
    const subscription = { endpoint, expirationTime: null, keys: { p256dh, auth } };
    // Loaded when the first message goes out: most kits send none.
    const { encryptNotification, vapidHeaders } = await import('@block65/webcrypto-web-push');
    const { headers } = await vapidHeaders(subscription, vapid);
    const body = await encryptNotification(subscription, utf8(JSON.stringify(message)));
    const response = await kit.fetch(endpoint, {
      method: 'POST',
      headers: {
        ...headers,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: `${ttlSec}`,
        urgency,
        topic: message.tag,
      },
      body,
      redirect: 'manual',
      signal: ending.signal,
    });
    // What it says besides is nobody's business, and an unread body would keep the connection.
    void response.body?.cancel().catch(() => undefined);
    return judge(response, kit.clock());
  } catch (error) {
    return {
      outcome: 'later',
      code: ending.signal.aborted ? 'timeout' : error instanceof Error ? error.name : 'unknown',
    };
  } finally {
    stopTimer();
  }
}

function judge({ status, ok, headers }: Response, now: number): Delivery {
  const code = `http_${status}`;
  if (ok) return { outcome: 'delivered' };
  if (status === 404 || status === 410) return { outcome: 'gone' };
  if (status !== 429 && status < 500) return { outcome: 'refused', code };
  const afterMs = retryAfterMs(headers.get('retry-after'), now);
  return { outcome: 'later', code, ...(afterMs !== undefined && { afterMs }) };
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
