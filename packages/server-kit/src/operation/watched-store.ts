// A store as the kit calls it: no call takes longer than the limit, so that a backend that hangs holds no request for
// ever, and how long each took is told.
import { TellsafeError } from '@tellsafe/core';
import type { Stores, Vault } from '../services/kit.ts';
import { storeMethods } from '../stores/methods.ts';
import type { Store } from '../stores/types.ts';
import { codeOf, timedStep } from '../telemetry/measure.ts';
import { noTelemetry, type Telemetry } from '../telemetry/types.ts';
import { within } from '../timer.ts';

/** How stores are watched. */
export interface Watching {
  /** Milliseconds that a call may take. */
  readonly limitMs: number;
  readonly telemetry: Telemetry;
}

/** The stores of a process with the limit before each; what is one store stays one. */
export function watchedStores(
  { stores, vault }: { readonly stores: Pick<Stores, 'records'>; readonly vault?: Vault },
  { limitMs, telemetry }: Watching,
): { readonly stores: Pick<Stores, 'records'>; readonly vault?: Vault } {
  const known = new Map<Store, Store>();
  const watch = (store: Store, namespace: string) => {
    const watched = known.get(store) ?? watchedStore(store, { limitMs, telemetry, namespace });
    known.set(store, watched);
    return watched;
  };
  return {
    stores: { records: watch(stores.records, 'records') },
    ...(vault && {
      vault: { ...vault, sealed: watch(vault.sealed, 'sealed'), volatile: watch(vault.volatile, 'volatile') },
    }),
  };
}

/**
 * Puts the limit before a store.
 *
 * A change whose answer came too late may have been made: the caller is told that the store is unavailable, and repeats as after any
 * answer that was lost.
 *
 * @param watching with the name by which telemetry tells stores apart
 */
export function watchedStore(
  store: Store,
  { limitMs, telemetry, namespace }: Watching & { readonly namespace: string },
): Store {
  const watched = (name: string, call: (...given: never[]) => Promise<unknown>) => {
    const attributes = { 'db.operation.name': name, 'db.namespace': namespace };
    const step = { name: `${name} ${namespace}`, kind: 'client', attributes } as const;
    const run = (given: never[]) =>
      timedStep(telemetry, 'db.client.operation.duration', attributes, () =>
        within(limitMs, () => call.apply(store, given), lateStore),
      );
    // Only changes are steps of their own: what is read is many, and told by the times.
    const spanned = (given: never[]) =>
      telemetry.span(step, async (span) => {
        try {
          return await run(given);
        } catch (error) {
          span.fail(codeOf(error));
          throw error;
        }
      });
    if (telemetry === noTelemetry)
      return [name, (...given: never[]) => within(limitMs, () => call.apply(store, given), lateStore)] as const;
    return [name, (...given: never[]) => (name === 'commit' ? spanned(given) : run(given))] as const;
  };
  // Closing waits for what is still to be written, however long that is.
  const names = storeMethods.filter((name) => name !== 'close');
  const methods: (readonly [string, unknown])[] = names.map((name) => watched(name, store[name]));
  if (store.load) methods.push(watched('load', store.load));
  const own = { capabilities: store.capabilities, close: () => store.close(), ...Object.fromEntries(methods) };
  return own as unknown as Store;
}

function lateStore(): TellsafeError {
  return new TellsafeError('store_unavailable', undefined, { cause: new DOMException('', 'TimeoutError') });
}
