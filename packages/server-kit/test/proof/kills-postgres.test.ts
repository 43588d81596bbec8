// T5 of security.md: the PostgreSQL server is killed under the store. What was acknowledged is there afterwards, nothing is there by
// half. The controls lose what the store must not lose.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Key, Store } from '../../src/stores/types.ts';
import { type PostgresBench, poolOf, postgresBench } from '../support/postgres.ts';
import { sized } from './size.ts';

/** Settings of a server that is honest but lazy: what it has not been made to write is long not written. */
const lazy = { wal_writer_delay: '10s', bgwriter_delay: '10s', checkpoint_timeout: '1h' };
const FOREVER = Number.MAX_SAFE_INTEGER;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const keyOf = (at: number): Key => ({ account: 'a', group: `g${at % 10}`, collection: 'key', id: `${at}` });

let bench: PostgresBench;
beforeAll(async () => {
  bench = await postgresBench(lazy);
}, 180_000);
afterAll(async () => {
  await bench.stop();
}, 180_000);

describe('T5 a PostgreSQL server that is killed', () => {
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

  const KILLS = sized(5, 100);

  test(`SF-OTK-02 acknowledged commits are there after ${KILLS} kills, none by half, none twice`, {
    timeout: sized(300_000, 900_000),
  }, async () => {
    const { store, connect, destroy } = await bench.instance(() => 0);
    const second = await connect();
    const acknowledged: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const first = kill * 100_000;
      const result = await commitUntilKilled([store, second], first, 20 + (kill % 5) * 60);
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

  test('T5 control: a store that acknowledges before it commits loses some', { timeout: 120_000 }, async () => {
    const { store, destroy } = await bench.instance(() => 0);
    const { acknowledged } = await commitUntilKilled([store], 0, 100, true);
    const known = await stored(store);
    expect(acknowledged.filter((number) => !known.has(number)).length).toBeGreaterThan(0);
    await destroy();
  });

  test('T5 control: with synchronous_commit off, which the store refuses, the same kill loses acknowledged rows', {
    timeout: 120_000,
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
