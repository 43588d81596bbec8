// A PostgreSQL that is split in two: a replica takes over while the primary still serves.
import type pg from 'pg';
import { expect } from 'vitest';
import type { PostgresServer } from '../../../../scripts/services/postgres.mjs';
import { type PostgresBench, poolOf } from './postgres.ts';

/** The new primary of a split, or of a server that was made from it. */
export interface PostgresHeir {
  readonly server: PostgresServer;
  readonly pool: pg.Pool;
  /** Makes a primary of it. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes a replica that has everything up to now and, from here on, nothing more. */
export async function cutOffReplica(primary: PostgresServer, admin: pg.Pool): Promise<PostgresHeir> {
  const server = await primary.replica();
  const pool = poolOf(server.url);
  const becomes = (text: string, values: readonly unknown[] = []) =>
    expect.poll(async () => (await pool.query(text, [...values])).rows).toEqual([{ done: true }]);
  const { rows } = await admin.query('SELECT pg_current_wal_lsn()::text AS lsn');
  await becomes('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done', [(rows[0] as { lsn: string }).lsn]);
  await pool.query("ALTER SYSTEM SET primary_conninfo = ''");
  await pool.query('SELECT pg_reload_conf()');
  await becomes('SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver) AS done');
  return {
    server,
    pool,
    promote: async () => {
      await pool.query('SELECT pg_promote(true, 30)');
    },
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
}

/** The same of a bench's server. */
export const heirOf = ({ server, admin }: PostgresBench): Promise<PostgresHeir> => cutOffReplica(server, admin);
