// What a commit and a purge do inside a write transaction of the SQLite store. Rows in, rows out; no waiting, no errors made.
import { type CheckedCommit, type CheckedRecord, type LocalKey, localName } from './checked-commit.ts';
import type { DueRow, FoundRow } from './sqlite-statements.ts';
import type { WriteTransaction } from './sqlite-writer.ts';
import type { Group, IndexEntry } from './types.ts';

/** How the index entries of a record are kept beside it. */
export type EntryList = readonly (readonly [name: string, value: string, order: number])[];

/**
 * Applies a commit if everything that it expects holds.
 *
 * @returns whether it did; if not, nothing was changed
 */
export function applyCommit(transaction: WriteTransaction, commit: CheckedCommit, now: number): boolean {
  if (commit.incarnation !== undefined && commit.incarnation !== transaction.incarnation) return false;
  const change = new CommitChange(transaction, commit);
  const holds = commit.expect.every((expectation) => {
    const row = change.find(expectation);
    return (row && now < row.expires_at ? row.version : 'absent') === expectation.version;
  });
  if (!holds) return false;
  for (const key of commit.remove) change.remove(key);
  for (const record of commit.put) change.put(record);
  change.append();
  return true;
}

/**
 * Deletes what is due, the longest due first, records before events.
 *
 * @returns how many were deleted
 */
export function applyPurge({ statements }: WriteTransaction, now: number, limit: number): number {
  const due = statements.dueRecords.all(now, limit) as unknown as DueRow[];
  for (const { id, account, entries } of due) {
    removeEntries(statements, account, id, parseEntries(entries));
    statements.remove.run(id);
  }
  const left = limit - due.length;
  return due.length + (left === 0 ? 0 : Number(statements.purgeEvents.run(now, left).changes));
}

/**
 * Keeps what a group holds from expiring, or lets it expire again.
 *
 * @returns how many records and events changed
 */
export function applyHold(
  { statements }: WriteTransaction,
  { account, group }: Group,
  held: boolean,
  now: number,
): number {
  const { holdRecords, holdEvents, releaseRecords, releaseEvents } = statements;
  const changed = held
    ? [holdRecords.run(account, group, now), holdEvents.run(account, group, now)]
    : [releaseRecords.run(account, group), releaseEvents.run(account, group)];
  return changed.reduce((sum, { changes }) => sum + Number(changes), 0);
}

class CommitChange {
  readonly #transaction: WriteTransaction;
  readonly #commit: CheckedCommit;
  /** Rows as they were before the commit; each key is changed at most once. */
  readonly #found = new Map<string, FoundRow | undefined>();

  constructor(transaction: WriteTransaction, commit: CheckedCommit) {
    this.#transaction = transaction;
    this.#commit = commit;
  }

  /** The row under a key, expired or not. */
  find(key: LocalKey): FoundRow | undefined {
    const name = localName(key);
    if (this.#found.has(name)) return this.#found.get(name);
    const { account, group } = this.#commit;
    const { find } = this.#transaction.statements;
    const row = find.get(account, group, key.collection, key.id) as unknown as FoundRow | undefined;
    this.#found.set(name, row);
    return row;
  }

  remove(key: LocalKey): void {
    const row = this.find(key);
    if (!row) return;
    const { statements } = this.#transaction;
    removeEntries(statements, this.#commit.account, row.id, parseEntries(row.entries));
    statements.remove.run(row.id);
  }

  put(record: CheckedRecord): void {
    const row = this.find(record);
    if (row) this.#update(row, record);
    else this.#insert(record);
  }

  append(): void {
    const { account, group, append } = this.#commit;
    const { statements } = this.#transaction;
    for (const { type, body, expiresAt } of append) {
      statements.append.run(this.#next(), account, group, type, expiresAt, body);
    }
  }

  #insert({ collection, id, body, expiresAt, index }: CheckedRecord): void {
    const { account, group } = this.#commit;
    const { insert } = this.#transaction.statements;
    const inserted = insert.run(account, group, collection, id, this.#next(), expiresAt, formatEntries(index), body);
    this.#insertEntries(Number(inserted.lastInsertRowid), index);
  }

  #update(row: FoundRow, { body, expiresAt, index }: CheckedRecord): void {
    const { statements } = this.#transaction;
    const entries = formatEntries(index);
    if (row.entries === entries && row.expires_at === expiresAt) {
      // The usual change of a status: no index of the table is touched.
      statements.updateBody.run(this.#next(), body, row.id);
      return;
    }
    statements.update.run(this.#next(), expiresAt, entries, body, row.id);
    if (row.entries === entries) return;
    // A record that moves in one list mostly stays in the others.
    const before = parseEntries(row.entries);
    const gone = before.filter((entry) => !index.some((next) => isSame(entry, next)));
    const added = index.filter((next) => !before.some((entry) => isSame(entry, next)));
    removeEntries(statements, this.#commit.account, row.id, gone);
    this.#insertEntries(row.id, added);
  }

  #insertEntries(record: number, entries: readonly IndexEntry[]): void {
    const { insertEntry } = this.#transaction.statements;
    for (const { name, value, order } of entries) {
      insertEntry.run(this.#commit.account, name, value, order, record);
    }
  }

  #next(): number {
    this.#transaction.sequence += 1;
    return this.#transaction.sequence;
  }
}

function removeEntries(
  { removeEntry }: WriteTransaction['statements'],
  account: string,
  record: number,
  entries: EntryList,
): void {
  for (const [name, value, order] of entries) removeEntry.run(account, name, value, order, record);
}

function isSame([name, value, order]: EntryList[number], entry: IndexEntry): boolean {
  return name === entry.name && value === entry.value && order === entry.order;
}

const NO_ENTRIES = '[]';

function formatEntries(index: readonly IndexEntry[]): string {
  return index.length === 0 ? NO_ENTRIES : JSON.stringify(index.map(({ name, value, order }) => [name, value, order]));
}

/** Reads the `entries` column. */
export function parseEntries(entries: string): EntryList {
  return entries === NO_ENTRIES ? [] : (JSON.parse(entries) as EntryList);
}
