// Stores that are wrong in one way each: controls that must make the safety tests fail.
import type { Commit, Store } from '../../src/stores/types.ts';

/** A store like the given one, some methods replaced. */
export function storeWith(store: Store, replaced: Partial<Store>): Store {
  const names = ['get', 'commit', 'list', 'read', 'latest', 'purge', 'incarnation', 'close'] as const;
  const methods = Object.fromEntries(names.map((name) => [name, store[name].bind(store)])) as unknown as Store;
  return { ...methods, capabilities: store.capabilities, ...replaced };
}

/** Checks expectations before the change instead of in the same step: read, then write. */
export function notAtomic(store: Store): Store {
  return storeWith(store, {
    commit: async (batch) => {
      const { expect = [], incarnation: _incarnation, ...change } = batch;
      const found = await store.get(expect.map(({ key }) => key));
      if (expect.some(({ version }, at) => (found[at]?.version ?? 'absent') !== version)) return false;
      await new Promise((resolve) => setTimeout(resolve, 1));
      return store.commit(change);
    },
  });
}

/** Remembers the batches that were committed. */
export function recordingStore(store: Store, batches: Commit[]): Store {
  return storeWith(store, {
    commit: async (batch) => {
      const done = await store.commit(batch);
      if (done) batches.push(batch);
      return done;
    },
  });
}

/** Fails the way a backend fails, whenever the switch is on. */
export function failingStore(store: Store, fails: () => Error | undefined): Store {
  return storeWith(store, {
    commit: async (batch) => {
      const error = fails();
      if (error) throw error;
      return store.commit(batch);
    },
  });
}
