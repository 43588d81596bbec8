// Asking a provider: one try with a time limit. Failures are told apart by whether the provider can have seen the request.
import type { ChannelError, ChannelIo, ChannelName } from '../types.ts';
import { readUpTo } from './bytes.ts';
import { classify } from './error-classes.ts';
import { type Json, object, parseBody } from './json.ts';

/** How long a provider may take, ms. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** An answer that was read whole, or why there is none. */
export type Asked =
  | { readonly answered: true; readonly status: number; readonly headers: Headers; readonly body: Json }
  /** `reached` false: no connection came about, so nothing was accepted. */
  | { readonly answered: false; readonly reached: boolean; readonly error: ChannelError };

/** Largest answer that is read, bytes. */
const ANSWER_LIMIT_BYTES = 256 * 1024;
/** Causes of a failed `fetch` that come before a connection is there. */
const beforeConnection = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Asks once. Never rejects; redirects are not followed, so that a credential goes nowhere else. */
export async function ask(channel: ChannelName, io: ChannelIo, url: string, init: RequestInit): Promise<Asked> {
  try {
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await io.fetch(url, { ...init, redirect: 'manual', signal });
    const body = await readLimited(response);
    return { answered: true, status: response.status, headers: response.headers, body };
  } catch (error) {
    return { answered: false, reached: !isBeforeConnection(error), error: classify(channel, ['network']) };
  }
}

/**
 * When the provider wants to be asked again (RFC 9110 §10.2.3), epoch ms.
 *
 * @param now epoch ms
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const at = /^\d+$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isFinite(at) ? Math.max(at, now) : undefined;
}

/** An answer that is too long, or no JSON object, says nothing. */
async function readLimited(response: Response): Promise<Json> {
  const bytes = await readUpTo(response.body, ANSWER_LIMIT_BYTES);
  return object(bytes && parseBody(bytes));
}

function isBeforeConnection(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && beforeConnection.has(code);
}
