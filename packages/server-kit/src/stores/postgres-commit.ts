// A checked commit as the parameters of the `commit` function in the database: its lists as JSON, its bodies as one run of bytes.
import type { CheckedCommit, CheckedRecord, LocalKey } from './checked-commit.ts';
import { keyText, longText } from './postgres-names.ts';
import type { IndexEntry, NewEvent } from './types.ts';

/** The index entries of a record without any, as they are stored. */
const NO_ENTRIES = '[]';

/** Where a body lies in the run of bytes; `b` counts from 1, as `substr` does. */
interface Place {
  readonly b: number;
  readonly l: number;
}

/**
 * The parameters of the function, in its order. Bodies are copied.
 *
 * @param now - epoch ms, decides what is expired
 */
export function commitValues(commit: CheckedCommit, now: number): unknown[] {
  const bodies = new ByteRun();
  const { account, group, expect, put, remove, append, incarnation } = commit;
  const values = [
    keyText(account),
    keyText(group),
    now,
    incarnation ?? null,
    longText(group),
    json(expect.map(({ version, ...key }) => ({ ...keyOf(key), v: version === 'absent' ? 0 : version }))) ?? '[]',
    json(remove.map(keyOf)),
    json(put.map((record, at) => recordOf(record, at, bodies.add(record.body)))),
    json(put.flatMap((record, at) => record.index.map((entry) => entryOf(record, at, entry)))) ?? '[]',
    json(append.map((event, at) => eventOf(event, at, bodies.add(event.body)))),
  ];
  return [...values, bodies.toBytes()];
}

/** Writes the index entries of a record for its own row. */
function formatEntries(index: readonly IndexEntry[]): string {
  return index.length === 0 ? NO_ENTRIES : JSON.stringify(index.map(({ name, value, order }) => [name, value, order]));
}

/** Reads them. */
export function parseEntries(entries: string): IndexEntry[] {
  if (entries === NO_ENTRIES) return [];
  const list = JSON.parse(entries) as readonly (readonly [string, string, number])[];
  return list.map(([name, value, order]) => ({ name, value, order }));
}

function json(items: readonly unknown[]): string | null {
  return items.length === 0 ? null : JSON.stringify(items);
}

/** The key inside the group. An id is listed in its order, so it stays as it is. */
function keyOf({ collection, id }: LocalKey): { readonly c: string; readonly n: string } {
  return { c: keyText(collection), n: id };
}

/** Places in the commit count from 1: the number 0 is that of the transaction itself. */
function recordOf(record: CheckedRecord, at: number, place: Place) {
  const { collection, expiresAt, index } = record;
  return { at: at + 1, ...keyOf(record), lc: longText(collection), x: expiresAt, i: formatEntries(index), ...place };
}

function entryOf(record: CheckedRecord, at: number, { name, value, order }: IndexEntry) {
  return { at: at + 1, ...keyOf(record), list: keyText(name), value: keyText(value), place: order };
}

function eventOf({ type, expiresAt }: NewEvent, at: number, place: Place) {
  return { at: at + 1, x: expiresAt, t: type, ...place };
}

/** Bodies, one behind the other. */
class ByteRun {
  readonly #bodies: Uint8Array[] = [];
  #length = 0;

  add(body: Uint8Array): Place {
    const place = { b: this.#length + 1, l: body.length };
    this.#bodies.push(body);
    this.#length += body.length;
    return place;
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const body of this.#bodies) {
      bytes.set(body, at);
      at += body.length;
    }
    return bytes;
  }
}
