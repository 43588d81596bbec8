// Turns a caller's commit into one that a backend can apply without looking again: checked, complete, and copied, so that
// nothing the caller does afterwards changes what is stored.
import { checkBody, checkInstant, checkInteger, checkKey, checkList, checkName } from './checks.ts';
import { MAX_INDEX_ENTRIES } from './limits.ts';
import type { Commit, Expectation, IndexEntry, Key, NewEvent, RecordInput } from './types.ts';

/** The part of a key that differs inside a commit. */
export interface LocalKey {
  readonly collection: string;
  readonly id: string;
}

/** An expectation inside the commit's group. */
export interface CheckedExpectation extends LocalKey {
  readonly version: number | 'absent';
}

/** A record to put into the commit's group. */
export interface CheckedRecord extends LocalKey {
  readonly body: Uint8Array;
  readonly expiresAt: number;
  readonly index: readonly IndexEntry[];
}

/** A commit that is known to be well-formed and that nobody else holds, but for its bodies if they were not copied. */
export interface CheckedCommit {
  readonly account: string;
  readonly group: string;
  readonly expect: readonly CheckedExpectation[];
  readonly put: readonly CheckedRecord[];
  readonly remove: readonly LocalKey[];
  readonly append: readonly NewEvent[];
  readonly incarnation: string | undefined;
}

/** One text for a collection and an id; U+0000 occurs in no name. */
export function localName({ collection, id }: LocalKey): string {
  return `${collection}\0${id}`;
}

/** What becomes of a body: a copy, unless the backend makes its own before the caller goes on. */
type Take = (body: Uint8Array) => Uint8Array;

/**
 * Checks and copies a commit.
 *
 * @param take what becomes of its bodies
 * @throws TypeError, RangeError when anything in it is wrong
 */
export function checkCommit(batch: Commit, take: Take = (body) => new Uint8Array(body)): CheckedCommit {
  const { account, group, expect = [], put = [], remove = [], append = [], incarnation } = batch;
  checkName(account, 'account');
  checkName(group, 'group');
  if (incarnation !== undefined) checkName(incarnation, 'incarnation');
  checkList(expect, 'expect');
  checkList(put, 'put');
  checkList(remove, 'remove');
  checkList(append, 'append');
  const checked: CheckedCommit = {
    account,
    group,
    expect: expect.map((expectation) => checkExpectation(expectation, batch)),
    put: put.map((record) => checkRecord(record, batch, take)),
    remove: remove.map((key) => checkLocalKey(key, batch)),
    append: append.map((event) => checkEvent(event, take)),
    incarnation,
  };
  checkDistinct([...checked.put, ...checked.remove]);
  return checked;
}

function checkLocalKey(key: Key, batch: Commit): LocalKey {
  // The commit's own names are checked already.
  if (key.account !== batch.account || key.group !== batch.group) {
    checkKey(key);
    throw new RangeError("every key must be of the commit's account and group");
  }
  checkName(key.collection, 'collection');
  checkName(key.id, 'id');
  return { collection: key.collection, id: key.id };
}

function checkExpectation({ key, version }: Expectation, batch: Commit): CheckedExpectation {
  if (version !== 'absent') checkInteger(version, 'version', 1, Number.MAX_SAFE_INTEGER);
  return { ...checkLocalKey(key, batch), version };
}

function checkRecord(record: RecordInput, batch: Commit, take: Take): CheckedRecord {
  const { collection, id } = checkLocalKey(record, batch);
  checkBody(record.body);
  checkInstant(record.expiresAt, 'expiresAt');
  const index = checkIndex(record.index ?? []);
  return { collection, id, body: take(record.body), expiresAt: record.expiresAt, index };
}

const noEntries: readonly IndexEntry[] = [];

function checkIndex(entries: readonly IndexEntry[]): readonly IndexEntry[] {
  checkList(entries, 'index', MAX_INDEX_ENTRIES);
  if (entries.length === 0) return noEntries;
  return entries.map(({ name, value, order }, at) => {
    checkName(name, 'index name');
    checkName(value, 'index value');
    checkInteger(order, 'index order', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const first = entries.findIndex((entry) => entry.name === name && entry.value === value);
    if (first < at) throw new RangeError('index must not name the same list twice');
    return { name, value, order };
  });
}

function checkEvent({ type, body, expiresAt }: NewEvent, take: Take): NewEvent {
  checkName(type, 'type');
  checkBody(body);
  checkInstant(expiresAt, 'expiresAt');
  return { type, body: take(body), expiresAt };
}

/** So few are compared with one another. */
const FEW_KEYS = 8;

function checkDistinct(keys: readonly LocalKey[]): void {
  const twice = 'a key must be put or removed at most once in a commit';
  if (keys.length <= FEW_KEYS) {
    const isAgain = ({ collection, id }: LocalKey, at: number) =>
      keys.findIndex((key) => key.id === id && key.collection === collection) < at;
    if (keys.some(isAgain)) throw new RangeError(twice);
    return;
  }
  if (new Set(keys.map(localName)).size < keys.length) {
    throw new RangeError(twice);
  }
}
