// A throwaway cluster of three primaries, and connections of both client libraries to it.
import { Cluster } from 'ioredis';
import { createCluster } from 'redis';
import { freePort, type RedisServer, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import { type Connection, command, ignore } from './redis-clients.ts';

const SIZE = 3;
const SLOTS = 16_384;

/** A running cluster. */
export interface RedisCluster {
  readonly servers: readonly RedisServer[];
  /** Empties every server. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a cluster and waits until each of its servers serves. */
export async function startCluster(): Promise<RedisCluster> {
  const start = async () =>
    startRedis({
      ...volatileSettings,
      'cluster-enabled': 'yes',
      'cluster-port': `${await freePort()}`,
      'cluster-node-timeout': '5000',
    });
  const servers = await Promise.all(Array.from({ length: SIZE }, start));
  for (const [at, { url }] of servers.entries()) {
    const [first, next] = [at, at + 1].map((number) => Math.floor((SLOTS * number) / SIZE));
    await command(url, 'CLUSTER', 'ADDSLOTSRANGE', `${first}`, `${(next ?? 0) - 1}`);
    await command(url, 'CLUSTER', 'SET-CONFIG-EPOCH', `${at + 1}`);
  }
  const [seed, ...others] = servers;
  for (const { port, url } of others) {
    const bus = await command(url, 'CONFIG', 'GET', 'cluster-port');
    const busPort = String(Object.values(bus as object)[0]);
    await command(seed?.url ?? '', 'CLUSTER', 'MEET', '127.0.0.1', `${port}`, busPort);
  }
  for (const { url } of servers) await isWhole(url);
  return {
    servers,
    clear: async () => void (await Promise.all(servers.map(({ url }) => command(url, 'FLUSHALL')))),
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

async function isWhole(url: string): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const info = String(await command(url, 'CLUSTER', 'INFO'));
    if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${SIZE}`)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the cluster does not come together');
}

/** Cluster clients of both libraries. */
export const clusterLibraries = {
  redis: async ({ servers }: RedisCluster): Promise<Connection> => {
    const client = createCluster({ rootNodes: servers.map(({ url }) => ({ url })) });
    client.on('error', ignore);
    await client.connect();
    return { client, close: async () => client.destroy() };
  },
  ioredis: async ({ servers }: RedisCluster): Promise<Connection> => {
    const client = new Cluster(
      servers.map(({ port }) => ({ host: '127.0.0.1', port })),
      { lazyConnect: true, clusterRetryStrategy: () => 20 },
    );
    client.on('error', ignore);
    await client.connect();
    return { client, close: async () => client.disconnect() };
  },
} as const;
