// A store as the kit calls it: no call takes longer than the limit, so that a backend that hangs holds no request for ever.
import { TellsafeError } from '@tellsafe/core';
import type { Stores, Vault } from '../services/kit.ts';
import { storeMethods } from '../stores/methods.ts';
import type { Store } from '../stores/types.ts';
import { within } from '../timer.ts';

/** The stores of a process with the limit before each; what is one store stays one. */
export function watchedStores(
  { stores, vault }: { readonly stores: Pick<Stores, 'records'>; readonly vault?: Vault },
  limitMs: number,
): { readonly stores: Pick<Stores, 'records'>; readonly vault?: Vault } {
  const known = new Map<Store, Store>();
  const watch = (store: Store) => {
    const watched = known.get(store) ?? watchedStore(store, limitMs);
    known.set(store, watched);
    return watched;
  };
  return {
    stores: { records: watch(stores.records) },
    ...(vault && { vault: { ...vault, sealed: watch(vault.sealed), volatile: watch(vault.volatile) } }),
  };
}

/**
 * Puts the limit before a store.
 *
 * A change whose answer came too late may have been made: the caller is told that the store is unavailable, and repeats as after any
 * answer that was lost.
 *
 * @param limitMs milliseconds
 */
export function watchedStore(store: Store, limitMs: number): Store {
  const watched = (name: string, call: (...given: never[]) => Promise<unknown>) =>
    [name, (...given: never[]) => timed(limitMs, () => call.apply(store, given))] as const;
  // Closing waits for what is still to be written, however long that is.
  const names = storeMethods.filter((name) => name !== 'close');
  const methods: (readonly [string, unknown])[] = names.map((name) => watched(name, store[name]));
  if (store.load) methods.push(watched('load', store.load));
  const own = { capabilities: store.capabilities, close: () => store.close(), ...Object.fromEntries(methods) };
  return own as unknown as Store;
}

async function timed<Result>(limitMs: number, call: () => Promise<Result>): Promise<Result> {
  try {
    return await within(limitMs, call);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    throw new TellsafeError('store_unavailable', undefined, { cause: error });
  }
}
