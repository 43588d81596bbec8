// `tellsafe doctor`: every fault is named with what to do about it, nothing is found where nothing is wrong, no secret is shown. What it
// says of PostgreSQL is proven beside `tellsafe migrate`, which has one running.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, volatileSettings } from '../../../../../scripts/services/redis.mjs';
import { createKeyFile } from '../../keys/file.ts';
import { sqliteStore } from '../../stores/sqlite.ts';
import { runCli } from '../run.ts';
import { lookAtClock, lookAtCrypto, lookAtNode, lookAtPort, type Machine } from './machine.ts';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  createKeyFile(at('my.keys'));
  await sqliteStore(at('records.db')).close();
  await sqliteStore(at('vault.db')).close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);

async function doctor(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['doctor', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

const machine: Machine = {
  nodeVersion: '24.21.0',
  subtle: crypto.subtle,
  clock: () => Date.UTC(2026, 10, 2, 9),
  fetch: async () => new Response('', { headers: { date: 'Mon, 02 Nov 2026 09:00:00 GMT' } }),
};

test('SF-OPS-03 doctor finds nothing wrong where nothing is', async () => {
  const stores = ['--sqlite', at('records.db'), '--sealed-sqlite', at('vault.db')];
  const { code, written, errors } = await doctor('--keys', at('my.keys'), ...stores);
  expect([code, errors]).toEqual([0, '']);
  const lines = written.trim().split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual(
    ['node', 'crypto', 'package', 'keys', 'records', 'sealed'].map((of) => `ok     ${of}`),
  );
});

test('SF-OPS-03 doctor names what is wrong with keys and files, and what to do', async () => {
  chmodSync(at('my.keys'), 0o640);
  chmodSync(at('vault.db'), 0o644);
  writeFileSync(at('text.db'), 'not a database, but long enough to be taken for one. '.repeat(20));
  const open = await doctor('--keys', at('my.keys'), '--sqlite', at('text.db'), '--sealed-sqlite', at('vault.db'));
  expect(open.code).toBe(1);
  expect(open.written).toMatch(/^WRONG {2}keys: .* → .*chmod 600/m);
  expect(open.written).toMatch(/^WRONG {2}records: The store cannot be used\. → ./m);
  expect(open.written).toMatch(/^note {3}sealed: .*file_readable_by_others.* → .*chmod 600/m);
  const none = await doctor('--keys', at('none.keys'), '--sqlite', at('none.db'));
  expect(none.written).toMatch(/^WRONG {2}keys: .* → .*tellsafe keys init/m);
  expect(none.written).toMatch(/^WRONG {2}records: .* → Start the kit once/m);
});

test('SF-OTR-01 SF-OPS-03 doctor finds a Redis that keeps what it must not, and none that does not', async () => {
  const redis = await startRedis({ ...volatileSettings, save: ['3600', '1'] });
  vi.stubEnv('REDIS_URL', redis.url);
  const keeps = await doctor('--redis');
  await redis.kill();
  await redis.restart(volatileSettings);
  const forgets = await doctor('--redis');
  await redis.stop();
  expect(keeps.code).toBe(1);
  expect(keeps.written).toMatch(/^WRONG {2}redis: .* → save /m);
  expect(forgets.written).toMatch(/^ok {5}redis: /m);
  expect(forgets.code).toBe(0);
  const away = await doctor('--redis-url', 'redis://user:s3cret@127.0.0.1:1');
  expect(away.written).toMatch(/^WRONG {2}redis: Redis refused: /m);
  expect(away.written + away.errors).not.toContain('s3cret');
});

test('SF-OPS-03 an old Node, missing cryptography and a wrong clock are found', async () => {
  expect(lookAtNode(machine, true).result).toBe('ok');
  expect(lookAtNode({ ...machine, nodeVersion: '22.1.0' }, false).result).toBe('ok');
  expect(lookAtNode({ ...machine, nodeVersion: '22.1.0' }, true)).toMatchObject({ result: 'wrong' });
  expect(lookAtNode({ ...machine, nodeVersion: '18.20.0' }, false).fix).toContain('Install Node');
  expect((await lookAtCrypto(machine)).result).toBe('ok');
  expect((await lookAtCrypto({ ...machine, subtle: undefined })).found).toContain('X25519, AES-GCM, HMAC, SHA-384');
  const url = new URL('https://forms.acme.example/');
  const clockAt = (ms: number) => lookAtClock({ ...machine, clock: () => machine.clock() + ms }, url);
  expect((await clockAt(30_900)).result).toBe('ok');
  expect((await clockAt(-30_000)).result).toBe('ok');
  for (const ms of [32_000, -31_000]) expect(await clockAt(ms)).toMatchObject({ result: 'wrong' });
  const fetch = async () => Promise.reject(new TypeError('fetch failed'));
  expect((await lookAtClock({ ...machine, fetch }, url)).found).toContain('does not answer');
});

test('SF-OPS-03 a port that is taken is found', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await lookAtPort(port)).toMatchObject({ result: 'note', fix: expect.stringContaining(`${port}`) });
  server.close();
  await once(server, 'close');
  // Whichever is free: the one that was closed may be somebody else's by now.
  expect((await lookAtPort(0)).result).toBe('ok');
});

test.each([
  [['--port', '0']],
  [['--server', 'desk']],
  [['--server', 'http://']],
  [['--redis']],
  [['--sqlite', 'a', '--sealed-schema', 'b']],
  [['more']],
])('wrong arguments %j are refused with the usage', async (args) => {
  vi.stubEnv('REDIS_URL', '');
  const { code, written, errors } = await doctor(...args);
  expect([code, written]).toEqual([2, '']);
  expect(errors).toContain('Usage: tellsafe doctor');
});
