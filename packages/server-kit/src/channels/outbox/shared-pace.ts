// How fast an entry point sends where several processes serve it: its tokens are one record, taken by commits, so that all of them together
// keep to the rate, and to the rest that a provider told one of them. Who asks in one process while a commit is under way shares the next one.
import { isTellsafeError } from '@tellsafe/core';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { commitWithRetry } from '../../services/commit.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord, jsonCodec } from '../../services/records/codec.ts';
import type { Key } from '../../stores/types.ts';
import { LONGEST_REST_MS, perSecond } from './pace.ts';

/** How many messages may go out, as of a time. */
interface Tokens {
  readonly tokens: number;
  readonly at: number;
  /** A provider asked for a rest until then. */
  readonly restUntil?: number;
}

const codec = jsonCodec<Tokens>();

/** Clocks of processes differ by less; one that is further behind was put back. */
const SKEW_MS = 5_000;

/** After this time the bucket is full anyway, ms. */
const KEEP_MS = 60_000;

/** Tokens of an entry point for all processes. */
export class SharedPace {
  readonly #kit: Pick<Kit, 'stores' | 'signal' | 'incarnation' | 'clock'>;
  readonly #key: Key;
  readonly #rate: number;
  #waiting: ((isMine: boolean) => void)[] = [];
  #isDrawing = false;

  constructor(
    kit: Pick<Kit, 'stores' | 'signal' | 'incarnation' | 'clock'>,
    { accountId: account, id, channel }: Pick<EntryPointSettings, 'accountId' | 'id' | 'channel'>,
  ) {
    this.#kit = kit;
    this.#key = { account, group: `outbox-pace:${id}`, collection: 'outbox-pace', id };
    this.#rate = perSecond[channel.name];
  }

  /** Whether one message may go out now. What the store could not say is no: the message waits. */
  take(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isDrawing) void this.#drawAll();
    });
  }

  async #drawAll(): Promise<void> {
    this.#isDrawing = true;
    while (this.#waiting.length > 0) {
      const asking = this.#waiting;
      this.#waiting = [];
      const granted = await this.#draw(asking.length).catch(() => 0);
      for (const [at, answer] of asking.entries()) answer(at < granted);
    }
    this.#isDrawing = false;
  }

  /**
   * Nothing goes out for so long, from whatever process. A rest that lasts longer already stays.
   *
   * @param ms from 0 to {@link LONGEST_REST_MS}
   */
  async rest(ms: number): Promise<void> {
    await this.#change((now, { tokens, at, restUntil }) => {
      const until = Math.max(now + ms, restLeft(restUntil, now) + now);
      return { result: 0, next: { tokens, at, restUntil: until } };
    });
  }

  /** @returns how many tokens were taken, at most so many */
  #draw(most: number): Promise<number> {
    return this.#change((now, { tokens, at, restUntil }, before) => {
      if (restLeft(restUntil, now) > 0) return { result: 0 };
      const taken = Math.min(most, Math.floor(tokens));
      // A clock that was put back is noted, or the bucket would never fill up again.
      if (taken === 0 && at >= (before ?? at)) return { result: 0 };
      return { result: taken, next: { tokens: tokens - taken, at } };
    });
  }

  /** @param decide gives what becomes of the tokens, filled up, and when they were written before */
  async #change(
    decide: (now: number, tokens: Tokens, before?: number) => { readonly result: number; readonly next?: Tokens },
  ): Promise<number> {
    const { stores, clock } = this.#kit;
    const key = this.#key;
    try {
      return await commitWithRetry(
        this.#kit,
        async () => decodeRecord(codec, (await stores.records.get([key]))[0]),
        (current) => {
          const now = clock();
          const filled = filledUp(current?.value ?? { tokens: this.#rate, at: now }, this.#rate, now);
          const { result, next } = decide(now, filled, current?.value.at);
          if (!next) return { result };
          const expiresAt = Math.max(next.at + KEEP_MS, next.restUntil ?? 0);
          const change = {
            ...{ account: key.account, group: key.group },
            expect: [{ key, version: current?.version ?? ('absent' as const) }],
            put: [{ ...key, body: codec.encode(next), expiresAt }],
          };
          return { result, change };
        },
      );
    } catch (error) {
      if (isTellsafeError(error, 'conflict')) return 0;
      throw error;
    }
  }
}

/** What is left of a rest, ms from 0. One that is longer than any was told before a clock was put back, and is over. */
function restLeft(until: number | undefined, now: number): number {
  const left = until === undefined ? 0 : until - now;
  return left > 0 && left <= LONGEST_REST_MS + SKEW_MS ? left : 0;
}

/** Tokens as they are now, filled up evenly by the clock that is ahead. A clock that was put back fills nothing up, and stops nothing. */
function filledUp({ tokens, at, ...rest }: Tokens, rate: number, now: number): Tokens {
  const filled = Math.min(rate, tokens + (Math.max(0, now - at) / 1000) * rate);
  return { ...rest, tokens: filled, at: at - now > SKEW_MS ? now : Math.max(at, now) };
}
