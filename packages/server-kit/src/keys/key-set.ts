// The keys that a provider holds, as plain data, and how rotation and destruction change them. No cryptography here.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import { ownMemory } from '../own-memory.ts';

/** Bytes of a pepper and of a key-encryption key. */
export const KEY_BYTES = 32;

/** One version of a key. */
export interface HeldKey {
  /** Unique among all keys of the set. */
  readonly id: string;
  readonly key: Uint8Array;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Known, but nothing is made with it yet. */
  readonly staged?: true;
  /** When a staged key became current, epoch ms; without it the key was current from the start. */
  readonly activatedAt?: number;
}

/** Peppers and key-encryption keys, oldest first; the last one of each kind that is not staged is the current one. */
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

/** All keys of both kinds. */
export function allKeys({ macKeys, wrapKeys }: KeySet): readonly HeldKey[] {
  return [...macKeys, ...wrapKeys];
}

/** The key that new work is done with; `undefined` when there is none. */
export function currentOf(keys: readonly HeldKey[]): HeldKey | undefined {
  return keys.findLast(({ staged }) => !staged);
}

/** Tells whether keys wait for their activation. */
export function hasStaged(set: KeySet): boolean {
  return allKeys(set).some(({ staged }) => staged);
}

/**
 * The set with a new current key of each kind.
 *
 * @throws RangeError when keys are staged: they come first
 */
export function rotated(set: KeySet, source: KeySource): KeySet {
  return withNewKeys(set, source, {});
}

/**
 * The set with a new key of each kind that verifies and unwraps, and with which nothing is made before {@link activated}.
 *
 * @throws RangeError when keys are staged already
 */
export function staged(set: KeySet, source: KeySource): KeySet {
  return withNewKeys(set, source, { staged: true });
}

/**
 * The set with its staged keys current.
 *
 * @param now epoch ms
 * @throws RangeError when none is staged
 */
export function activated(set: KeySet, now: number): KeySet {
  if (!hasStaged(set)) throw new RangeError('no key is staged');
  const activate = ({ staged: waits, ...key }: HeldKey): HeldKey => (waits ? { ...key, activatedAt: now } : key);
  return { macKeys: set.macKeys.map(activate), wrapKeys: set.wrapKeys.map(activate) };
}

/**
 * The set without one of its older or staged keys.
 *
 * @throws TellsafeError `key_unknown` when it is not in the set
 * @throws RangeError when it is a current one
 */
export function without(set: KeySet, keyId: string): KeySet {
  if (!allKeys(set).some(({ id }) => id === keyId)) throw new TellsafeError('key_unknown');
  const { macKeys, wrapKeys } = set;
  if (currentOf(macKeys)?.id === keyId || currentOf(wrapKeys)?.id === keyId) {
    throw new RangeError('keyId must not be a current key; rotate first');
  }
  const keep = ({ id }: HeldKey) => id !== keyId;
  return { macKeys: macKeys.filter(keep), wrapKeys: wrapKeys.filter(keep) };
}

/** The same keys in memory of their own. */
export function copyOf({ macKeys, wrapKeys }: KeySet): KeySet {
  const copy = (held: HeldKey): HeldKey => ({ ...held, key: ownMemory(Uint8Array.from(held.key)) });
  return { macKeys: macKeys.map(copy), wrapKeys: wrapKeys.map(copy) };
}

/** Overwrites the bytes of all keys. */
export function wipe(set: KeySet): void {
  for (const { key } of allKeys(set)) key.fill(0);
}

function withNewKeys(set: KeySet, source: KeySource, how: Pick<HeldKey, 'staged'>): KeySet {
  if (hasStaged(set)) throw new RangeError('keys are staged; activate them first');
  const { macKeys, wrapKeys } = set;
  return {
    macKeys: [...macKeys, { ...newKey('mac', source), ...how }],
    wrapKeys: [...wrapKeys, { ...newKey('wrap', source), ...how }],
  };
}

function newKey(kind: 'mac' | 'wrap', { random, now }: KeySource): HeldKey {
  return { id: `${kind}-${toBase64url(random(12))}`, key: ownMemory(random(KEY_BYTES)), createdAt: now };
}
