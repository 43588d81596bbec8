// What each case of the store contract gets: a fresh store, a clock to set, and short ways to name and write things.
import type { Clock } from '@tellsafe/core';
import type {
  Commit,
  IndexEntry,
  Key,
  NewEvent,
  RecordInput,
  Store,
  StoreCapabilities,
  StoredEvent,
  StoredRecord,
  StoreListQuery,
} from '../../stores/types.ts';
import { check, present, same } from '../contract-case.ts';

/** One instance of a backend, empty at first. */
export interface StoreInstance {
  readonly store: Store;
  /** Opens one more connection to the same data, as another process would. Needed where the backend can. */
  connect?(): Promise<Store>;
  /** Closes every connection and opens the same data again. Needed for a durable backend. */
  reopen?(): Promise<Store>;
  /** Takes everything down and removes the data. */
  destroy(): Promise<void>;
}

/** A clock that a case sets. */
export interface BenchClock {
  now: number;
}

/** What a case works with. */
export interface StoreBench {
  readonly store: Store;
  readonly clock: BenchClock;
  readonly instance: StoreInstance;
  /** Another instance with other data; taken down after the case. */
  another(): Promise<Store>;
}

/** A case of the store contract. */
export interface StoreCase {
  readonly name: string;
  /** Left out for a backend that declares not to have these. */
  readonly needs?: readonly (keyof StoreCapabilities)[];
  run(bench: StoreBench): Promise<void>;
}

/** The clock of each case starts here. */
export const START = 1_800_000_000_000;
/** When records of a case expire unless it says otherwise. */
export const LATER = START + 60_000;

/** How a backend's clock is read. */
export function clockOf(clock: BenchClock): Clock {
  return () => clock.now;
}

/** A key; the group is `g` of account `a` unless said otherwise. */
export function keyOf(id: string, rest: Partial<Key> = {}): Key {
  return { account: 'a', group: 'g', collection: 'c', id, ...rest };
}

/** A record with a text as body. */
export function recordOf(id: string, text = id, rest: Partial<RecordInput> = {}): RecordInput {
  return { ...keyOf(id), body: bytesOf(text), expiresAt: LATER, ...rest };
}

/** An event with a text as body. */
export function eventOf(text: string, rest: Partial<NewEvent> = {}): NewEvent {
  return { type: 'changed', body: bytesOf(text), expiresAt: LATER, ...rest };
}

/** An index entry of the list `list`. */
export function entryOf(order: number, rest: Partial<IndexEntry> = {}): IndexEntry {
  return { name: 'list', value: 'v', order, ...rest };
}

/** A commit in group `g` of account `a`. */
export function commitOf(parts: Partial<Commit>): Commit {
  return { account: 'a', group: 'g', ...parts };
}

/** Commits and requires it to happen. */
export async function must(store: Store, parts: Partial<Commit>): Promise<void> {
  same(await store.commit(commitOf(parts)), true, 'a commit that nothing forbids');
}

/** Puts records, each in its own group, and requires it to happen. */
export async function putAll(store: Store, records: readonly RecordInput[]): Promise<void> {
  const done = records.map((record) => store.commit({ account: record.account, group: record.group, put: [record] }));
  check((await Promise.all(done)).every(Boolean), 'a put was refused');
}

/** Reads one key. */
export async function getOne(store: Store, key: Key): Promise<StoredRecord | null> {
  const [record, ...more] = await store.get([key]);
  check(record !== undefined && more.length === 0, 'get of one key must give one answer');
  return record;
}

/** Reads one key that must be there. */
export async function getPresent(store: Store, key: Key): Promise<StoredRecord> {
  return present(await getOne(store, key), `record ${key.id.slice(0, 40)}`);
}

// A byte order mark is a character like any other here.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bodies of records or events as texts. */
export function textsOf(items: readonly { readonly body: Uint8Array }[]): string[] {
  return items.map(({ body }) => decoder.decode(body));
}

/** UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Walks a list to its end. Fails when it does not end. */
export async function listAll(store: Store, query: StoreListQuery): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 10_000; pages += 1) {
    const page = await store.list(cursor === undefined ? query : { ...query, cursor });
    check(page.records.length <= query.limit, 'a page holds more than its limit');
    records.push(...page.records);
    if (page.cursor === undefined) return records;
    cursor = page.cursor;
  }
  throw check(false, 'a list does not end');
}

/** Reads a feed to its end. */
export async function readAll(store: Store, group?: string, after = '', limit = 1000): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  let position = after;
  for (;;) {
    const part = await store.read(group === undefined ? { account: 'a' } : { account: 'a', group }, position, limit);
    check(part.length <= limit, 'a read gives more than its limit');
    const last = part.at(-1);
    if (last === undefined) return events;
    check(last.position > position, 'a read does not move on');
    events.push(...part);
    position = last.position;
  }
}

/** The given connections, at least two where the backend can have several. */
export async function connections({ store, instance }: StoreBench, count: number): Promise<Store[]> {
  const stores = [store];
  while (instance.connect && stores.length < count) stores.push(await instance.connect());
  return stores;
}
