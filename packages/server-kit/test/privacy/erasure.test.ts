// Erasing one submission, one conversation, one consumer (SF-RET-03): what is gone, what everybody who still looks at it is told,
// and that it happens once, whatever crashes.
import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stores } from '../../src/services/kit.ts';
import { LAST_LOOK_MS } from '../../src/services/privacy/erasure.ts';
import type { Store } from '../../src/stores/types.ts';
import { type Agent, Device, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { storeWith } from '../support/broken-stores.ts';
import { dumpOf } from '../support/dump.ts';
import { openStream } from '../support/streams.ts';
import { conversationWith, say } from './stage.ts';

/** Kinds of what is kept of a conversation. */
async function keptOf(harness: Harness, conversationId: string): Promise<string[]> {
  const lines = (await dumpOf(harness.stores)).split('\n').filter((line) => line.includes(conversationId));
  const kinds = lines.map((line) => {
    const [what, , place, type] = line.split(' ');
    return `${what} ${what === 'event' ? type : place}`;
  });
  return [...new Set(kinds)].sort();
}

describe.each(storeKinds)('on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test('SF-RET-03 an erased submission cannot be read, its read key dies, and the form stays submitted', async () => {
    const { agent, submissionId, place, invitation } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    const before = await dumpOf(harness.stores);
    expect(before).toMatch(new RegExp(`sealed .* answers ${submissionId}`));
    const erased = await harness.tellsafe.privacy.eraseSubmission({ accountId: ACCOUNT, submissionId });
    expect(erased).toEqual({ erasedAt: harness.clock() });
    expect((await agent.tryRead(submissionId, readKey)).body).toMatchObject({ code: 'otk_invalid' });
    expect((await agent.tryReadKey(submissionId)).body).toMatchObject({ code: 'answers_unavailable' });
    const after = await dumpOf(harness.stores);
    for (const collection of ['answers', 'data-key', 'off-the-record']) expect(after).not.toContain(` ${collection} `);
    const view = await agent.invitation(place.conversationId, invitation.id);
    expect(view).toMatchObject({ status: 'submitted' });
    expect(view).not.toHaveProperty('submissionId');
    harness.clock.advance(1);
    expect(await harness.tellsafe.privacy.eraseSubmission({ accountId: ACCOUNT, submissionId })).toEqual(erased);
  });

  test('SF-RET-03 an erased conversation is gone for everybody, and nothing of it is kept but ids in the audit', async () => {
    const opened = await sentForm(harness, 'address');
    await opened.device.open();
    const other = await submittedForm(harness);
    const { agent, conversationId, consumerKey, place } = await submittedForm(harness);
    const said = { accountId: ACCOUNT, conversationId, sender: { from: 'consumer' } as const };
    await harness.tellsafe.conversations.message({ ...said, requestId: conversationId, text: 'I live in Ghent.' });
    const unopened = new Device(harness, await harness.tellsafe.invitations.handle(place));
    const { privacy } = harness.tellsafe;
    const erased = await privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
    await privacy.eraseConversation({ accountId: ACCOUNT, conversationId: opened.conversationId });

    const listed = ok(await agent.call<{ conversations: { id: string }[] }>('GET', '/v1/agent/conversations'));
    expect(listed.conversations.map(({ id }) => id)).toEqual([other.conversationId]);
    const gone = await agent.call('GET', `/v1/agent/conversations/${conversationId}`);
    expect([gone.status, gone.body]).toMatchObject([404, { code: 'conversation_unknown' }]);
    expect((await unopened.tryBegin()).body).toMatchObject({ code: 'invitation_unavailable' });
    expect((await opened.device.trySubmit(answers.address)).body).toMatchObject({ code: 'otk_invalid' });
    expect((await opened.device.tryResume()).body).toMatchObject({ code: 'invitation_unavailable' });
    const message = await say(harness, 'Hello?', consumerKey);
    expect([message.status, message.body]).toMatchObject([401, { code: 'consumer_key_invalid' }]);

    harness.clock.advance(LAST_LOOK_MS);
    await harness.tellsafe.maintain();
    expect(await keptOf(harness, conversationId)).toEqual(['event audit', 'event erased', 'records erasure']);
    expect(await privacy.eraseConversation({ accountId: ACCOUNT, conversationId })).toEqual(erased);
    expect((await other.agent.read(other.submissionId)).values).toEqual(answers.card);
  });

  test('SF-RET-03 a consumer is erased with all their conversations, found by a MAC of their id', async () => {
    const consumerId = 'customer 4711, Kim Example';
    const mine = [await conversationWith(harness, consumerId), await conversationWith(harness, consumerId)];
    const other = await conversationWith(harness, 'customer 4712');
    expect(await dumpOf(harness.stores)).not.toContain(consumerId);
    const { privacy, conversations } = harness.tellsafe;
    await privacy.eraseConsumer({ accountId: ACCOUNT, consumerId });
    for (const conversationId of mine) {
      await expect(conversations.get({ accountId: ACCOUNT, conversationId })).rejects.toMatchObject({
        code: 'conversation_unknown',
      });
    }
    expect((await conversations.get({ accountId: ACCOUNT, conversationId: other })).conversation.id).toBe(other);
    expect((await privacy.exportConsumer({ accountId: ACCOUNT, consumerId })).conversations).toEqual([]);
    await privacy.eraseConsumer({ accountId: ACCOUNT, consumerId });
    const told = (await auditOf(harness)).filter(({ action }) => action === 'erase').map(({ object }) => object.kind);
    expect(told).toEqual(['consumer', 'conversation', 'conversation', 'consumer']);
  });
});

/** An agent's stream from a position on. */
async function streamOf(harness: Harness, agent: Agent, position: string) {
  return openStream(harness, 'GET', '/v1/agent/events', {
    headers: { ...(await agent.headers('GET', '/v1/agent/events')), 'Last-Event-ID': position },
  });
}

test('SF-RET-03 whoever looks on is told of an erasure, and whoever comes later hears nothing of what was before', async () => {
  const harness = await createHarness('memory');
  const position = await harness.stores.records.latest({ account: ACCOUNT });
  const { agent, conversationId, consumerKey, submissionId, invitation } = await submittedForm(harness);
  const stream = await streamOf(harness, agent, position);
  const consumer = await openStream(harness, 'POST', '/v1/consumer/events', {
    body: {},
    headers: { authorization: `Bearer ${consumerKey}` },
  });
  await harness.tellsafe.privacy.eraseSubmission({ accountId: ACCOUNT, submissionId });
  const untilErased = async () => {
    for (;;) {
      const [next] = await stream.take(1);
      if (next?.event === 'erased') return next.data;
    }
  };
  expect(await untilErased()).toEqual({ conversationId, invitationId: invitation.id });
  await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
  expect(await untilErased()).toEqual({ conversationId });
  await consumer.rest();
  expect(consumer.ended).toBe(true);
  const later = await streamOf(harness, agent, position);
  expect((await later.take(2)).map(({ event, data }) => [event, data.invitationId])).toEqual([
    ['erased', invitation.id],
    ['erased', undefined],
  ]);
  await Promise.all([stream.leave(), later.leave()]);
  await harness.close();
});

/** Every change of a store, as a point at which a crash can come. */
function crashing(store: Store, count: () => void): Store {
  const verbs = (['commit', 'forget'] as const).map((verb) => [
    verb,
    (...given: unknown[]) => {
      count();
      return Reflect.apply(store[verb], store, given);
    },
  ]);
  return storeWith(store, Object.fromEntries(verbs));
}

/** The planted mistake: rows go before their keys. */
function rowsFirst(store: Store): Store {
  const other: Readonly<Record<string, string>> = { answers: 'data-key', 'data-key': 'answers' };
  return storeWith(store, {
    commit: ({ remove = [], ...batch }) =>
      store.commit({
        ...batch,
        remove: remove.map((key) => ({ ...key, collection: other[key.collection] ?? key.collection })),
      }),
    list: (query) =>
      store.list('collection' in query ? { ...query, collection: other[query.collection] ?? query.collection } : query),
  });
}

interface CrashCheck {
  readonly scope: 'submission' | 'conversation';
  readonly sealed?: (store: Store) => Store;
  /** False is the other planted mistake: nobody finishes what was begun. */
  readonly maintains?: boolean;
}

/** Crashes at one point after the other. @returns what was wrong, by point */
async function crashEverywhere({ scope, sealed: broken = (store) => store, maintains = true }: CrashCheck) {
  const wrong: string[] = [];
  for (let point = 1; ; point += 1) {
    let calls = Number.NEGATIVE_INFINITY;
    const count = () => {
      calls += 1;
      if (calls === point) throw new TellsafeError('store_unavailable');
    };
    const wrap = ({ records, sealed, volatile }: Stores) => ({
      records: crashing(records, count),
      sealed: broken(crashing(sealed, count)),
      volatile: crashing(volatile, count),
    });
    const harness = await createHarness('memory', { wrap });
    const { conversationId, submissionId } = await submittedForm(harness);
    calls = 0;
    const { privacy } = harness.tellsafe;
    const erasing =
      scope === 'submission'
        ? privacy.eraseSubmission({ accountId: ACCOUNT, submissionId })
        : privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
    const crashed = await erasing.then(
      () => false,
      () => true,
    );
    calls = Number.NEGATIVE_INFINITY;
    const sealedLines = async () =>
      (await dumpOf(harness.stores)).split('\n').filter((line) => line.startsWith('sealed '));
    const left = await sealedLines();
    // Before the request is kept nothing happens; after it, a row may be left without its key, never a key without its row.
    if (point === 1 && left.length !== 2) wrong.push('1: erased without a request');
    if (left.length === 1 && left[0]?.includes(' data-key ')) wrong.push(`${point}: the key outlives its row`);
    if (point > 1 || !crashed) {
      harness.clock.advance(LAST_LOOK_MS);
      if (maintains) await harness.tellsafe.maintain();
      if ((await sealedLines()).length > 0) wrong.push(`${point}: answers are left`);
      const kept = scope === 'conversation' ? await keptOf(harness, conversationId) : [];
      if (kept.some((kind) => !/audit|erased|erasure/.test(kind))) wrong.push(`${point}: rows are left`);
      if ((await privacy.purgeLag()).erasures > 0) wrong.push(`${point}: unfinished`);
    }
    await harness.close();
    if (!crashed) return { points: point, wrong };
  }
}

describe('an erasure that is interrupted', () => {
  test.each(['submission', 'conversation'] as const)(
    'SF-RET-03 T13 of a %s is finished by maintenance after a crash at any step, the keys before the rows',
    async (scope) => {
      const { points, wrong } = await crashEverywhere({ scope });
      expect(wrong).toEqual([]);
      expect(points).toBeGreaterThan(4);
      const planted = (await crashEverywhere({ scope, sealed: rowsFirst })).wrong;
      expect(planted).toContainEqual(expect.stringContaining('the key outlives its row'));
      const unfinished = (await crashEverywhere({ scope, maintains: false })).wrong;
      expect(unfinished).toContainEqual(expect.stringContaining('answers are left'));
      expect(unfinished).toContainEqual(expect.stringContaining('unfinished'));
    },
  );

  test('SF-RET-03 a submit that was under way while its conversation was erased leaves nothing', async () => {
    const harness = await createHarness('memory');
    const { conversationId } = await submittedForm(harness);
    await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
    // What a process that died between its two commits leaves behind.
    const key = { account: ACCOUNT, group: conversationId, collection: 'answers', id: 'late' };
    const record = { ...key, body: new Uint8Array(9), expiresAt: Number.MAX_SAFE_INTEGER };
    await harness.stores.sealed.commit({ account: ACCOUNT, group: conversationId, put: [record] });
    harness.clock.advance(LAST_LOOK_MS - 1);
    await harness.tellsafe.maintain();
    expect(await harness.stores.sealed.get([key])).not.toEqual([null]);
    harness.clock.advance(1);
    await harness.tellsafe.maintain();
    expect(await harness.stores.sealed.get([key])).toEqual([null]);
    await harness.close();
  });
});
