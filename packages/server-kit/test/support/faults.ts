// One thing broken at a time, through a port or an option: what the controls plant and the safety checks must find.

import { TellsafeError } from '@tellsafe/core';
import type { KeyProvider } from '../../src/keys/types.ts';
import type { Stores } from '../../src/services/kit.ts';
import { invitationCodec } from '../../src/services/records/invitation.ts';
import type { Commit, Key, Store, StoredRecord } from '../../src/stores/types.ts';
import { requestOf } from '../clients.ts';
import { BASE, type HarnessOptions, START } from '../harness.ts';
import { notAtomic, storeWith } from './broken-stores.ts';
import { textOfRecord } from './record-text.ts';

type Name = keyof Stores;

/** Breaks one of the three stores. */
export const inStore = (name: Name, broken: (store: Store, stores: Stores) => Store): HarnessOptions => ({
  wrap: (stores) => ({ ...stores, [name]: broken(stores[name], stores) }),
});

const moment = () => new Promise((resolve) => setTimeout(resolve, 3));

/** Not a fault: every commit takes a moment, so that all who race have read before the first one has written. */
export const slow = (store: Store) =>
  storeWith(store, {
    commit: async (batch) => {
      await moment();
      return store.commit(batch);
    },
  });

export const committing = (change: (batch: Commit, store: Store) => Commit | Promise<Commit>) => (store: Store) =>
  storeWith(store, { commit: async (batch) => store.commit(await change(batch, store)) });

export const ignoresExpectations = (store: Store) => committing(({ expect: _expect, ...batch }) => batch)(slow(store));

/** Checks versions, but not that something is absent. */
export const ignoresAbsence = (store: Store) =>
  committing(({ expect = [], ...batch }) => ({
    ...batch,
    expect: expect.filter(({ version }) => version !== 'absent'),
  }))(slow(store));

export const ignoresFence = committing(({ incarnation: _incarnation, ...batch }) => batch);

export const ignoresRemove = committing(({ remove: _remove, ...batch }) => batch);

/** Drops events of one type. */
export const dropsEventsOf = (type: string) =>
  committing(({ append = [], ...batch }) => ({ ...batch, append: append.filter((event) => event.type !== type) }));

/** Acknowledges commits with such a word in a record, and does nothing. */
export const forgets = (word: string) => (store: Store) =>
  storeWith(store, {
    commit: async (batch) => {
      const texts = (batch.put ?? []).map(textOfRecord);
      return texts.some((text) => text.includes(word)) || store.commit(batch);
    },
  });

/** Lets records live for ever. */
export const neverExpires = committing(({ put = [], ...batch }) => ({
  ...batch,
  put: put.map((record) => ({ ...record, expiresAt: Number.MAX_SAFE_INTEGER })),
}));

/** Takes every invitation for one of the session that asks. */
export const mixesUpSessions = (store: Store) =>
  storeWith(store, {
    get: async (keys) => {
      const found = await store.get(keys);
      const [session] = keys;
      if (session?.collection !== 'agent-session') return found;
      return found.map((record) => {
        if (record?.collection !== 'invitation') return record;
        const text = textOfRecord(record);
        const mixed = text.replaceAll(/"sessionId":"[^"]+"/g, `"sessionId":"${session.id}"`);
        return { ...record, body: invitationCodec.encode(JSON.parse(mixed)) };
      });
    },
  });

/** Gives the last event that was read once more before each new one. */
export const readsTwice = (store: Store) =>
  storeWith(store, {
    read: async (feed, after, limit) => {
      const events = await store.read(feed, after, limit);
      if (events.length === 0) return events;
      const last = (await store.read(feed, '', 1000)).filter(({ position }) => position === after);
      return [...last, ...events];
    },
  });

export const neverPurges = (store: Store) => storeWith(store, { purge: async () => 0 });

/** Answers the same key from a cache that nobody empties. */
export const cachesReads = (collection: string) => (store: Store) => {
  const cache = new Map<string, StoredRecord | null>();
  const nameOf = ({ account, group, id }: Key) => `${account}/${group}/${id}`;
  return storeWith(store, {
    get: async (keys) => {
      const found = await store.get(keys);
      return keys.map((key, at) => {
        const record = found[at] ?? null;
        if (key.collection !== collection) return record;
        const cached = cache.get(nameOf(key));
        if (cached) return cached;
        cache.set(nameOf(key), record);
        return record;
      });
    },
  });
};

/** Writes what it is given to another store as well. */
export const alsoWritesTo = (name: Name) => (store: Store, stores: Stores) =>
  storeWith(store, {
    commit: async (batch) => {
      await stores[name].commit({ ...batch, expect: [] });
      return store.commit(batch);
    },
  });

export { notAtomic };

/** A kit whose clock does not move although time passes. */
export const stoppedClock: HarnessOptions = { options: { clock: () => START } };

/** A pepper that makes one MAC for everything. */
export const constantMac: HarnessOptions = {
  keys: (keys: KeyProvider) => ({
    mac: async (_data, keyId) => ({ keyId: keyId ?? 'one', mac: new Uint8Array(32) }),
    wrap: (dataKey, context) => keys.wrap(dataKey, context),
    unwrap: (wrapped, context) => keys.unwrap(wrapped, context),
    rotate: () => keys.rotate(),
    destroy: (keyId) => keys.destroy(keyId),
  }),
};

/** Treats a GET with a handle as the POST that a person's tap makes. */
export const getSpends: HarnessOptions = {
  fetch: (tellsafe) => (request) => {
    const url = new URL(request.url);
    const handle = url.searchParams.get('handle');
    if (request.method !== 'GET' || handle === null) return tellsafe.fetch(request);
    return tellsafe.fetch(requestOf('POST', url.pathname.slice(BASE.length), { body: { handle } }));
  },
};

/** A proxy that takes the Origin header off. */
export const dropsOrigin: HarnessOptions = {
  fetch: (tellsafe) => (request) => {
    const stripped = new Request(request);
    stripped.headers.delete('origin');
    return tellsafe.fetch(stripped);
  },
};

/** Keeps what comes in, or goes out, as an event, as a careless log would. */
export const keepsTraffic = (which: 'requests' | 'answers'): HarnessOptions => ({
  fetch: (tellsafe, stores) => async (request) => {
    const came = await request.clone().text();
    const answer = await tellsafe.fetch(request);
    const kept = which === 'requests' ? came : await answer.clone().text();
    const event = { type: 'kept', body: new TextEncoder().encode(kept), expiresAt: Number.MAX_SAFE_INTEGER };
    await stores.records.commit({ account: 'acme', group: 'kept', append: [event] });
    return answer;
  },
});

/** A records store that can be failed over while a kit runs, as a database behind a proxy can. */
export function failingOver(broken: (store: Store) => Store = (store) => store) {
  let incarnation = 'before';
  const wrap = (stores: Stores): Stores => {
    const fenced = storeWith(stores.records, {
      incarnation: async () => incarnation,
      commit: async ({ incarnation: fence, ...batch }) =>
        (fence === undefined || fence === incarnation) && stores.records.commit(batch),
    });
    return { ...stores, records: broken(fenced) };
  };
  const failOver = () => {
    incarnation = 'after';
  };
  return { wrap, failOver };
}

/** A provider that uses its current keys only: what an older one made or wrapped is lost with the next rotation. */
export function forgetsOlderKeys(keys: KeyProvider, what: 'mac' | 'unwrap'): KeyProvider {
  const probe = new Uint8Array(32);
  const checkCurrent = async (keyId: string | undefined, current: string) => {
    if (keyId !== undefined && keyId !== current) throw new TellsafeError('key_unknown');
  };
  return {
    mac: async (data, keyId) => {
      if (what === 'mac') await checkCurrent(keyId, (await keys.mac(probe)).keyId);
      return keys.mac(data, keyId);
    },
    wrap: (dataKey, context) => keys.wrap(dataKey, context),
    unwrap: async (wrapped, context) => {
      if (what === 'unwrap') await checkCurrent(wrapped.keyId, (await keys.wrap(probe, probe)).keyId);
      return keys.unwrap(wrapped, context);
    },
    rotate: () => keys.rotate(),
    destroy: (keyId) => keys.destroy(keyId),
  };
}

/** A provider that says that it destroyed a key, and keeps it. */
export const keepsDestroyedKeys: HarnessOptions = {
  keys: (keys) => ({
    mac: (data, keyId) => keys.mac(data, keyId),
    wrap: (dataKey, context) => keys.wrap(dataKey, context),
    unwrap: (wrapped, context) => keys.unwrap(wrapped, context),
    rotate: () => keys.rotate(),
    destroy: async () => {},
  }),
};
