// Sending by Apple's gateway. The id of a message is ours, so that a repeat is the same message. Links go as cards with a picture of our
// own, so that neither Apple nor anybody else fetches the address.
import { SignJWT } from 'jose';
import { asBuffer, fromBase64, fromHex } from '../shared/bytes.ts';
import { classify, httpCodes } from '../shared/error-classes.ts';
import { text } from '../shared/json.ts';
import { lockPicture } from '../shared/lock-picture.ts';
import { allowsType, fetchMedia } from '../shared/media.ts';
import { type Asked, ask } from '../shared/requests.ts';
import { commonRefusal, refusedBy, unanswered } from '../shared/results.ts';
import type {
  ChannelIo,
  MediaLimits,
  MediaRef,
  MediaResult,
  OutboundMessage,
  Plan,
  Refusal,
  SendResult,
  SendState,
} from '../types.ts';
import { type AppleAccount, capabilities } from './types.ts';

/** What would be sent. See {@link Channel.plan}. */
export function plan(message: OutboundMessage, state: SendState, account: AppleAccount): Plan | Refusal {
  const refusal = commonRefusal(message, state, capabilities.maxText);
  if (refusal) return refusal;
  const { outboxId: id, to, author, body } = message;
  const common = { v: 1, id, sourceId: account.businessId, destinationId: to.primary };
  const assets = { image: { data: lockPicture, mimeType: 'image/png' } };
  const content = body.link
    ? { ...common, type: 'richLink', richLinkData: { url: body.link.url, title: body.link.title, assets } }
    : { ...common, type: 'text', body: body.text };
  return {
    ...{ outboxId: id, form: body.link ? 'rich_link' : 'text', method: 'POST', to },
    url: `${account.gatewayUrl}/v1/message`,
    headers: {
      ...{ 'content-type': 'application/json', id, 'source-id': account.businessId, 'destination-id': to.primary },
      ...(author.kind === 'automation' && { 'auto-reply': 'true' }),
    },
    body: JSON.stringify(content),
  };
}

/** Sends once; a token that Apple does not take is made anew once. See {@link Channel.send}. */
export async function send(planned: Plan, io: ChannelIo, account: AppleAccount): Promise<SendResult> {
  const { url, method, headers, body } = planned;
  const attempt = async (): Promise<Asked> =>
    ask('apple', io, url, { method, body, headers: { ...headers, ...(await authorization(account, io.now())) } });
  let asked = await attempt();
  if (asked.answered && asked.status === 403) asked = await attempt();
  if (!asked.answered) return unanswered(asked);
  if (asked.status >= 200 && asked.status < 300) return { state: 'accepted', providerId: planned.outboxId };
  return refusedBy(classify('apple', httpCodes(asked.status)), asked.headers, io.now());
}

/** Asks where a file is, fetches it and opens it: it is encrypted under the key of the message. See {@link Channel.media}. */
export async function media(
  ref: MediaRef,
  io: ChannelIo,
  limits: MediaLimits,
  account: AppleAccount,
): Promise<MediaResult> {
  const { owner = '', key = '', signature = '' } = ref.extra ?? {};
  const secret = attachmentKey(key);
  if (!secret) return { ok: false, reason: 'digest_mismatch' };
  const mediaType = ref.mediaType ?? 'application/octet-stream';
  if (!allowsType(limits.types, mediaType)) return { ok: false, reason: 'type_refused' };
  if ((ref.bytes ?? 0) > limits.maxBytes) return { ok: false, reason: 'too_large' };
  const headers = {
    ...(await authorization(account, io.now())),
    'source-id': account.businessId,
    url: ref.id,
    owner,
    signature,
  };
  const asked = await ask('apple', io, `${account.gatewayUrl}/v1/preDownload`, { headers });
  if (!asked.answered) return { ok: false, reason: 'unavailable', error: asked.error };
  const url = text(asked.body, 'download-url');
  if (asked.status !== 200 || url === undefined || !URL.canParse(url)) {
    return { ok: false, reason: 'unavailable', error: classify('apple', httpCodes(asked.status)) };
  }
  const { origin, hostname, protocol } = new URL(url);
  const isApples = protocol === 'https:' && /(?:^|\.)(?:apple\.com|icloud\.com|icloud-content\.com)$/.test(hostname);
  if (!isApples && origin !== new URL(account.gatewayUrl).origin) return { ok: false, reason: 'foreign_origin' };
  // What comes is encrypted, so its type is what the message says.
  const found = await fetchMedia('apple', io, { url, origins: [origin], headers: {} }, { ...limits, types: ['*'] });
  if (!found.ok) return found;
  return { ok: true, mediaType, bytes: await decrypt(secret, found.bytes) };
}

/** Hexadecimal after a leading `00`, 32 bytes. */
export function attachmentKey(field: string): Uint8Array | undefined {
  const bytes = fromHex(field.toLowerCase());
  return bytes?.length === 33 && bytes[0] === 0 ? bytes.subarray(1) : undefined;
}

/** AES-256-CTR from a counter of zero, as Apple does it: each key is used once. */
export async function decrypt(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', asBuffer(key), 'AES-CTR', false, ['decrypt']);
  const algorithm = { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, asBuffer(bytes)));
}

async function authorization({ mspId, apiSecrets }: AppleAccount, now: number): Promise<{ authorization: string }> {
  const token = new SignJWT().setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer(mspId);
  const key = fromBase64(apiSecrets[0]) ?? new Uint8Array();
  return { authorization: `Bearer ${await token.setIssuedAt(Math.floor(now / 1000)).sign(asBuffer(key))}` };
}
