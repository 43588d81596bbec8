// Stores with one well-known mistake each, made from a good one. The contract suite must catch every one of them.
import type { Clock } from '@tellsafe/core';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import type { Commit, Key, Store, StoredRecord } from '../../src/stores/types.ts';

/** Makes a store with a mistake. */
export type BrokenStore = (clock: Clock) => Store;

/** A store that does what another one does, except for what is given. */
function but(store: Store, different: Partial<Store>): Store {
  return {
    capabilities: store.capabilities,
    get: (keys) => store.get(keys),
    commit: (batch) => store.commit(batch),
    list: (query) => store.list(query),
    read: (feed, after, limit) => store.read(feed, after, limit),
    latest: (feed) => store.latest(feed),
    purge: (now, limit) => store.purge(now, limit),
    hold: (group, held) => store.hold(group, held),
    forget: (group, types) => store.forget(group, types),
    overdue: (now) => store.overdue(now),
    incarnation: () => store.incarnation(),
    close: () => store.close(),
    ...different,
  };
}

/** Lets others go first, as a round trip to a server does. */
function roundTrip(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Looks whether the expectations hold, then writes: two callers can both have looked. */
export const readThenWrite: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, {
    async commit({ expect = [], ...batch }) {
      const records = await store.get(expect.map(({ key }) => key));
      const holds = expect.every(({ version }, at) => (records[at]?.version ?? 'absent') === version);
      await roundTrip();
      return holds && store.commit(batch);
    },
  });
};

/** Never looks at the clock. */
export const ignoresExpiry: BrokenStore = () => memoryStore({ clock: () => 0 });

/** Puts two names behind each other without saying where one ends: `a:b` + `c` is `a` + `b:c`. */
export const sharedPrefix: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  const firstOf = new Map<string, Key>();
  const joined = <K extends Key>(key: K): K => {
    const name = `${JSON.stringify([key.account, key.group])}${key.collection}:${key.id}`;
    const first = firstOf.get(name) ?? key;
    firstOf.set(name, first);
    return { ...key, collection: first.collection, id: first.id };
  };
  return but(store, {
    get: async (keys) => store.get(keys.map(joined)),
    commit: async ({ put = [], remove = [], expect = [], ...batch }) =>
      store.commit({
        ...batch,
        put: put.map(joined),
        remove: remove.map(joined),
        expect: expect.map(({ key, version }) => ({ key: joined(key), version })),
      }),
  });
};

/** Answers a failure with a value. */
export const swallowsErrors: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, {
    get: (keys) => store.get(keys).catch(() => keys.map(() => null)),
    commit: (batch) => store.commit(batch).catch(() => false),
    read: (feed, after, limit) => store.read(feed, after, limit).catch(() => []),
  });
};

/** Appends the events first and checks the expectations afterwards. */
export const appendsOutside: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, {
    async commit({ append = [], ...batch }: Commit) {
      await store.commit({ account: batch.account, group: batch.group, append });
      return store.commit(batch);
    },
  });
};

/** Commits the change first and loses its events when others are quicker. */
export const losesEvents: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  let isAppending = false;
  return but(store, {
    async commit({ append = [], ...batch }: Commit) {
      const done = await store.commit(batch);
      if (!done || append.length === 0 || isAppending) return done;
      isAppending = true;
      await roundTrip();
      isAppending = false;
      return store.commit({ account: batch.account, group: batch.group, append });
    },
  });
};

/** Gives positions when commits start and shows events when they end: readers go past those of the slower ones. */
export const skipsSlowCommits: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  const hidden = new Set<string>();
  let commits = 0;
  return but(store, {
    async commit(batch) {
      const [done, latest] = await Promise.all([store.commit(batch), store.latest({ account: batch.account })]);
      commits += 1;
      if (!done || !batch.append?.length || commits % 3 > 0) return done;
      hidden.add(latest);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      hidden.delete(latest);
      return done;
    },
    read: async (feed, after, limit) =>
      (await store.read(feed, after, limit)).filter(({ position }) => !hidden.has(position)),
  });
};

/** Keeps the caller's bytes and gives out its own. */
export const sharesBytes: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  const bodies = new Map<string, Uint8Array>();
  const nameOf = ({ account, group, collection, id }: Key) => JSON.stringify([account, group, collection, id]);
  const shared = (record: StoredRecord | null) =>
    record && { ...record, body: bodies.get(nameOf(record)) ?? record.body };
  return but(store, {
    get: async (keys) => (await store.get(keys)).map(shared),
    async commit(batch) {
      const put = [...(batch.put ?? [])];
      const done = await store.commit(batch);
      if (done) for (const record of put) bodies.set(nameOf(record), record.body);
      return done;
    },
    async list(query) {
      const page = await store.list(query);
      return { ...page, records: page.records.flatMap((record) => shared(record) ?? []) };
    },
  });
};

/** Deletes everything that is due in one go. */
export const purgesWithoutBound: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, {
    async purge(now, limit) {
      let deleted = await store.purge(now, limit);
      for (let more = deleted; more > 0; deleted += more) more = await store.purge(now, limit);
      return deleted;
    },
  });
};

/** Says that it holds, and holds nothing. */
export const ignoresHold: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, { hold: async () => 0 });
};

/** Puts held things far off without remembering when they should have expired. */
export const losesExpiryOfHeld: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, { hold: async (group, held) => (held ? store.hold(group, true) : 0) });
};

/** Forgets a whole feed. */
export const forgetsEverything: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, { forget: (group, types) => store.forget(group, [...types, 'audit']) });
};

/** Counts versions per record, and starts again when a record is new. */
export const reusesVersions: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  const counts = new Map<string, { first: number; own: Map<number, number> }>();
  const nameOf = ({ account, group, collection, id }: Key) => JSON.stringify([account, group, collection, id]);
  const counted = (record: StoredRecord | null, key: Key) => {
    if (record === null) {
      counts.delete(nameOf(key));
      return null;
    }
    const count = counts.get(nameOf(key)) ?? { first: record.version, own: new Map() };
    counts.set(nameOf(key), count);
    const version = count.own.get(record.version) ?? count.own.size + 1;
    count.own.set(record.version, version);
    return { ...record, version };
  };
  const realVersion = (key: Key, version: number | 'absent') =>
    [...(counts.get(nameOf(key))?.own ?? [])].find(([, own]) => own === version)?.[0] ?? version;
  return but(store, {
    get: async (keys) => (await store.get(keys)).map((record, at) => counted(record, keys[at] as Key)),
    commit: async ({ expect = [], ...batch }) => {
      const done = await store.commit({
        ...batch,
        expect: expect.map(({ key, version }) => ({ key, version: realVersion(key, version) })),
      });
      if (done) for (const key of batch.remove ?? []) counts.delete(nameOf(key));
      return done;
    },
  });
};

/** Does not look at the fence. */
export const ignoresFence: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, { commit: ({ incarnation: _, ...batch }) => store.commit(batch) });
};

/** Checks once, then writes record by record: readers in between see half of a commit. */
export const writesOneByOne: BrokenStore = (clock) => {
  const store = memoryStore({ clock });
  return but(store, {
    async commit({ put = [], ...batch }: Commit) {
      const [first, ...others] = put;
      const done = await store.commit(first ? { ...batch, put: [first] } : batch);
      if (!done) return false;
      for (const record of others) {
        await roundTrip();
        await store.commit({ account: batch.account, group: batch.group, put: [record] });
      }
      return true;
    },
  });
};
