// The bytes inside a seal: salt (32) ‖ payload, where payload = length (u32) ‖ canonical JSON ‖ zeros up to a size of the
// ladder. The size tells next to nothing about the answers; the commitment makes every recipient see the same ones.
import { equalBytes } from '../crypto/constant-time.ts';
import { SHA256_BYTES, sha256 } from '../crypto/digest.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { fromUtf8, utf8 } from '../encoding/utf8.ts';
import { TellsafeError } from '../errors.ts';
import type { RandomBytes } from '../ids.ts';

/** Bytes of the salt before the payload. */
export const SALT_BYTES = 32;

/** Sizes of a payload in bytes: 1 KiB, then powers of two up to 16 KiB. Never compressed. */
export const PAYLOAD_SIZES: readonly number[] = Object.freeze([1024, 2048, 4096, 8192, 16_384]);

const LENGTH_BYTES = 4;

/** A payload ready to be sealed. */
export interface Committed {
  /** salt ‖ payload. Wipe it after use. */
  readonly plaintext: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the plaintext. */
  readonly commitment: Uint8Array<ArrayBuffer>;
}

/**
 * Writes answers as a salted, padded payload and commits to it.
 *
 * @param answers - normalised values by question id
 * @param random - source of the salt
 * @throws TellsafeError `answers_invalid` when they are longer than 16 KiB or not well-formed text
 */
export async function commitPayload(
  answers: Readonly<Record<string, string>>,
  random: RandomBytes,
): Promise<Committed> {
  const json = encodeAnswers(answers);
  const size = PAYLOAD_SIZES.find((step) => step >= LENGTH_BYTES + json.length);
  if (size === undefined) throw new TellsafeError('answers_invalid');
  const plaintext = new Uint8Array(SALT_BYTES + size);
  plaintext.set(random(SALT_BYTES));
  new DataView(plaintext.buffer).setUint32(SALT_BYTES, json.length);
  plaintext.set(json, SALT_BYTES + LENGTH_BYTES);
  json.fill(0);
  return { plaintext, commitment: await sha256(plaintext) };
}

/**
 * Checks what was opened against the commitment, then reads the answers.
 *
 * **Security:** AES-GCM alone does not commit to its key; without this check one ciphertext could open to two texts.
 *
 * @param plaintext - salt ‖ payload as opened
 * @param commitment - the part's commitment
 * @throws TellsafeError `answers_invalid`
 */
export async function readCommitted(plaintext: Uint8Array, commitment: Uint8Array): Promise<Record<string, string>> {
  if (!(await isCommittedTo(plaintext, commitment))) throw new TellsafeError('answers_invalid');
  return decodePayload(plaintext.subarray(SALT_BYTES));
}

/**
 * Tells whether a commitment is the one of these bytes.
 *
 * @param plaintext - salt ‖ payload
 * @param commitment - 32 bytes
 */
export async function isCommittedTo(plaintext: Uint8Array, commitment: Uint8Array): Promise<boolean> {
  return commitment.length === SHA256_BYTES && equalBytes(await sha256(plaintext), commitment);
}

function encodeAnswers(answers: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  try {
    return utf8(canonicalJson({ answers }));
  } catch (cause) {
    throw new TellsafeError('answers_invalid', undefined, { cause });
  }
}

function decodePayload(payload: Uint8Array): Record<string, string> {
  if (!PAYLOAD_SIZES.includes(payload.length)) throw new TellsafeError('answers_invalid');
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  if (end > payload.length || payload.subarray(end).some((byte) => byte !== 0)) {
    throw new TellsafeError('answers_invalid');
  }
  // The smallest size that fits is the only one, so that equal answers never differ in length.
  if (PAYLOAD_SIZES.find((step) => step >= end) !== payload.length) throw new TellsafeError('answers_invalid');
  try {
    return parseAnswers(fromUtf8(payload.subarray(LENGTH_BYTES, end)));
  } catch (cause) {
    throw new TellsafeError('answers_invalid', undefined, { cause });
  }
}

/** Only the canonical spelling counts: no repeated member, no second member beside `answers`, no other type of value. */
function parseAnswers(text: string): Record<string, string> {
  const parsed: unknown = JSON.parse(text);
  const answers = isObject(parsed) ? parsed.answers : undefined;
  if (!isObject(answers)) throw new TellsafeError('answers_invalid');
  const entries = Object.entries(answers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const read = Object.fromEntries(entries);
  if (canonicalJson({ answers: read }) !== text) throw new TellsafeError('answers_invalid');
  return read;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
