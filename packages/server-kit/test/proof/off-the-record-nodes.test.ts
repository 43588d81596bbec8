// T10 of security.md, the part of many nodes: an off-the-record answer that one process took in is read through another one, and is
// gone everywhere at the first of its 15 minutes, close, logout, idling and transfer, whichever node does it and whether or not the
// first one still lives. Nothing of it is ever in a file: databases, logs, output, folders of Redis and of its replica.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile } from '@tellsafe/server-kit/keys/file';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LeakScanner, type Mark } from '../../../../scripts/leak-scan.ts';
import { Agent, Device, ok, sentForm } from '../clients.ts';
import { ACCOUNT, answers, FORM_ORIGIN, forms, SHOP_ORIGIN, type TestClock, testClock } from '../harness.ts';
import { command } from '../stores/redis-clients.ts';
import type { KitNodeSetting } from '../support/kit-node.ts';
import { bundleKitNode, type KitNode, startKitNode } from '../support/kit-nodes.ts';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';
import { pidOf, storedBytes } from '../support/redis-memory.ts';
import { type RedisPair, redisPair } from '../support/redis-pair.ts';
import { sized } from './size.ts';

const account = { id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms, idleLogoutSec: 600 };
const IDLE_MS = 600_000;
const LIFE_MS = 900_000;
/** The payloads' own text, in each form the same; digits alone would be found anywhere. */
const PLAIN = [`{"answers":{"cvv":"${answers.card.cvv}"}}`, `"number":"${answers.card.number}"`];

const kinds = sized<readonly (readonly ['sqlite' | 'postgres', 'redis' | 'postgres'])[]>(
  [['postgres', 'redis']],
  [
    ['postgres', 'redis'],
    ['postgres', 'postgres'],
    ['sqlite', 'redis'],
  ],
);

describe.each(kinds)('nodes on %s with Redis and signals of %s', (durable, signal) => {
  let folder: string;
  let program: string;
  let bench: PostgresBench | undefined;
  let redis: RedisPair;
  let setting: KitNodeSetting;
  const clock: TestClock = testClock();
  const nodes: KitNode[] = [];
  /** Everything of off-the-record answers that must be in no file. */
  const marks: Mark[] = [...PLAIN];

  const startNode = () => startKitNode(program, { ...setting, now: clock.now }, clock);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
    mkdirSync(join(folder, 'data'));
    createKeyFile(join(folder, 'data', 'tellsafe.keys'));
    if (durable === 'postgres') bench = await postgresBench({ log_statement: 'all', wal_level: 'logical' });
    redis = await redisPair();
    program = await bundleKitNode(folder);
    const url = bench?.server.url ?? '';
    setting = {
      account,
      keyFile: join(folder, 'data', 'tellsafe.keys'),
      durable: bench
        ? { url, schemas: [await bench.schema(), await bench.schema()] }
        : { folder: join(folder, 'data') },
      redis: { url: redis.left.url, prefix: 'nodes', signal },
    };
    // One by one: the first one makes the tables of a new SQLite file.
    for (let count = 0; count < 3; count += 1) nodes.push(await startNode());
  }, 180_000);
  afterAll(async () => {
    await Promise.all(nodes.map(({ worker }) => worker.stop()));
    await redis.stop();
    await bench?.stop();
    rmSync(folder, { recursive: true });
  });

  const [a, b, c] = [0, 1, 2].map((at) => () => nodes[at] as KitNode) as [() => KitNode, () => KitNode, () => KitNode];
  const through = (node: KitNode, agent: Agent) => new Agent(node.harness, agent.session, agent.key);

  async function passTime(ms: number): Promise<void> {
    clock.advance(ms);
    await Promise.all(nodes.map(({ ask, worker }) => isAlive(worker.pid) && ask({ kind: 'time', now: clock.now })));
  }

  const partKeys = async (url: string, { conversationId }: Submitted) =>
    (await command(url, 'KEYS', `nodes:*${conversationId}*:record:off-the-record/*`)) as string[];

  /** Parts of a form that Redis holds, on both servers alike. */
  async function partsInRedis(form: Submitted): Promise<number> {
    await redis.catchUp();
    const keys = await Promise.all([redis.left, redis.right].map(({ url }) => partKeys(url, form)));
    const counts = keys.map(({ length }) => length);
    expect(counts[0]).toBe(counts[1]);
    return counts[0] ?? 0;
  }

  /** A form that an agent sent through B and a consumer submitted through A. */
  async function submitted() {
    const sent = await sentForm(b().harness);
    const device = new Device(a().harness, sent.device.handle);
    await device.open();
    const sealed = await device.seal(answers.card);
    const body = { submitKey: device.opened?.submitKey, sealed };
    ok(await device.proven('/v1/forms/submit', body));
    const secret = sealed.parts.find((part) => part.class === 'off-the-record')?.recipients[0];
    marks.push(Buffer.from(secret?.ciphertext ?? '', 'base64url'), secret?.ciphertext ?? '');
    const { submissionId = '' } = await sent.agent.invitation(sent.conversationId, sent.invitation.id);
    return { ...sent, submissionId };
  }
  type Submitted = Awaited<ReturnType<typeof submitted>>;

  /** The status of a try to read, and whether the off-the-record part came. */
  async function readThroughB({ agent, submissionId }: Submitted): Promise<string> {
    const issued = await agent.tryReadKey(submissionId);
    if (issued.status !== 200) return `refused ${issued.status}`;
    const answer = ok(await agent.tryRead(submissionId, issued.body.readKey));
    return answer.parts.offTheRecord === null ? 'without' : 'with';
  }

  const keepAlive = async ({ agent }: Submitted) =>
    ok(await agent.call('POST', '/v1/agent/sessions/current/activity', {}));

  /** What ends an answer before its time, through which node, and what a reader is told then. */
  const ends: Readonly<Record<string, (form: Submitted) => Promise<string>>> = {
    'a close through C': async ({ agent, conversationId }) => {
      ok(await through(c(), agent).call('POST', `/v1/conversations/${conversationId}/close`, {}));
      return 'refused 410';
    },
    'a logout through B': async ({ agent }) => {
      ok(await agent.call('DELETE', '/v1/agent/sessions/current'));
      return 'refused 401';
    },
    'a transfer through C': async ({ agent, conversationId }) => {
      ok(await through(c(), agent).call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: null }));
      return 'refused 410';
    },
    'idling, seen by C': async () => {
      await passTime(IDLE_MS);
      await c().ask({ kind: 'maintain' });
      return 'refused 401';
    },
    'its 15 minutes, to the millisecond': async (form) => {
      await passTime(IDLE_MS - 1);
      await keepAlive(form);
      await passTime(LIFE_MS - IDLE_MS);
      expect(await readThroughB(form)).toBe('with');
      await passTime(1);
      expect(await readThroughB(form)).toBe('without');
      await passTime(1);
      await c().ask({ kind: 'maintain' });
      return 'without';
    },
  };

  async function endsEverywhere(form: Submitted, name: string): Promise<void> {
    expect([name, await readThroughB(form)]).toEqual([name, 'with']);
    const values = (await form.agent.read(form.submissionId)).values;
    expect(values).toEqual(answers.card);
    expect([name, await partsInRedis(form)]).toEqual([name, 1]);
    const told = await ends[name]?.(form);
    expect([name, await readThroughB(form)]).toEqual([name, told]);
    expect([name, await partsInRedis(form)]).toEqual([name, 0]);
  }

  test.each(Object.keys(ends))(
    'SF-OTR-02 T10 what A took in is read through B, and %s is its end on every node',
    async (name) => {
      await endsEverywhere(await submitted(), name);
    },
    30_000,
  );

  test('SF-OTR-02 T10 the same when A is killed after the submit', async () => {
    // Idling ends whatever else there is, so the one that lives its 15 minutes has a turn of its own.
    const last = 'its 15 minutes, to the millisecond';
    for (const names of [Object.keys(ends).filter((name) => name !== last), [last]]) {
      const all: [string, Submitted][] = [];
      for (const name of names) all.push([name, await submitted()]);
      await a().worker.kill();
      for (const [name, form] of all) await endsEverywhere(form, name);
      nodes[0] = await startNode();
    }
  }, 180_000);

  test('SF-OTR-02 T10 when every node dies Redis forgets by itself, in its own time', async () => {
    const prefix = 'brief';
    const brief: KitNodeSetting = {
      ...setting,
      account: { ...account, offTheRecordTtlSec: 1 },
      redis: { url: redis.left.url, prefix, signal },
    };
    const node = await startKitNode(program, brief, Date.now);
    const { device } = await sentForm(node.harness);
    await device.open();
    ok(await device.trySubmit(answers.card));
    await node.worker.kill();
    const kept = async () => {
      const found = await Promise.all(
        [redis.left, redis.right].map(({ url }) => command(url, 'KEYS', `${prefix}:*:record:*`)),
      );
      return found.flat().length;
    };
    expect(await kept()).toBe(2);
    await expect.poll(kept, { timeout: 20_000, interval: 100 }).toBe(0);
  }, 180_000);

  test('T10 control: nodes whose store keeps what it should remove are caught', async () => {
    const good = c();
    const bad = await startKitNode(program, { ...setting, keepsRemoved: true, now: clock.now }, clock);
    nodes[2] = bad;
    await expect(endsEverywhere(await submitted(), 'a close through C')).rejects.toThrow('to deeply equal');
    nodes[2] = good;
    await bad.worker.stop();
  }, 180_000);

  /** Files that a server, a database or a node has written. */
  const places = () => [
    join(folder, 'data'),
    redis.left.folder,
    redis.right.folder,
    ...(bench ? [bench.server.folder] : []),
  ];

  test('SF-OTR-01 T10 nothing of it is in a file or in the output; in the memory of both Redis servers it is', async () => {
    const form = await submitted();
    const [key = ''] = await partKeys(redis.left.url, form);
    await redis.catchUp();
    await bench?.admin.query('CHECKPOINT');
    const scanner = new LeakScanner(marks);
    expect(places().flatMap((place) => scanner.folder(place))).toEqual([]);
    for (const { output } of nodes) expect(scanner.bytes('output', Buffer.from(output()))).toEqual([]);
    for (const { folder: own } of [redis.left, redis.right]) expect(readdirSync(own)).toEqual([]);
    expect(await readThroughB(form)).toBe('with');

    // What Redis holds is what the nodes made of it: sealed once more, so its own bytes are looked for.
    const kept = new LeakScanner([await storedBytes(redis.left.url, key)]);
    expect(places().flatMap((place) => kept.folder(place))).toEqual([]);
    for (const { url } of [redis.left, redis.right]) {
      const found = kept.memory(await pidOf(url));
      if (found) expect(found).not.toEqual([]);
    }
    ok(await form.agent.call('DELETE', '/v1/agent/sessions/current'));
  }, 180_000);

  test('T10 control: what a database, a dump, a replica or a program writes is found', async () => {
    const scanner = new LeakScanner(marks);
    const [text = '', ciphertext] = [PLAIN[0], marks.find((mark) => typeof mark !== 'string')];
    const found = (place: string) => scanner.folder(place).map(({ encoding }) => encoding);
    await command(redis.left.url, 'SET', 'planted', text);
    await redis.catchUp();
    for (const server of [redis.left, redis.right]) {
      await command(server.url, 'SAVE');
      expect(found(server.folder)).toContain('utf-8');
      rmSync(join(server.folder, 'dump.rdb'));
    }
    await command(redis.left.url, 'DEL', 'planted');
    if (bench) {
      await bench.admin.query('CREATE TABLE planted (body bytea)');
      // More than once: the log cuts what lies across the end of one of its pages.
      await bench.admin.query('INSERT INTO planted SELECT $1::bytea FROM generate_series(1, 8)', [ciphertext]);
      expect(found(join(bench.server.folder, 'data', 'pg_wal'))).toContain('utf-8');
      expect(scanner.file(join(bench.server.folder, 'log')).map(({ encoding }) => encoding)).toContain('hex');
      await bench.admin.query('CHECKPOINT');
      expect(found(join(bench.server.folder, 'data', 'base'))).toContain('utf-8');
    } else {
      const { DatabaseSync } = await import('node:sqlite');
      const database = new DatabaseSync(join(folder, 'data', 'records.db'));
      database.exec('CREATE TABLE planted (body BLOB)');
      database.prepare('INSERT INTO planted VALUES (?)').run(Buffer.from(ciphertext ?? ''));
      expect(found(join(folder, 'data'))).toContain('utf-8');
      database.close();
    }
  }, 180_000);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
