// How fast an entry point sends where several processes serve it: its tokens are one record, taken by commits, so that all of them together
// keep to the rate. Who asks in one process while a commit is under way shares the next one.
import { isTellsafeError } from '@tellsafe/core';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { commitWithRetry } from '../../services/commit.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord, jsonCodec } from '../../services/records/codec.ts';
import type { Key } from '../../stores/types.ts';
import { perSecond } from './pace.ts';

/** How many messages may go out, as of a time. */
interface Tokens {
  readonly tokens: number;
  readonly at: number;
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

  /** @returns how many tokens were taken, at most so many */
  async #draw(most: number): Promise<number> {
    const { stores, clock } = this.#kit;
    const key = this.#key;
    try {
      return await commitWithRetry(
        this.#kit,
        async () => decodeRecord(codec, (await stores.records.get([key]))[0]),
        (current) => {
          const now = clock();
          const { tokens, at } = filledUp(current?.value ?? { tokens: this.#rate, at: now }, this.#rate, now);
          const taken = Math.min(most, Math.floor(tokens));
          // A clock that was put back is noted, or the bucket would never fill up again.
          if (taken === 0 && at >= (current?.value.at ?? at)) return { result: 0 };
          const body = codec.encode({ tokens: tokens - taken, at });
          const change = {
            ...{ account: key.account, group: key.group },
            expect: [{ key, version: current?.version ?? ('absent' as const) }],
            put: [{ ...key, body, expiresAt: at + KEEP_MS }],
          };
          return { result: taken, change };
        },
      );
    } catch (error) {
      if (isTellsafeError(error, 'conflict')) return 0;
      throw error;
    }
  }
}

/** Tokens as they are now, filled up evenly by the clock that is ahead. A clock that was put back fills nothing up, and stops nothing. */
function filledUp({ tokens, at }: Tokens, rate: number, now: number): Tokens {
  const filled = Math.min(rate, tokens + (Math.max(0, now - at) / 1000) * rate);
  return { tokens: filled, at: at - now > SKEW_MS ? now : Math.max(at, now) };
}
