// A throwaway PostgreSQL with stores in it: each in a schema of its own, each connection of a store as another process has it.
import type { Clock } from '@tellsafe/core';
import { migratePostgres, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../../../scripts/services/postgres.mjs';
import type { Store } from '../../src/stores/types.ts';

/** A pool that a killed server does not take the tests down with. */
export function poolOf(url: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4, ...options });
  pool.on('error', () => {});
  return pool;
}

/** A store in a schema of its own. */
export interface PostgresInstance {
  readonly schema: string;
  readonly store: Store;
  connect(): Promise<Store>;
  reopen(): Promise<Store>;
  destroy(): Promise<void>;
}

/** One server and how to make stores in it. */
export interface PostgresBench {
  readonly server: PostgresServer;
  /** For questions of the tests themselves. */
  readonly admin: pg.Pool;
  /** An empty schema with the tables. */
  schema(): Promise<string>;
  instance(clock: Clock): Promise<PostgresInstance>;
  stop(): Promise<void>;
}

/** Starts a server. */
export async function postgresBench(settings: Record<string, string> = {}): Promise<PostgresBench> {
  const server = await startPostgres(settings);
  const admin = poolOf(server.url);
  let schemas = 0;
  const schema = async () => {
    schemas += 1;
    const name = `t${schemas}`;
    await migratePostgres(admin, name);
    return name;
  };
  return {
    server,
    admin,
    schema,
    instance: async (clock) => openInstance(server.url, admin, await schema(), clock),
    stop: async () => {
      await admin.end();
      await server.stop();
    },
  };
}

async function openInstance(url: string, admin: pg.Pool, schema: string, clock: Clock): Promise<PostgresInstance> {
  const open: { store: Store; pool: pg.Pool }[] = [];
  const connect = async (): Promise<Store> => {
    const pool = poolOf(url);
    const store = postgresStore({ client: pool, schema, clock });
    open.push({ store, pool });
    return store;
  };
  const closeAll = async () => {
    for (const { store, pool } of open.splice(0)) {
      await store.close();
      await pool.end();
    }
  };
  return {
    schema,
    store: await connect(),
    connect,
    reopen: async () => {
      await closeAll();
      return connect();
    },
    destroy: async () => {
      await closeAll();
      await admin.query(`DROP SCHEMA "${schema}" CASCADE`);
    },
  };
}
