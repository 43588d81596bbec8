// The state of an exploration: a fixed list of slots, each with a number that stands for what is in it. Stores over it let the
// real services run on any state. What a run reads is noted: it does the same again wherever that part of the state is the same,
// so each step of the services is run once for everything that it can see, and looked up from then on.
import type { IndexEntry, Key, Store, StoredRecord } from '../../src/stores/types.ts';

/** A state: numbers of contents, by slot; 0 is an empty slot. */
export type State = readonly number[];

/** What a step does: which slots get which contents, and what came of it. */
export interface Effect<Result> {
  readonly writes: readonly (readonly [slot: number, content: number])[];
  readonly result: Result;
}

interface Content {
  readonly text: string;
  readonly body: Uint8Array;
  readonly expiresAt: number;
  readonly index: readonly IndexEntry[];
}

const encoder = new TextEncoder();
const empty: Content = { text: '', body: new Uint8Array(), expiresAt: 0, index: [] };

const collectionOf = (slot: string) => slot.split('|', 4)[3];

/** Slot of the clock; its content is the instant. */
const CLOCK = 'clock';

export class Slots {
  readonly #places = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #contents: Content[] = [empty];
  readonly #numbers = new Map<string, number>();
  readonly #canonical: (name: string, text: string) => string;
  /** Which collections are in which lists. */
  readonly #lists = new Set<string>();
  #current: number[] = [];
  #start: State = [];
  #reads = new Set<number>();
  #frozen = false;

  /** @param canonical leaves out of a record's text what no rule looks at, so that states that differ in it alone are one */
  constructor(canonical: (name: string, text: string) => string) {
    this.#canonical = canonical;
  }

  /** The state now. */
  get state(): State {
    return this.#current.slice();
  }

  /** No slot may be added from now on, so that all states have the same ones. */
  freeze(): void {
    this.#frozen = true;
  }

  now(): number {
    return Number(this.read(CLOCK));
  }

  setClock(at: number): void {
    this.write(CLOCK, String(at));
  }

  /** The text in a slot; `''` for an empty one. */
  read(name: string): string {
    return this.#content(name).text;
  }

  write(name: string, text: string): void {
    this.#set(name, text === '' ? 0 : this.#number(text, encoder.encode(text), Number.MAX_SAFE_INTEGER, []));
  }

  /** Number of the content of a slot. */
  numberIn(name: string): number {
    const place = this.placeOf(name);
    this.#reads.add(place);
    return this.#current[place] ?? 0;
  }

  /** Until when a record is there; 0 for an empty slot. */
  expiryOf(name: string): number {
    return this.#content(name).expiresAt;
  }

  /** Looks at the state in which the step that runs began. */
  lookBack<Seen>(see: () => Seen): Seen {
    const now = this.#current;
    try {
      return this.look(this.#start, see);
    } finally {
      this.#current = now;
    }
  }

  /** Looks at a state. */
  look<Seen>(state: State, see: () => Seen): Seen {
    this.#current = state as number[];
    return see();
  }

  /** Place of a slot in a state. */
  placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    if (this.#frozen) throw new RangeError(`slot ${name} was not declared`);
    const place = this.#names.push(name) - 1;
    this.#places.set(name, place);
    this.#current[place] = 0;
    return place;
  }

  /** Runs a step on a state. */
  async run<Result>(state: State, step: () => Promise<Result>): Promise<Effect<Result> & { readonly reads: number[] }> {
    this.#current = [...state];
    this.#start = state;
    this.#reads = new Set();
    const result = await step();
    const writes = this.#current.flatMap((content, slot) =>
      content === state[slot] ? [] : [[slot, content] as const],
    );
    return { writes, result, reads: [...this.#reads] };
  }

  /** One of the kit's stores. */
  store(name: string, durable: boolean): Store {
    const slotOf = ({ account, group, collection, id }: Key) => `${name}|${account}|${group}|${collection}|${id}`;
    return {
      capabilities: { index: true, feeds: true, durable, shared: durable, retention: true },
      get: async (keys) => keys.map((key) => this.#stored(slotOf(key))),
      commit: async ({ expect = [], put = [], remove = [], incarnation }) => {
        if (incarnation !== undefined && incarnation !== this.incarnation()) return false;
        const holds = ({ key, version }: (typeof expect)[number]) =>
          (this.#stored(slotOf(key))?.version ?? 'absent') === version;
        if (!expect.every(holds)) return false;
        for (const key of remove) this.#set(slotOf(key), 0);
        for (const record of put) this.#put(slotOf(record), record);
        return true;
      },
      list: async (query) => {
        const { account } = query;
        if (!('index' in query)) {
          const { group, collection } = query;
          return { records: this.#records((slot) => slot.startsWith(`${name}|${account}|${group}|${collection}|`)) };
        }
        const { index, value, to = Number.MAX_SAFE_INTEGER } = query;
        const listed = (each: StoredRecord) =>
          each.index?.some((entry) => entry.name === index && entry.value === value && entry.order <= to);
        const found = this.#records((slot) => slot.startsWith(`${name}|${account}|`) && this.#isListed(slot, index));
        return { records: found.filter(listed) };
      },
      read: async () => [],
      latest: async () => '',
      purge: async (now) => {
        const own = this.#names.filter((slot) => slot.startsWith(`${name}|`));
        const due = own.filter((slot) => this.#exists(slot) && this.#content(slot).expiresAt <= now);
        for (const slot of due) this.#set(slot, 0);
        return due.length;
      },
      hold: async () => 0,
      forget: async () => 0,
      overdue: async () => ({ count: 0, oldestAt: null }),
      incarnation: async () => this.incarnation(),
      close: async () => undefined,
    };
  }

  incarnation(): string {
    return this.read('incarnation') || 'first';
  }

  #put(slot: string, { body, expiresAt, index = [] }: Pick<StoredRecord, 'body' | 'expiresAt' | 'index'>): void {
    for (const entry of index) {
      if (this.#isListed(slot, entry.name)) continue;
      if (this.#frozen) throw new RangeError(`list ${entry.name} of ${slot} was not declared`);
      this.#lists.add(`${collectionOf(slot)} ${entry.name}`);
    }
    const text = this.#canonical(slot, Buffer.from(body).toString('latin1'));
    this.#set(slot, this.#number(text, Buffer.from(text, 'latin1'), expiresAt, index));
  }

  #records(which: (slot: string) => boolean): StoredRecord[] {
    return this.#names.filter(which).flatMap((slot) => this.#stored(slot) ?? []);
  }

  /** Whether records of this collection can be in a list. */
  #isListed(slot: string, index: string): boolean {
    return this.#lists.has(`${collectionOf(slot)} ${index}`);
  }

  #number(text: string, body: Uint8Array, expiresAt: number, index: readonly IndexEntry[]): number {
    const name = `${expiresAt}|${JSON.stringify(index)}|${text}`;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#contents.push({ text, body, expiresAt, index }) - 1;
    this.#numbers.set(name, number);
    return number;
  }

  #set(name: string, content: number): void {
    const place = this.placeOf(name);
    this.#current[place] = content;
  }

  #exists(name: string): boolean {
    this.#reads.add(this.placeOf(name));
    return this.#current[this.placeOf(name)] !== 0;
  }

  #content(name: string): Content {
    const place = this.placeOf(name);
    this.#reads.add(place);
    return this.#contents[this.#current[place] ?? 0] ?? empty;
  }

  #stored(slot: string): StoredRecord | null {
    // What was not declared cannot be put either, so it is absent in every state.
    if (this.#frozen && !this.#places.has(slot)) return null;
    const place = this.placeOf(slot);
    this.#reads.add(place);
    const number = this.#current[place] ?? 0;
    const content = this.#contents[number];
    if (number === 0 || !content || this.now() >= content.expiresAt) return null;
    const [, account = '', group = '', collection = '', ...id] = slot.split('|');
    const { body, expiresAt, index } = content;
    return { account, group, collection, id: id.join('|'), body, expiresAt, index, version: number };
  }
}
