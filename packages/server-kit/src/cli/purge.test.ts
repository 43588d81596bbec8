// `tellsafe purge`: what it deletes, counts, tells the audit, refuses.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditOf } from '../../test/support/audit.ts';
import { DUE_HOLD } from '../services/privacy/holds.ts';
import { sqliteStore } from '../stores/sqlite.ts';
import type { IndexEntry } from '../stores/types.ts';
import { runCli } from './run.ts';

const DAY_MS = 86_400_000;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, `${name}.db`);

/** Fills a store with records that were over a day ago and one that lives. */
async function fill(name: string, over: number, index: readonly IndexEntry[] = []): Promise<void> {
  const then = Date.now() - 3 * DAY_MS;
  const store = sqliteStore(path(name), { clock: () => then });
  const record = (id: string, expiresAt: number) => {
    const key = { account: 'acme', group: 'g', collection: 'c', id };
    return { ...key, body: new TextEncoder().encode('canary-body'), expiresAt, index };
  };
  const put = Array.from({ length: over }, (_, at) => record(`over-${at}`, Date.now() - DAY_MS));
  for (let at = 0; at < put.length; at += 500) {
    await store.commit({ account: 'acme', group: 'g', put: put.slice(at, at + 500) });
  }
  const append = [{ type: 'told', body: new Uint8Array(1), expiresAt: Date.now() + DAY_MS }];
  await store.commit({ account: 'acme', group: 'g', put: [record('alive', Date.now() + DAY_MS)], append });
  await store.close();
}

async function run(args: readonly string[], isTerminal = false) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = {
    write: (text: string) => written.push(text),
    error: (text: string) => errors.push(text),
    isTerminal,
  };
  const code = await runCli(['purge', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

async function left(name: string) {
  const store = sqliteStore(path(name));
  try {
    const overdue = await store.overdue(Date.now());
    const { records } = await store.list({ account: 'acme', group: 'g', collection: 'c', limit: 10 });
    const audit = await auditOf({ stores: { records: store, sealed: store, volatile: store } });
    return { over: overdue.count, alive: records.map(({ id }) => id), audit };
  } finally {
    await store.close();
  }
}

test('SF-OPS-03 purge deletes what is over in rounds, leaves what lives, and tells the audit before', async () => {
  await fill('records', 1_200);
  await fill('vault', 3);
  const both = ['--sqlite', path('records'), '--sealed-sqlite', path('vault'), '--account', 'acme'];
  const dry = await run(['--dry-run', ...both]);
  expect(dry).toMatchObject({ code: 0, errors: '' });
  expect(dry.written).toMatch(
    /^records: 1200 are over, the first since .* UTC\nsealed: 3 are over, the first since .*\n$/,
  );
  expect((await left('records')).over).toBe(1_200);

  const { code, written, errors } = await run(both);
  expect([code, written, errors]).toEqual([0, '1203 records and events are gone.\n', '']);
  const { over, alive, audit } = await left('records');
  expect([over, alive, (await left('vault')).over]).toEqual([0, ['alive'], 0]);
  expect(audit.map(({ action, count, who }) => [action, count, who.kind])).toEqual([
    ['purge', 1_200, 'host'],
    ['purge', 3, 'host'],
  ]);
  expect((await run(both)).written).toBe('0 records and events are gone.\n');
});

test('SF-OPS-03 purge shows progress to a terminal alone, on the side of the errors', async () => {
  await fill('records', 1_200);
  const { written, errors } = await run(['--sqlite', path('records'), '--account', 'acme'], true);
  expect(errors).toBe('\r1000 deleted\r1200 deleted\n');
  expect(written).toBe('1200 records and events are gone.\n');
});

test('SF-OPS-03 purge refuses an account that the store does not know, names it, and deletes nothing', async () => {
  await fill('records', 2);
  const place = ['--sqlite', path('records'), '--account', 'acme'];
  expect(await run([...place, '--account', 'acne'])).toEqual({
    code: 1,
    written: '',
    errors:
      'Account acne: this store has no audit of it, so nothing was deleted. If the id is right, start the kit: it purges by itself.\n',
  });
  expect(await left('records')).toMatchObject({ over: 2, audit: [] });
  // Control: with the right id alone it goes on.
  expect((await run(place)).written).toBe('2 records and events are gone.\n');
});

test('SF-PRIV-03 purge leaves everything while legal holds wait to be applied', async () => {
  await fill('records', 2);
  const store = sqliteStore(path('records'), { clock: () => Date.now() - 3 * DAY_MS });
  const due = [{ name: 'due', value: DUE_HOLD, order: Date.now() - 2 * DAY_MS }];
  const key = { account: 'acme', group: 'held', collection: 'hold', id: 'one' };
  const put = [{ ...key, body: new Uint8Array(1), expiresAt: Date.now() + DAY_MS, index: due }];
  await store.commit({ account: 'acme', group: 'held', put });
  await store.close();
  const { code, written, errors } = await run(['--sqlite', path('records'), '--account', 'acme']);
  expect([code, written]).toEqual([1, '']);
  expect(errors).toContain('Legal holds wait to be applied.');
  expect((await left('records')).over).toBe(2);
});

test('purge says what it needs', async () => {
  for (const args of [
    [],
    ['--sqlite', 'a'],
    ['--account', 'A B', '--sqlite', 'a'],
    ['--sqlite', 'a', '--all'],
    ['x'],
  ]) {
    const { code, written, errors } = await run(args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toContain('Usage: tellsafe purge --account');
  }
  const sealedTwice = ['--sealed-sqlite', 'b', '--sealed-schema', 'c'];
  expect((await run(['--account', 'acme', '--sqlite', 'a', ...sealedTwice])).code).toBe(2);
  expect(await run(['--account', 'acme', '--sqlite', path('none')])).toEqual({
    code: 1,
    written: '',
    errors: 'The file of a store does not exist, or is empty.\n',
  });
});
