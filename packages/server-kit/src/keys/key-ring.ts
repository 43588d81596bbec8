// Uses a set of keys: MACs, wrapping, unwrapping. Each key is prepared once. Where keys come from is not its matter.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { type KeyWrapping, prepareWrapping } from '@tellsafe/core/crypto/at-rest';
import { type PreparedHmac, prepareHmac } from '@tellsafe/core/crypto/sync';
import { currentOf, type HeldKey, type KeySet, wipe } from './key-set.ts';
import type { KeyedMac, WrappedKey } from './types.ts';

/** Keys ready for use. The bytes of the set are its own from then on. */
export class KeyRing {
  readonly set: KeySet;
  readonly #macs: ReadonlyMap<string, PreparedHmac>;
  readonly #wrappings: ReadonlyMap<string, KeyWrapping>;
  readonly #current: { readonly mac: string; readonly wrap: string };

  /** @throws RangeError when one kind has no current key */
  constructor(set: KeySet) {
    this.set = set;
    this.#macs = new Map(set.macKeys.map(({ id, key }) => [id, prepareHmac(key)]));
    this.#wrappings = new Map(set.wrapKeys.map(({ id, key }) => [id, prepareWrapping(key)]));
    this.#current = { mac: currentId(set.macKeys), wrap: currentId(set.wrapKeys) };
  }

  /** Tells whether a key is held, of either kind. */
  holds(keyId: string): boolean {
    return this.#macs.has(keyId) || this.#wrappings.has(keyId);
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
    return { keyId, bytes: this.#wrapping(keyId).wrap(dataKey, context, random) };
  }

  /** @throws TellsafeError `key_unknown`, `at_rest_invalid` */
  unwrap({ keyId, bytes }: WrappedKey, context: Uint8Array): Uint8Array {
    return this.#wrapping(keyId).unwrap(bytes, context);
  }

  /** Wipes every key and what was prepared from it; the ring must not be used any more. */
  destroy(): void {
    wipe(this.set);
    for (const prepared of [...this.#macs.values(), ...this.#wrappings.values()]) prepared.destroy();
  }

  #wrapping(keyId: string): KeyWrapping {
    const wrapping = this.#wrappings.get(keyId);
    if (!wrapping) throw new TellsafeError('key_unknown');
    return wrapping;
  }
}

function currentId(keys: readonly HeldKey[]): string {
  const current = currentOf(keys);
  if (!current) throw new RangeError('a key set needs a current key of each kind');
  return current.id;
}
