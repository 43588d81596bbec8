// The Redis store passes the store contract with both client libraries, each instance through several connections.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { storeContract } from '@tellsafe/server-kit/testing';
import { afterAll, describe, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { command, libraries, libraryNames } from './redis-clients.ts';

/** Servers that no case uses at the moment; a case that needs two stores gets two servers. */
const idle: RedisServer[] = [];
afterAll(() => Promise.all(idle.map((server) => server.stop())));

describe.each(libraryNames)('store contract with %s', (library) => {
  const cases = storeContract({
    name: `redis (${library})`,
    capabilities: { index: false, feeds: false, durable: false, shared: true, retention: false },
    create: async (clock) => {
      const server = idle.pop() ?? (await startRedis());
      const ends: (() => Promise<void>)[] = [];
      const connect = async () => {
        const { client, close } = await libraries[library](server.url);
        const store = redisStore({ client, use: 'volatile', clock });
        ends.push(() => store.close(), close);
        return store;
      };
      return {
        store: await connect(),
        connect,
        destroy: async () => {
          for (const end of ends) await end();
          await command(server.url, 'FLUSHALL');
          idle.push(server);
        },
      };
    },
  });
  for (const { name, run } of cases) test(name, run);
});
