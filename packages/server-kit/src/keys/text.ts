// Keys from the text of a key file: for platforms that hand out secrets and have no files.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { serverRandom } from '../random.ts';
import { parseKeyFile } from './file-format.ts';
import { KeyRing } from './key-ring.ts';
import type { KeyProvider } from './types.ts';

/** Options of {@link textKeys}. */
export interface TextKeysOptions {
  /** Source of nonces. */
  readonly random?: RandomBytes;
}

/**
 * Makes a key provider of what `tellsafe keys init` wrote, as a platform's secret holds it. It is read at once.
 *
 * The text is changed where it is kept: rotate the file (`tellsafe keys rotate`) and set the secret anew. `rotate` and `destroy` of this
 * provider reject with `option_invalid`.
 *
 * **Security:** the text stays in the memory of whoever gave it; `fileKeys` leaves none behind.
 *
 * @param text the whole content of a key file
 * @throws TellsafeError `key_file_invalid` when it is not a whole key file; nothing of the text is repeated
 * @example
 * ```ts
 * const keys = textKeys(env.TELLSAFE_KEYS);
 * ```
 */
export function textKeys(text: string, { random = serverRandom }: TextKeysOptions = {}): KeyProvider {
  const set = typeof text === 'string' ? parseKeyFile(new TextEncoder().encode(text)) : undefined;
  if (!set) throw new TellsafeError('key_file_invalid', { key: 'text', hint: 'It is not the content of a key file.' });
  const ring = new KeyRing(set);
  const refuse = async () => {
    throw new TellsafeError('option_invalid', { key: 'keys', hint: 'Change the key file, then set the secret anew.' });
  };
  return {
    mac: async (data, keyId) => ring.mac(data, keyId),
    wrap: async (dataKey, context) => ring.wrap(dataKey, context, random),
    unwrap: async (wrapped, context) => ring.unwrap(wrapped, context),
    rotate: refuse,
    destroy: refuse,
  };
}
