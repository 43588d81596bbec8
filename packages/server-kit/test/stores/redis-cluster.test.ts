// The Redis store on a cluster of three servers: the same contract, every script inside one slot, every server looked at.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { storeContract } from '@tellsafe/server-kit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeRedisClient, RedisArgument } from '../../src/stores/redis-client.ts';
import { command, libraries, libraryNames } from './redis-clients.ts';
import { clusterLibraries, type RedisCluster, startCluster } from './redis-cluster.ts';

/** Clusters that no case uses at the moment. */
const idle: RedisCluster[] = [];
beforeAll(async () => {
  idle.push(...(await Promise.all([startCluster(), startCluster()])));
}, 180_000);
afterAll(() => Promise.all(idle.map((cluster) => cluster.stop())));

describe.each(libraryNames)('store contract on a cluster with %s', (library) => {
  const cases = storeContract({
    name: `redis cluster (${library})`,
    capabilities: { index: false, feeds: false, durable: false, shared: true, retention: false },
    create: async (clock) => {
      const cluster = idle.pop() ?? (await startCluster());
      const ends: (() => Promise<void>)[] = [];
      const connect = async () => {
        const { client, close } = await clusterLibraries[library](cluster);
        const store = redisStore({ client, use: 'volatile', clock });
        ends.push(() => store.close(), close);
        return store;
      };
      return {
        store: await connect(),
        connect,
        destroy: async () => {
          for (const end of ends) await end();
          await cluster.clear();
          idle.push(cluster);
        },
      };
    },
  });
  for (const { name, run } of cases) test(name, run);
});

const hostile = ['{', '}', '{}', '}{', '{a}', 'a/b', 'a:b', '%7B', '\n', '😀', '*', ' ', "'", 'x'.repeat(512)];

test('SF-OTK-04 whatever the names are, the keys of each script are in one slot and named ahead', async () => {
  const cluster = idle[0];
  const url = cluster?.servers[0]?.url ?? '';
  const scripts: string[][] = [];
  // Stands for a server: remembers the keys of every script and answers as an empty one.
  const client: NodeRedisClient = {
    async sendCommand([name, , count, ...rest]: readonly RedisArgument[]) {
      if (name === 'INFO') return 'redis_version:7.0.0\r\nrole:master\r\nrun_id:r\r\ncluster_enabled:1\r\n';
      if (name !== 'EVALSHA') return [];
      const keys = rest.slice(0, Number(count)).map(String);
      scripts.push(keys);
      return keys.map(() => null);
    },
  };
  const store = redisStore({ client, use: 'volatile', trustServer: true });
  for (const account of hostile) {
    for (const group of hostile) {
      const keys = hostile.map((id) => ({ account, group, collection: id, id }));
      await store.get(keys);
      const put = keys.map((key) => ({ ...key, body: new Uint8Array(), expiresAt: 1 }));
      await store.commit({ account, group, expect: keys.map((key) => ({ key, version: 'absent' })), put });
      await store.commit({ account, group, remove: keys });
    }
  }
  const tags = new Set(
    scripts.map((keys) => keys.map((key) => /\{.*?\}/.exec(key)?.[0] ?? key)).map((all) => [...new Set(all)].join()),
  );
  expect(tags.size).toBe(hostile.length ** 2 + 1); // one for each group, and the list of what is due
  for (const keys of scripts.filter((_, at) => at % 40 === 0)) {
    const slots = await Promise.all(keys.slice(0, 8).map((key) => command(url, 'CLUSTER', 'KEYSLOT', key)));
    expect(new Set(slots).size).toBe(1);
  }
});

describe.each(libraryNames)('the servers of a cluster, seen by %s', (library) => {
  const key = { account: 'a', group: 'g', collection: 'c', id: 'r' };

  test('SF-OTR-01 one of them that persists is enough to be refused', async () => {
    const [cluster] = idle;
    if (!cluster) throw new Error('no cluster');
    const bad = cluster.servers[2]?.url ?? '';
    const { client, close } = await clusterLibraries[library](cluster);
    await command(bad, 'CONFIG', 'SET', 'save', '60 1');
    const store = redisStore({ client, use: 'volatile' });
    await expect(store.incarnation()).rejects.toMatchObject({ params: { key: 'save', value: '60 1' } });
    await command(bad, 'CONFIG', 'SET', 'save', '');
    const runs = (await store.incarnation()).split('.');
    expect(new Set(runs).size).toBe(3);
    await close();
  });

  test('SF-OTK-02 a commit made for some of the servers only is refused by all of them', async () => {
    const [cluster] = idle;
    if (!cluster) throw new Error('no cluster');
    const { client, close } = await clusterLibraries[library](cluster);
    const store = redisStore({ client, use: 'volatile' });
    const runs = (await store.incarnation()).split('.');
    const groups = Array.from({ length: 30 }, (_, at) => `g${at}`);
    const done = await Promise.all(
      groups.map((group) =>
        store.commit({ account: 'a', group, remove: [{ ...key, group }], incarnation: runs[0] ?? '' }),
      ),
    );
    expect(new Set(done)).toEqual(new Set([false]));
    await close();
  });

  test('a connection to one server of a cluster is told the other servers’ groups are not there', async () => {
    const [cluster] = idle;
    const { client, close } = await libraries[library](cluster?.servers[0]?.url ?? '');
    const store = redisStore({ client, use: 'volatile' });
    const groups = Array.from({ length: 30 }, (_, at) => `g${at}`);
    const results = await Promise.allSettled(groups.map((group) => store.get([{ ...key, group }])));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'store_unavailable' });
    await close();
  });
});
