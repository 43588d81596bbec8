// The browser's storage for keys: IndexedDB, which keeps non-extractable AES-GCM and HMAC keys in every engine.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import { createStore, delMany, get, keys, set } from 'idb-keyval';
import type { KeyStorage } from './key-storage.ts';

/** Options of {@link indexedDbKeys}. */
export interface IndexedDbKeysOptions {
  /** Database name. Two desks on one origin need two names. Default `tellsafe-agent`. */
  readonly name?: string;
}

/**
 * Storage that survives a reload and is shared by the tabs of one origin.
 *
 * @throws {TellsafeError} `store_unavailable` from its methods when the browser refuses IndexedDB
 */
export function indexedDbKeys(options: IndexedDbKeysOptions = {}): KeyStorage {
  const name = options.name ?? 'tellsafe-agent';
  let opened: ReturnType<typeof createStore> | undefined;
  const store = (): ReturnType<typeof createStore> => {
    opened ??= createStore(name, 'keys');
    return opened;
  };
  return {
    channel: name,
    get: (id) => guarded(() => get<unknown>(id, store())),
    set: (id, value) => guarded(() => set(id, value, store())),
    remove: (ids) => guarded(() => delMany([...ids], store())),
    ids: () => guarded(async () => (await keys(store())).filter((id) => typeof id === 'string')),
  };
}

async function guarded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (isTellsafeError(cause)) throw cause;
    throw new TellsafeError('store_unavailable', undefined, { cause });
  }
}
