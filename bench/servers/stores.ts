// The stores of the kit's server by their kind.
import { join } from 'node:path';
import type { Store } from '@tellsafe/server-kit';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';

/** How often each database was asked. */
export interface Queries {
  readonly records: number;
  readonly sealed: number;
}

export const noQueries: Queries = { records: 0, sealed: 0 };

/** Two stores, and how often they have asked their databases. */
export interface OpenStores {
  readonly records: Store;
  readonly sealed: Store;
  queries(): Queries;
  /** Closes what the stores do not close by themselves. */
  close(): Promise<void>;
}

/** Schemas of the two stores in one PostgreSQL database. */
export const SCHEMAS = { records: 'records', sealed: 'vault' } as const;

/** Connections of each pool. */
export const POOL_SIZE = 16;

/** Opens them; only what is asked for is loaded. */
export async function openStores(kind: string, place: string): Promise<OpenStores> {
  if (kind === 'memory')
    return { records: memoryStore(), sealed: memoryStore(), queries: () => noQueries, close: async () => {} };
  return kind === 'sqlite' ? openSqlite(place) : openPostgres(place);
}

async function openSqlite(folder: string): Promise<OpenStores> {
  const { sqliteStore } = await import('@tellsafe/server-kit/stores/sqlite');
  return {
    records: sqliteStore(join(folder, 'records.db')),
    sealed: sqliteStore(join(folder, 'vault.db')),
    queries: () => noQueries,
    close: async () => {},
  };
}

async function openPostgres(url: string): Promise<OpenStores> {
  const { migratePostgres, postgresStore } = await import('@tellsafe/server-kit/stores/postgres');
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  for (const schema of Object.values(SCHEMAS)) await migratePostgres(pool, schema);
  const queries = { ...noQueries };
  const clientOf = (name: keyof Queries): Parameters<typeof postgresStore>[0]['client'] => ({
    query: (query) => {
      queries[name] += 1;
      return pool.query(query);
    },
  });
  return {
    records: postgresStore({ client: clientOf('records'), schema: SCHEMAS.records }),
    sealed: postgresStore({ client: clientOf('sealed'), schema: SCHEMAS.sealed }),
    queries: () => queries,
    close: () => pool.end(),
  };
}
