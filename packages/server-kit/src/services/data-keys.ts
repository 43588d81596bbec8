// Data keys that were unwrapped, kept for a minute so that a busy conversation costs the key provider little. A key-encryption
// key may be destroyed in another process, or in a KMS, which tells nobody: so none is kept longer (SF-RET-03).
import { TellsafeError } from '@tellsafe/core';
import { ownMemory } from '../own-memory.ts';

/** A data key is asked for again after this time. */
export const KEEP_MS = 60_000;

/** Requests that began before have ended, or need no more of it; then the bytes are wiped. */
export const WIPE_AFTER_MS = 30_000;

/** A data key in use. */
export class DataKey {
  #bytes: Uint8Array | undefined;

  /** @param bytes the key, which is moved out of the array */
  constructor(bytes: Uint8Array) {
    this.#bytes = ownMemory(bytes);
  }

  /**
   * The key, for a call that keeps no reference to it.
   *
   * @throws TellsafeError `key_unknown` when it was wiped: never is anything sealed with zeros
   */
  get bytes(): Uint8Array {
    if (!this.#bytes) throw new TellsafeError('key_unknown');
    return this.#bytes;
  }

  wipe(): void {
    this.#bytes?.fill(0);
    this.#bytes = undefined;
  }
}

interface Kept {
  readonly dataKey: DataKey;
  readonly until: number;
}

/** Keeps at most `limit` data keys, each for {@link KEEP_MS}. Instants come in, as epoch ms that never go back. */
export class DataKeys {
  readonly #kept = new Map<string, Kept>();
  /** On their way out, the first to go first. */
  #leaving: Kept[] = [];
  readonly #limit: number;

  /** @param limit most data keys, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The data key, if it was unwrapped less than a minute ago. */
  get(name: string, now: number): DataKey | undefined {
    this.#release(now);
    return this.#kept.get(name)?.dataKey;
  }

  /** Keeps a data key, which is moved out of the array. */
  set(name: string, bytes: Uint8Array, now: number): DataKey {
    this.#release(now);
    this.#leave(name, now);
    const dataKey = new DataKey(bytes);
    this.#kept.set(name, { dataKey, until: now + KEEP_MS });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > this.#limit && !oldest.done) this.#leave(oldest.value, now);
    return dataKey;
  }

  /** Keeps a data key no longer: it was erased. */
  drop(name: string, now: number): void {
    this.#release(now);
    this.#leave(name, now);
  }

  /** Lets go of what has been kept for its time; maintenance does it when nothing else happens. */
  sweep(now: number): void {
    this.#release(now);
  }

  /** Wipes everything at once: the kit is closed. */
  clear(): void {
    for (const { dataKey } of [...this.#kept.values(), ...this.#leaving]) dataKey.wipe();
    this.#kept.clear();
    this.#leaving = [];
  }

  /** Both are in the order of their time. */
  #release(now: number): void {
    for (const [name, { until }] of this.#kept) {
      if (now < until) break;
      this.#leave(name, now);
    }
    const due = this.#leaving.findIndex(({ until }) => now < until);
    for (const { dataKey } of this.#leaving.splice(0, due < 0 ? this.#leaving.length : due)) dataKey.wipe();
  }

  #leave(name: string, now: number): void {
    const kept = this.#kept.get(name);
    if (!kept) return;
    this.#kept.delete(name);
    this.#leaving.push({ dataKey: kept.dataKey, until: now + WIPE_AFTER_MS });
  }
}
