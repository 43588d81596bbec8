// The file of the SQLite store: how it is opened, what is refused, what stays in it, what a restore does.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isTellsafeError } from '@tellsafe/core';
import { bumpIncarnation, sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Commit, Store } from '../../src/stores/types.ts';

const START = 1_800_000_000_000;
let folder = '';
let path = '';
const open: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'test.db');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true });
});

function openStore(options: Parameters<typeof sqliteStore>[1] = {}): Store {
  const store = sqliteStore(path, { clock: () => START, ...options });
  open.push(store);
  return store;
}

const place = { account: 'a', group: 'g' };
const key = (id: string) => ({ ...place, collection: 'c', id });
const put = (id: string, text = id, expiresAt = START + 1000): Commit => ({
  ...place,
  put: [{ ...key(id), body: new TextEncoder().encode(text), expiresAt }],
});

function hintOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!isTellsafeError(error, 'option_invalid')) throw error;
    expect(error.params?.key).toBe('path');
    return String(error.params?.hint);
  }
  throw new Error('nothing was refused');
}

test('a new file can be read by its owner alone, its side files too', async () => {
  await openStore().commit(put('r'));
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
  expect(Object.fromEntries(modes)).toEqual({ 'test.db': 0o600, 'test.db-shm': 0o600, 'test.db-wal': 0o600 });
});

test('SF-OTK-02 the file is kept with a write-ahead log and full synchronization', async () => {
  await openStore().commit(put('r'));
  const database = new DatabaseSync(path, { readOnly: true });
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  database.close();
  const { connectionSql } = await import('../../src/stores/sqlite.sql.ts');
  const fresh = new DatabaseSync(path);
  fresh.exec(connectionSql);
  expect(fresh.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(fresh.prepare('PRAGMA secure_delete').get()).toEqual({ secure_delete: 1 });
  fresh.close();
});

test('paths that cannot be used are refused with the reason', () => {
  expect(hintOf(() => sqliteStore(join(folder, 'none', 'test.db')))).toBe('The folder does not exist.');
  for (const memory of ['', ':memory:']) expect(hintOf(() => sqliteStore(memory))).toContain('memoryStore()');
  expect(hintOf(() => sqliteStore('a\0b'))).toContain('A path of a file is needed');
  mkdirSync(path);
  expect(hintOf(() => sqliteStore(path))).toBe('This is not a file.');
  expect(() => sqliteStore(undefined as unknown as string)).toThrow(TypeError);
});

test('a folder that cannot be written is refused with the reason', ({ skip }) => {
  // Root may write everywhere but where the kernel allows no files at all.
  const readOnly = process.getuid?.() === 0 ? '/proc' : folder;
  if (readOnly === '/proc' && process.platform !== 'linux') skip('there is no folder that root cannot write');
  if (readOnly === folder) chmodSync(folder, 0o500);
  expect(hintOf(() => sqliteStore(join(readOnly, 'test.db')))).toContain('not writable');
  if (readOnly === folder) chmodSync(folder, 0o700);
});

test('files of others are refused and left as they were', () => {
  writeFileSync(path, 'this is a text and by no means a database, however long it may be'.repeat(20));
  const text = readFileSync(path);
  expect(hintOf(() => sqliteStore(path))).toBe('The file is not a database.');
  expect(readFileSync(path)).toEqual(text);
  rmSync(path);

  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE theirs (a)');
  database.close();
  expect(hintOf(() => sqliteStore(path))).toBe('The file is the database of another program.');
  rmSync(path);

  const other = new DatabaseSync(path);
  other.exec('PRAGMA application_id = 12345');
  other.close();
  expect(hintOf(() => sqliteStore(path))).toBe('The file is the database of another program.');
});

test('tables of a later version are refused', async () => {
  await openStore().close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 2');
  database.close();
  expect(hintOf(() => sqliteStore(path))).toBe('The file has tables of another version (2).');
});

test('an empty file becomes a store', async () => {
  writeFileSync(path, '', { mode: 0o600 });
  expect(await openStore().commit(put('r'))).toBe(true);
});

test('a file that others can read is used with a warning', async () => {
  await openStore().close();
  const warnings: string[] = [];
  await openStore({ onWarning: (warning) => warnings.push(warning) }).close();
  chmodSync(path, 0o644);
  await openStore({ onWarning: (warning) => warnings.push(warning) }).close();
  expect(warnings).toEqual(['file_readable_by_others']);
});

test('stores that open a new file at the same time share it', async () => {
  const stores = Array.from({ length: 4 }, () => openStore());
  const incarnations = await Promise.all(stores.map((store) => store.incarnation()));
  expect(new Set(incarnations).size).toBe(1);
});

test('SF-RET-01 purged, removed and replaced bytes are in no file any more after the purge', async () => {
  const store = openStore();
  const marks = ['REMOVED', 'REPLACED', 'EXPIRED', 'TOLD'].map((word) => `mark-${word}-`.repeat(400));
  const [removed = '', replaced = '', expired = '', told = ''] = marks;
  await store.commit(put('removed', removed));
  await store.commit(put('replaced', replaced));
  await store.commit({
    ...put('expired', expired, START - 1),
    append: [{ type: 't', body: new TextEncoder().encode(told), expiresAt: START - 1 }],
  });
  await store.commit(put('kept', 'mark-KEPT-'));
  const inFiles = (text: string) => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text));
  const words = ['REMOVED', 'REPLACED', 'EXPIRED', 'TOLD', 'KEPT'].map((word) => `mark-${word}-`);
  expect(words.map(inFiles)).toEqual([true, true, true, true, true]);

  await store.commit({ ...place, remove: [key('removed')] });
  await store.commit(put('replaced', 'x'));
  expect(await store.purge(START, 100)).toBe(2);
  expect(words.map(inFiles)).toEqual([false, false, false, false, true]);
});

test('SF-OTK-02 a restore changes the incarnation and goes far beyond every version and position of before', async () => {
  const first = openStore();
  const incarnation = await first.incarnation();
  await first.commit({ ...put('r'), append: [{ type: 't', body: new Uint8Array(), expiresAt: START + 1 }] });
  const [record] = await first.get([key('r')]);
  const latest = await first.latest(place);
  await first.close();

  const bumped = bumpIncarnation(path);
  expect(bumped).not.toBe(incarnation);
  const store = openStore();
  expect(await store.incarnation()).toBe(bumped);
  expect(await store.commit({ ...put('s'), incarnation })).toBe(false);
  expect(await store.commit({ ...put('s'), incarnation: bumped })).toBe(true);
  const [kept, fresh] = await store.get([key('r'), key('s')]);
  expect(kept).toEqual(record);
  expect(fresh?.version).toBeGreaterThan((record?.version ?? 0) + 1_000_000);
  expect(Number(await store.latest(place))).toBeGreaterThan(Number(latest) + 1_000_000);
});

test('SF-OTK-02 a store that is open sees a restore at once', async () => {
  const store = openStore();
  const incarnation = await store.incarnation();
  const bumped = bumpIncarnation(path);
  expect(await store.commit({ ...put('r'), incarnation })).toBe(false);
  expect(await store.incarnation()).toBe(bumped);
});

test('a restore needs a file', () => {
  expect(hintOf(() => bumpIncarnation(path))).toBe('The file does not exist.');
});
