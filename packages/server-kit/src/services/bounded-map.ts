// A map that forgets what was not used for long when it is full: caches of the kit must not grow with its data.

/**
 * Keeps at most `limit` entries. In two halves, not in the order of use: whatever is used is in the younger half, and when that is full, it
 * takes the place of the older one. So nearly every look is a single one, and changes nothing.
 */
export class BoundedMap<Key, Value> {
  readonly #half: number;
  #younger = new Map<Key, Value>();
  #older = new Map<Key, Value>();

  /** @param limit most entries, at least 2 */
  constructor(limit: number) {
    this.#half = Math.floor(limit / 2);
  }

  /** Entries that are kept. */
  get size(): number {
    let size = this.#younger.size;
    for (const key of this.#older.keys()) if (!this.#younger.has(key)) size += 1;
    return size;
  }

  /** The value, which is not forgotten before half of the limit of others was used since. */
  get(key: Key): Value | undefined {
    const value = this.#younger.get(key);
    if (value !== undefined) return value;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** Keeps a value. */
  set(key: Key, value: Value): void {
    if (this.#younger.size >= this.#half && !this.#younger.has(key)) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(key, value);
  }

  /** Forgets one value. */
  delete(key: Key): void {
    this.#younger.delete(key);
    this.#older.delete(key);
  }

  /** Forgets everything. */
  clear(): void {
    this.#younger.clear();
    this.#older.clear();
  }
}
