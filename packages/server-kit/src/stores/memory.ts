// The memory store: the reference for what a store does, and the store for off-the-record answers. Keeps nothing when the
// process ends. Removed and expired bytes are wiped.
import { type Clock, type RandomBytes, systemClock, TellsafeError } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { bytesOf } from './byte-pages.ts';
import { type CheckedCommit, checkCommit } from './checked-commit.ts';
import {
  checkFeed,
  checkForget,
  checkHold,
  checkInstant,
  checkKeys,
  checkListQuery,
  checkPurge,
  checkRead,
  isIndexQuery,
} from './checks.ts';
import { formatIndexCursor, parseIndexCursor } from './index-cursor.ts';
import { MAX_ITEMS, MAX_PURGE } from './limits.ts';
import {
  type IndexItem,
  type MemoryAccount,
  type MemoryEvent,
  type MemoryRecord,
  MemoryState,
} from './memory-state.ts';
import { formatPosition } from './position.ts';
import type { SortedList } from './sorted-list.ts';
import type {
  Commit,
  Feed,
  Group,
  GroupQuery,
  IndexQuery,
  Key,
  Overdue,
  Page,
  Position,
  Store,
  StoreCapabilities,
  StoredEvent,
  StoredRecord,
  StoreListQuery,
} from './types.ts';
import { compareUtf8 } from './utf8-order.ts';

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /** Decides what is expired; the machine's clock by default. */
  readonly clock?: Clock;
  /** Source of the incarnation. */
  readonly random?: RandomBytes;
  /** Most bytes that records and events may take together, at least 1 MiB (1048576), default 1 GiB. */
  readonly maxBytes?: number;
}

const LEAST_BYTES = 1_048_576;
const DEFAULT_BYTES = 1_073_741_824;

/** Numbers per millisecond of start time, so that a later store in the same place never repeats one. */
const SEQUENCES_PER_MS = 1024;

/**
 * Makes a store in this process's memory. Each one is alone: two stores share nothing. A commit for which there is no room is
 * refused with `overloaded`; nothing is thrown away for it.
 *
 * **Security:** bytes are wiped when a record is removed, replaced or purged, and at close.
 *
 * @throws TellsafeError `setting_invalid` when `maxBytes` is outside its range
 * @example
 * ```ts
 * const volatile = memoryStore({ maxBytes: 64 * 1024 * 1024 });
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const { clock = systemClock, random = webRandom, maxBytes = DEFAULT_BYTES } = options;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < LEAST_BYTES) {
    const range = { min: LEAST_BYTES, max: Number.MAX_SAFE_INTEGER };
    throw new TellsafeError('setting_invalid', { key: 'maxBytes', value: maxBytes, ...range });
  }
  return new MemoryStore(clock, random, maxBytes);
}

class MemoryStore implements Store {
  readonly capabilities: StoreCapabilities = Object.freeze({
    index: true,
    feeds: true,
    durable: false,
    shared: false,
    retention: true,
  });
  readonly #clock: Clock;
  readonly #incarnation: string;
  /** Added to the state's small numbers in everything that leaves the store. */
  readonly #base: number;
  readonly #maxBytes: number;
  #state: MemoryState | undefined = new MemoryState();

  constructor(clock: Clock, random: RandomBytes, maxBytes: number) {
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#incarnation = toBase64url(random(16));
    this.#base = Math.max(0, Math.floor(clock())) * SEQUENCES_PER_MS;
  }

  async get(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]> {
    checkKeys(keys);
    const state = this.#open();
    const now = this.#clock();
    return keys.map((key) => {
      const record = state.find(key.account, key.group, key);
      return record && now < record.expiresAt ? this.#toStored(record) : null;
    });
  }

  async commit(batch: Commit): Promise<boolean> {
    // Its bodies are copied below, before anybody else has a turn.
    const commit = checkCommit(batch, (body) => body);
    const state = this.#open();
    if (!this.#holds(state, commit)) return false;
    if (!state.fits(commit, this.#maxBytes)) throw new TellsafeError('overloaded');
    state.apply(commit);
    return true;
  }

  async list(query: StoreListQuery): Promise<Page> {
    checkListQuery(query);
    return isIndexQuery(query) ? this.#listIndex(query) : this.#listGroup(query);
  }

  async read(feed: Feed, after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const start = checkRead(feed, after, limit) - this.#base;
    const account = this.#open().accounts.get(feed.account);
    const now = this.#clock();
    const events: StoredEvent[] = [];
    for (const event of eventsAfter(account, feed.group, start)) {
      if (now < event.expiresAt) events.push(this.#toStoredEvent(event));
      if (events.length === limit) break;
    }
    return events;
  }

  async latest(feed: Feed): Promise<Position> {
    checkFeed(feed);
    const { sequence } = this.#open();
    return formatPosition(sequence === 0 ? 0 : this.#base + sequence);
  }

  async purge(now: number, limit: number): Promise<number> {
    checkPurge(now, limit);
    const state = this.#open();
    const due: (MemoryRecord | MemoryEvent)[] = [];
    for (const item of state.due.forward(() => false)) {
      if (due.length === limit || item.expiresAt > now) break;
      due.push(item);
    }
    for (const item of due) {
      if ('collection' in item) state.removeRecord(item);
      else state.removeEvent(item);
    }
    return due.length;
  }

  async hold(group: Group, held: boolean): Promise<number> {
    checkHold(group, held);
    return this.#open().hold(group, held, this.#clock());
  }

  async forget({ account, group }: Group, types: readonly string[]): Promise<number> {
    checkForget({ account, group }, types);
    const state = this.#open();
    const events = state.accounts.get(account)?.groups.get(group)?.events ?? [];
    const forgotten = events.filter(({ type }) => types.includes(type)).slice(0, MAX_ITEMS);
    for (const event of forgotten) state.removeEvent(event);
    return forgotten.length;
  }

  async overdue(now: number): Promise<Overdue> {
    checkInstant(now, 'now');
    const state = this.#open();
    const counts = { records: 0, events: 0 };
    const events = [...state.accounts.values()].reduce((sum, account) => sum + account.events.size, 0);
    // Neither more than are counted nor more than there are: what is over may be a million.
    const most = { records: Math.min(MAX_PURGE, state.due.size - events), events: Math.min(MAX_PURGE, events) };
    let oldestAt: number | null = null;
    for (const item of state.due.forward(() => false)) {
      if (item.expiresAt > now || (counts.records === most.records && counts.events === most.events)) break;
      oldestAt ??= item.expiresAt;
      const kind = 'collection' in item ? 'records' : 'events';
      counts[kind] = Math.min(most[kind], counts[kind] + 1);
    }
    return { count: counts.records + counts.events, oldestAt };
  }

  async load(): Promise<number> {
    return this.#open().bytes / this.#maxBytes;
  }

  async incarnation(): Promise<string> {
    this.#open();
    return this.#incarnation;
  }

  async close(): Promise<void> {
    this.#state?.clear();
    this.#state = undefined;
  }

  #open(): MemoryState {
    if (!this.#state) throw new TellsafeError('store_closed');
    return this.#state;
  }

  #holds(state: MemoryState, { account, group, expect, incarnation }: CheckedCommit): boolean {
    if (incarnation !== undefined && incarnation !== this.#incarnation) return false;
    const now = this.#clock();
    return expect.every(({ collection, id, version }) => {
      const record = state.find(account, group, { collection, id });
      const living = record && now < record.expiresAt ? this.#base + record.version : 'absent';
      return living === version;
    });
  }

  #listGroup({ account, group, collection, limit, cursor }: GroupQuery): Page {
    const records = this.#open().accounts.get(account)?.groups.get(group)?.records.values() ?? [];
    const now = this.#clock();
    const found = [...records].filter(
      (record) =>
        record.collection === collection &&
        now < record.expiresAt &&
        (cursor === undefined || compareUtf8(record.id, cursor) > 0),
    );
    found.sort((a, b) => compareUtf8(a.id, b.id));
    const page = found.slice(0, limit).map((record) => this.#toStored(record));
    const last = page.at(-1);
    return found.length > limit && last ? { records: page, cursor: last.id } : { records: page };
  }

  #listIndex(query: IndexQuery): Page {
    const { account, index, value, limit } = query;
    const list = this.#open().accounts.get(account)?.lists.get(index)?.get(value)?.items;
    const now = this.#clock();
    const records: StoredRecord[] = [];
    let last: IndexItem | undefined;
    for (const item of list ? itemsInRange(list, query) : []) {
      if (now >= item.record.expiresAt) continue;
      if (last && records.length === limit) {
        return { records, cursor: formatIndexCursor({ order: last.order, tie: last.record.tie }) };
      }
      records.push(this.#toStored(item.record));
      last = item;
    }
    return { records };
  }

  #toStored(record: MemoryRecord): StoredRecord {
    const { group, collection, id, expiresAt, version, items } = record;
    return {
      account: group.account.name,
      group: group.name,
      collection,
      id,
      body: bytesOf(record),
      expiresAt,
      index: items.map(({ list: { index: name, value }, order }) => ({ name, value, order })),
      version: this.#base + version,
    };
  }

  #toStoredEvent(event: MemoryEvent): StoredEvent {
    const { group, tie, type, expiresAt } = event;
    const position = formatPosition(this.#base + tie);
    return { account: group.account.name, group: group.name, position, type, body: bytesOf(event), expiresAt };
  }
}

function eventsAfter(
  account: MemoryAccount | undefined,
  group: string | undefined,
  start: number,
): Iterable<MemoryEvent> {
  const early = (event: MemoryEvent) => event.tie <= start;
  if (group === undefined) return account?.events.forward(early) ?? [];
  const events = account?.groups.get(group)?.events ?? [];
  const first = events.findLastIndex(early) + 1;
  return events.slice(first);
}

function* itemsInRange(list: SortedList<IndexItem>, query: IndexQuery): Generator<IndexItem> {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, descending = false } = query;
  const cursor = query.cursor === undefined ? undefined : parseIndexCursor(query.cursor);
  /** Place of an item relative to the cursor. */
  const place = ({ order, record }: IndexItem) => (cursor ? order - cursor.order || record.tie - cursor.tie : 0);
  const walk = descending
    ? list.backward((item) => item.order <= to && (!cursor || place(item) < 0))
    : list.forward((item) => item.order < from || (cursor !== undefined && place(item) <= 0));
  for (const item of walk) {
    if (item.order < from || item.order > to) return;
    yield item;
  }
}
