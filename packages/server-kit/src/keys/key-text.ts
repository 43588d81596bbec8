// Keys as base64url text in bytes. **Security:** never as strings, which stay in a process's memory and cannot be wiped.
import { ownMemory } from '../own-memory.ts';
import { KEY_BYTES } from './key-set.ts';

/** Characters of a key's text. */
export const KEY_CHARACTERS = Math.ceil((KEY_BYTES * 4) / 3);

const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const valueByCharacter = new Map([...alphabet].map((character, value) => [character, value]));

/** Writes the text of a key, {@link KEY_CHARACTERS} bytes of ASCII, into `target` from `at` on. */
export function writeKeyText(key: Uint8Array, target: Uint8Array, at: number): void {
  let [bits, count, next] = [0, 0, at];
  const put = (sixBits: number) => {
    target[next] = alphabet[sixBits & 63] ?? 0;
    next += 1;
  };
  for (const byte of key) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 6; count -= 6) put(bits >> (count - 6));
    bits &= (1 << count) - 1;
  }
  if (count > 0) put(bits << (6 - count));
}

/**
 * Reads the text of a key.
 *
 * @returns 32 bytes; `undefined` when the text is not the one text of a key
 */
export function readKeyText(text: Uint8Array): Uint8Array | undefined {
  if (text.length !== KEY_CHARACTERS) return undefined;
  const key = ownMemory(new Uint8Array(KEY_BYTES));
  let [bits, count, next, valid] = [0, 0, 0, true];
  for (const character of text) {
    const value = valueByCharacter.get(character);
    valid &&= value !== undefined;
    bits = (bits << 6) | (value ?? 0);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    key[next] = bits >> count;
    next += 1;
    bits &= (1 << count) - 1;
  }
  // The bits that are left over must be zero, else one key had several texts.
  if (valid && bits === 0) return key;
  key.fill(0);
  return undefined;
}
