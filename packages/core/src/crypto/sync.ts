// @tellsafe/core/crypto/sync: SHA-256, HMAC and HKDF without promises, for servers, where a WebCrypto call costs more
// than the hash itself. Pages use digest.ts and proof.ts, which need no library.
import { toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { syncHash } from './hash-sync.ts';
import type { SuiteId } from './suites.ts';

export { type Proof, parseProof, verifyProof } from './proof-verify.ts';

/**
 * SHA-256.
 *
 * @param bytes - any length
 * @returns 32 bytes
 */
export function hashSync(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return syncHash.sha256(bytes);
}

/**
 * HMAC-SHA-256 over the concatenation of the parts, which are not copied.
 *
 * @param key - secret, 32 bytes where this project makes it
 * @param data - parts of the message
 * @returns 32 bytes
 * @see RFC 2104
 */
export function hmacSync(key: Uint8Array, ...data: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return syncHash.hmac(key, data);
}

/** HMAC-SHA-256 with a key of its own. */
export interface PreparedHmac {
  (...data: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
  /** Wipes what was derived from the key; a later call throws. */
  destroy(): void;
}

/**
 * Prepares a key that signs often.
 *
 * @param key - secret, 32 bytes where this project makes it; copied
 * @returns HMAC-SHA-256 with this key
 */
export function prepareHmac(key: Uint8Array): PreparedHmac {
  // A buffer made for it: one that the engine moves about would leave copies behind that nobody wipes.
  const own = new Uint8Array(new ArrayBuffer(key.length));
  own.set(key);
  let destroyed = false;
  const mac = (...data: readonly Uint8Array[]) => {
    if (destroyed) throw new TypeError('the key was destroyed');
    return syncHash.hmac(own, data);
  };
  const destroy = () => {
    destroyed = true;
    own.fill(0);
  };
  return Object.assign(mac, { destroy });
}

/**
 * HKDF-SHA-256.
 *
 * @param key - input keying material
 * @param salt - may be empty
 * @param info - what the result is for
 * @param length - 0 to 8160 bytes
 * @throws RangeError when the length is outside its range
 * @see RFC 5869
 */
export function hkdfSync(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length = 32): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(length) || length < 0 || length > 255 * 32) throw new RangeError('length must be 0 to 8160');
  const pseudoRandomKey = syncHash.hmac(salt, [key]);
  const output = new Uint8Array(length);
  let block = new Uint8Array();
  for (let at = 0, count = 1; at < length; at += block.length, count += 1) {
    const next = syncHash.hmac(pseudoRandomKey, [block, info, Uint8Array.of(count)]);
    block.fill(0);
    block = next;
    output.set(block.subarray(0, length - at), at);
  }
  // Key and last block are worth as much as what was made of them.
  pseudoRandomKey.fill(0);
  block.fill(0);
  return output;
}

/**
 * The same as `recipientKeyId` of `@tellsafe/core/crypto/hpke`, for servers.
 *
 * @param suite - the key's suite
 * @param publicKey - raw public key
 */
export function recipientKeyIdSync(suite: SuiteId, publicKey: Uint8Array): string {
  return toBase64url(hashSync(lengthPrefixed('tellsafe/recipient-key/v1', suite, publicKey)).subarray(0, 16));
}
