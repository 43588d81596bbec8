// Counts the calls of a store by name and verb.
import type { Store } from '../../src/stores/types.ts';
import { storeWith } from './broken-stores.ts';

const verbs = ['get', 'commit', 'list', 'read', 'latest'] as const;

export function countingStore(store: Store, name: string, counts: Map<string, number>): Store {
  const count = (verb: string) => counts.set(`${name}.${verb}`, (counts.get(`${name}.${verb}`) ?? 0) + 1);
  const counted = verbs.map((verb) => [
    verb,
    (...parameters: unknown[]) => {
      count(verb);
      return (store[verb] as (...given: unknown[]) => unknown).apply(store, parameters);
    },
  ]);
  return storeWith(store, Object.fromEntries(counted));
}
