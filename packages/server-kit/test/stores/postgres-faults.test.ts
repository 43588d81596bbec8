// The PostgreSQL store under faults: processes that race, a server that is killed, a replica that takes over. Each test has its
// control, which must lose what the store must not lose.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratePostgres, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresServer } from '../../../../scripts/services/postgres.mjs';
import type { Key, Store } from '../../src/stores/types.ts';
import { type PostgresBench, poolOf, postgresBench } from '../support/postgres.ts';
import { bundle, start } from './child.ts';

/** Settings of a server that is honest but lazy: what it has not been made to write is long not written. */
const lazy = { wal_writer_delay: '10s', bgwriter_delay: '10s', checkpoint_timeout: '1h' };
const FOREVER = Number.MAX_SAFE_INTEGER;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const keyOf = (at: number): Key => ({ account: 'a', group: `g${at % 10}`, collection: 'key', id: `${at}` });

let bench: PostgresBench;
let folder = '';
beforeAll(async () => {
  bench = await postgresBench(lazy);
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
});
afterAll(async () => {
  await bench.stop();
  rmSync(folder, { recursive: true });
});

/** Puts this many unspent keys. */
async function issue(store: Store, count: number): Promise<void> {
  const keys = Array.from({ length: count }, (_, at) => keyOf(at));
  for (let group = 0; group < 10; group += 1) {
    const put = keys.filter((key) => key.group === `g${group}`);
    const records = put.map((key) => ({ ...key, body: bytesOf('unspent'), expiresAt: FOREVER }));
    expect(await store.commit({ account: 'a', group: `g${group}`, put: records })).toBe(true);
  }
}

describe('T4 four processes', () => {
  const COUNT = 600;
  let program = '';
  beforeAll(async () => {
    program = await bundle('postgres-spender.ts', folder);
  });

  /** What each of four processes spent of the same keys. */
  async function race(schema: string, store: Store, manner: string): Promise<string[][]> {
    await issue(store, COUNT);
    const go = join(folder, `go-${schema}`);
    const children = ['p0', 'p1', 'p2', 'p3'].map((name) =>
      start(program, [bench.server.url, schema, go, `${COUNT}`, name, manner]),
    );
    for (let waited = 0; waited < 2000 && !children.every(({ lines }) => lines.includes('ready')); waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    writeFileSync(go, '');
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    return children.map(({ lines }) => lines.filter((line) => line !== 'ready'));
  }

  test('SF-OTK-02 each of 600 keys is spent exactly once', { timeout: 60_000 }, async () => {
    const { schema, store, destroy } = await bench.instance(() => 0);
    const spent = await race(schema, store, 'careful');
    expect(spent.flat().sort()).toEqual(Array.from({ length: COUNT }, (_, at) => `${at}`).sort());
    expect(spent.filter((own) => own.length > 0).length).toBeGreaterThan(1);
    const winners = new Map(spent.flatMap((own, at) => own.map((id) => [id, `p${at}`] as const)));
    const records = await store.get(Array.from({ length: COUNT }, (_, at) => keyOf(at)));
    for (const record of records) expect(textOf(record?.body)).toBe(winners.get(record?.id ?? ''));
    await destroy();
  });

  test('control: processes that read and then write spend keys twice', { timeout: 60_000 }, async () => {
    const { schema, store, destroy } = await bench.instance(() => 0);
    expect((await race(schema, store, 'careless')).flat().length).toBeGreaterThan(COUNT);
    await destroy();
  });
});

describe('T5 a server that is killed', () => {
  /** Commits numbers through two pools until the server is killed; gives what was acknowledged and what was tried. */
  async function commitUntilKilled(stores: readonly Store[], first: number, enough: number, isEarly = false) {
    const [acknowledged, tried]: [number[], number[]] = [[], []];
    let isDown = false;
    const work = async (store: Store) => {
      while (!isDown) {
        const number = first + tried.length;
        tried.push(number);
        if (isEarly) acknowledged.push(number);
        const place = { account: 'a', group: `g${number % 10}` };
        const put = ['left', 'right'].map((side) => {
          return { ...place, collection: side, id: `${number}`, body: bytesOf(`${number}`), expiresAt: FOREVER };
        });
        const append = [{ type: `${number}`, body: new Uint8Array(), expiresAt: FOREVER }];
        const expect = put.map((key) => ({ key, version: 'absent' as const }));
        const done = await store.commit({ ...place, expect, put, append }).catch(() => undefined);
        if (done === undefined) isDown = true;
        else if (!isEarly) acknowledged.push(number);
      }
    };
    const workers = Array.from({ length: 8 }, (_, at) => work(stores[at % stores.length] as Store));
    while (acknowledged.length < enough && !isDown) await new Promise((resolve) => setTimeout(resolve, 1));
    await bench.server.kill();
    await Promise.all(workers);
    await bench.server.restart();
    return { acknowledged, tried };
  }

  /** Numbers whose event is in the feed; each at most once, and with both of its records. */
  async function stored(store: Store): Promise<Set<number>> {
    const numbers: number[] = [];
    for (let after = ''; ; ) {
      const events = await store.read({ account: 'a' }, after, 1000);
      numbers.push(...events.map(({ type }) => Number(type)));
      const last = events.at(-1);
      if (!last) break;
      after = last.position;
    }
    expect(new Set(numbers).size).toBe(numbers.length);
    for (let from = 0; from < numbers.length; from += 250) {
      const part = numbers.slice(from, from + 250);
      const keys = part.flatMap((number) => ['left', 'right'].map((collection) => ({ ...keyOf(number), collection })));
      const records = await store.get(keys);
      expect(records.map((record) => textOf(record?.body))).toEqual(
        part.flatMap((number) => [`${number}`, `${number}`]),
      );
    }
    return new Set(numbers);
  }

  test('SF-OTK-02 acknowledged commits are there after 5 kills, none by half, none twice', {
    timeout: 60_000,
  }, async () => {
    const { store, connect, destroy } = await bench.instance(() => 0);
    const second = await connect();
    const acknowledged: number[] = [];
    for (let kill = 0; kill < 5; kill += 1) {
      const first = kill * 100_000;
      const result = await commitUntilKilled([store, second], first, 20 + kill * 60);
      acknowledged.push(...result.acknowledged);
      // Whoever got no answer may ask again: what has happened does not happen twice.
      const known = await stored(store);
      for (const number of result.tried.filter((tried) => !result.acknowledged.includes(tried))) {
        const key = { ...keyOf(number), collection: 'left' };
        const put = [{ ...key, body: bytesOf(`${number}`), expiresAt: FOREVER }];
        const again = await store.commit({ account: 'a', group: key.group, expect: [{ key, version: 'absent' }], put });
        expect(again).toBe(!known.has(number));
      }
    }
    const known = await stored(store);
    expect(acknowledged.filter((number) => !known.has(number))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(500);
    await destroy();
  });

  test('control: a store that acknowledges before it commits loses some', { timeout: 60_000 }, async () => {
    const { store, destroy } = await bench.instance(() => 0);
    const { acknowledged } = await commitUntilKilled([store], 0, 100, true);
    const known = await stored(store);
    expect(acknowledged.filter((number) => !known.has(number)).length).toBeGreaterThan(0);
    await destroy();
  });

  test('control: with synchronous_commit off, which the store refuses, the same kill loses acknowledged rows', {
    timeout: 60_000,
  }, async () => {
    await bench.admin.query('CREATE TABLE lossy (number integer)');
    const loose = poolOf(bench.server.url, { options: '-c synchronous_commit=off' });
    // The server may write them for reasons of its own, but hardly each time.
    let lost = 0;
    for (let round = 0; round < 5 && lost === 0; round += 1) {
      for (let number = 0; number < 50; number += 1) await loose.query('INSERT INTO lossy VALUES ($1)', [round]);
      await bench.server.kill();
      await bench.server.restart();
      const { rows } = await bench.admin.query('SELECT FROM lossy WHERE number = $1', [round]);
      lost = 50 - rows.length;
    }
    expect(lost).toBeGreaterThan(0);
    await loose.end();
  });
});

describe('T6 a replica that takes over', () => {
  const COUNT = 40;
  const numbers = Array.from({ length: COUNT }, (_, at) => at);
  let primary: PostgresBench;
  let replica: PostgresServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    primary = await postgresBench();
  });
  afterAll(async () => {
    await pool.end();
    await replica.stop();
    await primary.stop();
  });

  /** Spends a key, bound to an incarnation or, as the control, not. */
  async function spend(store: Store, at: number, version: number, incarnation?: string): Promise<boolean> {
    const key = keyOf(at);
    const put = [{ ...key, body: bytesOf('spent'), expiresAt: FOREVER }];
    const fence = incarnation === undefined ? {} : { incarnation };
    return store.commit({ account: 'a', group: key.group, expect: [{ key, version }], put, ...fence });
  }

  /** Waits until the replica has everything, then ends its connection to the primary. */
  async function cutOff(): Promise<void> {
    const { rows } = await primary.admin.query('SELECT pg_current_wal_lsn()::text AS lsn');
    const wanted = (rows[0] as { lsn: string }).lsn;
    await becomes('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done', [wanted]);
    await pool.query("ALTER SYSTEM SET primary_conninfo = ''");
    await pool.query('SELECT pg_reload_conf()');
    await becomes('SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver) AS done', []);
  }

  async function becomes(text: string, values: unknown[]): Promise<void> {
    await expect.poll(async () => (await pool.query(text, values)).rows, { timeout: 10_000 }).toEqual([{ done: true }]);
  }

  test('SF-OTK-02 refuses the keys of the old timeline, which the control can spend twice', {
    timeout: 60_000,
  }, async () => {
    await migratePostgres(primary.admin);
    const old = postgresStore({ client: primary.admin });
    const incarnation = await old.incarnation();
    await issue(old, COUNT);
    const issued = await old.get(numbers.map(keyOf));
    replica = await primary.server.replica();
    pool = poolOf(replica.url);
    const promoted = postgresStore({ client: pool });
    await expect(promoted.get([keyOf(0)])).rejects.toThrow('The server is a replica');

    // Cut off from the primary, the replica falls behind: every key is spent there, and then the primary is lost.
    await cutOff();
    const versions = issued.map((record) => record?.version ?? 0);
    const spent = await Promise.all(numbers.map((at) => spend(old, at, versions[at] ?? 0, incarnation)));
    expect(spent).toEqual(numbers.map(() => true));
    const lost = await old.latest({ account: 'a' });
    await primary.server.shutDown();
    await pool.query('SELECT pg_promote(true, 30)');

    const records = await promoted.get(numbers.map(keyOf));
    expect(records.map((record) => textOf(record?.body))).toEqual(numbers.map(() => 'unspent'));
    const half = COUNT / 2;
    const fenced = await Promise.all(
      numbers.slice(0, half).map((at) => spend(promoted, at, versions[at] ?? 0, incarnation)),
    );
    expect(fenced).toEqual(fenced.map(() => false));
    const unfenced = await Promise.all(numbers.slice(half).map((at) => spend(promoted, at, versions[at] ?? 0)));
    expect(unfenced).toEqual(unfenced.map(() => true));

    // Life goes on: new keys of the new incarnation, and positions beyond all that the lost timeline gave out.
    const renewed = await promoted.incarnation();
    expect(renewed).not.toBe(incarnation);
    expect(await spend(promoted, 0, versions[0] ?? 0, renewed)).toBe(true);
    const append = [{ type: 'after', body: new Uint8Array(), expiresAt: FOREVER }];
    await promoted.commit({ account: 'a', group: 'g0', append });
    const [event] = await promoted.read({ account: 'a' }, '', 10);
    expect(event?.type).toBe('after');
    expect((event?.position ?? '') > lost).toBe(true);
  });
});
