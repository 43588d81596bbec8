// SF-RET-03 over HTTP: what an admin finds, exports, erases, holds and releases; who may not; and what the audit is told of it.
import { createUuid } from '@tellsafe/core';
import { retentionExpiry } from '@tellsafe/core/retention';
import type {
  PrivacyExportResponse,
  PrivacyFindResponse,
  PrivacyHoldsResponse,
  PrivacyStatusResponse,
} from '@tellsafe/core/wire';
import { routes } from '@tellsafe/core/wire/schemas';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Agent, ok } from '../clients.ts';
import { ACCOUNT, agents, createHarness, type Harness, OTHER_ACCOUNT, random, START } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { conversationWith, submitIn, write } from './stage.ts';

const consumerId = 'customer-4711';
const admins = {
  una: { accountId: ACCOUNT, agentId: 'una', name: 'Una', role: 'admin' },
  kit: { accountId: OTHER_ACCOUNT, agentId: 'kit', name: 'Kit', role: 'admin' },
} as const;

const privacyRoutes = {
  status: ['GET', '/v1/admin/privacy'],
  find: ['POST', '/v1/admin/privacy/find'],
  export: ['POST', '/v1/admin/privacy/export'],
  erase: ['POST', '/v1/admin/privacy/erase'],
  holds: ['POST', '/v1/admin/privacy/holds'],
  hold: ['POST', '/v1/admin/privacy/hold'],
  release: ['POST', '/v1/admin/privacy/release'],
} as const;

describe.each(['memory', 'sqlite'] as const)('privacy on the %s store', (kind) => {
  let harness: Harness;
  let agent: Agent;
  let admin: Agent;
  let conversationId = '';
  let submissionId = '';
  beforeEach(async () => {
    harness = await createHarness(kind, {
      options: {
        authenticate: async (request) => {
          const name = request.headers.get('x-agent') ?? '';
          return agents[name] ?? admins[name as keyof typeof admins] ?? null;
        },
      },
    });
    agent = await Agent.signIn(harness, 'ada');
    admin = await Agent.signIn(harness, 'una');
    conversationId = await conversationWith(harness, consumerId);
    await agent.assign(conversationId);
    await write(harness, conversationId, 'I live in Ghent.');
    submissionId = await submitIn(harness, agent, conversationId);
  });
  afterEach(() => harness.close());

  const ask = <Body>(who: Agent, name: keyof typeof privacyRoutes, body?: unknown) =>
    who.call<Body>(privacyRoutes[name][0], privacyRoutes[name][1], body);
  const find = async (body: unknown) => ok(await ask<PrivacyFindResponse>(admin, 'find', body));
  const told = async () =>
    (await auditOf(harness)).map(({ action, outcome, who, object }) => [
      action,
      typeof outcome === 'string' ? outcome : outcome.refused,
      who.kind === 'agent' ? who.id : who.kind,
      object.kind,
    ]);

  test('SF-RET-03 finds what is held: ids, instants, forms, and nothing that was said', async () => {
    const found = await find({ kind: 'consumer', id: consumerId });
    expect(routes.privacyFind.response.parse(found)).toEqual(found);
    expect(found).toMatchObject({ holds: [], consumerMac: expect.stringMatching(/^[\w-]{43}$/) });
    const [conversation] = found.conversations;
    expect(conversation).toMatchObject({
      ...{ conversationId, status: 'open', startedAt: START, holds: [] },
      keptUntil: retentionExpiry(START, 13),
      forms: [{ status: 'submitted', submission: { submissionId, submittedAt: START, answers: 'sealed' } }],
    });
    expect(await find({ kind: 'conversation', id: conversationId })).toEqual(found);
    expect(await find({ kind: 'consumer-mac', id: found.consumerMac })).toEqual(found);
    for (const text of [consumerId, 'Ghent', 'Kim']) expect(JSON.stringify(found)).not.toContain(text);
    expect(await find({ kind: 'consumer', id: 'customer-4712' })).toMatchObject({ holds: [], conversations: [] });
    const unknown = await ask(admin, 'find', { kind: 'conversation', id: createUuid(random) });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'conversation_unknown' } });
    expect(await harness.tellsafe.privacy.find({ accountId: ACCOUNT, kind: 'consumer', id: consumerId })).toEqual(
      found,
    );
  });

  test('SF-RET-03 a page at a time, also of holds', async () => {
    const second = await conversationWith(harness, consumerId);
    await harness.tellsafe.conversations.start({ accountId: ACCOUNT });
    const first = await find({ kind: 'consumer', id: consumerId, limit: 1 });
    const rest = await find({ kind: 'consumer', id: consumerId, limit: 1, cursor: first.cursor });
    const ids = [first, rest].flatMap(({ conversations }) => conversations.map((one) => one.conversationId));
    expect(ids.sort()).toEqual([conversationId, second].sort());
    for (const id of [conversationId, second]) {
      ok(await ask(admin, 'hold', { kind: 'conversation', id, holdId: 'case 7' }));
      harness.clock.advance(1_000);
    }
    const page = ok(await ask<PrivacyHoldsResponse>(admin, 'holds', { limit: 1 }));
    const next = ok(await ask<PrivacyHoldsResponse>(admin, 'holds', { limit: 1, cursor: page.cursor }));
    expect([...page.held, ...next.held]).toEqual([
      { kind: 'conversation', id: conversationId, holds: [{ holdId: 'case 7', at: START }] },
      { kind: 'conversation', id: second, holds: [{ holdId: 'case 7', at: START + 1_000 }] },
    ]);
    for (const name of ['find', 'holds'] as const) {
      const named = name === 'find' ? { kind: 'consumer', id: consumerId } : {};
      const wrong = await ask(admin, name, { ...named, cursor: '--' });
      expect(wrong).toMatchObject({ status: 400, body: { issues: [{ path: 'cursor', code: 'format' }] } });
    }
    await expect(harness.tellsafe.privacy.holds({ accountId: ACCOUNT, limit: 0 })).rejects.toThrow(RangeError);
  });

  test('SF-RET-03 exports what the host exports', async () => {
    const exported = ok(await ask<PrivacyExportResponse>(admin, 'export', { consumerId }));
    expect(routes.privacyExport.response.parse(exported)).toEqual(exported);
    expect(exported).toEqual(await harness.tellsafe.privacy.exportConsumer({ accountId: ACCOUNT, consumerId }));
    expect(exported.conversations[0]?.messages[0]?.text).toBe('I live in Ghent.');
    expect((await told()).slice(-2)).toEqual([
      ['consumer-export', 'done', 'una', 'consumer'],
      ['consumer-export', 'done', 'host', 'consumer'],
    ]);
  });

  test('SF-RET-03 exports one conversation as the host exports it; either that or a consumer is named', async () => {
    const { conversations, ...about } = ok(await ask<PrivacyExportResponse>(admin, 'export', { conversationId }));
    expect(routes.privacyExport.response.parse({ conversations, ...about })).toEqual({ conversations, ...about });
    const { conversation } = await harness.tellsafe.privacy.exportConversation({ accountId: ACCOUNT, conversationId });
    expect(conversations).toEqual([conversation]);
    expect(about).toEqual({ version: 1, accountId: ACCOUNT, exportedAt: START, holds: [] });
    expect((await told()).at(-2)).toEqual(['consumer-export', 'done', 'una', 'conversation']);
    expect(await ask(admin, 'export', { conversationId: createUuid(random) })).toMatchObject({ status: 404 });
    for (const body of [{}, { consumerId, conversationId }, { conversationId, cursor: '1.2' }]) {
      expect(await ask(admin, 'export', body)).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    }
    expect(await ask(agent, 'export', { conversationId })).toMatchObject({ status: 403 });
    expect((await told()).at(-1)).toEqual(['consumer-export', 'permission', 'ada', 'conversation']);
  });

  test('SF-RET-03 holds keep, refuse an erasure in words of their own, and are released by whichever name is known', async () => {
    ok(await ask(admin, 'hold', { kind: 'consumer', id: consumerId, holdId: 'order of 3 May' }));
    ok(await ask(admin, 'hold', { kind: 'consumer', id: consumerId, holdId: 'order of 3 May' }));
    const found = await find({ kind: 'conversation', id: conversationId });
    expect(found).toMatchObject({
      holds: [{ holdId: 'order of 3 May', at: START }],
      conversations: [{ holds: [], keptUntil: retentionExpiry(START, 13) }],
    });
    for (const body of [
      { kind: 'consumer', id: consumerId },
      { kind: 'conversation', id: conversationId },
      { kind: 'submission', id: submissionId },
    ]) {
      const refused = await ask(admin, 'erase', body);
      expect(refused).toMatchObject({ status: 409, body: { code: 'legal_hold' } });
      expect(JSON.stringify(refused.body)).not.toContain('order of');
    }
    const { held } = ok(await ask<PrivacyHoldsResponse>(admin, 'holds', {}));
    expect(held).toEqual([
      { kind: 'consumer-mac', id: found.consumerMac, holds: [{ holdId: 'order of 3 May', at: START }] },
    ]);
    expect(routes.privacyHolds.response.parse({ held })).toEqual({ held });
    ok(await ask(admin, 'release', { kind: 'consumer-mac', id: found.consumerMac, holdId: 'order of 3 May' }));
    expect(ok(await ask<PrivacyHoldsResponse>(admin, 'holds', {})).held).toEqual([]);
    ok(await ask(admin, 'erase', { kind: 'conversation', id: conversationId }));
    expect((await told()).filter(([action]) => /^hold|^erase/.test(action ?? ''))).toEqual([
      ['hold-place', 'done', 'una', 'consumer'],
      ['erase', 'held', 'una', 'consumer'],
      ['erase', 'held', 'una', 'conversation'],
      ['erase', 'held', 'una', 'submission'],
      ['hold-release', 'done', 'una', 'consumer'],
      ['erase', 'done', 'una', 'conversation'],
    ]);
  });

  test('SF-RET-03 erases an answer, a conversation, a consumer, and says since when it is gone', async () => {
    ok(await ask(admin, 'erase', { kind: 'submission', id: submissionId }));
    const [left] = (await find({ kind: 'consumer', id: consumerId })).conversations;
    expect(left?.forms).toMatchObject([{ submission: { submissionId, answers: 'erased' } }]);
    harness.clock.advance(5_000);
    const erased = ok(await ask(admin, 'erase', { kind: 'conversation', id: conversationId }));
    expect(erased).toEqual({ erasedAt: START + 5_000 });
    harness.clock.advance(5_000);
    expect(ok(await ask(admin, 'erase', { kind: 'conversation', id: conversationId }))).toEqual(erased);
    expect(await find({ kind: 'conversation', id: conversationId })).toEqual({
      ...{ holds: [], conversations: [] },
      erasedAt: START + 5_000,
    });
    await conversationWith(harness, consumerId);
    ok(await ask(admin, 'erase', { kind: 'consumer', id: consumerId }));
    expect(await find({ kind: 'consumer', id: consumerId })).toMatchObject({
      ...{ conversations: [], erasedAt: START + 10_000 },
    });
  });

  test('SF-RET-01 says how long is kept, and how far maintenance is behind', async () => {
    const status = ok(await ask<PrivacyStatusResponse>(admin, 'status'));
    expect(status).toEqual({ retentionMonths: 13, offTheRecordTtlSec: 900, lagMs: 0, erasures: 0 });
    harness.clock.now = retentionExpiry(START, 13) + 60_000;
    const later = await Agent.signIn(harness, 'una');
    const { lagMs } = ok(await ask<PrivacyStatusResponse>(later, 'status'));
    expect(lagMs).toBeGreaterThanOrEqual(60_000);
    while ((await harness.tellsafe.maintain()).more);
    expect(ok(await ask<PrivacyStatusResponse>(later, 'status'))).toMatchObject({ lagMs: 0, erasures: 0 });
  });

  test('SF-PERM-01 SF-AUD-01 nobody but an admin, nothing of another account, and no id of a consumer in the audit', async () => {
    const bodies = {
      find: { kind: 'consumer', id: conversationId },
      holds: {},
      export: { consumerId: conversationId },
      erase: { kind: 'consumer', id: conversationId },
      hold: { kind: 'consumer', id: conversationId, holdId: 'x' },
      release: { kind: 'conversation', id: conversationId, holdId: 'x' },
    } as const;
    const before = (await auditOf(harness)).length;
    for (const [name, body] of Object.entries(bodies)) {
      const refused = await ask(agent, name as keyof typeof bodies, body);
      expect([name, refused.status, (refused.body as { code: string }).code]).toEqual([name, 403, 'permission_denied']);
    }
    const entries = (await auditOf(harness)).slice(before);
    expect(entries.map(({ action, outcome, object }) => [action, outcome, object])).toEqual([
      ['consumer-find', { refused: 'permission' }, { kind: 'consumer', id: 'unknown' }],
      ['consumer-find', { refused: 'permission' }, { kind: 'consumer', id: 'unknown' }],
      ['consumer-export', { refused: 'permission' }, { kind: 'consumer', id: 'unknown' }],
      ['erase', { refused: 'permission' }, { kind: 'consumer', id: 'unknown' }],
      ['hold-place', { refused: 'permission' }, { kind: 'consumer', id: 'unknown' }],
      ['hold-release', { refused: 'permission' }, { kind: 'conversation', id: conversationId }],
    ]);
    const stranger = await Agent.signIn(harness, 'kit');
    const { consumerMac } = await find({ kind: 'consumer', id: consumerId });
    const nothing = { holds: [], conversations: [] };
    expect(ok(await ask(stranger, 'find', { kind: 'consumer', id: consumerId }))).toMatchObject(nothing);
    expect(ok(await ask(stranger, 'find', { kind: 'consumer-mac', id: consumerMac }))).toMatchObject(nothing);
    expect(ok(await ask(stranger, 'export', { consumerId }))).toMatchObject({ conversations: [] });
    ok(await ask(stranger, 'erase', { kind: 'consumer', id: consumerId }));
    const foreign = [
      ['find', { kind: 'conversation', id: conversationId }],
      ['erase', { kind: 'conversation', id: conversationId }],
      ['erase', { kind: 'submission', id: submissionId }],
      ['hold', { kind: 'conversation', id: conversationId, holdId: 'x' }],
    ] as const;
    for (const [name, body] of foreign) {
      expect(await ask(stranger, name, body)).toMatchObject({ status: 404, body: { code: 'conversation_unknown' } });
    }
    expect((await find({ kind: 'consumer', id: consumerId })).conversations).toHaveLength(1);
  });

  test('wrong names are refused before anything happens, saying where', async () => {
    const before = (await auditOf(harness)).length;
    const long = 'x'.repeat(256);
    const wrong = [
      ['find', { kind: 'conversation', id: consumerId }, 'id'],
      ['find', { kind: 'consumer-mac', id: long }, 'id'],
      ['erase', { kind: 'conversation', id: long }, 'id'],
      ['erase', { kind: 'submission', id: 'x' }, 'id'],
      ['hold', { kind: 'conversation', id: long, holdId: 'x' }, 'id'],
      ['hold', { kind: 'consumer', id: 'x', holdId: 'x'.repeat(81) }, 'holdId'],
      ['release', { kind: 'consumer-mac', id: 'x', holdId: 'x' }, 'id'],
      ['release', { kind: 'conversation', id: long, holdId: 'x' }, 'id'],
      ['export', { consumerId: `${long}x` }, 'consumerId'],
    ] as const;
    for (const [name, body, path] of wrong) {
      const refused = await ask(admin, name, body);
      expect(refused).toMatchObject({ status: 400, body: { code: 'request_invalid', issues: [{ path }] } });
    }
    expect((await auditOf(harness)).length).toBe(before);
    if (kind !== 'memory') return;
    for (let at = 0; at < 100; at += 1) {
      await harness.tellsafe.privacy.holdConversation({ accountId: ACCOUNT, conversationId, holdId: `case ${at}` });
    }
    const full = await ask(admin, 'hold', { kind: 'conversation', id: conversationId, holdId: 'one more' });
    expect(full).toMatchObject({ status: 400, body: { issues: [{ path: 'holdId', code: 'too_many' }] } });
  });
});
