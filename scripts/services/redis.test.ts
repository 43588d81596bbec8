import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { findRedis, startRedis } from './redis.mjs';
import { listens, startFromAnotherProcess } from './watch.ts';

afterEach(() => vi.unstubAllEnvs());

it('starts on loopback in a folder that is private, and leaves nothing when it is stopped', async () => {
  const server = await startRedis();
  expect(await listens(server.port)).toBe(true);
  expect(statSync(server.folder).mode & 0o077).toBe(0);
  await server.stop();
  expect([await listens(server.port), existsSync(server.folder)]).toEqual([false, false]);
});

it('keeps folder and port from a kill to the next start', async () => {
  const server = await startRedis();
  writeFileSync(join(server.folder, 'kept'), '');
  await server.kill();
  expect(await listens(server.port)).toBe(false);
  await server.restart();
  expect([await listens(server.port), existsSync(join(server.folder, 'kept'))]).toEqual([true, true]);
  await server.stop();
  expect(existsSync(server.folder)).toBe(false);
});

it('ends with the process that started it, also when that one is killed', async () => {
  const module = import.meta.resolve('./redis.mjs');
  const { child, port, folder } = await startFromAnotherProcess(module, 'startRedis');
  expect([await listens(port), existsSync(folder)]).toEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => existsSync(folder)).toBe(false);
  expect(await listens(port)).toBe(false);
});

it('says what is missing where there is no Redis', async () => {
  vi.stubEnv('REDIS_SERVER_PATH', '/nowhere/redis-server');
  expect(findRedis()).toBeUndefined();
  await expect(startRedis()).rejects.toThrow(/redis-server is needed.*npm run setup/);
});
