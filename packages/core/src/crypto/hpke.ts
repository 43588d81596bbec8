// HPKE (RFC 9180, base mode, single shot): the only file that turns a suite into cryptography.
// What is sealed, and under which info and aad, is decided in answers.
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  type KeyPair,
  NotSupportedError,
} from 'hpke';
import { toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { TellsafeError } from '../errors.ts';
import { sha256 } from './digest.ts';
import { asBufferSource, webSubtle } from './subtle.ts';
import { assertRecipientPublicKey, assertSuite, isPossibleEnc, type SuiteId } from './suites.ts';
import { importX25519PublicKey, x25519PublicKeyOf } from './x25519.ts';
import type { XWingKey } from './xwing/kem.ts';

export {
  assertRecipientPublicKey,
  assertSuite,
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

/**
 * A recipient's private key: a key of WebCrypto, which need not be extractable, or 32 bytes as {@link serializeRecipientPrivateKey}
 * gives them. **Security:** of `xwing` WebCrypto has no key that every platform knows, so there it is always bytes; wipe them
 * after use.
 */
export type RecipientPrivateKey = CryptoKey | Uint8Array<ArrayBuffer>;

/** What a private key is made as: extractable for `x25519`, so that it can be wrapped for storage; the seed for `xwing`. */
interface NewPrivateKeys {
  readonly x25519: CryptoKey;
  readonly xwing: Uint8Array<ArrayBuffer>;
}

/** A recipient's key pair. */
export interface RecipientKeyPair<Suite extends SuiteId = SuiteId> {
  /** Raw public key, {@link SuiteSizes.publicKey} bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly privateKey: NewPrivateKeys[Suite];
}

/** Bytes of a recipient key id before base64url. */
export const RECIPIENT_KEY_ID_BYTES = 16;

/** Keys as the library holds them. */
type SuiteKey = CryptoKey | XWingKey;

/** Cryptography of each suite. What only one of them needs is fetched when it is first used. */
const factories: Readonly<Record<SuiteId, () => Promise<CipherSuite<SuiteKey>>>> = {
  x25519: async () => new CipherSuite<SuiteKey>(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
  async xwing() {
    const { loadXWingKem } = await import('./xwing/kem.ts');
    const kem = await loadXWingKem();
    return new CipherSuite<SuiteKey>(() => kem, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  },
};

const created = new Map<SuiteId, Promise<CipherSuite<SuiteKey>>>();

/** One `CipherSuite` per suite, made at first use; it holds no state between calls. */
async function cipherSuite(suite: SuiteId): Promise<CipherSuite<SuiteKey>> {
  webSubtle();
  assertSuite(suite);
  const instance = created.get(suite) ?? factories[suite]();
  created.set(suite, instance);
  try {
    return await instance;
  } catch (cause) {
    created.delete(suite);
    throw new TellsafeError('network_failed', undefined, { cause });
  }
}

/**
 * Fetches what a suite needs, so that the first seal does not wait for it. Calling it is never necessary.
 *
 * @param suite - a known suite
 * @throws TellsafeError `network_failed` when code of the suite could not be fetched, `suite_unavailable`,
 *   `secure_context_required`
 */
export async function prepareSuite(suite: SuiteId): Promise<void> {
  await cipherSuite(suite);
}

/**
 * Makes a recipient key pair.
 *
 * @param suite - a known suite
 * @throws TellsafeError `suite_unavailable`, `network_failed`, `secure_context_required`
 */
export async function generateRecipientKeyPair<Suite extends SuiteId>(suite: Suite): Promise<RecipientKeyPair<Suite>> {
  const hpke = await cipherSuite(suite);
  try {
    const { publicKey, privateKey } = await hpke.GenerateKeyPair(true);
    const raw = ownBytes(await hpke.SerializePublicKey(publicKey));
    const made = 'bytes' in privateKey ? privateKey.bytes : privateKey;
    return { publicKey: raw, privateKey: made as NewPrivateKeys[Suite] };
  } catch (cause) {
    throw new TellsafeError('suite_unavailable', undefined, { cause });
  }
}

/**
 * The bytes of a private key, to be kept where no browser wraps it: RFC 9180's serialised form for `x25519`, the seed for `xwing`.
 *
 * @param suite - the key's suite
 * @param privateKey - extractable
 * @returns 32 bytes, a copy; {@link hpkeOpen} takes them
 * @throws TellsafeError `recipient_key_invalid` for a key that is not extractable or of another suite, `suite_unavailable`,
 *   `network_failed`, `secure_context_required`
 */
export async function serializeRecipientPrivateKey(
  suite: SuiteId,
  privateKey: RecipientPrivateKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const hpke = await cipherSuite(suite);
  try {
    if (privateKey instanceof Uint8Array) return privateKey.slice();
    return ownBytes(await hpke.SerializePrivateKey(privateKey));
  } catch (cause) {
    throw new TellsafeError('recipient_key_invalid', undefined, { cause });
  }
}

/**
 * Seals a text to one recipient with a fresh encapsulated secret.
 *
 * @param suite - the recipient's suite
 * @param publicKey - the recipient's raw public key
 * @param plaintext - bytes to seal; left to the caller to wipe
 * @param binding - `info` (at most 65535 bytes) and `aad`
 * @throws TellsafeError `recipient_key_invalid`, `suite_unavailable`, `network_failed`, `secure_context_required`
 * @see RFC 9180 §6.1
 */
export async function hpkeSeal(
  suite: SuiteId,
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  binding: HpkeBinding,
): Promise<HpkeSealed> {
  const hpke = await cipherSuite(suite);
  assertRecipientPublicKey(suite, publicKey);
  try {
    const key = await hpke.DeserializePublicKey(publicKey);
    const { encapsulatedSecret, ciphertext } = await hpke.Seal(key, plaintext, { ...binding });
    return { enc: ownBytes(encapsulatedSecret), ciphertext: ownBytes(ciphertext) };
  } catch (cause) {
    throw new TellsafeError(unsupported(cause) ? 'suite_unavailable' : 'recipient_key_invalid', undefined, { cause });
  }
}

/**
 * Opens a sealed text. **Security:** every way in which this can fail has the same code.
 *
 * @param suite - the key's suite
 * @param privateKey - the recipient's private key; bytes are left to the caller to wipe
 * @param enc - encapsulated secret
 * @param ciphertext - sealed bytes, tag included
 * @param binding - the same `info` and `aad` as at sealing
 * @throws TellsafeError `answers_invalid`, `suite_unavailable`, `network_failed`, `secure_context_required`
 * @see RFC 9180 §6.1
 */
export async function hpkeOpen(
  suite: SuiteId,
  privateKey: RecipientPrivateKey,
  enc: Uint8Array,
  ciphertext: Uint8Array,
  binding: HpkeBinding,
): Promise<Uint8Array<ArrayBuffer>> {
  const hpke = await cipherSuite(suite);
  if (!isPossibleEnc(suite, enc)) throw new TellsafeError('answers_invalid');
  try {
    const key = await openingKey(hpke, privateKey);
    return ownBytes(await hpke.Open(key, enc, ciphertext, { ...binding }));
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

/** HPKE needs the public half for its key schedule; of a key that is not extractable it has to be computed. */
async function openingKey(
  hpke: CipherSuite<SuiteKey>,
  privateKey: RecipientPrivateKey,
): Promise<SuiteKey | KeyPair<SuiteKey>> {
  if (privateKey instanceof Uint8Array) return hpke.DeserializePrivateKey(privateKey, true);
  return { privateKey, publicKey: await importX25519PublicKey(await x25519PublicKeyOf(privateKey)) };
}

function unsupported(cause: unknown): boolean {
  return cause instanceof NotSupportedError;
}

function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return asBufferSource(bytes);
}
