// Where a store is, in words that another process understands, and how it opens the store there.
import type { Clock } from '@tellsafe/core';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import type { Store } from '../../src/stores/types.ts';
import { libraries } from '../stores/redis-clients.ts';
import { poolOf } from './postgres.ts';

/** A place of a store. Memory is there for the process that opens it alone. */
export type StorePlace =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string }
  | { readonly kind: 'redis'; readonly url: string };

/** Places of the durable stores of a kit. */
export interface DurablePlaces {
  readonly records: StorePlace;
  readonly sealed: StorePlace;
}

/** A store and its end, which ends the connections as well. */
export interface OpenedStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** Opens a store with connections of its own. */
export async function openStore(place: StorePlace, clock: Clock): Promise<OpenedStore> {
  if (place.kind === 'postgres') {
    const pool = poolOf(place.url);
    const store = postgresStore({ client: pool, schema: place.schema, clock });
    return opened(store, () => pool.end());
  }
  if (place.kind === 'redis') {
    const { client, close } = await libraries.ioredis(place.url);
    return opened(redisStore({ client, use: 'volatile', clock, timeoutMs: 30_000 }), close);
  }
  return opened(place.kind === 'sqlite' ? sqliteStore(place.path, { clock }) : memoryStore({ clock }), async () => {});
}

function opened(store: Store, disconnect: () => Promise<void>): OpenedStore {
  return {
    store,
    close: async () => {
      await store.close();
      await disconnect();
    },
  };
}
