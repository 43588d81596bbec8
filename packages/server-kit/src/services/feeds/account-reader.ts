// Reads the feed of one account, once for all streams of this process, and wakes those whom an event concerns. Waking carries no data,
// so a slow stream costs nothing but its own delay, and a lost wake-up is made good by the next poll.
import { type Log, logFailure } from '../../log.ts';
import type { Signal } from '../../signals/types.ts';
import type { Position, Store, StoredEvent } from '../../stores/types.ts';
import { every } from '../../timer.ts';
import { erasedEventCodec, eventTypes } from '../events.ts';
import { Subscribers } from './subscribers.ts';
import { Subscription, type Wanted } from './subscription.ts';
import { accountTopic, parseChange } from './topics.ts';

/** How often a reader looks without having been woken. */
const POLL_MS = 5_000;

/** How long a reader stays when nobody is left, in looks: the next stream need not begin anew. */
const LINGER_LOOKS = 6;

/** Newest events of an account kept for its streams; who is further behind reads the store. */
const RING_LIMIT = 1_024;

/** Events read at once. */
const PAGE = 256;

/** Events, and how far one has come with them. */
export interface Piece {
  readonly events: readonly StoredEvent[];
  /** Nothing that concerns the reader lies between what it has and here. */
  readonly position: Position;
}

/** What a reader works on. */
export interface ReaderParts {
  readonly records: Store;
  readonly signal: Signal;
  readonly log: Log;
}

/** The one who reads an account. */
export class AccountReader {
  readonly #subscribers = new Subscribers();
  readonly #feed: { readonly account: string };
  readonly #records: Store;
  readonly #log: Log;
  readonly #idle: () => void;
  readonly #release: (() => void)[];
  /** Position before the first event of the ring; undefined until the reader has found the feed's head. */
  #start: Position | undefined;
  #head: Position = '';
  #ring: StoredEvent[] = [];
  #reading = false;
  #again = false;
  #stopped = false;
  /** Looks that were due since the last stream was left. */
  #idleLooks = 0;

  /** @param idle is told when nobody is left */
  constructor(account: string, { records, signal, log }: ReaderParts, idle: () => void) {
    this.#idle = idle;
    this.#feed = { account };
    this.#records = records;
    this.#log = log;
    const heard = (abouts?: readonly string[]) => this.#hear(abouts);
    this.#release = [signal.subscribe(accountTopic(account), heard), every(POLL_MS, () => this.#look())];
    void this.#read();
  }

  get streams(): number {
    return this.#subscribers.count;
  }

  /** @throws TellsafeError `overloaded` */
  subscribe(holder: string, wanted: Wanted): Subscription {
    const subscription = new Subscription(holder, wanted, this);
    this.#subscribers.add(subscription);
    if (this.#idleLooks > 0) this.#beginAnew();
    return subscription;
  }

  remove(subscription: Subscription): void {
    this.#subscribers.remove(subscription);
  }

  /**
   * Events after a position that concern a stream. The first time from the store, since what concerned nobody here was not read; later from
   * memory, where it reaches back so far.
   */
  async after(subscription: Subscription, position: Position): Promise<Piece> {
    const { group } = subscription.wanted;
    const head = this.#head;
    if (subscription.isCaughtUp && this.#start !== undefined && position >= this.#start) {
      if (position >= head) return { events: [], position };
      const isNew = (event: StoredEvent) => event.position > position && (!group || event.group === group);
      return { events: this.#ring.filter(isNew), position: head };
    }
    const feed = group === undefined ? this.#feed : { ...this.#feed, group };
    const events = await this.#records.read(feed, position, PAGE);
    const last = events.at(-1)?.position ?? position;
    if (events.length === PAGE) return { events, position: last };
    subscription.isCaughtUp = true;
    // What the reader had read before, this read has seen as well.
    return { events, position: last < head ? head : last };
  }

  stop(): void {
    this.#stopped = true;
    for (const release of this.#release) release();
    for (const each of this.#subscribers.all()) each.end();
  }

  #hear(abouts: readonly string[] | undefined): void {
    const isConcerned = (about: string) => {
      const change = parseChange(about);
      return !change || this.#subscribers.areConcerned(change);
    };
    if (abouts === undefined ? this.#subscribers.count > 0 : abouts.some(isConcerned)) void this.#read();
  }

  /** Makes good what a signal did not tell. */
  #look(): void {
    if (this.#subscribers.count > 0) {
      void this.#read();
      return;
    }
    this.#idleLooks += 1;
    if (this.#idleLooks >= LINGER_LOOKS) this.#idle();
  }

  /** After a while without streams more has happened than they would want to hear of. */
  #beginAnew(): void {
    this.#idleLooks = 0;
    this.#start = undefined;
    this.#ring = [];
    void this.#read();
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
      // Streams that came before the head was known look for themselves once; what happens from now on is told.
      for (const each of this.#subscribers.all()) each.wake();
      return;
    }
    for (;;) {
      const events = await this.#records.read(this.#feed, this.#head, PAGE);
      if (this.#stopped || events.length === 0) return;
      this.#keep(events);
      this.#subscribers.wakeFor(events);
      if (events.length < PAGE) return;
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
}

/** Whether an event tells that the whole of its conversation was erased. */
function isWholeErasure({ type, body }: StoredEvent): boolean {
  return type === eventTypes.erased && erasedEventCodec.decode(body).invitationId === undefined;
}
