// @tellsafe/core/crypto/at-rest: the layer over everything durable. One data key per submission; destroying it erases.
// Bytes: 0x01 ‖ nonce (24) ‖ XChaCha20-Poly1305 ciphertext and tag, with the record's address as associated data.
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { utf8 } from '../encoding/utf8.ts';
import { TellsafeError } from '../errors.ts';
import type { RandomBytes } from '../ids.ts';
import { hkdfSync } from './sync.ts';

/** Bytes of a data key and of a key-encryption key. */
export const DATA_KEY_BYTES = 32;

/** Bytes that sealing adds: version, nonce, tag. */
export const AT_REST_OVERHEAD_BYTES = 1 + 24 + 16;

const VERSION = 0x01;
const NONCE_BYTES = 24;
const HEAD_BYTES = 1 + NONCE_BYTES;

/**
 * Seals bytes for a store.
 *
 * @param dataKey - 32 bytes
 * @param plaintext - any length
 * @param context - where the bytes belong, from {@link atRestContext}
 * @param random - source of the nonce; 24 random bytes make repeats negligible
 * @throws RangeError when the key has another length
 * @see draft-irtf-cfrg-xchacha-03
 */
export function sealAtRest(
  dataKey: Uint8Array,
  plaintext: Uint8Array,
  context: Uint8Array,
  random: RandomBytes,
): Uint8Array<ArrayBuffer> {
  checkKey(dataKey, 'dataKey');
  const nonce = random(NONCE_BYTES);
  const ciphertext = xchacha20poly1305(dataKey, nonce, context).encrypt(plaintext);
  const out = new Uint8Array(HEAD_BYTES + ciphertext.length);
  out[0] = VERSION;
  out.set(nonce, 1);
  out.set(ciphertext, HEAD_BYTES);
  return out;
}

/**
 * Opens bytes from a store.
 *
 * @param dataKey - 32 bytes
 * @param bytes - from {@link sealAtRest}
 * @param context - where the bytes were found
 * @throws TellsafeError `at_rest_invalid` for another key, another place, altered or foreign bytes
 * @throws RangeError when the key has another length
 */
export function openAtRest(dataKey: Uint8Array, bytes: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> {
  checkKey(dataKey, 'dataKey');
  if (bytes.length < AT_REST_OVERHEAD_BYTES || bytes[0] !== VERSION) throw new TellsafeError('at_rest_invalid');
  try {
    const cipher = xchacha20poly1305(dataKey, bytes.subarray(1, HEAD_BYTES), context);
    return cipher.decrypt(bytes.subarray(HEAD_BYTES));
  } catch (cause) {
    throw new TellsafeError('at_rest_invalid', undefined, { cause });
  }
}

/** Wraps and unwraps data keys under one key-encryption key. */
export interface KeyWrapping {
  /**
   * Wraps a data key.
   *
   * @param dataKey - 32 bytes
   * @param context - where the data key belongs
   * @param random - source of the nonce
   * @throws RangeError when the key has another length
   */
  wrap(dataKey: Uint8Array, context: Uint8Array, random: RandomBytes): Uint8Array<ArrayBuffer>;
  /**
   * Unwraps a data key.
   *
   * @param bytes - from {@link KeyWrapping.wrap}
   * @param context - where the wrapped key was found
   * @returns 32 bytes
   * @throws TellsafeError `at_rest_invalid` for another key, another place, altered or foreign bytes
   */
  unwrap(bytes: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer>;
  /** **Security:** wipes what was derived from the key-encryption key and opens as much as it does; a later call throws. */
  destroy(): void;
}

/**
 * Prepares a key-encryption key that wraps often.
 *
 * @param kek - 32 bytes; a key for this purpose alone is derived from it
 * @throws RangeError when the key has another length
 */
export function prepareWrapping(kek: Uint8Array): KeyWrapping {
  checkKey(kek, 'kek');
  // A buffer made for it: one that the engine moves about would leave copies behind that nobody wipes.
  const own = new Uint8Array(new ArrayBuffer(DATA_KEY_BYTES));
  const derived = hkdfSync(kek, new Uint8Array(), utf8('tellsafe/wrap/v1'));
  own.set(derived);
  derived.fill(0);
  let destroyed = false;
  const key = () => {
    if (destroyed) throw new TypeError('the key was destroyed');
    return own;
  };
  return {
    wrap: (dataKey, context, random) => {
      checkKey(dataKey, 'dataKey');
      return sealAtRest(key(), dataKey, context, random);
    },
    unwrap: (bytes, context) => {
      const dataKey = openAtRest(key(), bytes, context);
      if (dataKey.length !== DATA_KEY_BYTES) throw new TellsafeError('at_rest_invalid');
      return dataKey;
    },
    destroy: () => {
      destroyed = true;
      own.fill(0);
    },
  };
}

/**
 * The address of a record as associated data, so that bytes moved to another record do not open.
 *
 * @param account - account id
 * @param collection - kind of record
 * @param group - conversation, or what else changes as one
 * @param id - record id
 */
export function atRestContext(account: string, collection: string, group: string, id: string): Uint8Array<ArrayBuffer> {
  return lengthPrefixed('tellsafe/at-rest/v1', account, collection, group, id);
}

function checkKey(key: Uint8Array, name: string): void {
  if (key.length !== DATA_KEY_BYTES) throw new RangeError(`${name} must be 32 bytes long`);
}
