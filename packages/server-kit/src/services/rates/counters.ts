// How often one and the same asked within a minute, over all processes. Each process lets an eighth of a limit pass by its own count, which
// costs no store anything; what is above is drawn from one count in the volatile store, an eighth at a time. So the many who ask seldom
// leave nothing in the store, and those who ask often cost it a change for every eighth. One process keeps to the limit exactly, several
// to limit × (1 + processes / 8) at most.
import type { Clock } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { hmacSync } from '@tellsafe/core/crypto/sync';
import { lengthPrefixed, toBase64url } from '@tellsafe/core/encoding';
import type { KeyProvider } from '../../keys/types.ts';
import { type Log, logFailure } from '../../log.ts';
import type { Key, Store } from '../../stores/types.ts';
import { BoundedMap } from '../bounded-map.ts';
import { commitWithRetry } from '../commit.ts';
import { decodeRecord, jsonCodec } from '../records/codec.ts';

/** What is counted in. */
export const WINDOW_MS = 60_000;

/** Into how many parts a limit is drawn. */
const PARTS = 8;

/** Counts kept in memory at most; whoever was not seen while half as many others were begins anew. */
const KEPT = 50_000;

/** Where counts of all accounts are in the store. */
const ACCOUNT = 'rates';

interface Taken {
  readonly taken: number;
}

/** A subject that has used up what a process lets pass by its own count. */
interface Count {
  readonly window: number;
  used: number;
  granted: number;
  /** What it let pass by its own count and has not told the store of yet. */
  untold: number;
  isOut: boolean;
  drawing: Promise<void> | undefined;
}

/** What counting needs. */
export interface Counting {
  /** Where processes count together; without it each counts by itself. */
  readonly store: Store | undefined;
  readonly keys: Pick<KeyProvider, 'mac'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

const codec = jsonCodec<Taken>();
const encoder = new TextEncoder();

/** Kinds of subjects that are accounts, whose ids tell of nobody: in memory they stand as they are. */
const openKinds: readonly (string | undefined)[] = ['agents', 'beginnings', 'refusals'];

/**
 * Counts by subject. **Security:** whoever holds something, and addresses, are kept as MACs, in memory under a key of this process; in the
 * store all are, under the pepper.
 */
export class Counters {
  readonly #counting: Counting;
  readonly #key: Uint8Array;
  /** Of this window; a plain number for the many who ask seldom. */
  readonly #counts = new BoundedMap<string, Count | number>(KEPT);
  #window = -1;
  #failedIn = -1;

  constructor(counting: Counting) {
    this.#counting = counting;
    this.#key = counting.random(32);
  }

  /**
   * Counts one request.
   *
   * @param parts name the subject, its kind first
   * @param limit requests in a minute, from 8
   * @returns 0, or the seconds after which it is worth another try; at once unless the store has to be asked
   */
  take(parts: readonly string[], limit: number): number | Promise<number> {
    const window = this.#currentWindow();
    const name = this.#nameOf(parts);
    const known = this.#counts.get(name) ?? 0;
    const own = this.#counting.store ? Math.ceil(limit / PARTS) : limit;
    if (typeof known === 'object') return this.#takeFrom(known, parts, limit);
    if (known < own) {
      this.#counts.set(name, known + 1);
      return 0;
    }
    const isOut = !this.#counting.store;
    const count: Count = { window, used: known, granted: own, untold: own, isOut, drawing: undefined };
    this.#counts.set(name, count);
    return this.#takeFrom(count, parts, limit);
  }

  /** Subjects that are counted. */
  get size(): number {
    return this.#counts.size;
  }

  /** Forgets who asked in a minute that is over, also when nobody asks any more. */
  sweep(): void {
    this.#currentWindow();
  }

  #currentWindow(): number {
    const window = Math.floor(this.#counting.clock() / WINDOW_MS);
    if (window !== this.#window) this.#counts.clear();
    this.#window = window;
    return window;
  }

  async #takeFrom(count: Count, parts: readonly string[], limit: number): Promise<number> {
    while (count.used >= count.granted && !count.isOut) {
      count.drawing ??= this.#draw(count, parts, limit).finally(() => {
        count.drawing = undefined;
      });
      await count.drawing;
    }
    if (count.used >= count.granted) {
      return Math.max(1, Math.ceil(((count.window + 1) * WINDOW_MS - this.#counting.clock()) / 1000));
    }
    count.used += 1;
    return 0;
  }

  #nameOf(parts: readonly string[]): string {
    // No MAC has a space.
    if (openKinds.includes(parts[0])) return parts.join(' ');
    return toBase64url(hmacSync(this.#key, inputOf(parts)).subarray(0, 16));
  }

  async #draw(count: Count, parts: readonly string[], limit: number): Promise<void> {
    const { store, log } = this.#counting;
    try {
      const drawn = store ? await this.#drawFrom(store, count, parts, limit) : 0;
      count.untold = 0;
      count.granted += drawn;
      count.isOut = drawn === 0;
    } catch (error) {
      // A store that does not answer must shut nobody out: this process goes on by its own count.
      count.granted = Math.max(count.granted, limit);
      count.isOut = true;
      if (this.#failedIn === count.window) return;
      this.#failedIn = count.window;
      logFailure(log, 'rates', error);
    }
  }

  async #drawFrom(store: Store, { window, untold }: Count, parts: readonly string[], limit: number): Promise<number> {
    const { mac } = await this.#counting.keys.mac(inputOf(['tellsafe/rate/v1', `${window}`, ...parts]));
    const id = toBase64url(mac.subarray(0, 16));
    const key: Key = { account: ACCOUNT, group: `rate:${id}`, collection: 'rate', id };
    const committing = {
      stores: { records: store },
      signal: { publish: () => undefined },
      incarnation: { forget: () => undefined },
    };
    return commitWithRetry(
      committing,
      async () => decodeRecord(codec, (await store.get([key]))[0]),
      (current) => {
        const taken = (current?.value.taken ?? 0) + untold;
        const drawn = Math.min(Math.ceil(limit / PARTS), limit - taken);
        if (drawn <= 0) return { result: 0 };
        const body = codec.encode({ taken: taken + drawn });
        const change = {
          ...{ account: ACCOUNT, group: key.group },
          expect: [{ key, version: current?.version ?? ('absent' as const) }],
          put: [{ ...key, body, expiresAt: (window + 2) * WINDOW_MS }],
        };
        return { result: drawn, change };
      },
    );
  }
}

/** Text that has no UTF-8 form counts as what comes nearest: it names nothing anyway, and is refused where it is read. */
function inputOf(parts: readonly string[]): Uint8Array {
  return lengthPrefixed(...parts.map((part) => encoder.encode(part)));
}
