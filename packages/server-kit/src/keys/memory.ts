// Keys in memory: for tests and for trying things out. When the process ends, nothing it wrapped can be opened again.
import { type Clock, type RandomBytes, systemClock } from '@tellsafe/core';
import { serverRandom } from '../random.ts';
import { KeyRing } from './key-ring.ts';
import { copyOf, emptyKeySet, type KeySet, rotated, without } from './key-set.ts';
import type { KeyedMac, KeyProvider, WrappedKey } from './types.ts';

/** Options of {@link memoryKeys}. */
export interface MemoryKeysOptions {
  /** Source of keys and nonces. */
  readonly random?: RandomBytes;
  readonly clock?: Clock;
}

/**
 * Makes a key provider with fresh keys in this process's memory.
 *
 * @example
 * ```ts
 * const keys = memoryKeys();
 * ```
 */
export function memoryKeys({ random = serverRandom, clock = systemClock }: MemoryKeysOptions = {}): KeyProvider {
  return new MemoryKeys(random, clock);
}

class MemoryKeys implements KeyProvider {
  readonly #random: RandomBytes;
  readonly #clock: Clock;
  #ring: KeyRing;

  constructor(random: RandomBytes, clock: Clock) {
    this.#random = random;
    this.#clock = clock;
    this.#ring = new KeyRing(rotated(emptyKeySet, { random, now: clock() }));
  }

  async mac(data: Uint8Array, keyId?: string): Promise<KeyedMac> {
    return this.#ring.mac(data, keyId);
  }

  async wrap(dataKey: Uint8Array, context: Uint8Array): Promise<WrappedKey> {
    return this.#ring.wrap(dataKey, context, this.#random);
  }

  async unwrap(wrapped: WrappedKey, context: Uint8Array): Promise<Uint8Array> {
    return this.#ring.unwrap(wrapped, context);
  }

  async rotate(): Promise<void> {
    this.#use(rotated(this.#ring.set, { random: this.#random, now: this.#clock() }));
  }

  async destroy(keyId: string): Promise<void> {
    this.#use(without(this.#ring.set, keyId));
  }

  /** The old ring wipes every key that it holds, so the new one gets copies. */
  #use(set: KeySet): void {
    const old = this.#ring;
    this.#ring = new KeyRing(copyOf(set));
    old.destroy();
  }
}
