// Connections of both client libraries to a throwaway Redis.
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { RedisClient } from '../../src/stores/redis.ts';

/** A client and its end. */
export interface Connection {
  readonly client: RedisClient;
  close(): Promise<void>;
}

/** Both libraries, by name. */
export const libraries = {
  redis: async (url: string): Promise<Connection> => {
    const client = createClient({ url, socket: { reconnectStrategy: 20 } });
    client.on('error', ignore);
    await client.connect();
    return { client, close: async () => client.destroy() };
  },
  ioredis: async (url: string): Promise<Connection> => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 20 });
    client.on('error', ignore);
    await client.connect();
    return { client, close: async () => client.disconnect() };
  },
} as const;

export type Library = keyof typeof libraries;
export const libraryNames = Object.keys(libraries) as Library[];

/** A lost server is seen in the answers of the store; without a listener the libraries would end the process. */
export function ignore(): void {}

/** Runs commands that the port has no word for. */
export async function command(url: string, ...words: string[]): Promise<unknown> {
  const client = createClient({ url });
  await client.connect();
  try {
    return await client.sendCommand(words);
  } finally {
    client.destroy();
  }
}
