// Live feeds: one reader per account with subscribers reads the store once and wakes those whom an event concerns.
// Waking carries no data, so a slow stream costs nothing but its own delay, and a lost wake-up is made good by the next poll.
import { TellsafeError } from '@tellsafe/core';
import { type Log, logFailure } from '../../log.ts';
import type { Signal } from '../../signals/types.ts';
import type { Position, Store, StoredEvent } from '../../stores/types.ts';
import { every } from '../../timer.ts';
import { erasedEventCodec, eventTypes } from '../events.ts';
import { Heartbeat } from './heartbeat.ts';
import { accountTopic } from './topics.ts';

/** How often a reader looks without having been woken. */
export const POLL_MS = 5_000;

/** Most streams of one conversation, and of one agent session; more are refused, so that one key cannot fill the memory. */
export const STREAM_LIMIT = 256;

/** Newest events of an account kept for its streams; who is further behind reads the store. */
const RING_LIMIT = 1_024;

/** Events read at once. */
const PAGE = 256;

/** One stream's place among those who wait. */
export interface Subscription {
  /** Resolves when something may have happened since the last call; at once when it did already. `false`: the hub is closed. */
  changed(): Promise<boolean>;
  /** Wakes this one. */
  wake(): void;
  close(): void;
}

/** What streams wait on. */
export interface FeedHub {
  /** Streams that are open. */
  streams(): number;
  /**
   * @param holder the conversation or agent session that the stream counts for
   * @param group wakes for this group's events only
   * @throws TellsafeError `overloaded` when the holder has {@link STREAM_LIMIT} streams already
   */
  subscribe(account: string, holder: string, group?: string): Subscription;
  /** Events of an account after a position, from memory when it is recent; needs a subscription of the account. */
  after(account: string, position: Position): Promise<readonly StoredEvent[]>;
  /** Calls back every 15 seconds, others at other moments. */
  onHeartbeat(beat: () => void): () => void;
  /** Wakes everybody for the last time. */
  close(): void;
}

/** Makes the hub of a kit. */
export function createFeedHub(records: Store, signal: Signal, log: Log): FeedHub {
  const readers = new Map<string, AccountReader>();
  const heartbeat = new Heartbeat();
  const places = new Map<string, number>();
  let closed = false;
  return {
    streams: () => [...places.values()].reduce((sum, taken) => sum + taken, 0),
    subscribe: (account, holder, group) => {
      const release = takePlace(places, `${account}/${holder}`);
      let reader = readers.get(account);
      if (!reader) {
        reader = new AccountReader(account, records, signal, log);
        readers.set(account, reader);
      }
      const current = reader;
      const waiter = new Waiter();
      if (closed) waiter.end();
      current.add(waiter, group);
      return {
        changed: () => waiter.changed(),
        wake: () => waiter.wake(),
        close: () => {
          release();
          waiter.end();
          current.remove(waiter, group);
          if (current.idle && readers.get(account) === current) {
            readers.delete(account);
            current.stop();
          }
        },
      };
    },
    after: async (account, position) => {
      return readers.get(account)?.recent(position) ?? (await records.read({ account }, position, PAGE));
    },
    onHeartbeat: (beat) => heartbeat.add(beat),
    close: () => {
      closed = true;
      heartbeat.stop();
      for (const reader of readers.values()) reader.stop();
      readers.clear();
    },
  };
}

/** Counts one stream more for a holder. @returns gives the place back, once */
function takePlace(places: Map<string, number>, holder: string): () => void {
  const taken = places.get(holder) ?? 0;
  if (taken >= STREAM_LIMIT) throw new TellsafeError('overloaded');
  places.set(holder, taken + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    const left = (places.get(holder) ?? 1) - 1;
    if (left === 0) places.delete(holder);
    else places.set(holder, left);
  };
}

class Waiter {
  #dirty = false;
  #ended = false;
  #resolve: ((going: boolean) => void) | undefined;

  wake(): void {
    this.#dirty = true;
    this.#settle();
  }

  end(): void {
    this.#ended = true;
    this.#settle();
  }

  changed(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (this.#dirty || this.#ended) this.#settle();
    });
  }

  #settle(): void {
    const resolve = this.#resolve;
    if (!resolve) return;
    this.#resolve = undefined;
    this.#dirty = false;
    resolve(!this.#ended);
  }
}

/** Reads the feed of one account, once for all streams. */
class AccountReader {
  readonly #feed: { readonly account: string };
  readonly #records: Store;
  readonly #log: Log;
  readonly #everybody = new Set<Waiter>();
  readonly #groups = new Map<string, Set<Waiter>>();
  readonly #release: (() => void)[];
  /** Position before the first event of the ring; undefined until the reader has found the feed's head. */
  #start: Position | undefined;
  #head: Position = '';
  #ring: StoredEvent[] = [];
  #reading = false;
  #again = false;
  #stopped = false;

  constructor(account: string, records: Store, signal: Signal, log: Log) {
    this.#feed = { account };
    this.#records = records;
    this.#log = log;
    const read = () => void this.#read();
    this.#release = [signal.subscribe(accountTopic(account), read), every(POLL_MS, read)];
    read();
  }

  get idle(): boolean {
    return this.#everybody.size === 0 && this.#groups.size === 0;
  }

  add(waiter: Waiter, group: string | undefined): void {
    if (group === undefined) {
      this.#everybody.add(waiter);
      return;
    }
    const waiters = this.#groups.get(group) ?? new Set();
    this.#groups.set(group, waiters.add(waiter));
  }

  remove(waiter: Waiter, group: string | undefined): void {
    if (group === undefined) {
      this.#everybody.delete(waiter);
      return;
    }
    const waiters = this.#groups.get(group);
    waiters?.delete(waiter);
    if (waiters?.size === 0) this.#groups.delete(group);
  }

  /** Events after a position, or undefined when it lies before what is kept. */
  recent(position: Position): readonly StoredEvent[] | undefined {
    if (this.#start === undefined || position < this.#start) return undefined;
    if (position >= this.#head) return [];
    return this.#ring.filter((event) => event.position > position);
  }

  stop(): void {
    this.#stopped = true;
    for (const release of this.#release) release();
    for (const waiter of this.#waiters()) waiter.end();
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#again = false;
        await this.#readOnce();
      } while (this.#again && !this.#stopped);
    } catch (error) {
      if (!this.#stopped) logFailure(this.#log, 'feed', error);
    } finally {
      this.#reading = false;
    }
  }

  async #readOnce(): Promise<void> {
    if (this.#start === undefined) {
      this.#start = await this.#records.latest(this.#feed);
      this.#head = this.#start;
      // Streams that subscribed before the head was known look for themselves once.
      for (const waiter of this.#waiters()) waiter.wake();
    }
    for (;;) {
      const events = await this.#records.read(this.#feed, this.#head, PAGE);
      if (this.#stopped || events.length === 0) return;
      this.#keep(events);
      const groups = new Set(events.map(({ group }) => group));
      for (const group of groups) for (const waiter of this.#groups.get(group) ?? []) waiter.wake();
      for (const waiter of this.#everybody) waiter.wake();
    }
  }

  #keep(events: readonly StoredEvent[]): void {
    this.#ring.push(...events);
    for (const event of events) if (isWholeErasure(event)) this.#drop(event);
    this.#head = events.at(-1)?.position ?? this.#head;
    const surplus = this.#ring.length - RING_LIMIT;
    if (surplus <= 0) return;
    this.#start = this.#ring[surplus - 1]?.position ?? this.#start;
    this.#ring = this.#ring.slice(surplus);
  }

  /** What was said before an erasure is not said again. */
  #drop({ group, position }: StoredEvent): void {
    this.#ring = this.#ring.filter((event) => event.group !== group || event.position >= position);
  }

  #waiters(): Waiter[] {
    return [...this.#everybody, ...[...this.#groups.values()].flatMap((waiters) => [...waiters])];
  }
}

/** Whether an event tells that the whole of its conversation was erased. */
function isWholeErasure({ type, body }: StoredEvent): boolean {
  return type === eventTypes.erased && erasedEventCodec.decode(body).invitationId === undefined;
}
