// T7 of security.md for the stores: histories of several processes, checked pair by pair against a pair of records that does one
// operation at a time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { bundle } from '../stores/child.ts';
import { notAtomic } from '../support/broken-stores.ts';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';
import { runSeed } from '../support/seeded.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { startWorker, type Worker } from '../support/worker.ts';
import { findViolation } from './linearizability-checker.ts';
import { describeViolation } from './linearizability-report.ts';
import {
  type Burst,
  pairSpecification,
  recordBurst,
  type StoreOperation,
  versionClashes,
} from './linearizability-store.ts';
import { sized } from './size.ts';

/** Lines of a report that a person still reads. */
const FEW_LINES = 20;
const PROCESSES = 4;
const CLIENTS = 4;
const PAIRS = 3;

/** Of each store: with those of the kit, 20,000 in every run and a million in a long one. */
const OPERATIONS = sized(5_000, 250_000);
const OF_EACH_CLIENT = 12;
const BURSTS = Math.ceil(OPERATIONS / (PROCESSES * CLIENTS * OF_EACH_CLIENT));

let folder = '';
let program = '';
let postgres: PostgresBench;
let redis: RedisServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  [program, postgres, redis] = await Promise.all([
    bundle(join(import.meta.dirname, 'linearizability-worker.ts'), folder),
    postgresBench(),
    startRedis(),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()]);
  rmSync(folder, { recursive: true });
}, 180_000);

type Recorder = (burst: Burst) => Promise<StoreOperation[]>;

/** Runs something with the processes of a place, and ends them. */
async function withProcesses(place: StorePlace, isBroken: boolean, use: (recorders: Recorder[]) => Promise<void>) {
  const names = Array.from({ length: PROCESSES }, (_, at) => `p${at}`);
  const workers: Worker[] = await Promise.all(names.map((name) => startWorker(program, { name, place, isBroken })));
  try {
    await use(workers.map((worker) => (burst) => worker.ask<StoreOperation[]>(burst)));
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

/** Clients of all processes at once on pairs of their own; gives their history. */
async function burst(
  recorders: readonly Recorder[],
  name: string,
  { operations = OF_EACH_CLIENT, clients = CLIENTS } = {},
): Promise<StoreOperation[]> {
  const pairs = Array.from({ length: PAIRS }, (_, at) => `${name}-${at}`);
  const order = { pairs, clients, operations, seed: `${runSeed} ${name}` };
  return (await Promise.all(recorders.map((record) => record(order)))).flat();
}

/** What is wrong with a history, for people; nothing when nothing is. */
function faultsOf(history: readonly StoreOperation[]): string[] {
  const faults = versionClashes(history);
  for (const pair of new Set(history.map((operation) => operation.pair))) {
    const violation = findViolation(
      history.filter((operation) => operation.pair === pair),
      pairSpecification,
    );
    if (violation) faults.push(`seed ${runSeed}, pair ${pair}: ${describeViolation(violation)}`);
  }
  return faults;
}

async function checkBursts(recorders: readonly Recorder[]): Promise<void> {
  const results = new Map<string, number>();
  let operations = 0;
  for (let count = 0; count < BURSTS; count += 1) {
    const history = await burst(recorders, `b${count}`);
    expect(faultsOf(history)).toEqual([]);
    operations += history.length;
    for (const { call, answer } of history) {
      const name = call === 'get' ? 'get' : `commit ${answer?.result}`;
      results.set(name, (results.get(name) ?? 0) + 1);
    }
  }
  expect(operations).toBeGreaterThanOrEqual(OPERATIONS);
  // All kinds of operations came about, so that the check had something to check.
  for (const name of ['get', 'commit true', 'commit false']) {
    expect(results.get(name)).toBeGreaterThan(operations / 20);
  }
}

const timeout = sized(300_000, 1_800_000);

describe('T7 histories of the stores are linearizable', () => {
  test('SF-OTK-02 memory', { timeout }, async () => {
    const store = memoryStore();
    const recorders = Array.from(
      { length: PROCESSES },
      (_, at): Recorder =>
        (order) =>
          recordBurst(store, `p${at}`, order),
    );
    await checkBursts(recorders);
  });

  test('SF-OTK-02 SQLite, four processes', { timeout }, async () => {
    await withProcesses({ kind: 'sqlite', path: join(folder, 'pairs.db') }, false, checkBursts);
  });

  test('SF-OTK-02 PostgreSQL, four processes', { timeout }, async () => {
    const place = { kind: 'postgres', url: postgres.server.url, schema: await postgres.schema() } as const;
    await withProcesses(place, false, checkBursts);
  });

  test('SF-OTK-02 Redis, four processes', { timeout }, async () => {
    await withProcesses({ kind: 'redis', url: redis.url }, false, checkBursts);
  });

  test('SF-OTK-02 PostgreSQL that is killed meanwhile: what got no answer has happened or not', {
    timeout,
  }, async () => {
    const schema = await postgres.schema();
    const place = { kind: 'postgres', url: postgres.server.url, schema } as const;
    await withProcesses(place, false, async (recorders) => {
      // A kill that comes before anything is under way proves nothing and does not count.
      for (let [count, kills] = [0, 0]; kills < sized(2, 20); count += 1) {
        const recording = burst(recorders, `k${count}`, { operations: Number.POSITIVE_INFINITY });
        await new Promise((resolve) => setTimeout(resolve, 100 * (1 + count - kills)));
        await postgres.server.kill();
        const history = await recording;
        await postgres.server.restart();
        if (history.every(({ answer }) => answer)) continue;
        kills += 1;
        const { store, close } = await openStore(place, Date.now);
        const afterwards = { pairs: [...new Set(history.map(({ pair }) => pair))], clients: 6, operations: 6 };
        history.push(...(await recordBurst(store, 'afterwards', { ...afterwards, seed: `${runSeed} afterwards` })));
        await close();
        expect(faultsOf(history)).toEqual([]);
      }
    });
  });
});

describe('T7 control: a store that reads and then writes is found, with the few operations that show it', {
  timeout,
}, () => {
  async function expectFound(recorders: readonly Recorder[]): Promise<void> {
    for (let count = 0; count < 50; count += 1) {
      const faults = faultsOf(await burst(recorders, `c${count}`, { clients: 1, operations: 30 }));
      for (const fault of faults) expect(fault).toMatch(/pair c.+ not linearizable from .+\n.+ → .+/);
      // Those that were under way when the store contradicted itself, and no others: where processes never rest together, many were.
      if (faults.some((fault) => fault.split('\n').length < FEW_LINES)) return;
    }
    expect.unreachable('the store that is not atomic was not found, or not in few lines');
  }

  test('memory', async () => {
    const store = notAtomic(memoryStore());
    await expectFound(
      Array.from(
        { length: PROCESSES },
        (_, at): Recorder =>
          (order) =>
            recordBurst(store, `p${at}`, order),
      ),
    );
  });

  test('SQLite, four processes', async () => {
    await withProcesses({ kind: 'sqlite', path: join(folder, 'broken.db') }, true, expectFound);
  });
});
