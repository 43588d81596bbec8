// Twilio's signature: HMAC-SHA1 under the auth token over the address and, for forms, every parameter (Twilio, "Webhooks security").
// It has no time and no delimiters, so the account is checked besides, and repeats are the gateway's to drop.
import { asBuffer, fromBase64, toHex } from '../shared/bytes.ts';
import { hmac, matchingSecret } from '../shared/secrets.ts';
import type { RawRequest, Verified } from '../types.ts';
import type { TwilioAccount } from './types.ts';

const encoder = new TextEncoder();

/** Whether Twilio sent a request. See {@link Channel.verify}. */
export async function verify(request: RawRequest, account: TwilioAccount): Promise<Verified> {
  const header = request.headers.get('x-twilio-signature');
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  const given = fromBase64(header);
  if (!given || !URL.canParse(request.publicUrl)) return { ok: false, reason: 'malformed' };
  const url = new URL(request.publicUrl);
  const isJson = url.searchParams.has('bodySHA256');
  const parameters = isJson ? new Map<string, string[]>() : parametersOf(request);
  const signed = formsOf(url).map((form) => encoder.encode(form + signedText(parameters)));
  const credential = await matchingSecret(account.authTokens, given, (token) =>
    Promise.all(signed.map((bytes) => hmac('SHA-1', token, bytes))),
  );
  if (!credential) return { ok: false, reason: 'mismatch' };
  if (isJson && (await digestOf(request.body)) !== url.searchParams.get('bodySHA256')) {
    return { ok: false, reason: 'mismatch' };
  }
  const accountSid = isJson ? undefined : (parameters.get('AccountSid') ?? [url.searchParams.get('AccountSid')])[0];
  if (accountSid && accountSid !== account.accountSid) return { ok: false, reason: 'unknown_account' };
  return { ok: true, credential };
}

/** The parameters of a form, each with its values in the order in which they came; none of a GET, whose are in the address. */
export function parametersOf({ method, body }: RawRequest): ReadonlyMap<string, string[]> {
  const parameters = new Map<string, string[]>();
  if (method === 'GET') return parameters;
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(body))) {
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}

/** Names by UTF-16 code unit, each before every one of its different values. */
function signedText(parameters: ReadonlyMap<string, readonly string[]>): string {
  return [...parameters.keys()]
    .sort()
    .flatMap((name) => [...new Set(parameters.get(name))].sort().map((value) => name + value))
    .join('');
}

/** Twilio signs some addresses with their port, some without, some with the query in the encoding of older libraries. */
function formsOf(url: URL): string[] {
  const forms = [withPort(url), withoutPort(url)];
  const { search } = url;
  return search === '' ? forms : [...forms, ...forms.map((form) => form.replace(search, () => legacyQuery(url)))];
}

function withPort(url: URL): string {
  if (url.port !== '') return url.href;
  const { protocol, host, href } = url;
  const start = href.indexOf(host, href.indexOf('//') + 2 + userInfo(url).length);
  return `${href.slice(0, start + host.length)}:${protocol === 'https:' ? 443 : 80}${href.slice(start + host.length)}`;
}

function withoutPort(url: URL): string {
  const copy = new URL(url);
  copy.port = '';
  return copy.href;
}

function userInfo({ username, password }: URL): string {
  return username + (password === '' ? '' : `:${password}`);
}

/** Equal names side by side, and nothing encoded that `encodeURIComponent` leaves. */
function legacyQuery({ searchParams }: URL): string {
  const pairs = [...new Set(searchParams.keys())].flatMap((name) =>
    searchParams.getAll(name).map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return `?${pairs.join('&')}`;
}

async function digestOf(body: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', asBuffer(body))));
}
