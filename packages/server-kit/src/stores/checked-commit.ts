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

/** A commit that is known to be well-formed and that nobody else holds. */
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

/**
 * Checks and copies a commit.
 *
 * @throws TypeError, RangeError when anything in it is wrong
 */
export function checkCommit(batch: Commit): CheckedCommit {
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
    put: put.map((record) => checkRecord(record, batch)),
    remove: remove.map((key) => checkLocalKey(key, batch)),
    append: append.map(checkEvent),
    incarnation,
  };
  checkDistinct([...checked.put, ...checked.remove]);
  return checked;
}

function checkLocalKey(key: Key, batch: Commit): LocalKey {
  checkKey(key);
  if (key.account !== batch.account || key.group !== batch.group) {
    throw new RangeError("every key must be of the commit's account and group");
  }
  return { collection: key.collection, id: key.id };
}

function checkExpectation({ key, version }: Expectation, batch: Commit): CheckedExpectation {
  if (version !== 'absent') checkInteger(version, 'version', 1, Number.MAX_SAFE_INTEGER);
  return { ...checkLocalKey(key, batch), version };
}

function checkRecord(record: RecordInput, batch: Commit): CheckedRecord {
  const { collection, id } = checkLocalKey(record, batch);
  checkBody(record.body);
  checkInstant(record.expiresAt, 'expiresAt');
  const index = checkIndex(record.index ?? []);
  return { collection, id, body: new Uint8Array(record.body), expiresAt: record.expiresAt, index };
}

function checkIndex(entries: readonly IndexEntry[]): readonly IndexEntry[] {
  checkList(entries, 'index', MAX_INDEX_ENTRIES);
  const seen = new Set<string>();
  return entries.map(({ name, value, order }) => {
    checkName(name, 'index name');
    checkName(value, 'index value');
    checkInteger(order, 'index order', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const label = `${name}\0${value}`;
    if (seen.has(label)) throw new RangeError('index must not name the same list twice');
    seen.add(label);
    return { name, value, order };
  });
}

function checkEvent({ type, body, expiresAt }: NewEvent): NewEvent {
  checkName(type, 'type');
  checkBody(body);
  checkInstant(expiresAt, 'expiresAt');
  return { type, body: new Uint8Array(body), expiresAt };
}

function checkDistinct(keys: readonly LocalKey[]): void {
  if (keys.length < 2) return;
  if (new Set(keys.map(localName)).size < keys.length) {
    throw new RangeError('a key must be put or removed at most once in a commit');
  }
}
