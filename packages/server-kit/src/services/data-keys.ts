// Data keys that were unwrapped, kept for a minute so that a busy conversation costs the key provider little. A key-encryption
// key may be destroyed in another process, or in a KMS, which tells nobody: so none is kept longer (SF-RET-03).
import { TellsafeError } from '@tellsafe/core';
import { DATA_KEY_BYTES } from '@tellsafe/core/crypto/at-rest';

/** A data key is asked for again after this time. */
export const KEEP_MS = 60_000;

/** Requests that began before have ended, or need no more of it; then the bytes are wiped. */
export const WIPE_AFTER_MS = 30_000;

/** Keys that leave within this time are wiped together, when it is time for the last of them. */
const TOGETHER_MS = 1_000;

/** Keys that share a piece of memory: an array with a buffer for each would take seven times as much. */
const KEYS_OF_PAGE = 64;

/** Memory of some keys. */
class KeyPage {
  readonly bytes = new Uint8Array(new ArrayBuffer(KEYS_OF_PAGE * DATA_KEY_BYTES));
  /** By key, 1 when it was wiped. */
  readonly #wiped = new Uint8Array(KEYS_OF_PAGE);

  isWiped(at: number): boolean {
    return this.#wiped[at / DATA_KEY_BYTES] === 1;
  }

  wipe(from: number, to: number): void {
    this.bytes.fill(0, from, to);
    this.#wiped.fill(1, from / DATA_KEY_BYTES, to / DATA_KEY_BYTES);
  }
}

/** Some keys of a page, one behind the other. */
interface Run {
  readonly page: KeyPage;
  readonly from: number;
  to: number;
}

let page = new KeyPage();
let next = 0;

/** A data key in use. */
export class DataKey {
  readonly #page: KeyPage;
  readonly #at: number;

  /**
   * **Security:** the memory was made for keys, so that the engine moves none about, and no place is used again: whoever kept a
   * reference to bytes that were wiped finds zeros, never another key.
   *
   * @param bytes the key, 32 bytes, which is moved out of the array
   * @throws RangeError when it has another length
   */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== DATA_KEY_BYTES) throw new RangeError('bytes must be 32 bytes long');
    if (next + DATA_KEY_BYTES > page.bytes.length) {
      page = new KeyPage();
      next = 0;
    }
    this.#page = page;
    this.#at = next;
    page.bytes.set(bytes, next);
    next += DATA_KEY_BYTES;
    bytes.fill(0);
  }

  /**
   * The key, for a call that keeps no reference to it.
   *
   * @throws TellsafeError `key_unknown` when it was wiped: never is anything sealed with zeros
   */
  get bytes(): Uint8Array {
    if (this.#page.isWiped(this.#at)) throw new TellsafeError('key_unknown');
    return this.#page.bytes.subarray(this.#at, this.#at + DATA_KEY_BYTES);
  }

  /** Where it lies, for whoever wipes it when nobody remembers the key itself. */
  get place(): Run {
    return { page: this.#page, from: this.#at, to: this.#at + DATA_KEY_BYTES };
  }

  wipe(): void {
    this.#page.wipe(this.#at, this.#at + DATA_KEY_BYTES);
  }
}

interface Kept {
  readonly dataKey: DataKey;
  /** Epoch ms. */
  readonly until: number;
}

/** Keys on their way out. Only their places are kept: there are as many as were used in half a minute. */
interface Leaving {
  readonly since: number;
  /** Epoch ms. */
  until: number;
  readonly runs: Run[];
}

/** Keeps at most `limit` data keys, each for {@link KEEP_MS}. Instants come in, as epoch ms that never go back. */
export class DataKeys {
  readonly #kept = new Map<string, Kept>();
  /** The first to go first. */
  #leaving: Leaving[] = [];
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
    for (const { dataKey } of this.#kept.values()) dataKey.wipe();
    for (const leaving of this.#leaving) wipe(leaving);
    this.#kept.clear();
    this.#leaving = [];
  }

  /** Both are in the order of their time. */
  #release(now: number): void {
    for (const [name, { until }] of this.#kept) {
      if (now < until) break;
      this.#leave(name, now);
    }
    for (let first = this.#leaving[0]; first && now >= first.until; first = this.#leaving[0]) {
      wipe(first);
      this.#leaving.shift();
    }
  }

  #leave(name: string, now: number): void {
    const kept = this.#kept.get(name);
    if (!kept) return;
    this.#kept.delete(name);
    let leaving = this.#leaving.at(-1);
    if (!leaving || now - leaving.since >= TOGETHER_MS) {
      leaving = { since: now, until: now, runs: [] };
      this.#leaving.push(leaving);
    }
    leaving.until = now + WIPE_AFTER_MS;
    const { place } = kept.dataKey;
    const last = leaving.runs.at(-1);
    // Keys leave in the order in which they came, unless they are dropped.
    if (last && last.page === place.page && last.to === place.from) last.to = place.to;
    else leaving.runs.push(place);
  }
}

function wipe({ runs }: Leaving): void {
  for (const { page, from, to } of runs) page.wipe(from, to);
}
