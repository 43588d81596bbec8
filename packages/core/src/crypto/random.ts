// Randomness of the platform, for browser edges and defaults. Rules take a `RandomBytes` as an argument.
import { TellsafeError } from '../errors.ts';
import type { RandomBytes } from '../ids.ts';

export type { RandomBytes } from '../ids.ts';

/**
 * Random bytes from WebCrypto.
 *
 * @param length - 0 to 65536 bytes
 * @throws TellsafeError `secure_context_required` when the platform has no WebCrypto
 */
export const webRandom: RandomBytes = (length) => {
  if (typeof globalThis.crypto?.getRandomValues !== 'function') throw new TellsafeError('secure_context_required');
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
};
