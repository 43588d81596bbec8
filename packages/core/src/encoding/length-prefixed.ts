// The one way in which several values become the input of a MAC, a hash or a context: each with its length before it.
import { utf8 } from './utf8.ts';

/**
 * Concatenates parts, each preceded by its length in bytes as 32 bits, big-endian, so that no two lists of parts give
 * the same bytes.
 *
 * @param parts - texts (taken as UTF-8) and bytes
 * @throws TellsafeError `encoding_invalid` for text that is not well-formed
 */
export function lengthPrefixed(...parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoded: Uint8Array[] = [];
  let total = 0;
  for (const part of parts) {
    const bytes = typeof part === 'string' ? utf8(part) : part;
    encoded.push(bytes);
    total += 4 + bytes.length;
  }
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const bytes of encoded) {
    view.setUint32(at, bytes.length);
    out.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return out;
}
