// Uses a set of keys: MACs, wrapping, unwrapping. Each key is prepared once. Where keys come from is not its matter.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { unwrapDataKey, wrapDataKey } from '@tellsafe/core/crypto/at-rest';
import { type PreparedHmac, prepareHmac } from '@tellsafe/core/crypto/sync';
import { currentOf, type HeldKey, type KeySet, wipe } from './key-set.ts';
import type { KeyedMac, WrappedKey } from './types.ts';

/** Keys ready for use. The bytes of the set are its own from then on. */
export class KeyRing {
  readonly set: KeySet;
  readonly #macs: ReadonlyMap<string, PreparedHmac>;
  readonly #wrapKeys: ReadonlyMap<string, Uint8Array>;
  readonly #current: { readonly mac: string; readonly wrap: string };

  /** @throws RangeError when one kind has no current key */
  constructor(set: KeySet) {
    this.set = set;
    this.#macs = new Map(set.macKeys.map(({ id, key }) => [id, prepareHmac(key)]));
    this.#wrapKeys = new Map(set.wrapKeys.map(({ id, key }) => [id, key]));
    this.#current = { mac: currentId(set.macKeys), wrap: currentId(set.wrapKeys) };
  }

  /** Tells whether a key is held, of either kind. */
  holds(keyId: string): boolean {
    return this.#macs.has(keyId) || this.#wrapKeys.has(keyId);
  }

  /** @throws TellsafeError `key_unknown` */
  mac(data: Uint8Array, keyId = this.#current.mac): KeyedMac {
    const mac = this.#macs.get(keyId);
    if (!mac) throw new TellsafeError('key_unknown');
    return { keyId, mac: mac(data) };
  }

  /** @throws RangeError when the data key is not 32 bytes long */
  wrap(dataKey: Uint8Array, context: Uint8Array, random: RandomBytes): WrappedKey {
    const keyId = this.#current.wrap;
    return { keyId, bytes: wrapDataKey(this.#wrapKey(keyId), dataKey, context, random) };
  }

  /** @throws TellsafeError `key_unknown`, `at_rest_invalid` */
  unwrap({ keyId, bytes }: WrappedKey, context: Uint8Array): Uint8Array {
    return unwrapDataKey(this.#wrapKey(keyId), bytes, context);
  }

  /** Wipes every key and what was prepared from it; the ring must not be used any more. */
  destroy(): void {
    wipe(this.set);
    for (const mac of this.#macs.values()) mac.destroy();
  }

  #wrapKey(keyId: string): Uint8Array {
    const key = this.#wrapKeys.get(keyId);
    if (!key) throw new TellsafeError('key_unknown');
    return key;
  }
}

function currentId(keys: readonly HeldKey[]): string {
  const current = currentOf(keys);
  if (!current) throw new RangeError('a key set needs a current key of each kind');
  return current.id;
}
