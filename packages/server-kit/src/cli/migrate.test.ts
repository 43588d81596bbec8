// `tellsafe migrate --postgres`: what it says, what it makes, how it exits.
import { postgresScript, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '../../../../scripts/services/postgres.mjs';
import { runCli } from './run.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(() => vi.stubEnv('DATABASE_URL', ''));
afterEach(() => vi.unstubAllEnvs());

const run = (...args: string[]) => runCommand('migrate', ...args);

async function runCommand(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(args, '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

/** Whether a store can use the schema. */
async function isUsable(schema?: string): Promise<boolean> {
  const client = new pg.Client(server.url);
  await client.connect();
  const store = postgresStore(schema === undefined ? { client } : { client, schema });
  const answer = await store.commit({ account: 'a', group: 'g' }).catch(() => false);
  await client.end();
  return answer;
}

test('SF-OPS-03 makes the tables in the database of DATABASE_URL, again and again', async () => {
  vi.stubEnv('DATABASE_URL', server.url);
  expect(await isUsable()).toBe(false);
  expect(await run('--postgres')).toEqual({ code: 0, written: 'The schema tellsafe is ready.\n', errors: '' });
  expect(await isUsable()).toBe(true);
  expect((await run('--postgres')).code).toBe(0);
});

test('SF-OPS-03 --url and --schema choose another place', async () => {
  expect((await run('--postgres', '--url', server.url, '--schema', 'vault')).written).toContain('vault');
  expect(await isUsable('vault')).toBe(true);
});

test('SF-OPS-03 --print shows SQL that makes the same, and touches no database', async () => {
  const { code, written } = await run('--postgres', '--print', '--schema', 'printed');
  expect([code, written]).toEqual([0, postgresScript('printed')]);
  expect(await isUsable('printed')).toBe(false);
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(written);
  await client.end();
  expect(await isUsable('printed')).toBe(true);
});

test('wrong arguments are refused with the usage', async () => {
  for (const args of [[], ['--print'], ['--mysql'], ['--postgres', 'more'], ['--postgres', '--url']]) {
    const { code, written, errors } = await run(...args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toContain('Usage: tellsafe migrate --postgres');
  }
  expect(await run('--help')).toMatchObject({ code: 0, written: expect.stringContaining('DATABASE_URL') });
});

test('a wrong schema and a missing address are refused in words', async () => {
  expect(await run('--postgres', '--schema', 'a"b', '--print')).toMatchObject({ code: 2, written: '' });
  expect((await run('--postgres')).errors).toContain('Give --url, or set DATABASE_URL.');
});

test('a database that is away or refuses is named by its reason, never by its address', async () => {
  const away = await run('--postgres', '--url', 'postgres://user:s3cret@127.0.0.1:1/none');
  expect(away).toEqual({ code: 1, written: '', errors: 'The database refused: ECONNREFUSED\n' });
  const unknown = await run(
    '--postgres',
    '--url',
    server.url.replace('/postgres', '/none').replace('test@', 'test:s3cret@'),
  );
  expect(unknown.errors).toContain('does not exist (3D000)');
  expect(unknown.errors).not.toContain('s3cret');
});

test('SF-OPS-03 doctor finds tables that are missing and a server that may lose commits, and says what to do', async () => {
  const look = (url: string) => runCommand('doctor', '--postgres', '--url', url, '--schema', 'looked_at');
  const missing = await look(server.url);
  expect(missing).toMatchObject({ code: 1, errors: '' });
  expect(missing.written).toMatch(/^WRONG {2}records: The store cannot be used\. → .*tellsafe migrate --postgres/m);
  await run('--postgres', '--url', server.url, '--schema', 'looked_at');
  expect((await look(server.url)).written).toMatch(/^ok {5}records: The store answers/m);
  const careless = new URL(server.url);
  careless.searchParams.set('options', '-c synchronous_commit=off');
  const lost = await look(careless.href);
  expect(lost.code).toBe(1);
  expect(lost.written).toMatch(/^WRONG {2}records: .*synchronous_commit/m);
  const away = await look('postgres://user:s3cret@127.0.0.1:1/none');
  expect(away.written).toMatch(/^WRONG {2}records: .*ECONNREFUSED/m);
  expect(away.written + away.errors).not.toContain('s3cret');
});
