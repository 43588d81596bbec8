// T13 of security.md with processes that are really killed: each kills itself by SIGKILL inside a commit of a form's life, before or
// after it has gone to the store.
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { afterAll, beforeAll, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { type Harness, START } from '../harness.ts';
import { type Cluster, createCluster } from '../support/cluster.ts';
import { runSeed, seeded, someOf } from '../support/seeded.ts';
import { WorkerDied } from '../support/worker.ts';
import { type Mortal, ProcessDied, playedMortal } from './crash-points-process.ts';
import { everyInterruption, interrupt, nameOf } from './crash-points-run.ts';
import { isLong, sized } from './size.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
}, 180_000);
afterAll(() => redis.stop(), 180_000);

/** A kit in a process that can be killed. The host's own calls are made by another kit on the same stores, which lives on. */
async function mortalProcess(cluster: Cluster): Promise<Mortal> {
  let node = await cluster.start();
  let isDead = false;
  const { tellsafe } = cluster.harness;
  const harness: Harness = {
    ...cluster.harness,
    tellsafe: {
      ...tellsafe,
      fetch: async (request) => {
        try {
          return await node.harness.tellsafe.fetch(request);
        } catch (error) {
          if (!(error instanceof WorkerDied)) throw error;
          isDead = true;
          throw new ProcessDied();
        }
      },
    },
  };
  return {
    harness,
    calls: [],
    get isDead() {
      return isDead;
    },
    crashAt: async (point) => {
      if (point) await node.crashAt(point);
    },
    die: async () => {
      isDead = true;
      await node.kill();
    },
    restart: async () => {
      await node.ended;
      node = await cluster.start();
      isDead = false;
    },
    orDeath: (work) => work,
  };
}

test.each(['sqlite', 'postgres'] as const)(
  'T13 SF-OTK-02 processes that are killed inside a commit, on %s',
  {
    timeout: sized(300_000, 900_000),
  },
  async (kind) => {
    const all = await everyInterruption(() => playedMortal('memory', memoryStore({ clock: () => START })));
    const inProcess = all.filter(({ step, call }) => call.endsWith('.commit') && step !== 'start');
    const chosen = isLong ? inProcess : someOf(inProcess, kind === 'sqlite' ? 6 : 3, seeded(runSeed, kind));
    const cluster = await createCluster(kind, redis.url);
    try {
      for (const interruption of chosen) {
        await interrupt(await mortalProcess(cluster), interruption).catch((cause: Error) => {
          throw new Error(`seed ${runSeed}, ${nameOf(interruption)}: ${cause.message}`, { cause });
        });
      }
    } finally {
      await cluster.close();
    }
  },
);
