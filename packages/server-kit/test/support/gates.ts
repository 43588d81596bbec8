// Ports that everything goes through a gate to reach: where a proof lets a process die at a chosen call, before or after it had
// its effect.
import type { KeyProvider } from '../../src/keys/types.ts';
import type { Stores } from '../../src/services/kit.ts';
import type { Store } from '../../src/stores/types.ts';
import { storeWith } from './broken-stores.ts';

/** Lets calls through, or not. */
export interface Gate {
  /**
   * @param name - port and verb, such as `records.commit`
   * @param call - has the effect
   */
  pass<Result>(name: string, call: () => Promise<Result>): Promise<Result>;
}

/** Where a process dies: at the n-th call from now on, counted from 1. */
export interface CrashPoint {
  readonly at: number;
  /** Whether that call still has its effect. */
  readonly when: 'before' | 'after';
}

const verbs = ['get', 'commit', 'list', 'read', 'latest', 'purge', 'incarnation'] as const;

/** Stores behind a gate. */
export function gatedStores(gate: Gate, { records, sealed, volatile }: Stores): Stores {
  return {
    records: gatedStore(gate, 'records', records),
    sealed: gatedStore(gate, 'sealed', sealed),
    volatile: gatedStore(gate, 'volatile', volatile),
  };
}

function gatedStore(gate: Gate, name: string, store: Store): Store {
  const gated = verbs.map((verb) => [
    verb,
    (...parameters: unknown[]) =>
      gate.pass(`${name}.${verb}`, () => Reflect.apply(store[verb] as () => Promise<unknown>, store, parameters)),
  ]);
  return storeWith(store, Object.fromEntries(gated));
}

/** Keys behind a gate. */
export function gatedKeys(gate: Gate, keys: KeyProvider): KeyProvider {
  return {
    mac: (data, keyId) => gate.pass('keys.mac', () => keys.mac(data, keyId)),
    wrap: (dataKey, context) => gate.pass('keys.wrap', () => keys.wrap(dataKey, context)),
    unwrap: (wrapped, context) => gate.pass('keys.unwrap', () => keys.unwrap(wrapped, context)),
    rotate: () => keys.rotate(),
    destroy: (keyId) => keys.destroy(keyId),
  };
}

/** What never comes. */
export function never(): Promise<never> {
  return new Promise(() => {});
}
