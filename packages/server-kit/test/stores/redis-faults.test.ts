// The Redis store when the server is full, dies, comes back as another one, or is silent; and what is found on its disk.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterEach, describe, expect, test } from 'vitest';
import { type RedisServer, type Settings, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import type { Store, StoredRecord } from '../../src/stores/types.ts';
import { command, libraries, libraryNames } from './redis-clients.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(settings: Settings = {}): Promise<RedisServer> {
  const server = await startRedis({ ...volatileSettings, ...settings });
  ends.push(() => server.stop());
  return server;
}

async function open(server: RedisServer, trustServer = false, library = libraryNames[0] ?? 'redis'): Promise<Store> {
  const { client, close } = await libraries[library](server.url);
  ends.push(close);
  return redisStore({ client, use: 'volatile', trustServer, timeoutMs: 2000 });
}

const place = { account: 'acme', group: 'g', collection: 'c' };
const expiresAt = Date.now() + 600_000;
const recordOf = (id: string, body = new TextEncoder().encode(id)) => ({ ...place, id, body, expiresAt });

async function present(store: Store, id: string): Promise<StoredRecord> {
  const [record] = await store.get([{ ...place, id }]);
  if (!record) throw new Error(`${id} is missing`);
  return record;
}

/** Bytes that no compression can hide. */
function canary(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(256));
}

/** Whether any file of the server holds these bytes. */
function isOnDisk({ folder }: RedisServer, bytes: Uint8Array): boolean {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.some(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(Buffer.from(bytes)));
}

describe('memory', () => {
  test('SF-OTR-01 a full server refuses new records with overloaded; what it has stays, and can be removed', async () => {
    const server = await start({ maxmemory: '8mb' });
    const store = await open(server);
    const body = new Uint8Array(64 * 1024).fill(7);
    const kept: string[] = [];
    let refusal: unknown;
    for (let at = 0; at < 500 && refusal === undefined; at += 1) {
      const id = `r${at}`;
      const expect = [{ key: { ...place, id }, version: 'absent' as const }];
      const done = await store.commit({ ...place, expect, put: [recordOf(id, body)] }).catch((error: unknown) => {
        refusal = error;
        return false;
      });
      if (done) kept.push(id);
    }
    expect(refusal).toMatchObject({ code: 'overloaded' });
    expect(kept.length).toBeGreaterThan(20);
    const records = await store.get(kept.map((id) => ({ ...place, id })));
    expect(records.filter((record) => record?.body.length === body.length)).toHaveLength(kept.length);
    expect(String(await command(server.url, 'INFO', 'stats'))).toContain('evicted_keys:0');

    // A commit that both removes and puts is refused as a whole; one that only removes makes room again.
    const [first = '', ...others] = kept;
    const both = { ...place, put: [recordOf('new', body)], remove: [{ ...place, id: first }] };
    await expect(store.commit(both)).rejects.toMatchObject({ code: 'overloaded' });
    expect(await store.get([{ ...place, id: 'new' }])).toEqual([null]);
    await present(store, first);
    expect(await store.commit({ ...place, remove: others.map((id) => ({ ...place, id })) })).toBe(true);
    expect(await store.commit({ ...place, put: [recordOf('later', body)] })).toBe(true);
  });

  test('purge and expiry go on when memory is full', async () => {
    const server = await start();
    const store = await open(server);
    await store.commit({ ...place, put: [recordOf('r')] });
    await command(server.url, 'CONFIG', 'SET', 'maxmemory', '1');
    await expect(store.commit({ ...place, put: [recordOf('s')] })).rejects.toMatchObject({ code: 'overloaded' });
    expect(await store.purge(expiresAt, 10)).toBe(1);
    expect(await command(server.url, 'DBSIZE')).toBe(1); // the counter of versions
  });

  test('SF-OTR-02 Redis forgets by itself what nobody purges, and keeps no key without an end', async () => {
    const server = await start();
    const store = await open(server);
    const soon = Date.now() + 60_000;
    await store.commit({ ...place, put: [{ ...recordOf('r'), expiresAt: soon }, recordOf('s')] });
    const keys = (await command(server.url, 'KEYS', '*')) as string[];
    expect(keys).toHaveLength(5);
    const lives = await Promise.all(keys.map((key) => command(server.url, 'PTTL', key)));
    expect(lives.every((life) => Number(life) > 0)).toBe(true);
    const own = keys.find((key) => key.endsWith('/r')) ?? '';
    expect(Number(await command(server.url, 'PTTL', own))).toBeLessThanOrEqual(65_000);
    // As after that time: the places in the lists are left, and the next purge clears them away without counting them.
    await command(server.url, 'DEL', own);
    expect(await store.purge(soon, 10)).toBe(0);
    const listed = await store.list({ ...place, limit: 10 });
    expect(listed.records.map(({ id }) => id)).toEqual(['s']);
    expect(await command(server.url, 'ZCARD', 'tellsafe:due')).toBe(1);
  });
});

test('SF-OTK-02 versions count on when the clock of the server was set back', async () => {
  const server = await start();
  const store = await open(server);
  await store.commit({ ...place, put: [recordOf('r')] });
  const ahead = 4_000_000_000_000_000;
  await command(server.url, 'SET', 'tellsafe:{acme/g}:version', `${ahead}`, 'KEEPTTL');
  await store.commit({ ...place, put: [recordOf('r'), recordOf('s')] });
  expect([(await present(store, 'r')).version, (await present(store, 's')).version]).toEqual([ahead + 1, ahead + 2]);
  await store.commit({ ...place, put: [recordOf('r')] });
  expect((await present(store, 'r')).version).toBe(ahead + 3);
});

describe.each(libraryNames)('a server that dies, seen by %s', (library) => {
  test('SF-OTK-02 after SIGKILL it is another one: keys from before are refused, also those that a dump revived', async () => {
    // A server that persists, which only an operator who vouches for it can bring into this place.
    const server = await start({ save: '3600 1' });
    const store = await open(server, true, library);
    const before = await store.incarnation();
    const unaware = await open(server, true, library);
    await unaware.incarnation();
    await store.commit({ ...place, put: [recordOf('key')] });
    const { version } = await present(store, 'key');
    const expectation = [{ key: { ...place, id: 'key' }, version }];
    await command(server.url, 'SAVE');
    const spend = { ...place, expect: expectation, put: [recordOf('key', new Uint8Array([1]))] };
    expect(await store.commit({ ...spend, incarnation: before })).toBe(true);

    await server.kill();
    await expect(store.get([expectation[0]?.key ?? { ...place, id: '' }])).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    await server.restart();
    await expect.poll(() => store.incarnation().catch(() => before)).not.toBe(before);
    expect((await present(store, 'key')).version).toBe(version); // the dump has it unspent
    expect(await store.commit({ ...spend, incarnation: before })).toBe(false);
    // Nor by a store that has not noticed: the script itself sees which server it runs on.
    const late = () => unaware.commit({ ...spend, incarnation: before }).catch(() => undefined);
    await expect.poll(late).toBe(false);
    // Control: without the fence the key is spent a second time.
    expect(await store.commit(spend)).toBe(true);
  });

  test('SF-OTR-01 one that comes back with other settings is refused, though it was accepted before', async () => {
    const server = await start();
    const store = await open(server, false, library);
    expect(await store.commit({ ...place, put: [recordOf('r')] })).toBe(true);
    await server.kill();
    await server.restart({ ...volatileSettings, appendonly: 'yes' });
    const code = () =>
      store.commit({ ...place, put: [recordOf('s')] }).catch((error) => error.params?.key ?? error.code);
    await expect.poll(code).toBe('appendonly');
    expect(await command(server.url, 'DBSIZE')).toBe(0);
  });

  test('one that comes back with the same settings is used again, empty', async () => {
    const server = await start();
    const store = await open(server, false, library);
    await store.commit({ ...place, put: [recordOf('r')] });
    await server.kill();
    await server.restart();
    await expect.poll(() => store.get([recordOf('r')]).catch(() => undefined)).toEqual([null]);
    expect(await store.commit({ ...place, put: [recordOf('s')] })).toBe(true);
  });

  test('one that is silent is given up on in time, and the failure carries no data', async () => {
    const server = await start();
    const { client, close } = await libraries[library](server.url);
    ends.push(close);
    const store = redisStore({ client, use: 'volatile', timeoutMs: 200 });
    await store.incarnation();
    await command(server.url, 'CLIENT', 'PAUSE', '600', 'ALL');
    const body = new TextEncoder().encode('canary');
    const failure = await store.commit({ ...place, put: [recordOf('r', body)] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'store_unavailable' });
    expect(JSON.stringify([failure, String((failure as Error).cause)])).not.toContain('canary');
  });
});

describe('disk', () => {
  const endings = ['SIGTERM', 'SIGKILL'] as const;

  test.each(endings)('SF-OTR-01 an accepted server that ends by %s leaves no byte of an answer', async (signal) => {
    const server = await start();
    const store = await open(server);
    const body = canary();
    expect(await store.commit({ ...place, put: [recordOf('r', body)] })).toBe(true);
    await server.kill(signal);
    expect(isOnDisk(server, body)).toBe(false);
  });

  test.each([
    ['dump', { save: '3600 1' }],
    ['append-only file', { appendonly: 'yes', appendfsync: 'always' }],
  ] as [string, Settings][])('SF-OTR-01 a server with a %s gets no byte of an answer', async (_, settings) => {
    const server = await start(settings);
    const store = await open(server);
    const body = canary();
    await expect(store.commit({ ...place, put: [recordOf('r', body)] })).rejects.toMatchObject({
      code: 'option_invalid',
    });
    await server.kill('SIGTERM');
    expect(isOnDisk(server, body)).toBe(false);
  });

  test.each([
    ['dump', { save: '3600 1' }],
    ['append-only file', { appendonly: 'yes', appendfsync: 'always' }],
  ] as [string, Settings][])('control: without the check the %s holds the answer', async (_, settings) => {
    const server = await start(settings);
    const store = await open(server, true);
    const body = canary();
    expect(await store.commit({ ...place, put: [recordOf('r', body)] })).toBe(true);
    await server.kill('SIGTERM');
    expect(isOnDisk(server, body)).toBe(true);
  });
});
