// A key provider as the kit calls it: no call takes longer than the limit, so that a key service that hangs holds no request for ever.
import { TellsafeError } from '@tellsafe/core';
import type { KeyProvider } from '../keys/types.ts';
import { within } from '../timer.ts';

/**
 * Puts the limit before a key provider.
 *
 * @param limitMs milliseconds that a call may take; a later one is rejected with `keys_unavailable`, whatever it comes to
 */
export function watchedKeys(keys: KeyProvider, limitMs: number): KeyProvider {
  const limited = <Result>(work: () => Promise<Result>) => within(limitMs, work, lateKeys);
  const { openArchive } = keys;
  return {
    mac: (data, keyId) => limited(() => keys.mac(data, keyId)),
    wrap: (dataKey, context) => limited(() => keys.wrap(dataKey, context)),
    unwrap: (wrapped, context) => limited(() => keys.unwrap(wrapped, context)),
    rotate: () => limited(() => keys.rotate()),
    destroy: (keyId) => limited(() => keys.destroy(keyId)),
    // A provider may hold others later.
    get archiveKeyIds() {
      return keys.archiveKeyIds ?? [];
    },
    ...(openArchive && { openArchive: (copy) => limited(() => openArchive.call(keys, copy)) }),
  };
}

function lateKeys(): TellsafeError {
  return new TellsafeError('keys_unavailable', undefined, { cause: new DOMException('', 'TimeoutError') });
}
