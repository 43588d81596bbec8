// What Messenger and WhatsApp have in common at Meta: the signature over the bytes, the question at the start, the Graph API's errors.
import { hex, hmac, utf8 } from './signing.ts';
import type { Answer, Webhook } from './types.ts';

/** JSON as Meta writes it: what is not ASCII and every slash are escaped, so a body that was read and written again has other bytes. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A webhook under `X-Hub-Signature-256`. */
export async function metaWebhook(url: string, secret: string, value: unknown): Promise<Webhook> {
  const body = utf8(metaJson(value));
  const signature = `sha256=${hex(await hmac('SHA-256', utf8(secret), body))}`;
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signature,
    'user-agent': 'facebookexternalua',
  };
  return { method: 'POST', url, headers, body, covered: [0, body.length] };
}

/** The question when a webhook is set up. */
export function metaHandshake(webhookUrl: string, verifyToken: string, wanted: string) {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken,
    'hub.challenge': wanted,
  });
  const webhook: Webhook = { method: 'GET', url: `${webhookUrl}?${query}`, headers: {}, body: new Uint8Array() };
  return { webhook, wanted };
}

/** An error of the Graph API. */
export function graphFailure(
  status: number,
  code: number,
  message: string,
  subcode?: number,
  headers?: Record<string, string>,
): Answer {
  const error = {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUvW',
  };
  const body = { error: { ...error, ...(subcode !== undefined && { error_subcode: subcode }) } };
  return { status, body, ...(headers && { headers }) };
}

/** The names of members that are not among those known. */
export function strangers(value: object, known: readonly string[]): string[] {
  return Object.keys(value).filter((name) => !known.includes(name));
}

/** The JSON of a request; an empty object when it is none. */
export async function jsonOf(request: Request): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(await request.text());
    return objectOf(value);
  } catch {
    return {};
  }
}

/** A value as an object; an empty one when it is none. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A value as a text; an empty one when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
