// T5 of security.md for keys in Redis: the server is killed while they are redeemed and comes back with what its last dump held. A
// redeemer whose key was issued before cannot spend it again. Without the fence, default persistence makes spent keys spendable.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RedisServer, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import type { Store } from '../../src/stores/types.ts';
import { type Connection, command, libraries } from '../stores/redis-clients.ts';
import { runSeed, seeded } from '../support/seeded.ts';
import { issue, recordOf } from './redemption.ts';
import { sized } from './size.ts';

const KILLS = sized(5, 100);
const KEYS = 200;

/** A server that persists, as one does by default; only an operator who vouches for it can bring it here. */
let server: RedisServer;
let connection: Connection;
let store: Store;
beforeAll(async () => {
  server = await startRedis({ ...volatileSettings, save: '3600 1' });
  connection = await libraries.ioredis(server.url);
  store = redisStore({ client: connection.client, use: 'volatile', trustServer: true, timeoutMs: 2_000 });
}, 180_000);
afterAll(async () => {
  await connection.close();
  await server.stop();
}, 180_000);

/** Spends a key under an incarnation, or without the fence. Whether it won; undefined without an answer. */
async function spend(at: number, version: number, incarnation?: string): Promise<boolean | undefined> {
  const key = recordOf(at, 'spent');
  const { account, group } = key;
  const fence = incarnation === undefined ? {} : { incarnation };
  return store.commit({ account, group, expect: [{ key, version }], put: [key], ...fence }).catch(() => undefined);
}

/** Keys that were spent when the server was killed, and how they were issued. */
async function killMeanwhile(round: number) {
  await command(server.url, 'FLUSHALL');
  const keys = Array.from({ length: KEYS }, (_, at) => round * KEYS + at);
  await issue(store, keys);
  await command(server.url, 'SAVE');
  const incarnation = await store.incarnation();
  const versions = (await store.get(keys.map((at) => recordOf(at, '')))).map((record) => record?.version ?? 0);
  const enough = 1 + seeded(runSeed, 'Redis', round)(KEYS / 2);
  const spent: number[] = [];
  let isKilled = false;
  const redeemer = async (first: number) => {
    for (let index = first; index < KEYS && !isKilled; index += 8) {
      if (await spend(keys[index] ?? 0, versions[index] ?? 0, incarnation)) spent.push(index);
    }
  };
  const redeemers = Promise.all(Array.from({ length: 8 }, (_, first) => redeemer(first)));
  while (spent.length < enough) await new Promise((resolve) => setImmediate(resolve));
  isKilled = true;
  await server.kill();
  await redeemers;
  await server.restart();
  await expect.poll(() => store.incarnation().catch(() => incarnation)).not.toBe(incarnation);
  return { keys, versions, incarnation, spent };
}

test(`T5 SF-OTK-02 ${KILLS} kills of Redis: what was spent stays spent, seed ${runSeed}`, {
  timeout: sized(300_000, 600_000),
}, async () => {
  let revived = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const { keys, versions, incarnation, spent } = await killMeanwhile(round);
    expect(spent.length).toBeGreaterThan(0);
    const again = await Promise.all(keys.map((at, index) => spend(at, versions[index] ?? 0, incarnation)));
    expect(again).toEqual(keys.map(() => false));
    // Control: without the fence the dump's keys work a second time.
    for (const index of spent) if (await spend(keys[index] ?? 0, versions[index] ?? 0)) revived += 1;
  }
  expect(revived).toBeGreaterThan(0);
});
