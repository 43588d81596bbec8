// The databases of the cluster: those whose addresses are given, or throwaway servers that end with this process.
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../../scripts/services/postgres.mjs';
import { type RedisServer, startRedis } from '../../../scripts/services/redis.mjs';

/** Where they are. */
export interface Databases {
  readonly recordsUrl: string;
  readonly sealedUrl: string;
  readonly redisUrl: string;
}

/** Servers of this process. */
export interface Throwaway {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
}

const names = { recordsUrl: 'RECORDS_URL', sealedUrl: 'SEALED_URL', redisUrl: 'REDIS_URL' } as const;

/** Addresses in the environment: all three or none. @throws Error that names what is missing */
export function databasesFrom(env: NodeJS.ProcessEnv): Databases | undefined {
  const missing = Object.values(names).filter((name) => !env[name]);
  if (missing.length === Object.keys(names).length) return undefined;
  if (missing.length > 0) throw new Error(`Not set: ${missing.join(', ')}. Set all three addresses, or none.`);
  return { recordsUrl: env.RECORDS_URL ?? '', sealedUrl: env.SEALED_URL ?? '', redisUrl: env.REDIS_URL ?? '' };
}

/**
 * Starts a PostgreSQL with two databases and a Redis that keeps nothing.
 *
 * @param settings of PostgreSQL, on top of the usual ones
 */
export async function startThrowaway(settings: Record<string, string> = {}): Promise<Databases & Throwaway> {
  const [postgres, redis] = await Promise.all([startPostgres({ max_connections: '400', ...settings }), startRedis()]);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  for (const name of ['records', 'sealed']) await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const urlOf = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  return { postgres, redis, recordsUrl: urlOf('records'), sealedUrl: urlOf('sealed'), redisUrl: redis.url };
}
