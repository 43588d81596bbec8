// Finding conversations by who, where and when, and words in one of them; and how long what channels bring is kept (SF-RET-02).
import type { ConversationFindResponse, TranscriptFindResponse } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/index.ts';
import { Agent, call, ok } from '../../clients.ts';
import { ACCOUNT, START } from '../../harness.ts';
import { twilioBody, whatsappBody, whatsappText } from './providers.ts';
import { createGatewayStage, deliver, type GatewayStage, newest, say, takenBy, writtenText } from './stage.ts';

const people: Readonly<Record<string, Principal>> = Object.fromEntries(
  [
    { agentId: 'ada', name: 'Ada', role: 'agent' as const, permissions: ['forms.use'] },
    { agentId: 'lea', name: 'Lea', role: 'manager' as const, permissions: ['conversations.watch'] },
    { agentId: 'mia', name: 'Mia', role: 'manager' as const, permissions: ['transcripts.read'] },
  ].map((each) => [each.agentId, { accountId: ACCOUNT, skills: [], ...each } as Principal]),
);
const image = { ...whatsappText({ id: 'img', text: '' }), type: 'image', image: { id: '991', mime_type: 'image/png' } };

describe('SF-RET-02 conversations of channels', () => {
  let stage: GatewayStage;
  beforeEach(async () => {
    stage = await createGatewayStage('memory', {
      options: { authenticate: async (request) => people[request.headers.get('x-agent') ?? ''] ?? null },
    });
  });
  afterEach(() => stage.close());
  const signIn = (name: string) => Agent.signIn(stage.harness, name);
  const found = async (agent: Agent, body: object) =>
    ok(await agent.call<ConversationFindResponse>('POST', '/v1/manager/conversations/find', body));
  const placesOf = (agent: Agent, id: string, body: object) =>
    agent.call<TranscriptFindResponse>('POST', `/v1/agent/conversations/${id}/find`, body);

  test('are found by person, address, entry point, agent, time and state', async () => {
    await say(stage, 'sms-twilio', { id: 's1', text: 'By text' });
    stage.harness.clock.advance(60_000);
    await say(stage, 'whatsapp', { id: 'w1', text: 'By WhatsApp' });
    const [sms, chat] = [
      (await newest(stage, 'sms-twilio')).conversation.id,
      (await newest(stage, 'whatsapp')).conversation.id,
    ];
    const { conversationId: web } = await stage.harness.tellsafe.conversations.start({ accountId: ACCOUNT });
    const ada = await takenBy(stage, 'ada', sms);
    await ada.call('POST', `/v1/conversations/${sms}/close`, {});
    const lea = await signIn('lea');
    const idsOf = async (body: object) => (await found(lea, body)).conversations.map((each) => each.conversationId);
    expect((await idsOf({})).sort()).toEqual([chat, web].sort());
    expect(await idsOf({ channel: 'whatsapp' })).toEqual([chat]);
    expect(await idsOf({ entryPoint: 'web' })).toEqual([web]);
    expect(await idsOf({ status: 'closed' })).toEqual([sms]);
    expect(await idsOf({ agent: 'ada', status: 'closed' })).toEqual([sms]);
    expect(await idsOf({ channel: 'sms-twilio', address: '+14155550123' })).toEqual([sms]);
    expect(await idsOf({ channel: 'sms-twilio', address: '+1415555012' })).toEqual([]);
    expect(await idsOf({ consumerId: 'sms-twilio:+14155550123', status: 'open' })).toEqual([]);
    expect(await idsOf({ since: START + 1, channel: 'whatsapp' })).toEqual([chat]);
    expect(await idsOf({ until: START + 1, status: 'closed' })).toEqual([sms]);
    expect(await idsOf({ until: START, status: 'closed' })).toEqual([]);
    const [entry] = (await found(lea, { channel: 'whatsapp' })).conversations;
    expect(entry).toMatchObject({ channel: 'whatsapp', entryPoint: 'orders-wa', label: 'Orders' });
    expect(JSON.stringify(await found(lea, {}))).not.toContain('WhatsApp by');
    const refused = await lea.call('POST', '/v1/manager/conversations/find', { address: '+14155550123' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    expect(await (await signIn('ada')).call('POST', '/v1/manager/conversations/find', {})).toMatchObject({
      status: 403,
    });
    // What people are found by stands nowhere in clear.
    expect(writtenText(stage)).not.toContain('14155550123');
  });

  test('words are found as they stand, in parts, by who may see it; a manager needs the permission, and leaves an entry', async () => {
    await say(stage, 'whatsapp', { id: 'w1', text: 'My ORDER (4711) is late\nPlease help' });
    for (let at = 0; at < 60; at += 1) await say(stage, 'whatsapp', { id: `n${at}`, text: `again order ${at}` });
    await say(stage, 'whatsapp', { id: 'gone', text: 'secret order' });
    const revoke = {
      from: '16315551181',
      id: 'd1',
      timestamp: '1793610000',
      type: 'revoke',
      revoke: { original_message_id: 'gone' },
    };
    await deliver(stage, 'whatsapp', whatsappBody([revoke]));
    const { id } = (await newest(stage, 'whatsapp')).conversation;
    const ada = await takenBy(stage, 'ada', id);
    const first = ok(await placesOf(ada, id, { text: 'order (4711)' })).found;
    expect(first).toEqual([
      {
        ...{ messageId: expect.any(String), from: 'consumer', at: START },
        ...{ excerpt: 'My ORDER (4711) is late Please help', start: 3, length: 12 },
      },
    ]);
    const page = ok(await placesOf(ada, id, { text: 'Order' }));
    const rest = ok(await placesOf(ada, id, { text: 'Order', cursor: page.cursor ?? '' }));
    expect([page.found.length, rest.found.length, rest.cursor]).toEqual([50, 11, undefined]);
    expect(JSON.stringify([page, rest])).not.toContain('secret');
    expect(ok(await placesOf(ada, id, { text: '(' })).found).toHaveLength(1);
    expect(await placesOf(ada, id, { text: 'x', cursor: 'nonsense cursor' })).toMatchObject({ status: 400 });
    expect(await placesOf(await signIn('lea'), id, { text: 'order' })).toMatchObject({ status: 404 });
    expect(ok(await placesOf(await signIn('mia'), id, { text: '4711' })).found).toHaveLength(1);
    const { entries } = await stage.harness.tellsafe.audit.list({ accountId: ACCOUNT });
    const looked = entries.map((each) => JSON.stringify(each)).filter((each) => each.includes('"transcript-find"'));
    expect(looked.filter((each) => each.includes('"done"') && each.includes('mia'))).toHaveLength(1);
    expect(looked.filter((each) => each.includes('"refused"') && each.includes('lea'))).toHaveLength(1);
    expect(looked.join()).not.toContain('4711');
  });

  test('T21 words that are made to be slow are not', async () => {
    await say(stage, 'whatsapp', { id: 'w1', text: 'a'.repeat(4_000) });
    const { id } = (await newest(stage, 'whatsapp')).conversation;
    const ada = await takenBy(stage, 'ada', id);
    for (const text of ['(a+)+$', `${'a'.repeat(99)}b`, '\\', '[a-', '(?:', 'a{2']) {
      expect(ok(await placesOf(ada, id, { text })).found).toEqual([]);
    }
  });

  test('T12 SF-RET-02 texts and places of files are sealed, and live 13 months to the millisecond', async () => {
    await deliver(stage, 'whatsapp', whatsappBody([whatsappText({ id: 'w1', text: 'canary-kept' }), image]));
    await deliver(stage, 'sms-twilio', twilioBody({ id: 's1', text: 'other' }));
    const { id } = (await newest(stage, 'whatsapp')).conversation;
    expect(writtenText(stage)).not.toContain('canary');
    expect(writtenText(stage)).not.toContain('"991"');
    const end = Date.UTC(2027, 11, 2, 9);
    const left = async () => {
      const { records } = stage.harness.stores;
      const counts = await Promise.all(
        ['channel-saying', 'channel-media', 'channel-state', 'last-message', 'conversation'].map(
          async (collection) =>
            (await records.list({ account: ACCOUNT, group: id, collection, limit: 10 })).records.length,
        ),
      );
      return [
        ...counts,
        (await records.read({ account: ACCOUNT, group: id }, '', 100)).filter(({ type }) => type === 'message').length,
      ];
    };
    for (const [offset, kept] of [
      [-1, true],
      [0, false],
      [1, false],
    ] as const) {
      stage.harness.clock.advance(end + offset - stage.harness.clock());
      expect([offset, await left()]).toEqual([offset, kept ? [2, 1, 1, 1, 1, 2] : [0, 0, 0, 0, 0, 0]]);
    }
    const shown = await call(stage.harness, 'GET', `/v1/agent/conversations/${id}`, {});
    expect(shown.status).toBe(401);
  });
});
