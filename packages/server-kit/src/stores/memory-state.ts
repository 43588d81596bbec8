// What the memory store holds, and how a checked commit changes it. Knows no promises, no clock and no expiry.
import { BytePages, type Piece } from './byte-pages.ts';
import type { CheckedCommit, CheckedRecord, LocalKey } from './checked-commit.ts';
import { HOLD_SHIFT_MS } from './limits.ts';
import { RecordTable } from './record-table.ts';
import { SortedList } from './sorted-list.ts';
import type { Group, IndexEntry, NewEvent } from './types.ts';

/** A record. `version` and `tie` count from the start of the store; `tie` stays when the record is put again. The piece is its body. */
export interface MemoryRecord extends LocalKey {
  page: Piece['page'];
  at: number;
  length: number;
  readonly group: MemoryGroup;
  version: number;
  readonly tie: number;
  expiresAt: number;
  items: readonly IndexItem[];
}

/** One index entry of a record. */
export interface IndexItem {
  readonly list: MemoryList;
  readonly order: number;
  readonly record: MemoryRecord;
}

/** A list of an account by index. Exists while it has an item. */
export interface MemoryList {
  readonly index: string;
  readonly value: string;
  readonly items: SortedList<IndexItem>;
}

/** An event; `tie` is its place in the feeds. The piece is its body. */
export interface MemoryEvent extends Omit<NewEvent, 'body' | 'expiresAt'>, Piece {
  expiresAt: number;
  readonly group: MemoryGroup;
  readonly tie: number;
}

/** A group. Exists while it holds something. */
export interface MemoryGroup {
  readonly account: MemoryAccount;
  readonly name: string;
  readonly records: RecordTable<MemoryRecord>;
  /** In order. */
  events: MemoryEvent[];
}

/** An account. Exists while it has a group. */
export interface MemoryAccount {
  readonly name: string;
  readonly groups: Map<string, MemoryGroup>;
  /** By index, then by value. */
  readonly lists: Map<string, Map<string, MemoryList>>;
  readonly events: SortedList<MemoryEvent>;
}

const noItems: readonly IndexItem[] = [];
/** What a record or an event takes beside its body, in bytes: names, numbers, places in lists. */
export const ITEM_BYTES = 256;
/** Feeds of groups are kept without spare room up to this length; most stay shorter. */
const EXACT_EVENTS = 16;
const byOrder = (a: IndexItem, b: IndexItem) => a.order - b.order || a.record.tie - b.record.tie;
const byPlace = (a: MemoryEvent, b: MemoryEvent) => a.tie - b.tie;
const byExpiry = (a: MemoryRecord | MemoryEvent, b: MemoryRecord | MemoryEvent) =>
  a.expiresAt - b.expiresAt || a.tie - b.tie;

function sumOf(items: readonly { readonly length: number }[]): number {
  return items.reduce((sum, { length }) => sum + length + ITEM_BYTES, 0);
}

/** Whether a record is in these lists already, at the same places. */
function isIn(items: readonly IndexItem[], index: readonly IndexEntry[]): boolean {
  return (
    items.length === index.length &&
    items.every(({ list, order }, at) => {
      const entry = index[at];
      return entry?.name === list.index && entry.value === list.value && entry.order === order;
    })
  );
}

function closeList(lists: MemoryAccount['lists'], index: string, value: string): void {
  const values = lists.get(index);
  values?.delete(value);
  if (values?.size === 0) lists.delete(index);
}

/** All accounts, and everything by the time it is due. */
export class MemoryState {
  readonly accounts = new Map<string, MemoryAccount>();
  readonly due = new SortedList<MemoryRecord | MemoryEvent>(byExpiry);
  /** Counts records and events that were ever stored. */
  sequence = 0;
  /** What records and events take together: their bodies, and {@link ITEM_BYTES} for each. */
  bytes = 0;
  readonly #pages = new BytePages();

  /** The record under a key, expired or not. */
  find(account: string, group: string, key: LocalKey): MemoryRecord | undefined {
    return this.accounts.get(account)?.groups.get(group)?.records.get(key);
  }

  /** Whether a commit would leave no more bytes than these, or fewer than there are. */
  fits({ account, group, put, remove, append }: CheckedCommit, maxBytes: number): boolean {
    let added = 0;
    for (const { body } of put) added += body.length + ITEM_BYTES;
    for (const { body } of append) added += body.length + ITEM_BYTES;
    if (this.bytes + added <= maxBytes) return true;
    // Only now it matters what goes for it.
    const gone = [...put, ...remove].map((key) => this.find(account, group, key));
    const growth = added - sumOf(gone.filter((record) => record !== undefined));
    return growth <= 0 || this.bytes + growth <= maxBytes;
  }

  /** Applies a commit whose expectations hold. Its bodies are copied. */
  apply(commit: CheckedCommit): void {
    for (const key of commit.remove) {
      const record = this.find(commit.account, commit.group, key);
      if (record) this.removeRecord(record);
    }
    if (commit.put.length === 0 && commit.append.length === 0) return;
    const group = this.#openGroup(commit.account, commit.group);
    for (const record of commit.put) this.#put(group, record);
    for (const event of commit.append) this.#append(group, event);
  }

  /** Deletes a record; its bytes are wiped. */
  removeRecord(record: MemoryRecord): void {
    this.#unlink(record);
    record.group.records.delete(record);
    this.#closeGroup(record.group);
  }

  /** Deletes an event; its bytes are wiped. */
  removeEvent(event: MemoryEvent): void {
    const { group } = event;
    group.events.splice(group.events.indexOf(event), 1);
    group.account.events.remove(event);
    this.due.remove(event);
    this.bytes -= event.length + ITEM_BYTES;
    this.#pages.wipe(event);
    this.#closeGroup(group);
  }

  /** Moves the expiry of what a group holds and lives, or back. @returns of how many items */
  hold({ account, group }: Group, held: boolean, now: number): number {
    const place = this.accounts.get(account)?.groups.get(group);
    const items = place ? [...place.records.values(), ...place.events] : [];
    const concerned = items.filter(({ expiresAt }) =>
      held ? expiresAt > now && expiresAt < HOLD_SHIFT_MS : expiresAt >= HOLD_SHIFT_MS,
    );
    for (const item of concerned) {
      this.due.remove(item);
      item.expiresAt += held ? HOLD_SHIFT_MS : -HOLD_SHIFT_MS;
      this.due.add(item);
    }
    return concerned.length;
  }

  /** Deletes everything. */
  clear(): void {
    for (const item of this.due.forward(() => false)) this.#pages.wipe(item);
    this.accounts.clear();
    this.bytes = 0;
  }

  #put(group: MemoryGroup, { collection, id, body, expiresAt, index }: CheckedRecord): void {
    this.sequence += 1;
    const version = this.sequence;
    const replaced = group.records.get({ collection, id });
    if (replaced) {
      this.#replace(replaced, { body, expiresAt, index, version });
      return;
    }
    const { page, at, length } = this.#pages.keep(body);
    // Written out: properties that come in by spreading lie apart from their object and take half as much again.
    const record: MemoryRecord = {
      group,
      collection,
      id,
      version,
      tie: version,
      expiresAt,
      page,
      at,
      length,
      items: noItems,
    };
    this.#link(record, index);
    group.records.set(record);
    this.due.add(record);
    this.bytes += length + ITEM_BYTES;
  }

  /** Puts a record again. Most stay in the lists where they are. */
  #replace(
    record: MemoryRecord,
    next: Pick<CheckedRecord, 'body' | 'expiresAt' | 'index'> & { version: number },
  ): void {
    const { body, expiresAt, index, version } = next;
    this.bytes += body.length - record.length;
    this.#pages.wipe(record);
    const { page, at, length } = this.#pages.keep(body);
    record.page = page;
    record.at = at;
    record.length = length;
    record.version = version;
    if (record.expiresAt !== expiresAt) {
      this.due.remove(record);
      record.expiresAt = expiresAt;
      this.due.add(record);
    }
    if (isIn(record.items, index)) return;
    this.#leaveLists(record);
    this.#link(record, index);
  }

  #append(group: MemoryGroup, { type, body, expiresAt }: NewEvent): void {
    this.sequence += 1;
    const { page, at, length } = this.#pages.keep(body);
    const event: MemoryEvent = { group, tie: this.sequence, type, expiresAt, page, at, length };
    if (group.events.length < EXACT_EVENTS) group.events = group.events.concat([event]);
    else group.events.push(event);
    group.account.events.add(event);
    this.due.add(event);
    this.bytes += length + ITEM_BYTES;
  }

  /** Takes a record out of everything but its group. */
  #unlink(record: MemoryRecord): void {
    this.#leaveLists(record);
    this.due.remove(record);
    this.bytes -= record.length + ITEM_BYTES;
    this.#pages.wipe(record);
  }

  #link(record: MemoryRecord, index: readonly IndexEntry[]): void {
    const { account } = record.group;
    record.items =
      index.length === 0
        ? noItems
        : index.map((entry) => ({ list: this.#openList(account, entry), order: entry.order, record }));
    for (const item of record.items) item.list.items.add(item);
  }

  #leaveLists(record: MemoryRecord): void {
    const { lists } = record.group.account;
    for (const item of record.items) {
      const { index, value, items } = item.list;
      items.remove(item);
      if (items.isEmpty) closeList(lists, index, value);
    }
    record.items = noItems;
  }

  #openGroup(accountName: string, name: string): MemoryGroup {
    let account = this.accounts.get(accountName);
    if (!account) {
      account = { name: accountName, groups: new Map(), lists: new Map(), events: new SortedList(byPlace) };
      this.accounts.set(accountName, account);
    }
    let group = account.groups.get(name);
    if (!group) {
      group = { account, name, records: new RecordTable(), events: [] };
      account.groups.set(name, group);
    }
    return group;
  }

  #closeGroup({ account, name, records, events }: MemoryGroup): void {
    if (records.size > 0 || events.length > 0) return;
    account.groups.delete(name);
    if (account.groups.size === 0) this.accounts.delete(account.name);
  }

  #openList(account: MemoryAccount, { name: index, value }: IndexEntry): MemoryList {
    let lists = account.lists.get(index);
    if (!lists) {
      lists = new Map();
      account.lists.set(index, lists);
    }
    let list = lists.get(value);
    if (!list) {
      list = { index, value, items: new SortedList(byOrder) };
      lists.set(value, list);
    }
    return list;
  }
}
