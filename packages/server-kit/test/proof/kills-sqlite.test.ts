// T5 of security.md: a process is killed while it writes to a SQLite store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store, StoredEvent } from '../../src/stores/types.ts';
import { bundle, start } from '../stores/child.ts';
import { sized } from './size.ts';

const KILLS = sized(10, 250);

let folder = '';
let committer = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  committer = await bundle(join(import.meta.dirname, 'kills-committer.ts'), folder);
}, 180_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
}, 180_000);

async function readAll(store: Store): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const part = await store.read({ account: 'a' }, events.at(-1)?.position ?? '', 1000);
    if (part.length === 0) return events;
    events.push(...part);
  }
}

/** Waits until something is so, at most about 10 s. */
async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 10_000; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Starts a committer, kills it once it has acknowledged this many commits, and gives what it acknowledged. */
async function killAfter(count: number, args: readonly string[]): Promise<number[]> {
  const child = start(committer, args);
  await until(() => child.lines.length >= count);
  child.process.kill('SIGKILL');
  await child.ended;
  return child.lines.map(Number);
}

test('T5 SF-OTK-02 after SIGKILL every acknowledged commit is there, and none is there by half', {
  timeout: sized(300_000, 900_000),
}, async () => {
  let total = 0;
  let acknowledged: number[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    // At different moments of its life: while it opens, early, and in full run.
    const path = join(folder, `killed-${Math.floor(round / 10)}.db`);
    if (round % 10 === 0) acknowledged = [];
    const before = acknowledged.length;
    acknowledged.push(...(await killAfter((round % 10) * 40, [path, `${round * 100_000}`])));
    const store = sqliteStore(path);
    const events = await readAll(store);
    const told = new Set(events.map(({ type }) => Number(type)));
    expect(told.size).toBe(events.length);
    expect(acknowledged.filter((number) => !told.has(number))).toEqual([]);
    for (const number of told) {
      const keys = ['left', 'right'].map((id) => ({ account: 'a', group: `g${number}`, collection: 'c', id }));
      const bodies = (await store.get(keys)).map((record) => record && new TextDecoder().decode(record.body));
      expect(bodies).toEqual([`${number}`.repeat(200), `${number}`.repeat(200)]);
    }
    await store.close();
    total += acknowledged.length - before;
  }
  expect(total).toBeGreaterThan(1000);
});

test('T5 control: a store that acknowledges before it commits is noticed', { timeout: 120_000 }, async () => {
  const path = join(folder, 'early.db');
  let lost = 0;
  for (let round = 0; round < 20 && lost === 0; round += 1) {
    const acknowledged = await killAfter(50, [path, `${round * 100_000}`, 'early']);
    const store = sqliteStore(path);
    const told = new Set((await readAll(store)).map(({ type }) => Number(type)));
    lost += acknowledged.filter((number) => !told.has(number)).length;
    await store.close();
  }
  expect(lost).toBeGreaterThan(0);
});
