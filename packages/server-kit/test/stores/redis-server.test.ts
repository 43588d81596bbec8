// Which Redis servers may hold what is volatile: each setting that would put it on disk or throw it away is refused by name.
import { createTellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterEach, describe, expect, test } from 'vitest';
import { type RedisServer, type Settings, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import type { RedisClient, RedisStoreOptions } from '../../src/stores/redis.ts';
import { command, type Library, libraries, libraryNames } from './redis-clients.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(settings: Settings = {}): Promise<RedisServer> {
  const server = await startRedis({ ...volatileSettings, ...settings });
  ends.push(() => server.stop());
  return server;
}

async function connect(url: string, library: Library = 'redis'): Promise<RedisClient> {
  const { client, close } = await libraries[library](url);
  ends.push(close);
  return client;
}

const key = { account: 'a', group: 'g', collection: 'c', id: 'r' };
const record = { ...key, body: new Uint8Array([1, 2, 3]), expiresAt: Date.now() + 60_000 };

const badSettings: readonly (readonly [string, string, string])[] = [
  ['save', '3600 1', ''],
  ['appendonly', 'yes', 'no'],
  ['repl-diskless-sync', 'no', 'yes'],
  ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
  ['maxmemory-policy', 'allkeys-random', 'noeviction'],
  ['maxmemory-policy', 'volatile-ttl', 'noeviction'],
];

describe.each(libraryNames)('a server seen by %s', (library) => {
  test.each(badSettings)('SF-OTR-01 %s %j is refused by name, value and what it must be', async (name, bad, good) => {
    const server = await start({ [name]: bad });
    const store = redisStore({ client: await connect(server.url, library), use: 'volatile' });
    const refusal = { code: 'option_invalid', params: { key: name, value: bad } };
    const calls = [
      () => store.commit({ ...key, put: [record] }),
      () => store.get([key]),
      () => store.list({ account: 'a', group: 'g', collection: 'c', limit: 1 }),
      () => store.purge(0, 1),
      () => store.incarnation(),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(refusal);
    await expect(store.incarnation()).rejects.toThrow(`must be ${JSON.stringify(good)}`);
    expect(await command(server.url, 'DBSIZE')).toBe(0);
    // The same store serves as soon as the setting is right.
    await command(server.url, 'CONFIG', 'SET', name, good);
    expect(await store.commit({ ...key, put: [record] })).toBe(true);
  });

  test('SF-OTR-01 maxmemory 0, memory without a bound, is refused by name and value', async () => {
    const server = await start({ maxmemory: '0' });
    const store = redisStore({ client: await connect(server.url, library), use: 'volatile' });
    await expect(store.incarnation()).rejects.toMatchObject({ params: { key: 'maxmemory', value: '0' } });
    await expect(store.commit({ ...key, put: [record] })).rejects.toThrow(/must be more than 0/);
    await command(server.url, 'CONFIG', 'SET', 'maxmemory', '64mb');
    expect(await store.commit({ ...key, put: [record] })).toBe(true);
    expect(await store.load?.()).toBeLessThan(0.5);
  });

  test('a server with the right settings is accepted', async () => {
    const { url } = await start();
    const store = redisStore({ client: await connect(url, library), use: 'volatile' });
    expect(await store.incarnation()).toMatch(/^[0-9a-f]{40}$/);
    expect(await store.commit({ ...key, put: [record] })).toBe(true);
  });

  test('a provider that forbids CONFIG is trusted only when told so', async () => {
    const { url } = await start();
    await command(url, 'ACL', 'SETUSER', 'kit', 'on', '>secret', '~*', '&*', '+@all', '-config');
    const client = await connect(url.replace('redis://', 'redis://kit:secret@'), library);
    const wary = redisStore({ client, use: 'volatile' });
    await expect(wary.incarnation()).rejects.toMatchObject({ code: 'option_invalid', params: { key: 'trustServer' } });
    await expect(wary.incarnation()).rejects.toThrow(
      /save, appendonly, repl-diskless-sync, maxmemory-policy, maxmemory/,
    );
    const trusting = redisStore({ client, use: 'volatile', trustServer: true });
    expect(await trusting.commit({ ...key, put: [record] })).toBe(true);
  });

  test('a CONFIG command that was renamed away is told like one that is forbidden', async () => {
    const { url } = await start({ 'rename-command': ['CONFIG', 'HIDDEN'] });
    const store = redisStore({ client: await connect(url, library), use: 'volatile' });
    await expect(store.incarnation()).rejects.toMatchObject({ params: { key: 'trustServer' } });
  });
});

describe('replicas', () => {
  test('SF-OTR-01 a server with a replica, and the replica itself, are refused', async () => {
    const primary = await start({ 'repl-diskless-sync-delay': '0' });
    const replica = await start({ replicaof: `127.0.0.1 ${primary.port}` });
    const attached = async () =>
      String(await command(primary.url, 'INFO', 'replication')).includes('connected_slaves:1');
    await expect.poll(attached).toBe(true);
    const ofPrimary = redisStore({ client: await connect(primary.url), use: 'volatile' });
    await expect(ofPrimary.incarnation()).rejects.toMatchObject({ params: { key: 'connected_slaves', value: '1' } });
    const ofReplica = redisStore({ client: await connect(replica.url), use: 'volatile', trustServer: true });
    await expect(ofReplica.incarnation()).rejects.toMatchObject({ params: { key: 'role', value: 'slave' } });
  });
});

/** A server that says of itself what a test wants. */
function serverLike(info: Record<string, string>, settings: Record<string, string> = {}) {
  const lines = Object.entries({ redis_version: '7.0.15', role: 'master', run_id: 'r', ...info }).map((pair) =>
    pair.join(':'),
  );
  const all: Record<string, string> = { ...volatileSettings, 'repl-diskless-load': 'disabled', ...settings };
  const callBuffer = async (name: string, [, ...names]: readonly unknown[]) =>
    name === 'INFO' ? lines.join('\r\n') : names.flatMap((one) => [String(one), all[String(one)]]);
  return { callBuffer };
}

describe('servers that are not at hand', () => {
  const refusalOf = (client: RedisClient) =>
    redisStore({ client, use: 'volatile' })
      .incarnation()
      .then(
        () => 'accepted',
        (error) => error.params,
      );

  test.each(['6.2.14', '', 'x'])('version %j is refused', async (version) => {
    expect(await refusalOf(serverLike({ redis_version: version }))).toMatchObject({
      key: 'redis_version',
      value: version,
    });
  });

  test.each([
    ['disabled', 'refused'],
    ['on-empty-db', 'refused'],
    ['swapdb', 'accepted'],
    ['flush-before-load', 'accepted'],
  ])('SF-OTR-01 a replica of a cluster with repl-diskless-load %s is %s', async (value, outcome) => {
    const primary = serverLike({ connected_slaves: '1' });
    const replica = serverLike({ role: 'slave' }, { 'repl-diskless-load': value });
    const answer = await refusalOf({ ...primary, nodes: () => [primary, replica] });
    if (outcome === 'accepted') expect(answer).toBe('accepted');
    else expect(answer).toMatchObject({ key: 'repl-diskless-load', value });
  });

  test('a setting that the server does not show is not taken for granted', async () => {
    const { callBuffer } = serverLike({});
    const silent = {
      callBuffer: async (name: string, words: unknown[]) => (name === 'INFO' ? callBuffer(name, words) : []),
    };
    expect(await refusalOf(silent)).toMatchObject({ key: 'trustServer' });
  });
});

describe('options', () => {
  const client = { sendCommand: async () => undefined };
  test.each([
    ['client', { client: {} as RedisClient }],
    ['client', { client: undefined as unknown as RedisClient }],
    ['use', { use: 'records' as 'volatile' }],
    ['prefix', { prefix: '' }],
    ['prefix', { prefix: '{x}' }],
    ['prefix', { prefix: 'x'.repeat(65) }],
    ['timeoutMs', { timeoutMs: 99 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
  ] as [string, Partial<RedisStoreOptions>][])('a wrong %s is refused at once', (name, options) => {
    const attempt = () => redisStore({ client, use: 'volatile', ...options });
    expect(attempt).toThrow(expect.objectContaining({ params: expect.objectContaining({ key: name }) }));
  });

  test('stores of different prefixes share a server and nothing else', async () => {
    const connection = await connect((await start()).url);
    const [left, right] = ['left', 'right'].map((prefix) =>
      redisStore({ client: connection, use: 'volatile', prefix }),
    );
    expect(await left?.commit({ ...key, put: [record] })).toBe(true);
    expect(await right?.get([key])).toEqual([null]);
    expect(await right?.purge(Number.MAX_SAFE_INTEGER, 10)).toBe(0);
    expect(await left?.purge(Number.MAX_SAFE_INTEGER, 10)).toBe(1);
  });

  test('what this store cannot do is refused, not forgotten', async () => {
    const store = redisStore({ client: await connect((await start()).url), use: 'volatile' });
    const index = [{ name: 'n', value: 'v', order: 1 }];
    const append = [{ type: 't', body: new Uint8Array(), expiresAt: record.expiresAt }];
    const calls = [
      () => store.commit({ ...key, put: [{ ...record, index }] }),
      () => store.commit({ ...key, put: [record], append }),
      () => store.list({ account: 'a', index: 'n', value: 'v', limit: 1 }),
      () => store.read({ account: 'a' }, '', 1),
      () => store.latest({ account: 'a' }),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(TypeError);
    expect(await store.get([key])).toEqual([null]);
  });
});

describe('the kit', () => {
  const kitOn = (client: RedisClient) =>
    createTellsafe({
      stores: { records: memoryStore(), sealed: memoryStore(), volatile: redisStore({ client, use: 'volatile' }) },
      keys: memoryKeys(),
      accounts: [{ id: 'acme', formOrigin: 'https://forms.acme.example', allowedOrigins: ['https://acme.example'] }],
      authenticate: async () => null,
      log: () => {},
      maintenance: 'manual',
    });

  test('SF-OTR-01 it starts on a server that may hold what is volatile', async () => {
    const tellsafe = kitOn(await connect((await start()).url));
    await tellsafe.ready;
    expect((await tellsafe.maintain()).purged).toBe(0);
    await tellsafe.close();
  });

  test('SF-OTR-01 it does not start on one that persists, and says why', async () => {
    const tellsafe = kitOn(await connect((await start({ save: '60 1' })).url));
    await expect(tellsafe.ready).rejects.toThrow(/save; got "60 1"; must be ""/);
    const response = await tellsafe.fetch(new Request('https://kit.example/tellsafe/form/acme'));
    expect(response.status).toBe(503);
    await tellsafe.close();
  });

  test('closing it leaves the client to its owner', async () => {
    const { url } = await start();
    const client = await connect(url);
    const tellsafe = kitOn(client);
    await tellsafe.ready;
    await tellsafe.close();
    expect(await redisStore({ client, use: 'volatile' }).get([key])).toEqual([null]);
  });
});
