// X25519 keys as WebCrypto takes them: raw scalars in and out. No protocol.
import { asBufferSource, webSubtle } from './subtle.ts';

/** Bytes of a private key, of a public key and of a shared secret. */
export const X25519_BYTES = 32;

const algorithm = { name: 'X25519' };

/** u-coordinate 9, the base point (RFC 7748 §4.1). */
const basePoint = Uint8Array.from({ length: X25519_BYTES }, (_, at) => (at === 0 ? 9 : 0));

/** Everything of PKCS #8 (RFC 8410 §7) that stands before the 32 bytes of a private key. */
const pkcs8Head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];

/**
 * Imports a raw private key, non-extractable.
 *
 * @param scalar - 32 bytes; left to the caller to wipe
 */
export async function importX25519PrivateKey(scalar: Uint8Array): Promise<CryptoKey> {
  const pkcs8 = new Uint8Array(pkcs8Head.length + X25519_BYTES);
  pkcs8.set(pkcs8Head);
  pkcs8.set(scalar, pkcs8Head.length);
  try {
    return await webSubtle().importKey('pkcs8', pkcs8, algorithm, false, ['deriveBits']);
  } finally {
    pkcs8.fill(0);
  }
}

/**
 * Imports a raw public key.
 *
 * @param point - 32 bytes
 */
export function importX25519PublicKey(point: Uint8Array): Promise<CryptoKey> {
  return webSubtle().importKey('raw', asBufferSource(point), algorithm, true, []);
}

/**
 * The shared secret of two keys. The platform refuses a secret that is all zero (RFC 7748 §6.1).
 *
 * @param privateKey - need not be extractable
 * @param point - 32 bytes of the other side
 * @returns 32 bytes
 */
export async function x25519(privateKey: CryptoKey, point: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const other = await importX25519PublicKey(point);
  const bits = await webSubtle().deriveBits({ ...algorithm, public: other }, privateKey, X25519_BYTES * 8);
  return new Uint8Array(bits);
}

/**
 * The public half of a private key: its product with the base point, which few platforms can tell otherwise.
 *
 * @param privateKey - need not be extractable
 * @returns 32 bytes
 */
export function x25519PublicKeyOf(privateKey: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return x25519(privateKey, basePoint);
}

/**
 * A fresh key pair for one agreement.
 *
 * @returns the private key, non-extractable, and 32 bytes
 */
export async function ephemeralX25519(): Promise<{ privateKey: CryptoKey; publicKey: Uint8Array<ArrayBuffer> }> {
  const pair = (await webSubtle().generateKey(algorithm, false, ['deriveBits'])) as CryptoKeyPair;
  return { privateKey: pair.privateKey, publicKey: new Uint8Array(await webSubtle().exportKey('raw', pair.publicKey)) };
}
