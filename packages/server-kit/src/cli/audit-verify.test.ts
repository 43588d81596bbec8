// `tellsafe audit verify`: what it says of whole and of changed audits, on both databases, and how it exits.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migratePostgres, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPostgres } from '../../../../scripts/services/postgres.mjs';
import { storeAudit } from '../audit/audit.ts';
import { createAuditChain } from '../audit/seal.ts';
import { createKeyFile, fileKeys } from '../keys/file.ts';
import type { Store } from '../stores/types.ts';
import { runCli } from './run.ts';

const YEAR_MS = 365 * 86_400_000;

let folder = '';
let keys = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  keys = join(folder, 'my.keys');
  createKeyFile(keys);
  vi.stubEnv('DATABASE_URL', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['audit', 'verify', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

/** Keeps ten entries in two blocks, and closes the store. Gives the head as the command shows it. */
async function keepAudit(store: Store, atMs = Date.now(), each = 1): Promise<string> {
  const provider = fileKeys(keys);
  const incarnation = () => store.incarnation();
  const parts = { records: store, keys: provider, clock: () => atMs, log: () => {}, incarnation };
  const chain = createAuditChain(parts);
  const audit = storeAudit(store);
  for (let at = 0; at < 10; at += 1) {
    const object = { kind: 'form', id: `form-${at}` } as const;
    const entry = {
      who: { kind: 'host' },
      action: 'form-enable',
      at: atMs,
      outcome: 'done',
      origin: null,
      object,
    } as const;
    await store.commit({
      account: 'acme',
      group: `form-${at % 3}`,
      append: Array.from({ length: each }, () => audit.event(entry)),
    });
    if (at % 5 === 4) await chain.seal('acme');
  }
  const head = await chain.seal('acme');
  provider.close();
  await store.close();
  return `${head?.number}.${head?.hash}`;
}

const sqlite = (name = 'records.db') => join(folder, name);

test('SF-AUD-01 SF-OPS-03 a whole audit is told with its counts and its head, which holds later', async () => {
  const head = await keepAudit(sqliteStore(sqlite()));
  const place = ['--sqlite', sqlite(), '--account', 'acme', '--keys', keys];
  const { code, written, errors } = await run(...place);
  expect([code, errors]).toEqual([0, '']);
  expect(written).toContain('Account acme: everything fits.');
  expect(written).toContain('10 entries in 2 blocks fit, 0 are gone since their time was over, 0 are not sealed yet.');
  expect(written).toMatch(/Head, signed with these keys, of \d{4}-.* UTC, over 10 entries: 2\./);
  expect(written).toContain(head);
  expect((await run(...place, '--head', head)).written).toContain('The head of --head is in this chain.');
  const other = await run(...place, '--head', `3.${'A'.repeat(43)}`);
  expect([other.code, other.written]).toEqual([3, expect.stringContaining('its end was cut off')]);
  const { written: json } = await run(...place, '--account', 'globex', '--json');
  expect(JSON.parse(json)).toMatchObject([
    { accountId: 'acme', intact: true, entries: 10 },
    { accountId: 'globex', intact: true, head: null },
  ]);
});

test('SF-AUD-01 SF-OPS-03 an account without an audit, such as a mistyped one, is never told to fit', async () => {
  await keepAudit(sqliteStore(sqlite()));
  const place = ['--sqlite', sqlite(), '--keys', keys, '--account'];
  expect(await run(...place, 'acmee')).toEqual({
    ...{ code: 1, written: 'Account acmee: nothing to check, this store has no audit of it.\n', errors: '' },
  });
  expect(await run(...place, 'acme', '--account', 'acmee')).toMatchObject({ code: 1 });
});

test('SF-OPS-03 audit verify tells a terminal how far it is', async () => {
  await keepAudit(sqliteStore(sqlite()), Date.now(), 120);
  const errors: string[] = [];
  const output = { write: () => {}, error: (text: string) => errors.push(text), isTerminal: true };
  expect(
    await runCli(['audit', 'verify', '--account', 'acme', '--sqlite', sqlite(), '--keys', keys], '1', output),
  ).toBe(0);
  expect(errors.join('')).toBe('\r1000 entries\r\u001b[K');
});

const replaced = (table: string, from: string, to: string) =>
  `UPDATE ${table} SET body = CAST(replace(CAST(body AS TEXT), '${from}', '${to}') AS BLOB)`;

test.each([
  ['an edited entry', replaced('events', 'form-3', 'form-4'), 'entry 4 of block 1 at 0000000000000004 was changed'],
  [
    'a deleted entry',
    'DELETE FROM events WHERE position = (SELECT max(position) FROM events)',
    'entry 10 of block 2 at .* is missing',
  ],
  ['a deleted block', "DELETE FROM records WHERE name = '000000000001'", 'block 1 is missing'],
  ['a deleted head', "DELETE FROM records WHERE collection = 'head'", 'the head is missing'],
  ['an edited head', replaced('records', '"entries":10', '"entries":11'), 'the head was not made with these keys'],
])('SF-AUD-01 after %s it exits with 3 and names the first thing', async (_name, sql, first) => {
  await keepAudit(sqliteStore(sqlite()));
  const database = new DatabaseSync(sqlite());
  database.exec(sql);
  database.close();
  const { code, written, errors } = await run('--sqlite', sqlite(), '--account', 'acme', '--keys', keys);
  expect([code, errors]).toEqual([3, '']);
  expect(written).toMatch(/^Account acme: \d+ things? do(es)? not fit\.\n/);
  expect(written).toMatch(new RegExp(`First: ${first}\\.`));
});

test('SF-AUD-01 an older copy is checked as of its time, and after a block that does not fit', async () => {
  await keepAudit(sqliteStore(sqlite(), { clock: () => 1_000 + YEAR_MS }), 1_000 + YEAR_MS);
  const place = ['--sqlite', sqlite(), '--account', 'acme', '--keys', keys];
  const later = await run(...place);
  expect(later.written).toContain('0 entries in 0 blocks fit, 0 are gone');
  const then = await run(...place, '--at', '1971-01-02T00:00:00Z');
  expect([then.code, then.written]).toEqual([0, expect.stringContaining('10 entries in 2 blocks fit')]);
  const from = await run(...place, '--at', '1971-01-02T00:00:00Z', '--from', '2');
  expect([from.code, from.written]).toEqual([0, expect.stringContaining('5 entries in 1 block fit')]);
});

test('SF-AUD-01 other keys prove nothing, and without keys it says so', async () => {
  await keepAudit(sqliteStore(sqlite()));
  const place = ['--sqlite', sqlite(), '--account', 'acme'];
  const strange = join(folder, 'other.keys');
  createKeyFile(strange);
  expect(await run(...place, '--keys', strange)).toMatchObject({ code: 3 });
  const { code, written } = await run(...place, '--without-keys');
  expect([code, written]).toEqual([0, expect.stringContaining('whose signature was not proven')]);
});

test('SF-AUD-01 SF-OPS-03 the same on PostgreSQL, by --url or DATABASE_URL', async () => {
  const server = await startPostgres();
  const client = new pg.Client(server.url);
  await client.connect();
  await migratePostgres(client, 'desk');
  await keepAudit(postgresStore({ client, schema: 'desk' }));
  const place = ['--postgres', '--schema', 'desk', '--account', 'acme', '--keys', keys];
  expect((await run(...place, '--url', server.url)).written).toContain('10 entries in 2 blocks fit');
  vi.stubEnv('DATABASE_URL', server.url);
  expect((await run(...place)).code).toBe(0);
  await client.query(
    `UPDATE desk.events SET body = convert_to(replace(convert_from(body, 'UTF8'), 'form-9', 'form-8'), 'UTF8')`,
  );
  expect(await run(...place)).toMatchObject({
    code: 3,
    written: expect.stringContaining('First: entry 10 of block 2'),
  });
  expect(await run('--postgres', '--account', 'acme', '--keys', keys)).toMatchObject({ code: 1, written: '' });
  await client.end();
  await server.stop();
});

test('wrong arguments are refused with the usage, and nothing that was typed is repeated', async () => {
  const hash = `1.${'A'.repeat(43)}`;
  const secret = 's3cret';
  const some = ['--sqlite', sqlite(), '--account', 'acme'];
  for (const args of [
    [],
    ['--account', 'acme'],
    ['--sqlite', sqlite()],
    [...some, '--postgres'],
    ['--postgres', '--account', 'acme'],
    [...some, '--account', `Not ${secret}`],
    [...some, '--account', 'globex', '--head', hash],
    [...some, '--head', secret],
    [...some, '--from', '0'],
    [...some, '--at', secret],
    [...some, '--keys', keys, '--without-keys'],
    [...some, `--${secret}`],
    [...some, secret],
  ]) {
    const { code, written, errors } = await run(...args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toContain('Usage: tellsafe audit verify');
    expect(errors).not.toContain(secret);
  }
  expect(await run('--help')).toMatchObject({
    code: 0,
    written: expect.stringContaining('Exit codes: 0 everything fits'),
  });
});

test('what cannot be opened is said in words, and no file is made', async () => {
  const missing = await run('--sqlite', sqlite('none.db'), '--account', 'acme', '--keys', keys);
  expect(missing).toEqual({ code: 1, written: '', errors: 'The file of a store does not exist, or is empty.\n' });
  expect(existsSync(sqlite('none.db'))).toBe(false);
  writeFileSync(sqlite('text.db'), 'not a database, but long enough to be looked at by somebody who hopes for one');
  expect(await run('--sqlite', sqlite('text.db'), '--account', 'acme', '--keys', keys)).toMatchObject({ code: 1 });
  await keepAudit(sqliteStore(sqlite()));
  const noKeys = await run('--sqlite', sqlite(), '--account', 'acme', '--keys', join(folder, 'none.keys'));
  expect([noKeys.code, noKeys.written]).toEqual([1, '']);
  const away = await run(
    '--postgres',
    '--url',
    'postgres://user:s3cret@127.0.0.1:1/none',
    '--account',
    'acme',
    '--keys',
    keys,
  );
  expect(away).toEqual({ code: 1, written: '', errors: 'The database refused: ECONNREFUSED\n' });
});
