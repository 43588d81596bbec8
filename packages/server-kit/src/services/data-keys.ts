// Data keys that were unwrapped, kept for a minute so that a busy conversation costs the key provider little. A key-encryption
// key may be destroyed in another process, or in a KMS, which tells nobody: so none is kept longer (SF-RET-03).
import { TellsafeError } from '@tellsafe/core';
import { DATA_KEY_BYTES } from '@tellsafe/core/crypto/at-rest';

/** A data key is asked for again after this time. */
export const KEEP_MS = 60_000;

/** Requests that began before have ended, or need no more of it; then the bytes are wiped. */
export const WIPE_AFTER_MS = 30_000;

/** Keys that share a piece of memory: an array with a buffer for each would take seven times as much. */
const KEYS_OF_PAGE = 64;

let page = new Uint8Array();
let next = 0;

/** A data key in use. */
export class DataKey {
  #page: Uint8Array | undefined;
  readonly #at: number;
  /** When it goes, epoch ms. */
  until = 0;

  /**
   * **Security:** the memory was made for keys, so that the engine moves none about, and no place is used again: whoever kept a
   * reference to bytes that were wiped finds zeros, never another key.
   *
   * @param bytes the key, 32 bytes, which is moved out of the array
   * @throws RangeError when it has another length
   */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== DATA_KEY_BYTES) throw new RangeError('bytes must be 32 bytes long');
    if (next + DATA_KEY_BYTES > page.length) {
      page = new Uint8Array(new ArrayBuffer(KEYS_OF_PAGE * DATA_KEY_BYTES));
      next = 0;
    }
    this.#page = page;
    this.#at = next;
    page.set(bytes, next);
    next += DATA_KEY_BYTES;
    bytes.fill(0);
  }

  /**
   * The key, for a call that keeps no reference to it.
   *
   * @throws TellsafeError `key_unknown` when it was wiped: never is anything sealed with zeros
   */
  get bytes(): Uint8Array {
    if (!this.#page) throw new TellsafeError('key_unknown');
    return this.#page.subarray(this.#at, this.#at + DATA_KEY_BYTES);
  }

  wipe(): void {
    this.#page?.fill(0, this.#at, this.#at + DATA_KEY_BYTES);
    this.#page = undefined;
  }
}

/** Keeps at most `limit` data keys, each for {@link KEEP_MS}. Instants come in, as epoch ms that never go back. */
export class DataKeys {
  readonly #kept = new Map<string, DataKey>();
  /** On their way out, the first to go first. */
  #leaving: DataKey[] = [];
  readonly #limit: number;

  /** @param limit most data keys, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The data key, if it was unwrapped less than a minute ago. */
  get(name: string, now: number): DataKey | undefined {
    this.#release(now);
    return this.#kept.get(name);
  }

  /** Keeps a data key, which is moved out of the array. */
  set(name: string, bytes: Uint8Array, now: number): DataKey {
    this.#release(now);
    this.#leave(name, now);
    const dataKey = new DataKey(bytes);
    dataKey.until = now + KEEP_MS;
    this.#kept.set(name, dataKey);
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
    for (const dataKey of [...this.#kept.values(), ...this.#leaving]) dataKey.wipe();
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
    for (const dataKey of this.#leaving.splice(0, due < 0 ? this.#leaving.length : due)) dataKey.wipe();
  }

  #leave(name: string, now: number): void {
    const kept = this.#kept.get(name);
    if (!kept) return;
    this.#kept.delete(name);
    kept.until = now + WIPE_AFTER_MS;
    this.#leaving.push(kept);
  }
}
