// T4 of security.md: many redeemers in several processes reach for the same keys; each key has one winner, on every store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { bundle } from '../stores/child.ts';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';
import { type OpenedStore, openStore, type StorePlace } from '../support/store-places.ts';
import { startWorker, type Worker } from '../support/worker.ts';
import { issue, type Manner, type Order, type Redeemed, redeem, spenders } from './redemption.ts';
import { sized } from './size.ts';

const PROCESSES = 4;

/** Keys for each number of redeemers, 1,000 in every run and 10,000 in a long one. */
const keysFor = { 2: sized(400, 4000), 8: sized(300, 3000), 32: sized(200, 2000), 128: sized(100, 1000) };
const CONTROL_KEYS = 100;

/** Keys that are raced for at once, and redeemers of one process: all of them have looked before the first has spent. */
const KEYS_AT_ONCE = 50;
const REDEEMERS_AT_ONCE = 640;

let folder = '';
let program = '';
let postgres: PostgresBench;
let redis: RedisServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  [program, postgres, redis] = await Promise.all([
    bundle(join(import.meta.dirname, 'redemption-worker.ts'), folder),
    postgresBench(),
    startRedis(),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()]);
  rmSync(folder, { recursive: true });
}, 180_000);

const placeOf: Record<StorePlace['kind'], () => StorePlace | Promise<StorePlace>> = {
  memory: () => ({ kind: 'memory' }),
  sqlite: () => ({ kind: 'sqlite', path: join(folder, 'keys.db') }),
  postgres: async () => ({ kind: 'postgres', url: postgres.server.url, schema: await postgres.schema() }),
  redis: () => ({ kind: 'redis', url: redis.url }),
};

describe.each(Object.keys(placeOf) as StorePlace['kind'][])('T4 redeemers of keys in the %s store', (kind) => {
  let opened: OpenedStore;
  let workers: Worker[] = [];
  let redeemers: ((order: Order) => Promise<Redeemed>)[] = [];
  let issued = 0;
  beforeAll(async () => {
    const place = await placeOf[kind]();
    opened = await openStore(place, Date.now);
    const names = Array.from({ length: PROCESSES }, (_, at) => `p${at}`);
    // Memory belongs to one process: there its redeemers are in this one.
    if (kind !== 'memory') workers = await Promise.all(names.map((name) => startWorker(program, { name, place })));
    redeemers = names.map((name, at) => async (order) => {
      const worker = workers[at];
      return worker ? worker.ask<Redeemed>(order) : redeem(opened.store, name, order);
    });
  }, 180_000);
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await opened.close();
  }, 180_000);

  /** Issues keys and lets so many redeemers reach for each of them; gives what each process won. */
  async function race(count: number, perKey: number, manner: Manner) {
    const keys = Array.from({ length: count }, (_, at) => issued + at);
    issued += count;
    await issue(opened.store, keys);
    const won: number[][] = redeemers.map(() => []);
    let tried = 0;
    const perProcess = Math.max(1, perKey / PROCESSES);
    const step = Math.min(KEYS_AT_ONCE, Math.floor(REDEEMERS_AT_ONCE / perProcess));
    for (let from = 0; from < count; from += step) {
      const part = keys.slice(from, from + step);
      const results = await Promise.all(
        redeemers.map((ask, process) => {
          // Fewer redeemers than processes: each key has its own few.
          const own = part.filter((at) => perKey >= PROCESSES || (at + process) % PROCESSES < perKey);
          return ask({ keys: own, redeemers: perProcess, manner });
        }),
      );
      for (const [process, result] of results.entries()) {
        won[process]?.push(...result.won);
        tried += result.tried;
      }
    }
    return { keys, won, tried };
  }

  test.each(Object.entries(keysFor))(
    'SF-OTK-02 %s redeemers: each of %i keys has one winner',
    {
      timeout: sized(300_000, 600_000),
    },
    async (perKey, count) => {
      const { keys, won, tried } = await race(count, Number(perKey), 'careful');
      expect(won.flat().sort((left, right) => left - right)).toEqual(keys);
      const winners = new Map(won.flatMap((own, process) => own.map((at) => [at, `p${process}`] as const)));
      expect(await spenders(opened.store, keys)).toEqual(keys.map((at) => winners.get(at)));
      // It was a race: several tried to spend the same key.
      expect(tried).toBeGreaterThan(count);
    },
  );

  test('T4 control: read, then remove gives one key to several', { timeout: 120_000 }, async () => {
    const { keys, won } = await race(CONTROL_KEYS, 8, 'careless');
    expect(won.flat().length).toBeGreaterThan(CONTROL_KEYS);
    expect(await spenders(opened.store, keys)).toEqual(keys.map(() => undefined));
  });
});
