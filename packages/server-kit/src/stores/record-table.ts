// The records of one group of the memory store. Most groups hold a few: those are a plain array, which takes a quarter of
// the memory of a map. Larger groups get a map.
import { type LocalKey, localName } from './checked-commit.ts';

/** Records of an array, at most; looking through so few is as quick as a map. */
const ARRAY_RECORDS = 12;

/** Records by collection and id. */
export class RecordTable<T extends LocalKey> {
  #records: T[] | Map<string, T> = [];

  /** How many there are. */
  get size(): number {
    return Array.isArray(this.#records) ? this.#records.length : this.#records.size;
  }

  /** The record under a key. */
  get(key: LocalKey): T | undefined {
    if (!Array.isArray(this.#records)) return this.#records.get(localName(key));
    return this.#records[indexOf(this.#records, key)];
  }

  /** Puts a record in the place of the one with its key. */
  set(record: T): void {
    const records = this.#records;
    if (!Array.isArray(records)) {
      records.set(localName(record), record);
      return;
    }
    // `with`, `concat` and `toSpliced` make arrays without spare room; `push` and spreading reserve 17 places.
    const at = indexOf(records, record);
    if (at >= 0) this.#records = records.with(at, record);
    else if (records.length < ARRAY_RECORDS) this.#records = records.concat([record]);
    else this.#records = new Map([...records, record].map((each) => [localName(each), each]));
  }

  /** Takes out the record with this key. */
  delete(key: LocalKey): void {
    const records = this.#records;
    if (!Array.isArray(records)) {
      records.delete(localName(key));
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
