// The records of one group of the memory store. Most groups hold a few: those are a plain array, which takes a quarter of
// the memory of maps. Larger groups get a map for each collection.
import type { LocalKey } from './checked-commit.ts';

/** Records of an array, at most; looking through so few is as quick as a map. */
const ARRAY_RECORDS = 12;

/** Records by collection and id. */
export class RecordTable<T extends LocalKey> {
  #records: T[] | LargeTable<T> = [];

  /** How many there are. */
  get size(): number {
    return Array.isArray(this.#records) ? this.#records.length : this.#records.size;
  }

  /** The record under a key. */
  get(key: LocalKey): T | undefined {
    if (!Array.isArray(this.#records)) return this.#records.get(key);
    return this.#records[indexOf(this.#records, key)];
  }

  /** Puts a record in the place of the one with its key. */
  set(record: T): void {
    const records = this.#records;
    if (!Array.isArray(records)) {
      records.set(record);
      return;
    }
    // `with`, `concat` and `toSpliced` make arrays without spare room; `push` and spreading reserve 17 places.
    const at = indexOf(records, record);
    if (at >= 0) this.#records = records.with(at, record);
    else if (records.length < ARRAY_RECORDS) this.#records = records.concat([record]);
    else this.#records = new LargeTable([...records, record]);
  }

  /** Takes out the record with this key. */
  delete(key: LocalKey): void {
    const records = this.#records;
    if (!Array.isArray(records)) {
      records.delete(key);
      return;
    }
    const at = indexOf(records, key);
    if (at >= 0) this.#records = records.toSpliced(at, 1);
  }

  /** All records, in no order. */
  values(): Iterable<T> {
    return this.#records.values();
  }
}

function indexOf(records: readonly LocalKey[], key: LocalKey): number {
  return records.findIndex(({ collection, id }) => id === key.id && collection === key.collection);
}

/** A map in a map: a text made of both names would have to be made, and hashed, for every look. */
class LargeTable<T extends LocalKey> {
  readonly #collections = new Map<string, Map<string, T>>();
  size = 0;

  constructor(records: readonly T[]) {
    for (const record of records) this.set(record);
  }

  get({ collection, id }: LocalKey): T | undefined {
    return this.#collections.get(collection)?.get(id);
  }

  set(record: T): void {
    const { collection, id } = record;
    let records = this.#collections.get(collection);
    if (!records) {
      records = new Map();
      this.#collections.set(collection, records);
    }
    this.size -= records.size;
    records.set(id, record);
    this.size += records.size;
  }

  delete({ collection, id }: LocalKey): void {
    const records = this.#collections.get(collection);
    if (!records?.delete(id)) return;
    this.size -= 1;
    if (records.size === 0) this.#collections.delete(collection);
  }

  *values(): Generator<T> {
    for (const records of this.#collections.values()) yield* records.values();
  }
}
