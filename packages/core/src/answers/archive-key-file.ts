// The file of an archive key pair, as `tellsafe keys archive` makes it: JSON, its private half plain or under a passphrase.
import { hpkeOpen, hpkeSeal, type RecipientPrivateKey, recipientKeyId } from '../crypto/hpke.ts';
import { asBufferSource, webSubtle } from '../crypto/subtle.ts';
import { isSuiteId, suiteSizes } from '../crypto/suites.ts';
import { importX25519PrivateKey } from '../crypto/x25519.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { fromUtf8, utf8 } from '../encoding/utf8.ts';
import { TellsafeError } from '../errors.ts';
import type { RandomBytes } from '../ids.ts';
import type { SuiteId } from './types.ts';

/** Fewest characters of a passphrase for a new file. */
export const PASSPHRASE_MIN_LENGTH = 12;

/** Rounds of PBKDF2-HMAC-SHA-256 for a new file. @see OWASP Password Storage Cheat Sheet: 600,000 */
const ITERATIONS = 600_000;

/** Of a file that is read: less would be a forgery that makes guessing cheap, more a page that hangs. */
const iterationLimits = { min: ITERATIONS, max: 10_000_000 } as const;

const PRIVATE_KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FILE_LIMIT_BYTES = 16_384;

/** The public parts of an archive key. */
export interface ArchiveKeyName {
  readonly suite: SuiteId;
  readonly keyId: string;
  /** Raw, base64url. */
  readonly publicKey: string;
}

/** A new pair, to be written. */
export interface ArchiveKeyPair extends ArchiveKeyName {
  /** 32 bytes; left to the caller to wipe. */
  readonly privateKey: Uint8Array;
}

/** An archive key that can open answers. */
export interface ArchiveKey extends ArchiveKeyName {
  /** `x25519`: non-extractable; `xwing`: bytes, the caller's to wipe. */
  readonly privateKey: RecipientPrivateKey;
}

/** A file as it was read; nothing of it is unlocked yet. */
export interface ArchiveKeyFile extends ArchiveKeyName {
  /** 32 bytes in a plain file. */
  readonly privateKey?: Uint8Array;
  /** What stands instead of it in a file with a passphrase. */
  readonly locked?: LockedKey;
}

interface LockedKey {
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Puts a passphrase on a file. */
export interface ArchiveKeyLock {
  /** {@link PASSPHRASE_MIN_LENGTH} characters or more. */
  readonly passphrase: string;
  readonly random: RandomBytes;
}

/**
 * Writes a file.
 *
 * @param pair - the key pair
 * @param lock - without it the private half stands in the file as it is
 * @throws RangeError for a passphrase that is too short
 * @throws TellsafeError `secure_context_required`
 */
export async function formatArchiveKeyFile(pair: ArchiveKeyPair, lock?: ArchiveKeyLock): Promise<Uint8Array> {
  const { suite, keyId, publicKey, privateKey } = pair;
  const name = { version: 1, use: 'archive', suite, keyId, publicKey } as const;
  const secret = lock ? { locked: await lockKey(pair, lock) } : { privateKey: toBase64url(privateKey) };
  return utf8(`${JSON.stringify({ ...name, ...secret }, null, 2)}\n`);
}

async function lockKey(pair: ArchiveKeyPair, { passphrase, random }: ArchiveKeyLock) {
  if (passphrase.length < PASSPHRASE_MIN_LENGTH) {
    throw new RangeError(`passphrase must have at least ${PASSPHRASE_MIN_LENGTH} characters`);
  }
  const [salt, nonce] = [random(SALT_BYTES), random(NONCE_BYTES)];
  const key = await passphraseKey(passphrase, salt, ITERATIONS);
  const ciphertext = await webSubtle().encrypt(algorithmOf(pair, nonce), key, asBufferSource(pair.privateKey));
  return {
    kdf: 'PBKDF2-SHA-256',
    iterations: ITERATIONS,
    cipher: 'AES-256-GCM',
    salt: toBase64url(salt),
    nonce: toBase64url(nonce),
    ciphertext: toBase64url(new Uint8Array(ciphertext)),
  };
}

/**
 * Reads a file, without unlocking it.
 *
 * @param bytes - the whole file
 * @throws TellsafeError `key_file_invalid` with a `hint` when it is no archive key file
 */
export function parseArchiveKeyFile(bytes: Uint8Array): ArchiveKeyFile {
  try {
    if (bytes.length > FILE_LIMIT_BYTES) throw new RangeError('too long');
    return parse(JSON.parse(fromUtf8(bytes)));
  } catch (cause) {
    // The cause would repeat what stands in the file.
    if (cause instanceof TellsafeError && cause.code === 'key_file_invalid') throw cause;
    throw invalid('file', 'It is not a whole file of an archive key, as tellsafe keys archive makes it.');
  }
}

function parse(file: Readonly<Record<string, unknown>>): ArchiveKeyFile {
  const { version, use, suite, keyId, publicKey, privateKey, locked } = file;
  if (version !== 1 || use !== 'archive' || !isSuiteId(suite)) throw new RangeError('another file');
  if (typeof keyId !== 'string') throw new RangeError('no key id');
  const name = { suite, keyId, publicKey: toBase64url(bytesOf(publicKey, suiteSizes(suite).publicKey)) };
  if (locked === undefined) return { ...name, privateKey: bytesOf(privateKey, PRIVATE_KEY_BYTES) };
  const { kdf, cipher, iterations, salt, nonce, ciphertext } = locked as Readonly<Record<string, unknown>>;
  const { min, max } = iterationLimits;
  const isKnown = kdf === 'PBKDF2-SHA-256' && cipher === 'AES-256-GCM' && Number.isInteger(iterations);
  if (!isKnown || privateKey !== undefined || (iterations as number) < min || (iterations as number) > max) {
    throw new RangeError('another lock');
  }
  return {
    ...name,
    locked: {
      iterations: iterations as number,
      salt: bytesOf(salt, SALT_BYTES),
      nonce: bytesOf(nonce, NONCE_BYTES),
      ciphertext: bytesOf(ciphertext, PRIVATE_KEY_BYTES + TAG_BYTES),
    },
  };
}

function bytesOf(value: unknown, length: number): Uint8Array {
  const bytes = fromBase64url(value as string);
  if (bytes.length !== length) throw new RangeError('another length');
  return bytes;
}

/**
 * Reads and unlocks a file; its private half must be the one of its public half.
 *
 * @param bytes - the whole file
 * @param passphrase - needed for a file that has one, ignored for a plain one
 * @throws TellsafeError `key_file_invalid`: `params.key` is `passphrase` when that is missing or wrong, else `file`;
 *   `suite_unavailable`, `network_failed`, `secure_context_required`
 */
export async function openArchiveKeyFile(bytes: Uint8Array, passphrase?: string): Promise<ArchiveKey> {
  const file = parseArchiveKeyFile(bytes);
  const { suite, keyId, publicKey } = file;
  const secret = file.locked ? await unlock(file, file.locked, passphrase) : (file.privateKey as Uint8Array);
  const raw = new Uint8Array(secret);
  secret.fill(0);
  try {
    const privateKey = suite === 'x25519' ? await importX25519PrivateKey(raw) : raw.slice();
    const key: ArchiveKey = { suite, keyId, publicKey, privateKey };
    if (!(await isWholePair(key))) throw invalid('file', 'Its private and its public half are of different keys.');
    return key;
  } finally {
    raw.fill(0);
  }
}

async function unlock(file: ArchiveKeyFile, locked: LockedKey, passphrase: string | undefined): Promise<Uint8Array> {
  if (passphrase === undefined || passphrase === '') throw invalid('passphrase', 'The file has a passphrase.');
  const key = await passphraseKey(passphrase, locked.salt, locked.iterations);
  try {
    const algorithm = algorithmOf(file, locked.nonce);
    return new Uint8Array(await webSubtle().decrypt(algorithm, key, asBufferSource(locked.ciphertext)));
  } catch {
    throw invalid('passphrase', 'This is not the passphrase of the file, or the file was changed.');
  }
}

/** What is sealed to the public half must open with the private one, and the id must be that of the key. */
async function isWholePair({ suite, keyId, publicKey, privateKey }: ArchiveKey): Promise<boolean> {
  const raw = fromBase64url(publicKey);
  if ((await recipientKeyId(suite, raw)) !== keyId) return false;
  const binding = { info: utf8('tellsafe/archive-key-check/v1'), aad: new Uint8Array() };
  try {
    const { enc, ciphertext } = await hpkeSeal(suite, raw, binding.info, binding);
    await hpkeOpen(suite, privateKey, enc, ciphertext, binding);
    return true;
  } catch (error) {
    if (error instanceof TellsafeError && ['answers_invalid', 'recipient_key_invalid'].includes(error.code))
      return false;
    throw error;
  }
}

/** @see RFC 8018 §5.2; NIST SP 800-63B §5.1.1.2 for the normal form */
async function passphraseKey(passphrase: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const subtle = webSubtle();
  const typed = utf8(passphrase.normalize('NFKC'));
  try {
    const key = await subtle.importKey('raw', asBufferSource(typed), 'PBKDF2', false, ['deriveKey']);
    const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: asBufferSource(salt), iterations };
    return await subtle.deriveKey(algorithm, key, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  } finally {
    typed.fill(0);
  }
}

/** The public parts are authenticated, so that a key cannot be passed off as another one. */
function algorithmOf({ suite, keyId, publicKey }: ArchiveKeyName, nonce: Uint8Array): AesGcmParams {
  const additionalData = asBufferSource(lengthPrefixed('tellsafe/archive-key/v1', suite, keyId, publicKey));
  return { name: 'AES-GCM', iv: asBufferSource(nonce), additionalData };
}

function invalid(key: 'file' | 'passphrase', hint: string): TellsafeError {
  return new TellsafeError('key_file_invalid', { key, hint });
}
