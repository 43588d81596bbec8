// What a send came to, by what the error means.
import type { ChannelError, OutboundMessage, Refusal, SendResult, SendState } from '../types.ts';
import type { Asked } from './requests.ts';
import { retryAfter } from './requests.ts';

const MINUTE_MS = 60_000;
const waits: Readonly<Partial<Record<ChannelError['retry'], number>>> = {
  minutes: MINUTE_MS,
  hours: 60 * MINUTE_MS,
  'next-day': 24 * 60 * MINUTE_MS,
};

/** The result of a send that the provider answered with an error. @param now epoch ms */
export function refusedBy(error: ChannelError, headers: Headers, now: number): SendResult {
  switch (error.retry) {
    case 'never':
    case 'manual':
    case 'renew-credential-once':
      return { state: 'rejected', error };
    case 'reconcile-then-backoff':
      return { state: 'ambiguous', error };
    default: {
      const wait = waits[error.retry];
      const notBefore = retryAfter(headers, now) ?? (wait === undefined ? undefined : now + wait);
      return { state: 'retry', error, ...(notBefore !== undefined && { notBefore }) };
    }
  }
}

/** The result of a send without an answer: nothing was accepted when no connection came about, else nobody knows. */
export function unanswered({ reached, error }: Extract<Asked, { answered: false }>): SendResult {
  return reached ? { state: 'ambiguous', error } : { state: 'retry', error: { ...error, retry: 'backoff' } };
}

/** Why a message must not be sent by any channel. @param maxText characters that the channel takes */
export function commonRefusal(
  { expiresAt, body }: OutboundMessage,
  { now, consent, closed }: SendState,
  maxText: number,
): Refusal | undefined {
  if (expiresAt !== undefined && now >= expiresAt) return { refused: 'expired' };
  if (consent === 'out') return { refused: 'opted_out' };
  if (closed) return { refused: 'closed' };
  return body.text.length > maxText ? { refused: 'too_long' } : undefined;
}
