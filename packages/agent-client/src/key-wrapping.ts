// How a private key lies in a storage: as ciphertext under an AES-GCM key that cannot be exported and serves it alone.
import type { RandomBytes } from '@tellsafe/core/crypto';
import type { RecipientPrivateKey } from '@tellsafe/core/crypto/hpke';

/** A wrapped private key. */
export interface WrappedPrivateKey {
  /** AES-GCM, non-extractable, one per recipient key. */
  readonly wrappingKey: CryptoKey;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly wrapped: ArrayBuffer;
  /** What the ciphertext holds: a key of WebCrypto in PKCS #8, or bytes. */
  readonly form: 'pkcs8' | 'bytes';
}

const x25519 = { name: 'X25519' };

/**
 * Wraps a private key. A key of WebCrypto goes through `wrapKey`, so that its bytes are never in the page's memory; it is not
 * stored as it is, because WebKit cannot keep an X25519 key in IndexedDB.
 *
 * **Security:** a key that is bytes is wiped.
 *
 * @param privateKey - extractable, or bytes
 * @param random - for the nonce
 */
export async function wrapPrivateKey(privateKey: RecipientPrivateKey, random: RandomBytes): Promise<WrappedPrivateKey> {
  const { subtle } = crypto;
  const isBytes = privateKey instanceof Uint8Array;
  const usages: KeyUsage[] = isBytes ? ['encrypt', 'decrypt'] : ['wrapKey', 'unwrapKey'];
  const wrappingKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, usages);
  const nonce = new Uint8Array(random(12)); // 96 bits, NIST SP 800-38D §8.2; the key wraps once
  const algorithm = { name: 'AES-GCM', iv: nonce };
  if (!isBytes) {
    const wrapped = await subtle.wrapKey('pkcs8', privateKey, wrappingKey, algorithm);
    return { wrappingKey, nonce, wrapped, form: 'pkcs8' };
  }
  try {
    return { wrappingKey, nonce, wrapped: await subtle.encrypt(algorithm, wrappingKey, privateKey), form: 'bytes' };
  } finally {
    privateKey.fill(0);
  }
}

/**
 * Unwraps a private key: non-extractable, or bytes that the caller wipes after use.
 *
 * @param stored - from {@link wrapPrivateKey}
 */
export async function unwrapPrivateKey(stored: WrappedPrivateKey): Promise<RecipientPrivateKey> {
  const { wrappingKey, wrapped, nonce, form } = stored;
  const algorithm = { name: 'AES-GCM', iv: nonce };
  if (form === 'bytes') return new Uint8Array(await crypto.subtle.decrypt(algorithm, wrappingKey, wrapped));
  return crypto.subtle.unwrapKey('pkcs8', wrapped, wrappingKey, algorithm, x25519, false, ['deriveBits']);
}
