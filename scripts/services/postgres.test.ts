import { existsSync, statSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { findPostgres, startPostgres } from './postgres.mjs';
import { listens, startFromAnotherProcess } from './watch.ts';

afterEach(() => vi.unstubAllEnvs());

it('starts on loopback in a folder that is private, survives a kill, and leaves nothing when it is stopped', {
  timeout: 180_000,
}, async () => {
  const server = await startPostgres();
  expect(await listens(server.port)).toBe(true);
  expect(statSync(server.folder).mode & 0o077).toBe(0);
  await server.kill();
  expect(await listens(server.port)).toBe(false);
  await server.restart();
  expect(await listens(server.port)).toBe(true);
  await server.stop();
  expect([await listens(server.port), existsSync(server.folder)]).toEqual([false, false]);
});

it('ends with the process that started it, also when that one is killed', { timeout: 180_000 }, async () => {
  const module = import.meta.resolve('./postgres.mjs');
  const { child, port, folder } = await startFromAnotherProcess(module, 'startPostgres');
  expect([await listens(port), existsSync(folder)]).toEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => existsSync(folder)).toBe(false);
  expect(await listens(port)).toBe(false);
});

it('says why a server does not start', { timeout: 180_000 }, async () => {
  await expect(startPostgres({ no_such_setting: '1' })).rejects.toThrow(/no_such_setting/);
});

it('says what is missing where there is no PostgreSQL', async () => {
  vi.stubEnv('POSTGRES_BIN', '/nowhere');
  expect(findPostgres()).toBeUndefined();
  await expect(startPostgres()).rejects.toThrow(/PostgreSQL is needed.*npm run setup/);
});
