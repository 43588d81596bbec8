// What only the PostgreSQL store promises: which databases it refuses, how it numbers, and how it asks.
import {
  migratePostgres,
  type PostgresClient,
  postgresScript,
  postgresStore,
} from '@tellsafe/server-kit/stores/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Commit, Key, Store } from '../../src/stores/types.ts';
import { type PostgresBench, poolOf, postgresBench } from '../support/postgres.ts';

const NOW = 1_800_000_000_000;
const clock = () => NOW;
let bench: PostgresBench;
beforeAll(async () => {
  bench = await postgresBench();
});
afterAll(() => bench.stop());

const place = { account: 'a', group: 'g' };
const keyOf = (id: string, rest: Partial<Key> = {}): Key => ({ ...place, collection: 'c', id, ...rest });
const recordOf = (id: string, expiresAt = NOW + 1000) => ({ ...keyOf(id), body: new Uint8Array([1]), expiresAt });
const eventOf = (type: string, expiresAt = NOW + 1000) => ({ type, body: new Uint8Array(), expiresAt });
const typesOf = async (store: Store, after = '') => (await store.read(place, after, 1000)).map(({ type }) => type);

/** A client that tells what it was asked. */
function watching(client: PostgresClient): PostgresClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    query: (query) => {
      asked.push(query.name.split(' ')[0] ?? '');
      return client.query(query);
    },
  };
}

async function refused(store: Store): Promise<string> {
  const error = await store.get([keyOf('r')]).then(
    () => undefined,
    (reason: Error & { code?: string }) => reason,
  );
  expect(error?.code).toBe('option_invalid');
  await expect(store.commit(place)).rejects.toMatchObject({ code: 'option_invalid' });
  return error?.message ?? '';
}

describe('at first use', () => {
  test('SF-OPS-03 a missing schema is refused with the command that makes it, and used once it is there', async () => {
    const store = postgresStore({ client: bench.admin, schema: 'later', clock });
    expect(await refused(store)).toContain('tellsafe migrate --postgres');
    await migratePostgres(bench.admin, 'later');
    expect(await store.commit({ ...place, put: [recordOf('r')] })).toBe(true);
  });

  test('an older and a newer schema are refused, each with what to do', async () => {
    const schema = await bench.schema();
    await bench.admin.query(`UPDATE ${schema}.state SET schema_version = 0`);
    expect(await refused(postgresStore({ client: bench.admin, schema }))).toContain('tellsafe migrate --postgres');
    await bench.admin.query(`UPDATE ${schema}.state SET schema_version = 2`);
    expect(await refused(postgresStore({ client: bench.admin, schema }))).toContain('later release');
  });

  test('SF-OTK-02 synchronous_commit off is refused, also when it is turned off later', async () => {
    const schema = await bench.schema();
    const loose = poolOf(bench.server.url, { options: '-c synchronous_commit=off' });
    expect(await refused(postgresStore({ client: loose, schema, clock }))).toContain('synchronous_commit is off');
    await loose.end();
    const client = new pg.Client(bench.server.url);
    await client.connect();
    const store = postgresStore({ client, schema, clock });
    expect(await store.commit({ ...place, put: [recordOf('r')] })).toBe(true);
    await client.query('SET synchronous_commit = off');
    await expect(store.commit({ ...place, put: [recordOf('s')] })).rejects.toThrow('synchronous_commit is off');
    await client.query('SET synchronous_commit = on');
    expect(await store.get([keyOf('s')])).toEqual([null]);
    await client.end();
  });

  test('SF-OTK-02 an isolation level that reads old rows is refused, also when it is set later', async () => {
    const schema = await bench.schema();
    const strict = poolOf(bench.server.url, { options: '-c default_transaction_isolation=serializable' });
    expect(await refused(postgresStore({ client: strict, schema }))).toContain('read committed');
    await strict.end();
    const client = new pg.Client(bench.server.url);
    await client.connect();
    const store = postgresStore({ client, schema, clock });
    await store.get([keyOf('r')]);
    await client.query("SET default_transaction_isolation = 'repeatable read'");
    await expect(store.commit(place)).rejects.toThrow('read committed');
    await client.end();
  });

  test('a role without rights is told so', async () => {
    const schema = await bench.schema();
    await bench.admin.query('CREATE ROLE stranger LOGIN');
    const pool = poolOf(bench.server.url.replace('test@', 'stranger@'));
    expect(await refused(postgresStore({ client: pool, schema }))).toContain('may not use the schema');
    // An ordinary role with the rights of the README is enough, the fence included.
    await bench.admin.query(`GRANT USAGE ON SCHEMA ${schema} TO stranger`);
    await bench.admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO stranger`);
    const store = postgresStore({ client: pool, schema, clock });
    const incarnation = await store.incarnation();
    expect(await store.commit({ ...place, incarnation, put: [recordOf('r')], append: [eventOf('e')] })).toBe(true);
    await pool.end();
  });

  test('a server that may lose what it acknowledged in a power cut is warned about', async () => {
    const schema = await bench.schema();
    const warnings: string[] = [];
    const row = (await bench.admin.query(`SELECT schema_version, false AS is_replica, 'UTF8' AS encoding,
      'on' AS synchronous_commit, 'off' AS fsync, 'off' AS full_page_writes,
      'read committed' AS transaction_isolation FROM ${schema}.state`)) as { rows: unknown[] };
    const client = {
      query: async ({ name, text, values }: { name: string; text: string; values: unknown[] }) =>
        name.startsWith('check') ? row : bench.admin.query(text, values),
    };
    await postgresStore({ client, schema, onWarning: (warning) => warnings.push(warning) }).get([keyOf('r')]);
    expect(warnings).toEqual(['fsync_off', 'full_page_writes_off']);
  });

  test('wrong options are refused at start', () => {
    for (const schema of ['', 'A', 'a"; DROP SCHEMA public; --', 'pg_x', '1a', 'x'.repeat(41)]) {
      expect(() => postgresStore({ client: bench.admin, schema })).toThrow(/schema/);
    }
    expect(() => postgresStore({ client: undefined as unknown as pg.Pool })).toThrow(/client/);
  });
});

describe('round trips', () => {
  test('P3 a get and a commit are one round trip each, whatever they hold; making the store is none', async () => {
    const client = watching(bench.admin);
    const store = postgresStore({ client, schema: await bench.schema(), clock });
    expect(client.asked).toEqual([]);
    await store.get([keyOf('a')]);
    expect(client.asked).toEqual(['check', 'getOne']);
    await store.get([keyOf('a'), keyOf('b', { group: 'h' })]);
    const put = [recordOf('a'), { ...recordOf('b'), index: [{ name: 'n', value: 'v', order: 1 }] }];
    const expect2 = [{ key: keyOf('a'), version: 'absent' as const }];
    await store.commit({ ...place, expect: expect2, put, remove: [keyOf('c')], append: [eventOf('1'), eventOf('2')] });
    expect(client.asked).toEqual(['check', 'getOne', 'getMany', 'commit']);
  });

  test('a Client does instead of a Pool, and closing the store ends neither', async () => {
    const client = new pg.Client(bench.server.url);
    await client.connect();
    const store = postgresStore({ client, schema: await bench.schema(), clock });
    expect(await Promise.all([store.commit(place), store.commit(place)])).toEqual([true, true]);
    await store.close();
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  test('a driver that gives big numbers as BigInt or number changes nothing', async () => {
    const schema = await bench.schema();
    for (const parse of [BigInt, Number]) {
      const types = {
        getTypeParser: ((id: number, format: 'text') =>
          id === 20 ? parse : pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
      };
      const pool = poolOf(bench.server.url, { types });
      const store = postgresStore({ client: pool, schema, clock });
      const after = await store.latest(place);
      const record = { ...recordOf('r'), index: [{ name: 'n', value: 'v', order: -5 }] };
      await store.commit({ ...place, put: [record], append: [eventOf('e')] });
      const [stored] = await store.get([keyOf('r')]);
      expect(stored).toEqual({ ...record, version: expect.any(Number) });
      expect((await store.list({ account: 'a', index: 'n', value: 'v', limit: 5 })).records).toEqual([stored]);
      expect(await typesOf(store, after)).toEqual(['e']);
      expect(await store.purge(1, 10)).toBe(0);
      await pool.end();
    }
  });
});

describe('names', () => {
  test('SF-OTK-04 the longest names fit into every key, come back, and stay apart', async () => {
    const { store, destroy } = await bench.instance(clock);
    // Nothing here can be compressed, so that the limits of index rows are really met.
    const long = (seed: number) =>
      Array.from({ length: 512 }, (_, at) =>
        String.fromCharCode(0x4e00 + ((at * 7919 + seed * 104_729) % 20_000)),
      ).join('');
    const [account, group, collection] = [long(1), long(2), long(3)];
    const ids = [long(4), `${long(4).slice(0, 511)}x`, long(5)];
    const index = [{ name: long(6), value: long(7), order: 1 }];
    const put = ids.map((id) => ({
      account,
      group,
      collection,
      id,
      body: new Uint8Array(),
      expiresAt: NOW + 1,
      index,
    }));
    expect(await store.commit({ account, group, put, append: [eventOf(long(8))] })).toBe(true);
    const records = await store.get(put);
    expect(records).toEqual(put.map((record) => ({ ...record, version: expect.any(Number) })));
    const byGroup = await store.list({ account, group, collection, limit: 10 });
    expect(byGroup.records.map(({ id }) => id)).toEqual([...ids].sort());
    const byIndex = await store.list({ account, index: long(6), value: long(7), limit: 10 });
    expect(byIndex.records).toEqual(records);
    const [event] = await store.read({ account }, '', 10);
    expect(event).toMatchObject({ account, group, type: long(8) });
    expect(await store.get([{ ...(put[0] as Key), group: `${group.slice(0, 511)}x` }])).toEqual([null]);
    expect(await store.purge(NOW + 1000, 100)).toBe(4);
    await destroy();
  });
});

describe('failures', () => {
  test('a server that is away rejects with store_unavailable, and the store works on when it is back', async () => {
    const { store, destroy } = await bench.instance(clock);
    await store.commit({ ...place, put: [recordOf('r')] });
    await bench.server.kill();
    for (const call of [
      () => store.get([keyOf('r')]),
      () => store.commit(place),
      () => store.list({ ...place, collection: 'c', limit: 1 }),
      () => store.read(place, '', 1),
      () => store.latest(place),
      () => store.purge(1, 1),
      () => store.incarnation(),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'store_unavailable' });
    }
    await bench.server.restart();
    expect((await store.get([keyOf('r')]))[0]).not.toBeNull();
    await destroy();
  });

  test('errors of the database carry no data', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    await bench.admin.query(`ALTER TABLE ${schema}.records ADD CONSTRAINT broken CHECK (name <> 'secret-id')`);
    const error = await store.commit({ ...place, put: [recordOf('secret-id')] }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ code: 'store_unavailable' });
    const told = [error?.message, error?.stack, String(error?.cause), JSON.stringify(error?.cause)].join(' ');
    expect(told).toContain('23514');
    expect(told).not.toContain('secret-id');
    await destroy();
  });

  test('a statement that the server undid by itself is tried again, a few times', async () => {
    let failures = 2;
    const client: PostgresClient = {
      query: async (query) => {
        if (query.name.startsWith('commit') && failures > 0) {
          failures -= 1;
          throw Object.assign(new Error('undone'), { code: '40P01' });
        }
        return bench.admin.query(query);
      },
    };
    const store = postgresStore({ client, schema: await bench.schema(), clock });
    expect(await store.commit(place)).toBe(true);
    failures = 100;
    await expect(store.commit(place)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(failures).toBe(96);
  });

  test('a commit that fails half-way leaves nothing', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    await bench.admin.query(`ALTER TABLE ${schema}.events ADD CONSTRAINT broken CHECK (type <> 'bad')`);
    const batch: Commit = { ...place, put: [recordOf('r')], append: [eventOf('good'), eventOf('bad')] };
    await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect([await store.get([keyOf('r')]), await typesOf(store)]).toEqual([[null], []]);
    await destroy();
  });
});

describe('feeds', () => {
  /** A transaction that has committed its change to the store, but not itself. */
  async function slowCommit(schema: string, type: string): Promise<pg.Client> {
    const client = new pg.Client(bench.server.url);
    await client.connect();
    await client.query('BEGIN');
    const store = postgresStore({ client, schema, clock });
    expect(await store.commit({ account: 'a', group: 'slow', append: [eventOf(type)] })).toBe(true);
    return client;
  }

  test('SF-STA-05 an event of a faster transaction waits for the slower one before it: none is skipped', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    const feed = { account: 'a' };
    await store.commit({ ...place, append: [eventOf('before')] });
    const slow = await slowCommit(schema, 'slow');
    await store.commit({ ...place, append: [eventOf('fast')] });
    const early = await store.read(feed, '', 10);
    expect(early.map(({ type }) => type)).toEqual(['before']);
    const waiting = store.read(feed, early[0]?.position ?? '', 10);
    // Control: without the horizon the faster one is to be seen, and its place is behind the slower one.
    const places = `SELECT type FROM ${schema}.events WHERE type <> 'before' ORDER BY position`;
    expect((await bench.admin.query(places)).rows).toEqual([{ type: 'fast' }]);
    await slow.query('COMMIT');
    expect((await bench.admin.query(places)).rows).toEqual([{ type: 'slow' }, { type: 'fast' }]);
    expect((await waiting).map(({ type }) => type)).toEqual(['slow', 'fast']);
    await slow.end();
    await destroy();
  });

  test('SF-STA-05 latest skips nothing of a transaction that still runs', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    await store.commit({ ...place, append: [eventOf('before')] });
    const slow = await slowCommit(schema, 'slow');
    const latest = await store.latest({ account: 'a' });
    await slow.query('COMMIT');
    expect((await store.read({ account: 'a' }, latest, 10)).map(({ type }) => type)).toEqual(['slow']);
    await slow.end();
    await destroy();
  });

  test('a transaction that was rolled back holds nobody up', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    const slow = await slowCommit(schema, 'never');
    await slow.query('ROLLBACK');
    await store.commit({ ...place, append: [eventOf('fast')] });
    expect(await typesOf(store)).toEqual(['fast']);
    await slow.end();
    await destroy();
  });
});

describe('purge', () => {
  test('SF-RET-01 what another transaction holds is left to it, and nothing is counted twice', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    const put = Array.from({ length: 40 }, (_, at) => recordOf(`r${at}`, NOW));
    await store.commit({ ...place, put, append: [eventOf('e', NOW)] });
    const other = new pg.Client(bench.server.url);
    await other.connect();
    await other.query('BEGIN');
    await other.query(`SELECT FROM ${schema}.records WHERE name IN ('r0', 'r1') FOR UPDATE`);
    const counts = await Promise.all(Array.from({ length: 5 }, () => store.purge(NOW, 100)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(39);
    await other.query('COMMIT');
    await other.end();
    expect(await store.purge(NOW, 100)).toBe(2);
    await destroy();
  });

  test('a record that is put again while it is purged keeps its place in lists', async () => {
    const { store, connect, destroy } = await bench.instance(clock);
    const second = await connect();
    const index = [{ name: 'n', value: 'v', order: 1 }];
    const due = { ...recordOf('r', NOW), index };
    for (let round = 0; round < 40; round += 1) {
      await store.commit({ ...place, put: [due] });
      await Promise.all([
        second.purge(NOW, 10),
        store.commit({ ...place, put: [{ ...due, expiresAt: NOW + 1000 }] }),
        second.purge(NOW, 10),
      ]);
      const { records } = await store.list({ account: 'a', index: 'n', value: 'v', limit: 10 });
      expect(records.map(({ id }) => id)).toEqual(['r']);
    }
    await destroy();
  });
});

describe('migrations', () => {
  test('run at once and again they change nothing that is there', async () => {
    await Promise.all(Array.from({ length: 4 }, () => migratePostgres(bench.admin, 'twice')));
    const store = postgresStore({ client: bench.admin, schema: 'twice', clock });
    await store.commit({ ...place, put: [recordOf('r')] });
    const before = [await store.incarnation(), await store.get([keyOf('r')])];
    await migratePostgres(bench.admin, 'twice');
    await bench.admin.query(postgresScript('twice'));
    expect([await store.incarnation(), await store.get([keyOf('r')])]).toEqual(before);
  });

  test('a migration that fails leaves nothing behind', async () => {
    const broken = { query: (text: string) => bench.admin.query(`${text}; SELECT 1 / 0`) };
    await expect(migratePostgres(broken, 'half')).rejects.toThrow('division by zero');
    const found = await bench.admin.query("SELECT FROM pg_namespace WHERE nspname = 'half'");
    expect(found.rowCount).toBe(0);
  });
});

describe('the fence', () => {
  test('SF-OTK-02 data that came to another server refuses the keys from before, and numbers go on above all', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    const incarnation = await store.incarnation();
    await store.commit({ ...place, put: [recordOf('r')], append: [eventOf('before')] });
    const [before] = await store.get([keyOf('r')]);
    const [event] = await store.read(place, '', 10);
    // As a dump is that was made where the transactions counted higher.
    const far = 2 ** 45;
    await bench.admin.query(`UPDATE ${schema}.state SET origin = '1-00000001'`);
    await bench.admin.query(`UPDATE ${schema}.records SET version = version + ${far}`);
    await bench.admin.query(`UPDATE ${schema}.events SET position = position + ${far}`);
    expect(await store.commit({ ...place, incarnation, put: [recordOf('r')] })).toBe(false);
    const renewed = await store.incarnation();
    expect(renewed).not.toBe(incarnation);
    expect(
      await store.commit({ ...place, incarnation: renewed, put: [recordOf('r')], append: [eventOf('after')] }),
    ).toBe(true);
    const [after] = await store.get([keyOf('r')]);
    expect(after?.version).toBeGreaterThan((before?.version ?? 0) + far);
    expect(await typesOf(store, event?.position)).toEqual(['before', 'after']);
    await destroy();
  });

  test('SF-OTK-02 renew, for a dump that was put back, makes a new incarnation and keeps feeds in order', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    await store.commit({ ...place, append: [eventOf('before')] });
    const incarnation = await store.incarnation();
    const latest = await store.latest(place);
    await bench.admin.query(`SELECT ${schema}.renew()`);
    expect(await store.commit({ ...place, incarnation, append: [eventOf('refused')] })).toBe(false);
    await store.commit({ ...place, append: [eventOf('after')] });
    expect(await typesOf(store, latest)).toEqual(['after']);
    await destroy();
  });

  test('many commits that find a new origin at once renew it once', async () => {
    const { store, schema, destroy } = await bench.instance(clock);
    await store.incarnation();
    await bench.admin.query(`UPDATE ${schema}.state SET origin = '1-00000001'`);
    const groups = Array.from({ length: 20 }, (_, at) => `g${at}`);
    await Promise.all(groups.map((group) => store.commit({ account: 'a', group, append: [eventOf('e')] })));
    const { rows } = await bench.admin.query(`SELECT base FROM ${schema}.state`);
    expect(rows.map(({ base }) => Number(base))).toEqual([2 ** 32]);
    expect(await store.read({ account: 'a' }, '', 100)).toHaveLength(20);
    await destroy();
  });
});
