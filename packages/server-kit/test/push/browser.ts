// A browser's side of Web Push, for tests: its keys, and opening what a push service hands to it (RFC 8291, RFC 8188).
// Written apart from what the kit sends with, on WebCrypto alone, and held to the example of RFC 8291 §5.
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A browser's keys for one subscription. */
export interface BrowserKeys {
  readonly p256dh: string;
  readonly auth: string;
  readonly privateKey: CryptoKey;
}

export async function createBrowserKeys(): Promise<BrowserKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  const p256dh = toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
  return { p256dh, auth: toBase64url(crypto.getRandomValues(new Uint8Array(16))), privateKey };
}

/** Keys that are written down, as in the RFC. */
export async function browserKeysOf(p256dh: string, d: string, auth: string): Promise<BrowserKeys> {
  const point = fromBase64url(p256dh);
  const [x, y] = [toBase64url(point.slice(1, 33)), toBase64url(point.slice(33, 65))];
  const jwk = { kty: 'EC', crv: 'P-256', x, y, d };
  return { p256dh, auth, privateKey: await crypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']) };
}

async function hkdf(salt: Uint8Array, secret: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret.slice(), 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: salt.slice(), info: info.slice() };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** Opens a message of one record; rejects what is not exactly that. */
export async function openPush(keys: BrowserKeys, body: Uint8Array): Promise<string> {
  const salt = body.subarray(0, 16);
  const recordSize = new DataView(body.buffer, body.byteOffset).getUint32(16);
  const keyLength = body[20] ?? 0;
  const sender = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  if (keyLength !== 65 || record.length > recordSize) throw new Error('not a message of one record');
  const senderKey = await crypto.subtle.importKey('raw', sender.slice(), curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: senderKey }, keys.privateKey, 256);
  const info = joined(utf8('WebPush: info\0'), fromBase64url(keys.p256dh), sender);
  const secret = await hkdf(fromBase64url(keys.auth), new Uint8Array(shared), info, 32);
  const key = await hkdf(salt, secret, utf8('Content-Encoding: aes128gcm\0'), 16);
  const iv = await hkdf(salt, secret, utf8('Content-Encoding: nonce\0'), 12);
  const opener = await crypto.subtle.importKey('raw', key.slice(), 'AES-GCM', false, ['decrypt']);
  const gcm = { name: 'AES-GCM', iv: iv.slice() };
  const padded = new Uint8Array(await crypto.subtle.decrypt(gcm, opener, record.slice()));
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('not the last record');
  return new TextDecoder().decode(padded.subarray(0, end));
}
