// Who can read answers, and until when: SF-ACC-01, SF-ACC-02, SF-ACC-05, on both stores. One cell per way to lose access.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Agent, fingerprint, ok, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';

type Submitted = Awaited<ReturnType<typeof submittedForm>>;

/** How the sender, and a key that was issued before, lose access. */
const losses: Readonly<Record<string, (harness: Harness, submitted: Submitted) => Promise<unknown>>> = {
  transfer: async (harness, { agent, conversationId }) => {
    await Agent.signIn(harness, 'bob');
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }));
  },
  'transfer and back': async (harness, { agent, conversationId }) => {
    const bob = await Agent.signIn(harness, 'bob');
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }));
    ok(await bob.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'ada' }));
  },
  'back to the queue': async (_harness, { agent, conversationId }) => {
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: null }));
    await agent.assign(conversationId);
  },
  close: async (_harness, { agent, conversationId }) => {
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/close`, {}));
  },
  'close by the host': (harness, { conversationId }) =>
    harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId }),
};

/** Ends of the session: every call is refused, not only reading. */
const sessionEnds: Readonly<Record<string, (harness: Harness, submitted: Submitted) => Promise<unknown>>> = {
  logout: (_harness, { agent }) => agent.call('DELETE', '/v1/agent/sessions/current'),
  'end by the host': (harness, { agent }) =>
    harness.tellsafe.agentSessions.end({ accountId: ACCOUNT, sessionId: agent.session.sessionId }),
  'idling, before any sweep': async (harness) => harness.clock.advance(900_000),
  'idling, swept': async (harness) => {
    harness.clock.advance(900_000);
    await harness.tellsafe.maintain();
  },
};

describe.each(storeKinds)('access on the %s store', (kind) => {
  let harness: Harness;
  let submitted: Submitted;
  beforeEach(async () => {
    harness = await createHarness(kind);
    submitted = await submittedForm(harness);
  });
  afterEach(() => harness.close());

  test('SF-ACC-01 the session that sent the form reads, again and again', async () => {
    const { agent, submissionId } = submitted;
    for (let time = 0; time < 2; time += 1) {
      expect((await agent.read(submissionId)).values).toEqual(answers.card);
      harness.clock.advance(61_000);
    }
  });

  test.each(['bob', 'ada', 'cyd'])('SF-ACC-01 %s in another session cannot', async (name) => {
    const other = await Agent.signIn(harness, name);
    const { readKey } = ok(await submitted.agent.tryReadKey(submitted.submissionId));
    expect(await other.tryReadKey(submitted.submissionId)).toMatchObject({
      status: 410,
      body: { code: 'answers_unavailable' },
    });
    expect((await other.tryRead(submitted.submissionId, readKey)).status).toBe(403);
  });

  test.each(Object.keys(losses))('SF-ACC-01 SF-ACC-02 SF-ACC-05 after %s nobody can', async (name) => {
    const { agent, submissionId, conversationId } = submitted;
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    await losses[name]?.(harness, submitted);
    const readers = [agent, await Agent.signIn(harness, 'bob'), await Agent.signIn(harness, 'ada')];
    const refused = await Promise.all(readers.map((reader) => reader.tryReadKey(submissionId)));
    const unknown = await agent.tryReadKey('6f1d1c1e-0000-4000-8000-000000000000');
    expect(new Set([...refused, unknown].map(fingerprint)).size).toBe(1);
    expect(unknown).toMatchObject({ status: 410, body: { code: 'answers_unavailable' } });
    // A key that was issued before helps no more.
    expect((await agent.tryRead(submissionId, readKey)).body).toMatchObject({ code: 'answers_unavailable' });
    const kept = { account: ACCOUNT, group: conversationId, collection: 'off-the-record', limit: 10 };
    expect((await harness.stores.volatile.list(kept)).records).toEqual([]);
  });

  test.each(Object.keys(sessionEnds))('SF-ACC-02 after %s the session is worth nothing', async (name) => {
    const { agent, submissionId } = submitted;
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    await sessionEnds[name]?.(harness, submitted);
    const refused = [
      await agent.tryReadKey(submissionId),
      await agent.tryRead(submissionId, readKey),
      await agent.call('GET', '/v1/agent/conversations'),
    ];
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 401, body: { code: 'session_invalid' } });
    const again = await Agent.signIn(harness, 'ada');
    expect((await again.tryReadKey(submissionId)).status).toBe(410);
    expect((await again.tryRead(submissionId, readKey)).status).toBe(403);
  });

  test('SF-ACC-02 SF-TIME-07 the session idles out to the millisecond, and activity moves the end', async () => {
    const { agent } = submitted;
    harness.clock.advance(899_999);
    const path = '/v1/agent/sessions/current/activity';
    expect(ok(await agent.call('POST', path, {}))).toEqual({ idleSeconds: 900 });
    harness.clock.advance(899_999);
    expect((await agent.call('GET', '/v1/agent/forms')).status).toBe(200);
    harness.clock.advance(1);
    expect((await agent.call('GET', '/v1/agent/forms')).status).toBe(401);
    expect((await agent.call('POST', path, {})).status).toBe(401);
  });

  test('unsubmitted forms are revoked by transfer, close and the end of the session', async () => {
    const { agent, conversationId } = submitted;
    const bob = await Agent.signIn(harness, 'bob');
    const sent = await agent.send(conversationId);
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }));
    expect((await bob.invitation(conversationId, sent.id)).status).toBe('revoked');
    const next = await bob.send(conversationId);
    await bob.call('DELETE', '/v1/agent/sessions/current');
    const place = { accountId: ACCOUNT, conversationId };
    const get = (invitationId: string) => harness.tellsafe.invitations.get({ ...place, invitationId });
    expect((await get(next.id)).status).toBe('revoked');
    const again = await Agent.signIn(harness, 'bob');
    const last = await again.send(conversationId);
    await harness.tellsafe.conversations.close(place);
    expect((await get(last.id)).status).toBe('revoked');
    expect((await again.trySend(conversationId)).body).toMatchObject({ code: 'conversation_closed' });
  });

  test('SF-ACC-05 another agent sees neither the conversation nor its invitations', async () => {
    const bob = await Agent.signIn(harness, 'bob');
    const { conversationId, invitation } = submitted;
    const attempts = [
      ['GET', `/v1/agent/conversations/${conversationId}`, undefined, 'conversation_unknown'],
      ['GET', `/v1/agent/invitations?conversation=${conversationId}`, undefined, 'conversation_unknown'],
      ['POST', `/v1/agent/invitations/${invitation.id}/revoke`, { conversationId }, 'conversation_not_assigned'],
      ['POST', `/v1/conversations/${conversationId}/assign`, {}, 'conversation_not_assigned'],
      ['POST', `/v1/conversations/${conversationId}/close`, {}, 'conversation_not_assigned'],
      ['POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }, 'conversation_not_assigned'],
      [
        'POST',
        `/v1/conversations/${conversationId}/messages`,
        { requestId: '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b060', text: 'hi' },
        'conversation_not_assigned',
      ],
    ] as const;
    for (const [method, path, body, code] of attempts) {
      expect([path, (await bob.call(method, path, body)).body]).toMatchObject([path, { code }]);
    }
    expect((await bob.trySend(conversationId)).body).toMatchObject({ code: 'conversation_not_assigned' });
    expect(ok(await bob.call('GET', '/v1/agent/conversations'))).toEqual({ conversations: [] });
  });

  test('SF-ACC-01 a repeated transfer tells the former agent nothing that was said since', async () => {
    const { agent, conversationId } = submitted;
    const bob = await Agent.signIn(harness, 'bob');
    const path = `/v1/conversations/${conversationId}`;
    ok(await agent.call('POST', `${path}/transfer`, { agentId: 'bob' }));
    const message = { requestId: '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b061', text: 'Between Bob and Kim' };
    harness.clock.advance(1000);
    ok(await bob.call('POST', `${path}/messages`, message));
    const again = await agent.call('POST', `${path}/transfer`, { agentId: 'bob' });
    expect(again).toMatchObject({ status: 200, body: { conversation: { agent: { id: 'bob' } } } });
    expect(again.text).not.toContain(message.text);
    expect(again.text).not.toContain(String(harness.clock.now));
  });

  test('an agent of another account finds nothing', async () => {
    const cyd = await Agent.signIn(harness, 'cyd');
    const { conversationId, invitation } = submitted;
    expect((await cyd.call('GET', `/v1/agent/conversations/${conversationId}`)).status).toBe(404);
    const revoke = await cyd.call('POST', `/v1/agent/invitations/${invitation.id}/revoke`, { conversationId });
    expect(revoke.status).toBe(404);
    expect((await cyd.trySend(conversationId)).status).toBe(404);
  });
});
