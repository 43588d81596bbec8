// Uses a set of keys: MACs, wrapping, unwrapping. Each key is prepared once. Where keys come from is not its matter.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { unwrapDataKey, wrapDataKey } from '@tellsafe/core/crypto/at-rest';
import { prepareHmac } from '@tellsafe/core/crypto/sync';
import type { HeldKey, KeySet } from './key-set.ts';
import type { KeyedMac, WrappedKey } from './types.ts';

type Mac = ReturnType<typeof prepareHmac>;

/** Keys ready for use. */
export class KeyRing {
  readonly set: KeySet;
  readonly #macs: ReadonlyMap<string, Mac>;
  readonly #wrapKeys: ReadonlyMap<string, Uint8Array>;
  readonly #current: { readonly mac: string; readonly wrap: string };

  /** @throws RangeError when one kind has no key */
  constructor(set: KeySet) {
    this.set = set;
    this.#macs = new Map(set.macKeys.map(({ id, key }) => [id, prepareHmac(key)]));
    this.#wrapKeys = new Map(set.wrapKeys.map(({ id, key }) => [id, key]));
    this.#current = { mac: lastId(set.macKeys), wrap: lastId(set.wrapKeys) };
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

  #wrapKey(keyId: string): Uint8Array {
    const key = this.#wrapKeys.get(keyId);
    if (!key) throw new TellsafeError('key_unknown');
    return key;
  }
}

function lastId(keys: readonly HeldKey[]): string {
  const last = keys.at(-1);
  if (!last) throw new RangeError('a key set needs a key of each kind');
  return last.id;
}
