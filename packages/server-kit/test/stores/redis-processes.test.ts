// T4 of security.md: four processes redeem the same keys of one Redis store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { bundle, start } from './child.ts';
import { command, libraries } from './redis-clients.ts';

const COUNT = 1000;
let folder = '';
let program = '';
let server: RedisServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  program = await bundle('redis-spender.ts', folder);
  server = await startRedis();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Puts keys, lets four processes redeem them, and gives what each of them got. */
async function redeem(manner: string): Promise<string[][]> {
  await command(server.url, 'FLUSHALL');
  const { client, close } = await libraries.redis(server.url);
  const store = redisStore({ client, use: 'volatile' });
  const expiresAt = Date.now() + 600_000;
  const ids = Array.from({ length: COUNT }, (_, at) => `${at}`);
  const put = ids.map((id) => ({
    account: 'a',
    group: 'g',
    collection: 'key',
    id,
    body: new Uint8Array(1),
    expiresAt,
  }));
  expect(await store.commit({ account: 'a', group: 'g', put })).toBe(true);

  const children = Array.from({ length: 4 }, () => start(program, [server.url, `${COUNT}`, manner]));
  await expect.poll(() => children.every(({ lines }) => lines.includes('ready')), { timeout: 20_000 }).toBe(true);
  await command(server.url, 'SET', 'go', '1');
  expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
  expect((await store.list({ account: 'a', group: 'g', collection: 'key', limit: 1 })).records).toEqual([]);
  await close();
  return children.map(({ lines }) => lines.filter((line) => line !== 'ready'));
}

test('SF-OTK-02 T4 four processes: each of 1000 keys is redeemed exactly once', { timeout: 60_000 }, async () => {
  const redeemed = await redeem('careful');
  expect(redeemed.flat()).toHaveLength(COUNT);
  expect(new Set(redeemed.flat()).size).toBe(COUNT);
  expect(redeemed.filter((own) => own.length > 0).length).toBeGreaterThan(1);
});

test('T4 control: read-then-remove gives one key to several', { timeout: 60_000 }, async () => {
  const redeemed = await redeem('careless');
  expect(redeemed.flat().length).toBeGreaterThan(COUNT);
});
