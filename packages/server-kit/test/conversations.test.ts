// Conversations over HTTP and by the host's own code: messages once, sealed at rest, who may do what (CN-GEN-01, SF-RET-02).
import { createUuid } from '@tellsafe/core';
import type { ConversationStartResponse, MessageResponse } from '@tellsafe/core/wire';
import {
  agentConversationResponseSchema,
  agentConversationsResponseSchema,
  conversationStartResponseSchema,
  messageResponseSchema,
} from '@tellsafe/core/wire/schemas';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tracesOf } from '../../../scripts/typed-traces.ts';
import { Agent, call, fingerprint, ok } from './clients.ts';
import { ACCOUNT, createHarness, type Harness, random, SHOP_ORIGIN, storeKinds } from './harness.ts';
import { dumpOf } from './support/dump.ts';

describe.each(storeKinds)('conversations on the %s store', (kind) => {
  let harness: Harness;
  let started: ConversationStartResponse;
  beforeEach(async () => {
    harness = await createHarness(kind);
    started = ok(
      await call<ConversationStartResponse>(harness, 'POST', '/v1/conversations', {
        body: { account: ACCOUNT, name: 'Kim Æ', language: 'da' },
        headers: { Origin: SHOP_ORIGIN },
      }),
    );
  });
  afterEach(() => harness.close());

  const consumerSays = (text: string, requestId = createUuid(random), key = started.consumerKey) =>
    call<MessageResponse>(harness, 'POST', '/v1/consumer/messages', {
      body: { requestId, text },
      headers: { Authorization: `Bearer ${key}`, Origin: SHOP_ORIGIN },
    });

  test('CN-GEN-01 a consumer starts, an agent takes it, both talk', async () => {
    conversationStartResponseSchema.parse(started);
    const ada = await Agent.signIn(harness, 'ada');
    messageResponseSchema.parse(ok(await consumerSays('Hello')));
    const list = ok(await ada.call('GET', '/v1/agent/conversations'));
    const { conversations } = agentConversationsResponseSchema.parse(list);
    expect(conversations).toMatchObject([
      { id: started.conversationId, agent: null, consumerName: 'Kim Æ', language: 'da', lastMessageText: 'Hello' },
    ]);
    await ada.assign(started.conversationId);
    await ada.assign(started.conversationId);
    harness.clock.advance(5);
    const path = `/v1/conversations/${started.conversationId}/messages`;
    ok(await ada.call('POST', path, { requestId: createUuid(random), text: 'Good morning\nKim' }));
    const shown = agentConversationResponseSchema.parse(await ada.conversation(started.conversationId));
    expect(shown.messages.map(({ from, name, text }) => [from, name, text])).toEqual([
      ['consumer', 'Kim Æ', 'Hello'],
      ['agent', 'Ada', 'Good morning\nKim'],
    ]);
    expect(shown.conversation).toMatchObject({
      lastMessageAt: harness.clock.now,
      lastMessageText: 'Good morning\nKim',
    });
  });

  test('a repeated message is stored once and gets the same answer, a changed one a conflict', async () => {
    const requestId = createUuid(random);
    const first = await consumerSays('once', requestId);
    harness.clock.advance(1000);
    expect((await consumerSays('once', requestId)).body).toEqual(first.body);
    expect((await consumerSays('twice', requestId)).body).toMatchObject({ code: 'conflict' });
    const ada = await Agent.signIn(harness, 'ada');
    await ada.assign(started.conversationId);
    const path = `/v1/conversations/${started.conversationId}/messages`;
    // The same id from the other side is another request.
    ok(await ada.call('POST', path, { requestId, text: 'mine' }));
    expect((await ada.conversation(started.conversationId)).messages.map(({ text }) => text)).toEqual(['once', 'mine']);
  });

  test('50 messages at once are all stored, none twice', async () => {
    const texts = Array.from({ length: 50 }, (_, at) => `message ${at}`);
    await Promise.all(texts.map(async (text) => ok(await consumerSays(text))));
    const { messages } = await harness.tellsafe.conversations.get({
      accountId: ACCOUNT,
      conversationId: started.conversationId,
    });
    expect(messages.map(({ text }) => text).sort()).toEqual([...texts].sort());
  });

  test('SF-RET-02 texts and names are sealed at rest', async () => {
    ok(await consumerSays('my secret words'));
    const dump = await dumpOf(harness.stores);
    expect(dump).toContain(started.conversationId);
    const words = ['my secret words', 'Kim', Buffer.from('my secret words').toString('base64url')];
    expect(tracesOf(dump, words)).toEqual([]);
  });

  test('T18 SF-POL-04 CN-SEC-01 card numbers are masked in both directions before anything is kept or told', async () => {
    const ada = await Agent.signIn(harness, 'ada');
    const requestId = createUuid(random);
    const said = 'My card is ４１１１ 1111-1111 1111, ok? Order 4111111111111112.';
    const masked = 'My card is ************1111, ok? Order 4111111111111112.';
    const first = ok(await consumerSays(said, requestId));
    expect(first.message).toMatchObject({ text: masked, masked: 1 });
    expect(ok(await consumerSays(said, requestId))).toEqual(first);
    await ada.assign(started.conversationId);
    const path = `/v1/conversations/${started.conversationId}/messages`;
    const answer = { requestId: createUuid(random), text: '378282246310005 and 5555 5555 5555 4444?' };
    const told = ok<MessageResponse>(await ada.call('POST', path, answer));
    expect(told.message).toMatchObject({ text: '***********0005 and ************4444?', masked: 2 });
    const shown = agentConversationResponseSchema.parse(await ada.conversation(started.conversationId));
    expect(shown.messages).toEqual([first.message, told.message]);
    expect(shown.conversation.lastMessageText).toBe(told.message.text);
    const plain = ok(await consumerSays('No number here'));
    expect(plain.message).not.toHaveProperty('masked');
  });

  test('a wrong consumer key is refused in one way', async () => {
    const other = ok(
      await call<ConversationStartResponse>(harness, 'POST', '/v1/conversations', { body: { account: ACCOUNT } }),
    );
    const bytes = Buffer.from(started.consumerKey, 'base64url');
    const mixed = Buffer.concat([Buffer.from(other.consumerKey, 'base64url').subarray(0, 16), bytes.subarray(16)]);
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(20) ^ 1, 20);
    const foreign = Buffer.concat([bytes.subarray(0, 48), Buffer.from('globex')]);
    const keys = [mixed, flipped, foreign, Buffer.from('nonsense')].map((key) => key.toString('base64url'));
    const refused = await Promise.all(keys.map((key) => consumerSays('hi', undefined, key)));
    refused.push(
      await call(harness, 'POST', '/v1/consumer/messages', {
        body: { requestId: createUuid(random), text: 'hi' },
        headers: { Origin: SHOP_ORIGIN },
      }),
    );
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 401, body: { code: 'consumer_key_invalid' } });
  });

  test('closing ends writing on both sides, and closing again is the same', async () => {
    const ada = await Agent.signIn(harness, 'ada');
    await ada.assign(started.conversationId);
    const base = `/v1/conversations/${started.conversationId}`;
    for (let time = 0; time < 2; time += 1) {
      expect(ok(await ada.call('POST', `${base}/close`, {}))).toMatchObject({ conversation: { status: 'closed' } });
    }
    const text = { requestId: createUuid(random), text: 'too late' };
    expect((await ada.call('POST', `${base}/messages`, text)).body).toMatchObject({ code: 'conversation_closed' });
    expect((await consumerSays('too late')).body).toMatchObject({ code: 'conversation_closed' });
    expect((await ada.call('POST', `${base}/assign`, {})).body).toMatchObject({ code: 'conversation_closed' });
    const transfer = await ada.call('POST', `${base}/transfer`, { agentId: null });
    expect(transfer.body).toMatchObject({ code: 'conversation_closed' });
    const { conversations } = ok(
      await ada.call<{ conversations: { status: string }[] }>('GET', '/v1/agent/conversations'),
    );
    expect(conversations.map(({ status }) => status)).toEqual(['closed']);
  });

  test('a transfer goes to an agent who signed in once, and no other', async () => {
    const ada = await Agent.signIn(harness, 'ada');
    await ada.assign(started.conversationId);
    const path = `/v1/conversations/${started.conversationId}/transfer`;
    expect((await ada.call('POST', path, { agentId: 'bob' })).body).toMatchObject({ code: 'request_invalid' });
    await Agent.signIn(harness, 'bob');
    const answer = ok(await ada.call('POST', path, { agentId: 'bob' }));
    expect(answer).toMatchObject({ conversation: { agent: { id: 'bob', name: 'Bob' } } });
    expect((await ada.call('GET', `/v1/agent/conversations/${started.conversationId}`)).status).toBe(404);
  });

  test('the list holds open ones first, newest first, at most 100', async () => {
    const ada = await Agent.signIn(harness, 'ada');
    const agent = { id: 'ada', name: 'Ada' };
    for (let count = 0; count < 110; count += 1) {
      harness.clock.advance(1);
      await harness.tellsafe.conversations.start({ accountId: ACCOUNT, agent });
    }
    const first = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, agent });
    await harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId: first.conversationId });
    const { conversations } = ok(
      await ada.call<{ conversations: { status: string; startedAt: number }[] }>('GET', '/v1/agent/conversations'),
    );
    expect(conversations).toHaveLength(100);
    const times = conversations.map(({ startedAt }) => startedAt);
    expect(times).toEqual([...times].sort((one, other) => other - one));
    expect(conversations.every(({ status }) => status === 'open')).toBe(true);
  });

  test('SF-GEN-04 a host without HTTP does it all by methods', async () => {
    const { agentSessions, conversations, invitations, forms } = harness.tellsafe;
    const agent = { id: 'ada', name: 'Ada' };
    const session = await agentSessions.start({ accountId: ACCOUNT, agentId: 'ada', name: 'Ada' });
    const { conversationId } = await conversations.start({ accountId: ACCOUNT, agent });
    const place = { accountId: ACCOUNT, conversationId };
    const sent = await invitations.send({
      ...place,
      sessionId: session.sessionId,
      requestId: createUuid(random),
      formId: 'card',
      suite: 'x25519',
      recipientPublicKey: Buffer.alloc(32, 9).toString('base64url'),
    });
    expect(await invitations.list(place)).toMatchObject([{ id: sent.id, status: 'sent' }]);
    const message = {
      ...place,
      requestId: createUuid(random),
      text: 'From the host',
      sender: { from: 'system' },
    } as const;
    expect(await conversations.message(message)).toMatchObject({ from: 'system', text: 'From the host' });
    await conversations.transfer({ ...place, agent: { id: 'bob', name: 'Bob' } });
    expect((await invitations.get({ ...place, invitationId: sent.id })).status).toBe('revoked');
    const listed = await conversations.list({ accountId: ACCOUNT, agentId: 'bob' });
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set([started.conversationId, conversationId]));
    await forms.disable({ accountId: ACCOUNT, formId: 'card' });
    const vera = await Agent.signIn(harness, 'vera');
    const { conversationId: other } = await conversations.start({
      accountId: ACCOUNT,
      agent: { id: 'vera', name: 'Vera' },
    });
    expect((await vera.trySend(other)).body).toMatchObject({ code: 'form_unknown' });
    await forms.enable({ accountId: ACCOUNT, formId: 'card' });
    expect((await vera.trySend(other)).status).toBe(200);
    await agentSessions.end({ accountId: ACCOUNT, sessionId: session.sessionId });
    expect(await agentSessions.get({ accountId: ACCOUNT, sessionId: session.sessionId })).toBeNull();
    await expect(conversations.start({ accountId: 'unknown' })).rejects.toMatchObject({ code: 'account_unknown' });
    await expect(forms.enable({ accountId: ACCOUNT, formId: 'none' })).rejects.toMatchObject({ code: 'form_unknown' });
  });

  test('SF-FORM-07 a new version of a form leaves invitations with the one they were sent with', async () => {
    const ada = await Agent.signIn(harness, 'ada');
    await ada.assign(started.conversationId);
    const before = await ada.send(started.conversationId, 'address');
    const definition = {
      id: 'address',
      name: 'Address, new',
      description: 'Tell us where you live.',
      questions: [{ id: 'town', label: 'Town', type: 'text' }],
    };
    const view = await harness.tellsafe.forms.define({ accountId: ACCOUNT, definition });
    expect(view.version).toBe(2);
    const after = await ada.send(started.conversationId, 'address');
    expect([before.formVersion, after.formVersion]).toEqual([1, 2]);
    const { Device } = await import('./clients.ts');
    const place = { accountId: ACCOUNT, conversationId: started.conversationId, invitationId: before.id };
    const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
    expect((await device.open()).definition.questions.map(({ id }) => id)).toEqual(['street']);
  });
});

describe('sign in', () => {
  test.each([
    ['stranger', 401, 'login_required'],
    ['nobody', 404, 'account_unknown'],
  ])('SF-PERM-02 a login of %s', async (name, status, code) => {
    const harness = await createHarness('memory');
    const headers = { 'x-agent': name };
    expect(await call(harness, 'POST', '/v1/agent/sessions', { body: {}, headers })).toMatchObject({
      status,
      body: { code },
    });
    await harness.close();
  });

  test.each([
    { accountId: ACCOUNT, agentId: '', name: 'Ada' },
    { accountId: ACCOUNT, agentId: 'ada', name: 'A\nda' },
    { accountId: ACCOUNT, agentId: 'ada', name: 'Ada', skills: 'all' },
  ])('SF-PERM-02 a login that answers nonsense is an internal error, not a session: %o', async (principal) => {
    const authenticate = async () => principal as never;
    const harness = await createHarness('memory', { options: { authenticate } });
    const answer = await call(harness, 'POST', '/v1/agent/sessions', { body: {} });
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    await harness.close();
  });
});
