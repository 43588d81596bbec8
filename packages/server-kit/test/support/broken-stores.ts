// Stores that are wrong in one way each: controls that must make the safety tests fail.
import { storeMethods } from '../../src/stores/methods.ts';
import type { Commit, Store } from '../../src/stores/types.ts';

/** A store like the given one, some methods replaced. */
export function storeWith(store: Store, replaced: Partial<Store>): Store {
  const methods = Object.fromEntries(storeMethods.map((name) => [name, store[name].bind(store)])) as unknown as Store;
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

/**
 * Acknowledges changes before it makes them. Whoever asks the same process sees them at once: only a crash tells the difference.
 *
 * @param isEarly - which changes; all by default
 */
export function early(store: Store, isEarly: (batch: Commit) => boolean = () => true): Store {
  let made: Promise<unknown> = Promise.resolve();
  const behind = <Verb extends 'get' | 'list' | 'read' | 'latest'>(verb: Verb) =>
    (async (...parameters: unknown[]) => {
      await made;
      return Reflect.apply(store[verb] as () => unknown, store, parameters);
    }) as Store[Verb];
  return storeWith(store, {
    ...{ get: behind('get'), list: behind('list'), read: behind('read'), latest: behind('latest') },
    commit: async (batch) => {
      await made;
      if (!isEarly(batch)) return store.commit(batch);
      const { expect = [] } = batch;
      const found = await store.get(expect.map(({ key }) => key));
      if (expect.some(({ version }, at) => (found[at]?.version ?? 'absent') !== version)) return false;
      made = new Promise((resolve) => setTimeout(resolve, 5)).then(() => store.commit(batch)).catch(() => false);
      return true;
    },
  });
}
