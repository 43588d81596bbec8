// The keys that a provider holds, as plain data, and how rotation and destruction change them. No cryptography here.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';

/** Bytes of a pepper and of a key-encryption key. */
export const KEY_BYTES = 32;

/** One version of a key. */
export interface HeldKey {
  /** Unique among all keys of the set. */
  readonly id: string;
  readonly key: Uint8Array;
  /** Epoch ms. */
  readonly createdAt: number;
}

/** Peppers and key-encryption keys, oldest first; the last one of each kind is the current one. */
export interface KeySet {
  readonly macKeys: readonly HeldKey[];
  readonly wrapKeys: readonly HeldKey[];
}

/** What making keys needs. */
export interface KeySource {
  readonly random: RandomBytes;
  readonly now: number;
}

/** No keys at all; {@link rotated} makes the first ones. */
export const emptyKeySet: KeySet = { macKeys: [], wrapKeys: [] };

/** The set with a new current key of each kind. */
export function rotated({ macKeys, wrapKeys }: KeySet, source: KeySource): KeySet {
  return { macKeys: [...macKeys, newKey('mac', source)], wrapKeys: [...wrapKeys, newKey('wrap', source)] };
}

/**
 * The set without one of its older keys.
 *
 * @throws TellsafeError `key_unknown` when it is not in the set
 * @throws RangeError when it is a current one
 */
export function without({ macKeys, wrapKeys }: KeySet, keyId: string): KeySet {
  if (![...macKeys, ...wrapKeys].some(({ id }) => id === keyId)) throw new TellsafeError('key_unknown');
  if (macKeys.at(-1)?.id === keyId || wrapKeys.at(-1)?.id === keyId) {
    throw new RangeError('keyId must not be a current key; rotate first');
  }
  const keep = ({ id }: HeldKey) => id !== keyId;
  return { macKeys: macKeys.filter(keep), wrapKeys: wrapKeys.filter(keep) };
}

function newKey(kind: 'mac' | 'wrap', { random, now }: KeySource): HeldKey {
  return { id: `${kind}-${toBase64url(random(12))}`, key: random(KEY_BYTES), createdAt: now };
}
