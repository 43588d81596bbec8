// The one way in which several values become the input of a MAC, a hash or a context: each with its length before it.
import { roomFor } from './room.ts';
import { utf8 } from './utf8.ts';

/**
 * Concatenates parts, each preceded by its length in bytes as 32 bits, big-endian, so that no two lists of parts give
 * the same bytes.
 *
 * @param parts - texts (taken as UTF-8) and bytes
 * @throws TellsafeError `encoding_invalid` for text that is not well-formed
 */
export function lengthPrefixed(...parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const out = roomFor(parts.reduce((total, part) => total + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    const { length } = part;
    at = writeLength(out, at, length);
    if (typeof part !== 'string') out.set(part, at);
    // Nearly all texts are ASCII, whose length in bytes is known; the others need a second look.
    else if (!writeAscii(out, at, part)) return lengthPrefixed(...parts.map(toBytes));
    at += length;
  }
  return out;
}

const toBytes = (part: string | Uint8Array): Uint8Array => (typeof part === 'string' ? utf8(part) : part);

function writeLength(out: Uint8Array, at: number, length: number): number {
  out[at] = length >>> 24;
  out[at + 1] = length >>> 16;
  out[at + 2] = length >>> 8;
  out[at + 3] = length;
  return at + 4;
}

function writeAscii(out: Uint8Array, start: number, text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return false;
    out[start + at] = code;
  }
  return true;
}
