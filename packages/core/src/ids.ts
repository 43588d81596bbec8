// Identifiers: UUIDs as text and as bytes, account ids. Keys and handles, which are secret, live in otk.
import { TellsafeError } from './errors.ts';

/**
 * Gives cryptographically random bytes.
 *
 * @param length - 0 to 65536
 */
export type RandomBytes = (length: number) => Uint8Array;

/** Bytes of a UUID. */
export const UUID_BYTES = 16;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const accountIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

/** `00` … `ff`, so that formatting a UUID needs no arithmetic per digit. */
const hexPairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Makes a random UUID (version 4).
 *
 * @param random - source of the 16 bytes
 * @see RFC 9562 §5.4
 */
export function createUuid(random: RandomBytes): string {
  return uuidFromBytes(withVersion4(random(UUID_BYTES)));
}

/**
 * Copies 16 bytes and sets the version (4) and variant bits of a UUID in them.
 *
 * @param bytes - exactly 16 bytes
 * @throws RangeError when there are not 16 bytes
 * @see RFC 9562 §5.4
 */
export function withVersion4(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.length !== UUID_BYTES) throw new RangeError('bytes must be 16 bytes long');
  const copy = Uint8Array.from(bytes);
  copy[6] = ((copy[6] ?? 0) & 0x0f) | 0x40;
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80;
  return copy;
}

/**
 * Formats 16 bytes as a lower-case UUID; the bytes are taken as they are.
 *
 * @param bytes - exactly 16 bytes
 * @throws RangeError when there are not 16 bytes
 */
export function uuidFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== UUID_BYTES) throw new RangeError('bytes must be 16 bytes long');
  let text = '';
  for (let at = 0; at < UUID_BYTES; at += 1) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-';
    text += hexPairs[bytes[at] ?? 0];
  }
  return text;
}

/**
 * The 16 bytes of a UUID.
 *
 * @param uuid - lower-case UUID text
 * @throws TellsafeError `encoding_invalid` when it is not one
 */
export function uuidToBytes(uuid: string): Uint8Array<ArrayBuffer> {
  if (!isUuid(uuid)) throw new TellsafeError('encoding_invalid');
  const bytes = new Uint8Array(UUID_BYTES);
  for (let at = 0, digit = 0; at < UUID_BYTES; at += 1, digit += 2) {
    if (uuid[digit] === '-') digit += 1;
    bytes[at] = Number.parseInt(uuid.slice(digit, digit + 2), 16);
  }
  return bytes;
}

/**
 * Tells whether a value is a UUID in its one canonical spelling: lower case, with hyphens.
 *
 * @param text - anything
 */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuidPattern.test(text);
}

/**
 * Tells whether a value is an account id: 1 to 32 characters of `a-z 0-9 -`, no hyphen at either end.
 *
 * @param text - anything
 */
export function isAccountId(text: unknown): text is string {
  return typeof text === 'string' && accountIdPattern.test(text);
}
