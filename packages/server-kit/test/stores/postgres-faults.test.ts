// The PostgreSQL store when a replica takes over. Its control can spend twice what the store must not let be spent twice.
import { migratePostgres, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresServer } from '../../../../scripts/services/postgres.mjs';
import type { Key, Store } from '../../src/stores/types.ts';
import { type PostgresBench, poolOf, postgresBench } from '../support/postgres.ts';

const FOREVER = Number.MAX_SAFE_INTEGER;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const keyOf = (at: number): Key => ({ account: 'a', group: `g${at % 10}`, collection: 'key', id: `${at}` });

/** Puts this many unspent keys. */
async function issue(store: Store, count: number): Promise<void> {
  const keys = Array.from({ length: count }, (_, at) => keyOf(at));
  for (let group = 0; group < 10; group += 1) {
    const put = keys.filter((key) => key.group === `g${group}`);
    const records = put.map((key) => ({ ...key, body: bytesOf('unspent'), expiresAt: FOREVER }));
    expect(await store.commit({ account: 'a', group: `g${group}`, put: records })).toBe(true);
  }
}

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
    await becomes("SELECT current_setting('primary_conninfo') = '' AS done", []);
    // Once the receiver is gone another one may still start with what was set before: it must be gone for a while.
    for (const seconds of [0, 1]) {
      await becomes(`SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver) AS done FROM pg_sleep(${seconds})`, []);
    }
  }

  async function becomes(text: string, values: unknown[]): Promise<void> {
    await expect.poll(async () => (await pool.query(text, values)).rows).toEqual([{ done: true }]);
  }

  test('SF-OTK-02 refuses the keys of the old timeline, which the control can spend twice', {
    timeout: 180_000,
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
