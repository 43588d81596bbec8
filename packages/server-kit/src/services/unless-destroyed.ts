// Keys that were destroyed: what needs one of them is over, and looks like anything else that is over.
import { isTellsafeError } from '@tellsafe/core';

/**
 * Waits for work that uses the key provider.
 *
 * @returns `undefined` when a key that it needs was destroyed
 */
export async function unlessDestroyed<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isTellsafeError(error, 'key_unknown')) return undefined;
    throw error;
  }
}
