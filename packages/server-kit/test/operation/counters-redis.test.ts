// Two processes that count together in a real Redis (SF-OPS-04): what leaves each of them, and what is left in the server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { createKeyFile } from '../../src/keys/file.ts';
import { bundle } from '../stores/child.ts';
import { command } from '../stores/redis-clients.ts';
import type { StorePlace } from '../support/store-places.ts';
import { startWorker, type Worker } from '../support/worker.ts';
import type { CounterSetting, Taken, Takes } from './counters-worker.ts';

const LIMIT = 80;
const ADDRESS = '203.0.113.77';
/** What each process lets pass by its own count comes on top. */
const MOST = LIMIT * (1 + 2 / 8);

const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
const keyFile = join(folder, 'keys');
const now = Date.now();
const workers: Worker[] = [];
let server: RedisServer;
let program = '';

beforeAll(async () => {
  createKeyFile(keyFile);
  [server, program] = await Promise.all([
    startRedis(),
    bundle(join(import.meta.dirname, 'counters-worker.ts'), folder),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function startTwo(place: StorePlace): Promise<readonly Worker[]> {
  const setting: CounterSetting = { place, keyFile, now };
  const two = await Promise.all([startWorker(program, setting), startWorker(program, setting)]);
  workers.push(...two);
  return two;
}

/** What two processes let pass at the same time. */
async function takenBy(two: readonly Worker[], subject = ADDRESS, times = LIMIT * 4) {
  const takes: Takes = { subject: ['address', subject], limit: LIMIT, times };
  const taken = await Promise.all(two.map((worker) => worker.ask<Taken>(takes)));
  const sum = (of: (each: Taken) => number) => taken.reduce((total, each) => total + of(each), 0);
  return { passed: sum(({ passed }) => passed), log: sum(({ log }) => log) };
}

test('SF-OPS-04 two processes count together in Redis, which holds no address', async () => {
  const two = await startTwo({ kind: 'redis', url: server.url });
  const { passed, log } = await takenBy(two);
  expect(passed).toBeGreaterThanOrEqual(LIMIT);
  expect(passed).toBeLessThanOrEqual(MOST);
  expect(log).toBe(0);
  expect((await takenBy(two)).passed).toBe(0);
  expect((await takenBy(two, '203.0.113.78', 5)).passed).toBe(10);
  const keys = ((await command(server.url, 'KEYS', '*rate*')) as string[]).sort();
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) {
    const held = await command(server.url, 'TYPE', key);
    const text = held === 'hash' ? JSON.stringify(await command(server.url, 'HGETALL', key)) : '';
    expect(key + text).not.toContain(ADDRESS);
  }
  // A process whose Redis is gone goes on by its own count, and says so.
  await server.stop();
  const alone = await takenBy(two, '203.0.113.79');
  expect(alone.passed).toBe(LIMIT * 2);
  expect(alone.log).toBe(2);
}, 120_000);

test('SF-OPS-04 control: two processes with memory of their own let more pass', async () => {
  expect((await takenBy(await startTwo({ kind: 'memory' }))).passed).toBe(LIMIT * 2);
});
