// Promises about who can read answers and until when (SF-ACC-01, SF-ACC-02, SF-OTR-01, SF-OTR-02, SF-RET-01), and who may
// call at all.
import { retentionExpiry } from '@tellsafe/core/retention';
import { expect } from 'vitest';
import { Agent, call, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, type Harness, SHOP_ORIGIN, START } from '../harness.ts';
import { check } from './check.ts';

type Submitted = Awaited<ReturnType<typeof submittedForm>>;

/** The sender reads before the end and not after it, with a key from before or a new one, and is told why by this code. */
const endsAccess = (code: string, end: (harness: Harness, submitted: Submitted) => Promise<unknown>) =>
  check(async (harness) => {
    const submitted = await submittedForm(harness);
    const { agent, submissionId } = submitted;
    expect((await agent.read(submissionId)).values).toEqual(answers.card);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    await end(harness, submitted);
    for (const refused of [await agent.tryReadKey(submissionId), await agent.tryRead(submissionId, readKey)]) {
      expect(refused.body).toMatchObject({ code });
    }
  });

const changing =
  (action: string, body: unknown = {}) =>
  (_harness: Harness, { agent, conversationId }: Submitted) =>
    agent.call('POST', `/v1/conversations/${conversationId}/${action}`, body);

const logout = (_harness: Harness, { agent }: Submitted) => agent.call('DELETE', '/v1/agent/sessions/current');

export const closeEndsAccess = endsAccess('answers_unavailable', changing('close'));

export const transferEndsAccess = endsAccess('answers_unavailable', changing('transfer', { agentId: null }));

export const logoutEndsAccess = endsAccess('session_invalid', logout);

export const idlingEndsAccess = endsAccess('session_invalid', async (harness) => harness.clock.advance(900_000));

async function offTheRecordKept({ stores }: Harness, conversationId: string): Promise<number> {
  const query = { account: ACCOUNT, group: conversationId, collection: 'off-the-record', limit: 10 };
  return (await stores.volatile.list(query)).records.length;
}

const removesOffTheRecord = (end: (harness: Harness, submitted: Submitted) => Promise<unknown>) =>
  check(async (harness) => {
    const submitted = await submittedForm(harness);
    expect(await offTheRecordKept(harness, submitted.conversationId)).toBe(1);
    await end(harness, submitted);
    expect(await offTheRecordKept(harness, submitted.conversationId)).toBe(0);
  });

export const closeRemovesOffTheRecord = removesOffTheRecord(changing('close'));

export const transferRemovesOffTheRecord = removesOffTheRecord(changing('transfer', { agentId: null }));

export const logoutRemovesOffTheRecord = removesOffTheRecord(logout);

/** To the millisecond, and reading extends nothing. */
export const offTheRecordEnds = check(async (harness) => {
  const { agent, submissionId } = await submittedForm(harness);
  harness.clock.advance(600_000);
  ok(await agent.call('POST', '/v1/agent/sessions/current/activity', {}));
  harness.clock.advance(299_999);
  expect((await agent.read(submissionId)).answer.parts.offTheRecord).not.toBeNull();
  harness.clock.advance(1);
  expect((await agent.read(submissionId)).answer.parts.offTheRecord).toBeNull();
});

/**
 * A form that is off the record as a whole leaves nothing durable but its wrapped data key. Lengths are looked at because
 * what is kept is sealed at rest: no search could find it.
 */
export const offTheRecordIsNeverDurable = check(async (harness) => {
  const { agent, conversationId, submissionId } = await submittedForm(harness, 'code');
  expect((await agent.read(submissionId)).values).toEqual(answers.code);
  const durable = { records: harness.stores.records, sealed: harness.stores.sealed };
  const found: [string, number][] = [];
  for (const [name, store] of Object.entries(durable)) {
    for (const collection of ['answers', 'data-key', 'off-the-record']) {
      const { records } = await store.list({ account: ACCOUNT, group: conversationId, collection, limit: 10 });
      found.push(...records.map(({ body }): [string, number] => [`${name} ${collection}`, body.length]));
    }
  }
  expect(found.map(([place]) => place)).toEqual(['sealed data-key']);
  expect(found[0]?.[1]).toBeLessThan(400);
  for (const { body } of await harness.stores.records.read({ account: ACCOUNT }, '', 1000)) {
    expect(body.length).toBeLessThan(1_024);
  }
});

/** The purge deletes; that expired records read as absent is another promise, so the clock is turned back to look. */
export const purgeDeletes = check(async (harness) => {
  const { submissionId, conversationId } = await submittedForm(harness);
  const query = { account: ACCOUNT, group: conversationId, limit: 10 };
  const kept = async () => {
    const collections = ['answers', 'data-key'].map((collection) =>
      harness.stores.sealed.list({ ...query, collection }),
    );
    return (await Promise.all(collections)).flatMap(({ records }) => records.map(({ id }) => id));
  };
  harness.clock.now = retentionExpiry(START, 13) - 1;
  await harness.tellsafe.maintain();
  expect(await kept()).toEqual([submissionId, submissionId]);
  harness.clock.now = retentionExpiry(START, 13);
  while ((await harness.tellsafe.maintain()).more);
  harness.clock.now = START;
  expect(await kept()).toEqual([]);
});

export const destroyedDataKeyErases = check(async (harness) => {
  const { agent, submissionId, conversationId } = await submittedForm(harness, 'address');
  expect((await agent.read(submissionId)).values).toEqual(answers.address);
  const key = { account: ACCOUNT, group: conversationId, collection: 'data-key', id: submissionId };
  await harness.stores.sealed.commit({ account: ACCOUNT, group: conversationId, remove: [key] });
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  expect((await agent.tryRead(submissionId, readKey)).body).toMatchObject({ code: 'answers_unavailable' });
});

export const otherSessionsCannotPretend = check(async (harness) => {
  const { agent, conversationId } = await sentForm(harness);
  const bob = await Agent.signIn(harness, 'bob');
  const path = `/v1/agent/conversations/${conversationId}`;
  const forged = (await bob.headers('GET', path))['Tellsafe-Proof'] ?? '';
  const headers = { 'Tellsafe-Proof': forged.replace(bob.session.sessionId, agent.session.sessionId) };
  expect((await call(harness, 'GET', path, { headers })).status).toBe(401);
  const asAgent = new Agent(harness, agent.session, bob.key);
  expect((await asAgent.call('GET', path)).status).toBe(401);
  expect((await agent.call('GET', path)).status).toBe(200);
});

export const foreignOriginsAreRefused = check(async (harness) => {
  const { device } = await sentForm(harness);
  for (const origin of ['https://evil.example', 'null', `${SHOP_ORIGIN}.evil.example`]) {
    const begun = await device.post('/v1/invitations/begin', { handle: device.handle }, { Origin: origin });
    expect(begun).toMatchObject({ status: 403, body: { code: 'origin_refused' } });
  }
});
