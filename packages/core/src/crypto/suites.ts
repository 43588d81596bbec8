// The registry of cipher suites as data: names, code points, sizes. hpke.ts alone turns a suite into cryptography.
import { TellsafeError } from '../errors.ts';
import { isReducedMlKem768 } from './ml-kem-keys.ts';
import { isLowOrderX25519 } from './x25519-points.ts';

/** Compiled allow-list; nothing is negotiated. Both use HKDF-SHA256 and AES-256-GCM. */
export type SuiteId = 'x25519' | 'xwing';

/** Sizes in bytes: public key, encapsulated secret, authentication tag. */
export interface SuiteSizes {
  readonly publicKey: number;
  readonly enc: number;
  readonly tag: number;
}

interface SuiteEntry {
  /** Code points of RFC 9180 §7: KEM, KDF, AEAD. */
  readonly codePoints: readonly [kem: number, kdf: number, aead: number];
  readonly sizes: SuiteSizes;
  /** Says whether a public key of the right length may be sealed to. */
  readonly acceptsPublicKey: (publicKey: Uint8Array) => boolean;
}

const suites: Readonly<Record<SuiteId, SuiteEntry>> = Object.freeze({
  x25519: {
    codePoints: [0x0020, 0x0001, 0x0002],
    sizes: Object.freeze({ publicKey: 32, enc: 32, tag: 16 }),
    acceptsPublicKey: hasGoodPoint,
  },
  // MLKEM768-X25519 (draft-ietf-hpke-pq): public keys and encapsulated secrets both end in their X25519 half.
  xwing: {
    codePoints: [0x647a, 0x0001, 0x0002],
    sizes: Object.freeze({ publicKey: 1216, enc: 1120, tag: 16 }),
    acceptsPublicKey: (publicKey) => hasGoodPoint(publicKey) && isReducedMlKem768(publicKey),
  },
});

/** Every known suite. */
export const suiteIds: readonly SuiteId[] = Object.freeze(Object.keys(suites) as SuiteId[]);

/**
 * Tells whether a value names a known suite.
 *
 * @param text - anything
 */
export function isSuiteId(text: unknown): text is SuiteId {
  return typeof text === 'string' && Object.hasOwn(suites, text);
}

/**
 * Sizes of a suite in bytes.
 *
 * @param suite - a known suite
 */
export function suiteSizes(suite: SuiteId): SuiteSizes {
  return suites[suite].sizes;
}

/**
 * Code points of a suite.
 *
 * @param suite - a known suite
 * @see RFC 9180 §7
 */
export function suiteCodePoints(suite: SuiteId): readonly [kem: number, kdf: number, aead: number] {
  return suites[suite].codePoints;
}

/**
 * Refuses a suite that cannot be used.
 *
 * @param suite - what a peer or a setting named
 * @throws TellsafeError `suite_unavailable` for an unknown suite
 */
export function assertSuite(suite: unknown): asserts suite is SuiteId {
  if (!isSuiteId(suite)) throw new TellsafeError('suite_unavailable');
}

/**
 * Refuses a recipient public key that must not be sealed to: wrong length, an X25519 point that makes the shared secret zero,
 * or an ML-KEM key that is not reduced. Cheap enough for every request; no key agreement takes place.
 *
 * @param suite - a known suite
 * @param publicKey - raw public key
 * @throws TellsafeError `recipient_key_invalid`, or `suite_unavailable`
 * @see RFC 9180 §7.1.4, FIPS 203 §7.2
 */
export function assertRecipientPublicKey(suite: SuiteId, publicKey: Uint8Array): void {
  assertSuite(suite);
  if (publicKey.length !== suites[suite].sizes.publicKey || !suites[suite].acceptsPublicKey(publicKey)) {
    throw new TellsafeError('recipient_key_invalid');
  }
}

/**
 * Tells whether an encapsulated secret can be genuine: right length, not a point that makes the shared secret zero.
 *
 * @param suite - a known suite
 * @param enc - encapsulated secret as received
 */
export function isPossibleEnc(suite: SuiteId, enc: Uint8Array): boolean {
  return enc.length === suites[suite].sizes.enc && hasGoodPoint(enc);
}

/** The last 32 bytes of a public value are a point of X25519, in both suites. */
function hasGoodPoint(value: Uint8Array): boolean {
  return !isLowOrderX25519(value.subarray(-32));
}
