// HPKE (RFC 9180, base mode, single shot): the only file that turns a suite into cryptography.
// What is sealed, and under which info and aad, is decided in answers.
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256, NotSupportedError } from 'hpke';
import { toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { TellsafeError } from '../errors.ts';
import { sha256 } from './digest.ts';
import { asBufferSource, webSubtle } from './subtle.ts';
import { assertRecipientPublicKey, assertSuite, isPossibleEnc, type SuiteId } from './suites.ts';

export {
  assertRecipientPublicKey,
  assertSuite,
  isSuiteAvailable,
  isSuiteId,
  type SuiteId,
  type SuiteSizes,
  suiteCodePoints,
  suiteIds,
  suiteSizes,
} from './suites.ts';

/** Who can open a payload: the agent session that sent the form, or the account's archive. */
export type RecipientRole = 'agent' | 'archive';

/** Binding of a sealed text to its place: `info` enters the key schedule, `aad` the authentication. */
export interface HpkeBinding {
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
}

/** Result of one single-shot seal. */
export interface HpkeSealed {
  readonly enc: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** A recipient's key pair. */
export interface RecipientKeyPair {
  /** Raw public key, {@link SuiteSizes.publicKey} bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Extractable, so that it can be wrapped for storage; what is unwrapped for use need not be. */
  readonly privateKey: CryptoKey;
}

/** Bytes of a recipient key id before base64url. */
export const RECIPIENT_KEY_ID_BYTES = 16;

/** u-coordinate 9, the base point of X25519 (RFC 7748 §4.1). */
const basePoint = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 9 : 0));

/** Cryptography of each available suite of the registry. */
const factories: Partial<Record<SuiteId, () => CipherSuite<CryptoKey>>> = {
  x25519: () => new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
};

const created = new Map<SuiteId, CipherSuite<CryptoKey>>();

/** One `CipherSuite` per suite, made at first use; it holds no state between calls. */
function cipherSuite(suite: SuiteId): CipherSuite<CryptoKey> {
  webSubtle();
  assertSuite(suite);
  const instance = created.get(suite) ?? factories[suite]?.();
  if (instance === undefined) throw new TellsafeError('suite_unavailable');
  created.set(suite, instance);
  return instance;
}

/**
 * Makes a recipient key pair.
 *
 * @param suite - an available suite
 * @throws TellsafeError `suite_unavailable`, `secure_context_required`
 */
export async function generateRecipientKeyPair(suite: SuiteId): Promise<RecipientKeyPair> {
  const hpke = cipherSuite(suite);
  try {
    const { publicKey, privateKey } = await hpke.GenerateKeyPair(true);
    return { publicKey: ownBytes(await hpke.SerializePublicKey(publicKey)), privateKey };
  } catch (cause) {
    throw new TellsafeError('suite_unavailable', undefined, { cause });
  }
}

/**
 * Imports a recipient's public key.
 *
 * @param suite - an available suite
 * @param publicKey - raw public key
 * @throws TellsafeError `recipient_key_invalid` for malformed and low-order values, `suite_unavailable`
 */
export async function importRecipientPublicKey(suite: SuiteId, publicKey: Uint8Array): Promise<CryptoKey> {
  const hpke = cipherSuite(suite);
  assertRecipientPublicKey(suite, publicKey);
  try {
    return await hpke.DeserializePublicKey(publicKey);
  } catch (cause) {
    throw new TellsafeError(unsupported(cause) ? 'suite_unavailable' : 'recipient_key_invalid', undefined, { cause });
  }
}

/**
 * Seals a text to one recipient with a fresh encapsulated secret.
 *
 * @param suite - an available suite
 * @param publicKey - the recipient's raw public key
 * @param plaintext - bytes to seal; left to the caller to wipe
 * @param binding - `info` (at most 65535 bytes) and `aad`
 * @throws TellsafeError `recipient_key_invalid`, `suite_unavailable`, `secure_context_required`
 * @see RFC 9180 §6.1
 */
export async function hpkeSeal(
  suite: SuiteId,
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  binding: HpkeBinding,
): Promise<HpkeSealed> {
  const key = await importRecipientPublicKey(suite, publicKey);
  try {
    const { encapsulatedSecret, ciphertext } = await cipherSuite(suite).Seal(key, plaintext, { ...binding });
    return { enc: ownBytes(encapsulatedSecret), ciphertext: ownBytes(ciphertext) };
  } catch (cause) {
    throw new TellsafeError(unsupported(cause) ? 'suite_unavailable' : 'recipient_key_invalid', undefined, { cause });
  }
}

/**
 * Opens a sealed text. **Security:** every way in which this can fail has the same code.
 *
 * @param suite - an available suite
 * @param privateKey - the recipient's private key, extractable or not
 * @param enc - encapsulated secret
 * @param ciphertext - sealed bytes, tag included
 * @param binding - the same `info` and `aad` as at sealing
 * @throws TellsafeError `answers_invalid`, `suite_unavailable`, `secure_context_required`
 * @see RFC 9180 §6.1
 */
export async function hpkeOpen(
  suite: SuiteId,
  privateKey: CryptoKey,
  enc: Uint8Array,
  ciphertext: Uint8Array,
  binding: HpkeBinding,
): Promise<Uint8Array<ArrayBuffer>> {
  const hpke = cipherSuite(suite);
  if (!isPossibleEnc(suite, enc)) throw new TellsafeError('answers_invalid');
  try {
    const publicKey = await publicKeyOf(privateKey);
    return ownBytes(await hpke.Open({ privateKey, publicKey }, enc, ciphertext, { ...binding }));
  } catch (cause) {
    throw new TellsafeError(unsupported(cause) ? 'suite_unavailable' : 'answers_invalid', undefined, { cause });
  }
}

/**
 * Names a recipient key in contexts and lists.
 *
 * @param suite - the key's suite
 * @param publicKey - raw public key
 * @returns base64url of the first 16 bytes of SHA-256 over the suite and the key
 */
export async function recipientKeyId(suite: SuiteId, publicKey: Uint8Array): Promise<string> {
  const digest = await sha256(lengthPrefixed('tellsafe/recipient-key/v1', suite, publicKey));
  return toBase64url(digest.subarray(0, RECIPIENT_KEY_ID_BYTES));
}

/**
 * The public half of an X25519 private key that need not be extractable: the product with the base point.
 * HPKE needs it for the key schedule, and few platforms can tell it from a private key alone.
 */
async function publicKeyOf(privateKey: CryptoKey): Promise<CryptoKey> {
  const subtle = webSubtle();
  const algorithm = { name: 'X25519' };
  const base = await subtle.importKey('raw', basePoint, algorithm, true, []);
  const raw = await subtle.deriveBits({ ...algorithm, public: base }, privateKey, 256);
  return subtle.importKey('raw', raw, algorithm, true, []);
}

function unsupported(cause: unknown): boolean {
  return cause instanceof NotSupportedError;
}

function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return asBufferSource(bytes);
}
