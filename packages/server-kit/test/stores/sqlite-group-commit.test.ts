// Group commit of the SQLite store: what waits together is on disk together, and fails together only when the disk does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Commit, Store } from '../../src/stores/types.ts';

let folder = '';
let store: Store;
let other: DatabaseSync;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  store = sqliteStore(join(folder, 'test.db'), { clock: () => 0 });
  other = new DatabaseSync(join(folder, 'test.db'), { timeout: 1000 });
});
afterEach(async () => {
  other.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const place = { account: 'a', group: 'g' };
const key = (id: string) => ({ ...place, collection: 'c', id });
const put = (id: string): Commit => ({ ...place, put: [{ ...key(id), body: new Uint8Array(10), expiresAt: 1 }] });
const ids = (count: number) => Array.from({ length: count }, (_, at) => `r${at}`);

/** Transactions so far, as another connection sees them. */
function dataVersion(): number {
  return (other.prepare('PRAGMA data_version').get() as { data_version: number }).data_version;
}

test('commits that come in one turn share one transaction', async () => {
  const before = dataVersion();
  let seen = before;
  const watch = setInterval(() => {
    seen = Math.max(seen, dataVersion());
  }, 0);
  await Promise.all(ids(200).map((id) => store.commit(put(id))));
  clearInterval(watch);
  expect(dataVersion() - before).toBe(1);
  expect(await store.get(ids(200).map(key))).not.toContain(null);
});

test('a commit that is refused does not fail those that share its transaction', async () => {
  await store.commit(put('taken'));
  const create = (id: string) => store.commit({ ...put(id), expect: [{ key: key(id), version: 'absent' }] });
  expect(await Promise.all(['a', 'taken', 'b', 'a'].map(create))).toEqual([true, false, true, false]);
});

test('a wrong call is refused alone', async () => {
  const results = await Promise.allSettled([store.commit(put('a')), store.commit(put('')), store.commit(put('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('SF-OTK-02 when the disk fails, everything of the transaction is refused and nothing of it is stored', async () => {
  other.exec(
    "CREATE TRIGGER broken BEFORE INSERT ON records WHEN new.name = 'r3' BEGIN SELECT RAISE(ABORT, 'disk'); END",
  );
  const results = await Promise.allSettled(ids(6).map((id) => store.commit(put(id))));
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } });
  }
  expect(await store.get(ids(6).map(key))).toEqual(Array(6).fill(null));
  other.exec('DROP TRIGGER broken');
  expect(await store.commit(put('r3'))).toBe(true);
});

test('errors of the database carry no data', async () => {
  other.exec("CREATE TRIGGER broken BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'disk'); END");
  const error = await store.commit(put('secret-id')).then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(`${error?.message} ${error?.stack} ${String(error?.cause)}`).not.toContain('secret-id');
});

test('reads and lists that fail say so', async () => {
  other.exec('ALTER TABLE records RENAME TO gone');
  await expect(store.get([key('r')])).rejects.toMatchObject({ code: 'store_unavailable' });
  await expect(store.list({ ...place, collection: 'c', limit: 1 })).rejects.toMatchObject({
    code: 'store_unavailable',
  });
  other.exec('ALTER TABLE gone RENAME TO records');
  expect(await store.get([key('r')])).toEqual([null]);
});

test('a commit waits for another process that is writing, and reads go on meanwhile', async () => {
  await store.commit(put('before'));
  other.exec('BEGIN IMMEDIATE');
  let isDone = false;
  const commit = store.commit(put('after')).finally(() => {
    isDone = true;
  });
  for (let round = 0; round < 3; round += 1) {
    expect((await store.get([key('before')]))[0]).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(isDone).toBe(false);
  other.exec('COMMIT');
  expect(await commit).toBe(true);
});

test('close waits for commits that wait for another process', async () => {
  other.exec('BEGIN IMMEDIATE');
  const commit = store.commit(put('r'));
  setTimeout(() => other.exec('COMMIT'), 30);
  await store.close();
  expect(await commit).toBe(true);
});

test('a purge waits its turn among the commits', async () => {
  const results = await Promise.all([store.commit(put('a')), store.purge(1, 10), store.commit(put('b'))]);
  expect(results).toEqual([true, 1, true]);
  const [first, second] = await store.get([key('a'), key('b')]);
  expect([first, second?.id]).toEqual([null, 'b']);
});
