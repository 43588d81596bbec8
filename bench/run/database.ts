// A PostgreSQL server of the benchmark's own, as durable as one in earnest.
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../scripts/services/postgres.mjs';

const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  autovacuum: 'on',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
};

/** Starts one and stops it in the end. */
export async function withPostgres<Result>(use: (server: PostgresServer) => Promise<Result>): Promise<Result> {
  const server = await startPostgres(settings);
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

/** Makes an empty database and gives its address. */
export async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  await client.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
