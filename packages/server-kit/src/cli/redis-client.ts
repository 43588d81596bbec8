// The client of `ioredis` or `redis` that commands use, whichever is installed; what they tell of its failures.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IoRedisClient, NodeRedisClient, RedisClient } from '../stores/redis-client.ts';

/** What to say where both are missing. */
export const REDIS_MISSING = 'Run: npm install ioredis';

/** A connected client, why there is none, or that no library is here. */
export type OpenRedis = { readonly client: RedisClient; close(): void } | { readonly failed: string } | 'missing';

interface OwnIoRedis extends IoRedisClient {
  on(event: 'error', hear: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  disconnect(): void;
}

interface OwnNodeRedis extends NodeRedisClient {
  on(event: 'error', hear: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  destroy(): void;
}

type IoRedisModule = { readonly Redis: new (url: string, options: object) => OwnIoRedis };
type NodeRedisModule = { readonly createClient: (options: object) => OwnNodeRedis };

/** Connects with the library of the folder that the command runs in, else the one beside this package. */
export async function openRedis(url: string): Promise<OpenRedis> {
  const io = installed<IoRedisModule>('ioredis');
  if (io) {
    const client = new io.Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
    return opened(client, () => client.disconnect());
  }
  const node = installed<NodeRedisModule>('redis');
  if (!node) return 'missing';
  const client = node.createClient({ url, socket: { reconnectStrategy: false } });
  return opened(client, () => client.destroy());
}

async function opened(client: OwnIoRedis | OwnNodeRedis, close: () => void): Promise<OpenRedis> {
  let cause: unknown;
  client.on('error', (error) => {
    cause = error;
  });
  try {
    await client.connect();
    return { client, close };
  } catch (error) {
    close();
    return { failed: codeOf(cause) ?? codeOf(error) ?? 'no connection' };
  }
}

/** The code alone: messages hold the address. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : undefined;
}

function installed<Module>(name: string): Module | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return createRequire(from)(name) as Module;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return undefined;
}
