// The names of the store port's methods, for those who go through all of them. What each does is in types.ts.
import type { Store } from './types.ts';

/** A method that every store has. */
export type StoreMethod = Exclude<keyof Store, 'capabilities' | 'load'>;

/** Complete, as the type demands. */
const methods: Readonly<Record<StoreMethod, true>> = {
  get: true,
  commit: true,
  list: true,
  read: true,
  latest: true,
  purge: true,
  hold: true,
  forget: true,
  overdue: true,
  incarnation: true,
  close: true,
};

/** All of them. */
export const storeMethods = Object.keys(methods) as readonly StoreMethod[];
