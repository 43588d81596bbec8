// Model-based: any row of calls gets the same answers from a database as from the memory store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@tellsafe/core';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { migratePostgres, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Commit, Key, Store, StoredEvent, StoredRecord } from '../../src/stores/types.ts';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';

const START = 1_800_000_000_000;
const accounts = fc.constantFrom('a', 'b', '\u{10000}');
const groups = fc.constantFrom('g', 'h');
const ids = fc.constantFrom('1', '2', '3', '\uffff', '\u{10000}');
const instants = fc.integer({ min: START - 1, max: START + 40 });
const bodies = fc.uint8Array({ maxLength: 12 });
const entries = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('n', 'm'),
    value: fc.constantFrom('v', 'w'),
    order: fc.integer({ min: -2, max: 2 }),
  }),
  { maxLength: 4, selector: ({ name, value }) => name + value },
);

/** What a caller can ask; `seen` means the version that it read last. */
type Call =
  | {
      kind: 'commit';
      account: string;
      group: string;
      writes: Write[];
      guard?: { id: string; version: 'seen' | 'absent' };
    }
  | { kind: 'list'; account: string; group: string; limit: number }
  | { kind: 'index'; account: string; value: string; from: number; to: number; descending: boolean; limit: number }
  | { kind: 'read'; account: string; group: string | undefined; skip: number }
  | { kind: 'purge'; limit: number }
  | { kind: 'wait'; ms: number };

type Write =
  | {
      kind: 'put';
      id: string;
      body: Uint8Array;
      expiresAt: number;
      index: { name: string; value: string; order: number }[];
    }
  | { kind: 'remove'; id: string }
  | { kind: 'append'; body: Uint8Array; expiresAt: number };

const writes: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: ids, body: bodies, expiresAt: instants, index: entries }),
  fc.record({ kind: fc.constant('remove' as const), id: ids }),
  fc.record({ kind: fc.constant('append' as const), body: bodies, expiresAt: instants }),
);

const calls: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        kind: fc.constant('commit' as const),
        account: accounts,
        group: groups,
        writes: fc.array(writes, { maxLength: 4 }),
        guard: fc.record({ id: ids, version: fc.constantFrom('seen' as const, 'absent' as const) }),
      },
      { requiredKeys: ['kind', 'account', 'group', 'writes'] },
    ),
  },
  fc.record({
    kind: fc.constant('list' as const),
    account: accounts,
    group: groups,
    limit: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('index' as const),
    account: accounts,
    value: fc.constantFrom('v', 'w'),
    from: fc.integer({ min: -3, max: 3 }),
    to: fc.integer({ min: -3, max: 3 }),
    descending: fc.boolean(),
    limit: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('read' as const),
    account: accounts,
    group: fc.option(groups, { nil: undefined }),
    skip: fc.nat(3),
  }),
  fc.record({ kind: fc.constant('purge' as const), limit: fc.integer({ min: 100, max: 200 }) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 15 }) }),
);

/** One store under test, its clock, and what its caller has read. Versions and positions are its own and never compared. */
class Caller {
  readonly store: Store;
  readonly #clock: { now: number };

  constructor(store: Store, clock: { now: number }) {
    this.store = store;
    this.#clock = clock;
  }

  async answer(call: Call): Promise<unknown> {
    switch (call.kind) {
      case 'commit':
        return this.#commit(call);
      case 'list':
        return (await this.#walk({ ...call, collection: 'c' })).map(told);
      case 'index': {
        const { account, value, from, to, descending, limit } = call;
        const listed = await this.#walk({ account, index: 'n', value, from, to, descending, limit });
        // Ties stand in an order that the store chooses.
        const orders = listed.map(
          ({ index }) => index?.find((entry) => entry.name === 'n' && entry.value === value)?.order,
        );
        return { orders, records: listed.map((record) => JSON.stringify(told(record))).sort() };
      }
      case 'read':
        return this.#read(call.account, call.group, call.skip);
      case 'purge':
        return this.store.purge(this.#clock.now, call.limit);
      case 'wait':
        this.#clock.now += call.ms;
        return undefined;
    }
  }

  async #commit({ account, group, writes: wanted, guard }: Call & { kind: 'commit' }): Promise<unknown> {
    const keyOf = (id: string): Key => ({ account, group, collection: 'c', id });
    const touched = new Set<string>();
    const fresh = wanted.filter(
      (write) => write.kind === 'append' || (!touched.has(write.id) && touched.add(write.id)),
    );
    const batch: Commit = {
      account,
      group,
      put: fresh.flatMap((write) => (write.kind === 'put' ? { ...write, ...keyOf(write.id) } : [])),
      remove: fresh.flatMap((write) => (write.kind === 'remove' ? keyOf(write.id) : [])),
      append: fresh.flatMap((write) => (write.kind === 'append' ? { ...write, type: 't' } : [])),
    };
    const keys = [...touched].map(keyOf);
    if (!guard) return [await this.store.commit(batch), (await this.store.get(keys)).map(told)];
    const [seen] = await this.store.get([keyOf(guard.id)]);
    const version = guard.version === 'absent' ? 'absent' : (seen?.version ?? 1);
    const done = await this.store.commit({ ...batch, expect: [{ key: keyOf(guard.id), version }] });
    return [done, (await this.store.get(keys)).map(told)];
  }

  async #walk(query: Parameters<Store['list']>[0]): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await this.store.list(cursor === undefined ? query : { ...query, cursor });
      records.push(...page.records);
      cursor = page.cursor;
      if (cursor === undefined) return records;
    }
  }

  async #read(account: string, group: string | undefined, skip: number): Promise<unknown> {
    const feed = group === undefined ? { account } : { account, group };
    const all = await this.store.read(feed, '', 1000);
    const after = all[Math.min(skip, all.length) - 1]?.position ?? '';
    return [all, await this.store.read(feed, after, 2)].map((events) => events.map(told));
  }
}

/** Everything about a record or event but the numbers that each store makes for itself. */
function told(item: StoredRecord | StoredEvent | null): unknown {
  if (item === null) return null;
  const { body, expiresAt, account, group } = item;
  const rest =
    'id' in item ? { id: item.id, index: [...(item.index ?? [])].map((entry) => JSON.stringify(entry)).sort() } : {};
  return { account, group, body: [...body], expiresAt, ...rest };
}

/** A store, empty, that takes its time from a clock. */
interface Opened {
  readonly store: Store;
  /** Takes the store down, with what is in it. */
  remove(): Promise<void>;
}

let folder = '';
let bench: PostgresBench;
let files = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  bench = await postgresBench();
  await migratePostgres(bench.admin);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bench.stop();
});

const backends: Record<string, (clock: Clock) => Opened> = {
  sqlite: (clock) => {
    files += 1;
    const file = join(folder, `${files}.db`);
    const store = sqliteStore(file, { clock });
    return { store, remove: () => store.close().then(() => rmSync(file)) };
  },
  postgres: (clock) => ({
    store: postgresStore({ client: bench.admin, clock }),
    remove: async () => {
      await bench.admin.query(
        'DELETE FROM tellsafe.records; DELETE FROM tellsafe.entries; DELETE FROM tellsafe.events',
      );
    },
  }),
};

test.each(Object.keys(backends))(
  'SF-FLOW-09 %s gives the same answers as memory to any row of calls',
  {
    timeout: 180_000,
  },
  async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(calls, { minLength: 5, maxLength: 40 }), async (row) => {
        const clocks = [{ now: START }, { now: START }] as const;
        const memory = new Caller(memoryStore({ clock: () => clocks[0].now }), clocks[0]);
        const opened = backends[name]?.(() => clocks[1].now);
        if (!opened) throw new Error('there is no such backend');
        const other = new Caller(opened.store, clocks[1]);
        try {
          for (const call of row) expect(await other.answer(call)).toEqual(await memory.answer(call));
        } finally {
          await opened.remove();
        }
      }),
      { numRuns: 150 },
    );
  },
);
