// The kit with Redis as its volatile store: off-the-record answers of two kits, their ends, and a server that is full.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { ok, sentForm, submittedForm } from '../clients.ts';
import { answers, createHarness, type Harness } from '../harness.ts';
import { type Connection, command, libraries } from './redis-clients.ts';

let server: RedisServer;
let connection: Connection;
let harness: Harness;
beforeAll(async () => {
  server = await startRedis();
  connection = await libraries.ioredis(server.url);
});
beforeEach(async () => {
  await command(server.url, 'FLUSHALL');
  const { client } = connection;
  const volatileOf = (clock: () => number) => redisStore({ client, use: 'volatile', clock });
  harness = await createHarness('memory', {
    wrap: (stores) => ({ ...stores, volatile: volatileOf(() => harness?.clock() ?? Date.UTC(2026, 10, 2, 9)) }),
  });
});
afterEach(() => harness.close());
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** Keys of records in Redis, whatever the store says. */
async function recordKeys(): Promise<string[]> {
  return ((await command(server.url, 'KEYS', '*')) as string[]).filter((key) =>
    key.includes(':record:off-the-record/'),
  );
}

test('SF-OTR-01 the off-the-record part goes through Redis, sealed, and an agent of another kit reads it', async () => {
  const { agent, submissionId } = await submittedForm(harness);
  const [key = '', ...more] = await recordKeys();
  expect(more).toEqual([]);
  expect(tracesOf(JSON.stringify(await command(server.url, 'HGETALL', key)), [answers.card.cvv])).toEqual([]);
  await harness.restart(); // another kit on the same stores
  expect((await agent.read(submissionId)).values).toEqual(answers.card);
});

test('SF-OTR-02 after 15 minutes it is hidden at once and deleted by the next round', async () => {
  const { agent, submissionId } = await submittedForm(harness);
  const later = async (ms: number) => {
    harness.clock.advance(ms);
    ok(await agent.call('POST', '/v1/agent/sessions/current/activity', {}));
  };
  await later(600_000);
  await later(299_999);
  expect((await agent.read(submissionId)).answer.parts.offTheRecord).not.toBeNull();
  harness.clock.advance(1);
  expect((await agent.read(submissionId)).answer.parts.offTheRecord).toBeNull();
  expect(await recordKeys()).toHaveLength(1);
  await harness.tellsafe.maintain();
  expect(await recordKeys()).toEqual([]);
});

test('SF-OTR-02 close and logout delete it from Redis', async () => {
  const closed = await submittedForm(harness);
  expect(await recordKeys()).toHaveLength(1);
  ok(await closed.agent.call('POST', `/v1/conversations/${closed.conversationId}/close`, {}));
  expect(await recordKeys()).toEqual([]);
  const left = await submittedForm(harness);
  expect(await recordKeys()).toHaveLength(1);
  ok(await left.agent.call('DELETE', '/v1/agent/sessions/current'));
  expect(await recordKeys()).toEqual([]);
});

test('SF-OTR-01 when Redis is full the form is refused with a clear status, what is there stays, and it can be sent later', async () => {
  const kept = await submittedForm(harness);
  const { device } = await sentForm(harness);
  await device.open();
  await command(server.url, 'CONFIG', 'SET', 'maxmemory', '1');
  expect(await device.trySubmit(answers.card)).toMatchObject({ status: 503, body: { code: 'off_the_record_full' } });
  expect((await kept.agent.read(kept.submissionId)).values).toEqual(answers.card);
  await command(server.url, 'CONFIG', 'SET', 'maxmemory', '256mb');
  expect((await device.trySubmit(answers.card)).status).toBe(200);
});
