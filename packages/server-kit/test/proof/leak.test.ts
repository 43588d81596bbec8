// T10 of security.md: marked answers of every type go through the whole product; afterwards no mark is anywhere on the server, in
// none of eight encodings. Databases with log and replayable log, dumps, output, memory of every process, heap. Planted marks are found.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile } from '@tellsafe/server-kit/keys/file';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Leak, LeakScanner, type Mark } from '../../../../scripts/leak-scan.ts';
import { type RedisServer, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import { Agent, call, Device, ok } from '../clients.ts';
import { ACCOUNT, FORM_ORIGIN, SHOP_ORIGIN } from '../harness.ts';
import { command } from '../stores/redis-clients.ts';
import type { KitNodeSetting } from '../support/kit-node.ts';
import { bundleKitNode, type KitNode, startKitNode } from '../support/kit-nodes.ts';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';
import { dumpOf, pidsOf } from '../support/postgres-memory.ts';
import { pidOf } from '../support/redis-memory.ts';
import { type FormMarks, leakForm, markedAnswers, marksOf, throughTheProduct } from './leak-forms.ts';
import { sized } from './size.ts';

const FORMS = sized(50, 1_000);
const AT_ONCE = 5;
const PATIENCE_MS = sized(180_000, 3_600_000);
/** Passes through the kit in the clear, because a program sends it where it does not belong. */
const MISPLACED = 'Cerulean archipelago 5501, sent in the clear';
const account = { id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms: [leakForm] };

/** As talkative as a server can be made: every statement with its values, also those of errors, and a view of all statements. */
const talkative = {
  log_statement: 'all',
  log_parameter_max_length: '-1',
  log_parameter_max_length_on_error: '-1',
  log_min_error_statement: 'error',
  log_error_verbosity: 'verbose',
  log_lock_waits: 'on',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
};

const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
const nodes: KitNode[] = [];
let program = '';
beforeAll(async () => {
  program = await bundleKitNode(folder);
});
afterAll(async () => {
  await Promise.all(nodes.map(({ worker }) => worker.stop()));
  rmSync(folder, { recursive: true });
});

/** A folder with a key file, for a node. */
function newFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  createKeyFile(join(path, 'tellsafe.keys'));
  return path;
}

async function startNode(setting: Omit<KitNodeSetting, 'account'>, flags: readonly string[] = []): Promise<KitNode> {
  const node = await startKitNode(program, { account, ...setting }, Date.now, flags);
  nodes.push(node);
  return node;
}

/** Marks of forms that went through the product. */
async function runForms({ harness }: KitNode, count: number): Promise<FormMarks> {
  const agent = await Agent.signIn(harness, 'ada');
  const all: FormMarks[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      all.push(await throughTheProduct(harness, agent, next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const misplaced = await call(harness, 'POST', '/v1/forms/submit', {
    body: { submitKey: 'x', answers: { a: MISPLACED } },
  });
  expect(misplaced.status).toBe(400);
  await call(harness, 'POST', '/v1/forms/submit', { raw: `{"answers": "${MISPLACED}"` });
  return { answers: all.flatMap(({ answers }) => answers), keys: all.flatMap(({ keys }) => keys) };
}

/** Heap and memory of a node; answers must not be there, keys and messages pass through. */
async function inNode(
  { worker, ask, output }: KitNode,
  answers: LeakScanner,
  all: LeakScanner,
): Promise<readonly Leak[]> {
  const path = join(folder, `${worker.pid}.heapsnapshot`);
  const memory = answers.memory(worker.pid) ?? [];
  await ask({ kind: 'snapshot', path });
  return [...memory, ...answers.file(path), ...all.bytes('output', Buffer.from(output()))];
}

const places = (leaks: readonly Leak[]) => [...new Set(leaks.map(({ place, encoding }) => `${place} (${encoding})`))];

describe('SQLite and memory of the process', () => {
  test(
    `SF-OTR-01 SF-OTK-05 T10 nothing of ${FORMS} forms is in files, output, memory or heap`,
    async () => {
      const data = newFolder('sqlite');
      const node = await startNode({ keyFile: join(data, 'tellsafe.keys'), durable: { folder: data } });
      const { answers, keys } = await runForms(node, FORMS);
      const all = new LeakScanner([...answers, ...keys, MISPLACED]);
      expect(readdirSync(data)).toEqual(
        expect.arrayContaining(['records.db', 'records.db-wal', 'vault.db', 'vault.db-wal']),
      );
      expect(places(all.folder(data))).toEqual([]);
      expect(places(await inNode(node, new LeakScanner(answers), all))).toEqual([]);
      const { DatabaseSync } = await import('node:sqlite');
      const database = new DatabaseSync(join(data, 'vault.db'));
      expect(database.prepare("SELECT count(*) AS count FROM records WHERE collection = 'answers'").get()).toEqual({
        count: FORMS,
      });
      database.close();
    },
    PATIENCE_MS,
  );

  test(
    'T10 control: marks that the process holds are found in its memory and heap, and what it prints in its output',
    async () => {
      const marks = marksOf(markedAnswers(1));
      const data = newFolder('planted');
      const plant = `globalThis.planted = ${JSON.stringify(marks)}.map((mark) => mark + "!"); console.log(planted[0]);
      globalThis.bytes = Buffer.from(planted[1]);`;
      const flags = ['--import', `data:text/javascript,${encodeURIComponent(plant)}`];
      const node = await startNode({ keyFile: join(data, 'tellsafe.keys'), durable: { folder: data } }, flags);
      const scanner = new LeakScanner(marks);
      const leaks = await inNode(node, scanner, scanner);
      const found = (place: RegExp) =>
        new Set(leaks.filter((leak) => place.test(leak.place)).map(({ mark }) => mark)).size;
      expect(found(/heapsnapshot$/)).toBe(marks.length);
      expect(found(/^output$/)).toBeGreaterThan(0);
      if (process.platform === 'linux') expect(found(/^memory/)).toBe(marks.length);
    },
    PATIENCE_MS,
  );
});

describe('PostgreSQL and Redis', () => {
  let bench: PostgresBench;
  let redis: RedisServer;
  let copy: RedisServer;
  beforeAll(async () => {
    [bench, redis, copy] = await Promise.all([
      postgresBench(talkative),
      startRedis({ ...volatileSettings, 'repl-diskless-sync-delay': '0' }),
      // A dump of compressed strings would hide what it holds.
      startRedis({ ...volatileSettings, rdbcompression: 'no' }),
    ]);
    await bench.admin.query('CREATE EXTENSION pg_stat_statements');
  }, 180_000);
  afterAll(async () => {
    await copy.stop();
    await redis.stop();
    await bench.stop();
  }, 180_000);

  /** An error in the midst of a commit, with the statement and its values in the log. */
  async function failCommit({ harness }: KitNode, agent: Agent, schema: string): Promise<FormMarks> {
    const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
    await agent.assign(conversationId);
    const { id: invitationId } = await agent.send(conversationId, leakForm.id);
    const place = { accountId: ACCOUNT, conversationId, invitationId };
    const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
    const { submitKey } = await device.open();
    const answers = markedAnswers(FORMS + 1);
    const body = { submitKey, sealed: await device.seal(answers) };
    const blocker = await bench.admin.connect();
    try {
      await blocker.query('BEGIN');
      await blocker.query(`LOCK TABLE ${schema}.records IN EXCLUSIVE MODE`);
      let answer: { readonly status: number } | undefined;
      const submitted = device.proven('/v1/forms/submit', body).then((came) => {
        answer = came;
      });
      // Also the commit that clears away what might have been kept.
      const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND state = 'active'`;
      while (answer === undefined) {
        await bench.admin.query(cancel);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await submitted;
      expect(answer.status).toBe(503);
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    ok(await device.proven('/v1/forms/submit', body));
    return { answers: marksOf(answers), keys: [device.handle, submitKey] };
  }

  /** Redis as a dump of a copy tells it: the server itself is never made to write. */
  async function dumpOfRedis(): Promise<string> {
    await command(copy.url, 'REPLICAOF', '127.0.0.1', `${redis.port}`);
    const isLinked = async () =>
      String(await command(copy.url, 'INFO', 'replication')).includes('master_link_status:up');
    await expect.poll(isLinked).toBe(true);
    await command(copy.url, 'REPLICAOF', 'NO', 'ONE');
    await command(copy.url, 'SAVE');
    return join(copy.folder, 'dump.rdb');
  }

  /** Every place outside of the node. */
  async function inServers(scanner: LeakScanner): Promise<readonly Leak[]> {
    await bench.admin.query('CHECKPOINT');
    const { rows } = await bench.admin.query('SELECT row_to_json(s)::text AS said FROM pg_stat_statements s');
    const [parent, ...children] = pidsOf(bench.server);
    return [
      ...scanner.folder(bench.server.folder),
      ...scanner.bytes('pg_dump', dumpOf(bench.server)),
      ...scanner.bytes(
        'pg_stat_statements',
        Buffer.from((rows as { said: string }[]).map(({ said }) => said).join('\n')),
      ),
      ...(scanner.memory(parent) ?? []),
      ...children.flatMap((pid) => scanner.memory(pid, 'private') ?? []),
      ...scanner.file(await dumpOfRedis()),
      ...scanner.folder(redis.folder),
      ...(scanner.memory(await pidOf(redis.url)) ?? []),
    ];
  }

  test(
    `SF-OTR-01 SF-OTK-05 T10 nothing of ${FORMS} forms is in databases, logs, dumps, output, memory or heap`,
    async () => {
      const data = newFolder('postgres');
      const schemas = [await bench.schema(), await bench.schema()] as const;
      const node = await startNode({
        keyFile: join(data, 'tellsafe.keys'),
        durable: { url: bench.server.url, schemas },
        redis: { url: redis.url, prefix: 'leak', signal: 'redis' },
      });
      const { answers, keys } = await runForms(node, FORMS);
      const failed = await failCommit(node, await Agent.signIn(node.harness, 'bob'), schemas[1]);
      const marks: readonly Mark[] = [...answers, ...failed.answers, ...keys, ...failed.keys, MISPLACED];
      const all = new LeakScanner(marks);

      // There is something to look at: parts in Redis, statements with their values and an error with its own in the log.
      expect(await command(redis.url, 'KEYS', 'leak:*:record:off-the-record/*')).toHaveLength(FORMS + 1);
      const log = readFileSync(join(bench.server.folder, 'log'), 'utf8');
      expect(log).toMatch(/canceling statement due to user request/);
      expect(log).toMatch(/(?:parameters|Parameters): \$1 = '/);
      expect(places(await inServers(all))).toEqual([]);
      expect(readdirSync(redis.folder)).toEqual([]);
      expect(places(all.folder(data))).toEqual([]);
      expect(places(await inNode(node, new LeakScanner([...answers, ...failed.answers]), all))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'T10 control: planted marks are found in every place, also where the place compresses',
    async () => {
      const [mark = ''] = marksOf(markedAnswers(2)).filter((one) => typeof one === 'string');
      const [long = ''] = marksOf(markedAnswers(3)).filter((one) => typeof one === 'string');
      // Whole only at its end, made of pieces that came before: compression keeps no copy of it.
      const half = Math.floor(mark.length / 2);
      const compressible = `${'x'.repeat(4_000)}${mark.slice(0, half)}${'-'.repeat(40)}${mark.slice(half)}${'x'.repeat(4_000)}${mark}`;
      await bench.admin.query('CREATE TABLE planted (words text, bytes bytea)');
      await bench.admin.query('INSERT INTO planted VALUES ($1, $2)', [long, Buffer.from(long)]);
      await bench.admin.query(`SELECT 1 /* ${long} */`);
      await command(redis.url, 'MSET', 'planted', compressible, 'plain', long);
      const scanner = new LeakScanner([long]);
      const where = (await inServers(scanner)).map(({ place }) => place);
      const pids = process.platform === 'linux' ? [pidsOf(bench.server)[0], await pidOf(redis.url)] : [];
      const processes = pids.map((pid) => new RegExp(`^memory of ${pid}$`));
      const expected = [/pg_wal/, /base/, /\/log$/, /^pg_dump$/, /^pg_stat_statements$/, /dump\.rdb$/, ...processes];
      for (const place of expected) expect(where).toContainEqual(expect.stringMatching(place));

      // The dump of the copy shows what compression would hide, in Redis and in PostgreSQL.
      const hidden = new LeakScanner([mark]);
      expect(hidden.file(await dumpOfRedis())).not.toEqual([]);
      await command(copy.url, 'CONFIG', 'SET', 'rdbcompression', 'yes');
      expect(hidden.file(await dumpOfRedis())).toEqual([]);
      expect(hidden.memory(await pidOf(redis.url)) ?? ['not here']).not.toEqual([]);
      await bench.admin.query('CREATE TABLE packed AS SELECT convert_from(decode($1, $2), $3) AS words', [
        Buffer.from(compressible).toString('base64').slice(0),
        'base64',
        'UTF8',
      ]);
      await bench.admin.query('CHECKPOINT');
      expect(hidden.folder(join(bench.server.folder, 'data', 'base'))).toEqual([]);
      expect(hidden.bytes('pg_dump', dumpOf(bench.server))).not.toEqual([]);
    },
    PATIENCE_MS,
  );
});
