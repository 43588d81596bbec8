// A throwaway Redis with a replica in memory, and what tears the two apart and joins them again. No Sentinel: its steps by hand.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { type RedisServer, type Settings, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import type { Store } from '../../src/stores/types.ts';
import { command, libraries } from '../stores/redis-clients.ts';

/** How long servers may take to find each other, in milliseconds. */
const PATIENCE_MS = 15_000;

/** Two servers. */
export interface RedisPair {
  /** The primary that was there first. */
  readonly left: RedisServer;
  /** Its replica, until it takes over. */
  readonly right: RedisServer;
  /** A store as a process has it that vouches for the replica, which keeps nothing on disk either. */
  storeOn(server: RedisServer, clock?: () => number): Promise<Store>;
  /** Waits until the replica has everything. */
  catchUp(): Promise<void>;
  /** Makes a server a primary that listens to nobody any more. */
  promote(server: RedisServer): Promise<void>;
  /** Makes a server the replica of another one; what it had is replaced. */
  follow(server: RedisServer, primary: RedisServer): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a primary and its replica. */
export async function redisPair(settings: Settings = {}): Promise<RedisPair> {
  const inMemory = {
    ...volatileSettings,
    'repl-diskless-sync-delay': '0',
    'repl-diskless-load': 'swapdb',
    ...settings,
  };
  const left = await startRedis(inMemory);
  const right = await startRedis({ ...inMemory, replicaof: `127.0.0.1 ${left.port}` });
  const ends: (() => Promise<void>)[] = [];
  await linked(right);
  return {
    left,
    right,
    storeOn: async (server, clock) => {
      const { client, close } = await libraries.ioredis(server.url);
      ends.push(close);
      return redisStore({ client, use: 'volatile', trustServer: true, timeoutMs: 2_000, ...(clock && { clock }) });
    },
    catchUp: async () => {
      const { url } = left;
      const wanted = fieldOf(await infoOf(url), 'master_repl_offset');
      await until(async () => Number(fieldOf(await infoOf(right.url), 'slave_repl_offset')) >= Number(wanted));
    },
    promote: async ({ url }) => void (await command(url, 'REPLICAOF', 'NO', 'ONE')),
    follow: async (server, primary) => {
      await command(server.url, 'REPLICAOF', '127.0.0.1', `${primary.port}`);
      await linked(server);
    },
    stop: async () => {
      for (const end of ends) await end();
      await right.stop();
      await left.stop();
    },
  };
}

const infoOf = async (url: string) => String(await command(url, 'INFO', 'replication'));

const fieldOf = (info: string, name: string) => new RegExp(`${name}:(\\S+)`).exec(info)?.[1] ?? '';

const linked = ({ url }: RedisServer) => until(async () => fieldOf(await infoOf(url), 'master_link_status') === 'up');

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the servers do not come together');
}
