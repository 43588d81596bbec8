// UTF-8 in both directions, strict: text and bytes stand for each other one to one.
import { TellsafeError } from '../errors.ts';

const encoder = new TextEncoder();
// Pages that only encode need none.
const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Encodes text.
 *
 * @param text - well-formed text
 * @throws TellsafeError `encoding_invalid` for half of a surrogate pair, which UTF-8 cannot hold
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  if (loneSurrogate.test(text)) throw new TellsafeError('encoding_invalid');
  return encoder.encode(text);
}

/**
 * Decodes bytes; a byte order mark stays part of the text.
 *
 * @param bytes - UTF-8
 * @throws TellsafeError `encoding_invalid` when the bytes are not UTF-8
 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new TellsafeError('encoding_invalid', undefined, { cause });
  }
}
