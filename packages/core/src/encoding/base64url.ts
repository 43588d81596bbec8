// base64url without padding (RFC 4648 §5), strict: every byte string has exactly one spelling.
import { TellsafeError } from '../errors.ts';

const alphabetOnly = /^[\w-]*$/;

/** Last characters whose unused low bits are zero (RFC 4648 §3.5), by characters in the last group; one cannot happen. */
const lastCharacters: readonly (string | null)[] = [null, '', 'AQgw', 'AEIMQUYcgkosw048'];

/** Arguments per `String.fromCharCode` call, well below the engines' limits. */
const CHUNK = 0x2000;

/**
 * Encodes bytes.
 *
 * @param bytes - any length
 * @returns base64url text without padding
 */
export function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[]);
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Decodes text.
 *
 * @param text - base64url without padding, in its canonical spelling
 * @throws TellsafeError `encoding_invalid` for padding, foreign characters, impossible lengths and non-zero unused bits
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!isBase64url(text)) throw new TellsafeError('encoding_invalid');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/**
 * Tells whether a value is canonical base64url, optionally of an exact number of bytes, without decoding it.
 *
 * @param text - anything
 * @param byteLength - bytes that it must stand for
 */
export function isBase64url(text: unknown, byteLength?: number): text is string {
  if (typeof text !== 'string') return false;
  if (byteLength !== undefined && text.length !== Math.ceil((byteLength * 4) / 3)) return false;
  const allowedLast = lastCharacters[text.length % 4];
  if (allowedLast?.includes(text.charAt(text.length - 1)) === false) return false;
  return alphabetOnly.test(text);
}
