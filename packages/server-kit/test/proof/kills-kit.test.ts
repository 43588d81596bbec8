// T5 of security.md: processes of the kit are killed while they redeem keys, and servers while kits use them. Nothing that was told is
// lost, nothing that was spent can be spent again, nothing is half done, and the same caller gets the same answer again.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { createHarness, START } from '../harness.ts';
import { libraries } from '../stores/redis-clients.ts';
import { type Cluster, createCluster } from '../support/cluster.ts';
import type { NodeFault } from '../support/cluster-node.ts';
import { sharedPostgres } from '../support/postgres-places.ts';
import { runSeed, seeded } from '../support/seeded.ts';
import { ANSWERS, killRound } from './kills-round.ts';
import { sized } from './size.ts';

/** Of processes, 20 in every run and 500 in a long one; of each server. */
const KILLS = { sqlite: sized(12, 250), postgres: sized(8, 250) };
const SERVER_KILLS = sized(5, 100);
const timeout = sized(300_000, 1_800_000);

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
}, 180_000);
afterAll(() => redis.stop(), 180_000);

/** The moments of kills, which the seed decides. */
function moments(name: string, count: number): number[] {
  const random = seeded(runSeed, name);
  return Array.from({ length: count }, () => 1 + random(ANSWERS - 1));
}

/** Kills process after process; gives how many forms were on their way. */
async function killProcesses(cluster: Cluster, kills: readonly number[], fault?: NodeFault): Promise<number> {
  let unfinished = 0;
  let next = cluster.start(fault);
  for (const killAt of kills) {
    const node = await next;
    next = cluster.start(fault);
    const kill = async () => {
      await node.kill();
      return (await next).harness;
    };
    unfinished += await killRound({ witness: cluster.harness, first: node.harness, killAt, kill });
  }
  await next;
  return unfinished;
}

describe.each(['sqlite', 'postgres'] as const)('T5 a process of the kit that is killed, on %s', (kind) => {
  test(`SF-OTK-02 ${KILLS[kind]} kills, seed ${runSeed}`, { timeout }, async () => {
    const cluster = await createCluster(kind, redis.url);
    try {
      // Most kills came while forms were on their way.
      expect(await killProcesses(cluster, moments(kind, KILLS[kind]))).toBeGreaterThan(KILLS[kind]);
    } finally {
      await cluster.close();
    }
  });
});

test('T5 control: a kit whose store acknowledges before it commits is caught', { timeout }, async () => {
  const cluster = await createCluster('sqlite', redis.url);
  try {
    await expect(killProcesses(cluster, moments('control', 20), 'early')).rejects.toThrow(
      /^expected \[ '[a-z ]+', false \]/,
    );
  } finally {
    await cluster.close();
  }
});

test(`T5 SF-OTK-02 PostgreSQL is killed ${SERVER_KILLS} times under a kit, seed ${runSeed}`, { timeout }, async () => {
  const harness = await createHarness('postgres');
  const { server } = await sharedPostgres();
  const kill = async () => {
    await server.kill();
    await server.restart();
    return harness;
  };
  let unfinished = 0;
  for (const killAt of moments('PostgreSQL', SERVER_KILLS)) {
    unfinished += await killRound({ witness: harness, first: harness, killAt, kill });
  }
  expect(unfinished).toBeGreaterThanOrEqual(SERVER_KILLS);
  await harness.close();
});

test(`T5 SF-OTK-02 Redis is killed ${SERVER_KILLS} times under a kit, seed ${runSeed}`, { timeout }, async () => {
  const own = await startRedis();
  const { client, close } = await libraries.ioredis(own.url);
  const volatile = redisStore({ client, use: 'volatile', clock: () => START });
  const harness = await createHarness('sqlite', { volatile: () => volatile });
  const kill = async () => {
    await own.kill();
    await own.restart();
    await expect.poll(() => volatile.incarnation().catch(() => undefined)).toBeDefined();
    return harness;
  };
  for (const killAt of moments('Redis', SERVER_KILLS)) {
    await killRound({ witness: harness, first: harness, killAt, kill, isMemoryLost: true });
  }
  await harness.close();
  await close();
  await own.stop();
});
