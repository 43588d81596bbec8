// Webhooks about messages (SF-OPS-01): ids and times for everybody, what is said for endpoints that are told so, and a card number never.
import { afterEach, describe, expect, test } from 'vitest';
import { providers, requestOf, whatsappBody, whatsappText } from '../channels/gateway/providers.ts';
import { Agent, ok } from '../clients.ts';
import { ACCOUNT } from '../harness.ts';
import { WebhookStage } from './stage.ts';

const CARD = '4111111111111111';
const open: WebhookStage[] = [];
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function stageOf(): Promise<WebhookStage> {
  const events = ['message.received', 'message.sent', 'message.delivery'] as const;
  const stage = await WebhookStage.create(
    'memory',
    { crm: { events }, archive: { events, messageText: true } },
    {
      account: { entryPoints: [providers.whatsapp.entryPoint] },
      options: { fetch: async () => Response.json({ messages: [{ id: 'wamid.out' }], contacts: [] }) },
    },
  );
  open.push(stage);
  return stage;
}

const tell = async ({ harness }: WebhookStage, message: object) =>
  expect((await harness.tellsafe.fetch(await requestOf('whatsapp', whatsappBody([message])))).status).toBe(200);
const revoke = {
  from: '16315551181',
  id: 'd1',
  timestamp: '1793610000',
  type: 'revoke',
  revoke: { original_message_id: 'w1' },
};

describe('SF-OPS-01 webhooks about messages', () => {
  test('T18 tell ids, where and when; text for those who are told it, each once, and a card number never', async () => {
    const stage = await stageOf();
    const { harness, receiver } = stage;
    const said = whatsappText({ id: 'w1', text: `canary-said ${CARD}` });
    await tell(stage, said);
    await tell(stage, said);
    const [waiting] = await harness.tellsafe.conversations.list({ accountId: ACCOUNT, agentId: 'ada' });
    const conversationId = waiting?.id ?? '';
    const ada = await Agent.signIn(harness, 'ada');
    await ada.assign(conversationId);
    const body = { requestId: crypto.randomUUID(), text: `canary-answer ${CARD}` };
    ok(await ada.call('POST', `/v1/conversations/${conversationId}/messages`, body));
    await stage.maintain();
    await stage.maintain();
    const at = (path: string) => receiver.taken.filter((each) => each.path === path);
    expect(
      receiver
        .typesAt('/crm')
        .filter((type) => type !== 'message.delivery')
        .sort(),
    ).toEqual(['message.received', 'message.sent']);
    expect([...receiver.typesAt('/archive')].sort()).toEqual([...receiver.typesAt('/crm')].sort());
    const received = at('/crm').find(({ type }) => type === 'message.received')?.body.data;
    expect(received).toEqual({
      ...{
        accountId: ACCOUNT,
        conversationId,
        messageId: expect.any(String),
        channel: 'whatsapp',
        entryPoint: 'orders-wa',
      },
      ...{ direction: 'in', from: 'consumer', at: harness.clock(), masked: true, files: 0 },
    });
    const deliveries = at('/crm').flatMap(({ type, body: { data } }) => (type === 'message.delivery' ? [data] : []));
    expect(deliveries).toContainEqual(
      expect.objectContaining({ conversationId, direction: 'out', state: 'sent', channel: 'whatsapp' }),
    );
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(receiver.taken.length);
    const texts = at('/archive').flatMap(({ body: { data } }) => ('text' in data ? [data.text] : []));
    expect(texts.sort()).toEqual(['canary-answer ************1111', 'canary-said ************1111']);
    expect(JSON.stringify(at('/crm'))).not.toContain('canary');
    expect(JSON.stringify(receiver.taken)).not.toContain(CARD);
    // What waits or was sent is kept without a word in clear.
    const { records } = await harness.stores.records.list({
      ...{ account: ACCOUNT, group: 'webhook:archive', collection: 'webhook-delivery', limit: 100 },
    });
    expect(records).toHaveLength(at('/archive').length);
    for (const { body: kept } of records) expect(Buffer.from(kept).toString()).not.toContain('canary');
  });

  test('SF-RET-03 what was taken back or erased before it was told is told without its text', async () => {
    const stage = await stageOf();
    const { harness, receiver } = stage;
    receiver.plan('/archive', { status: 500 });
    await tell(stage, whatsappText({ id: 'w1', text: 'canary-taken-back' }));
    await tell(stage, whatsappText({ id: 'w2', text: 'canary-erased' }));
    await stage.maintain();
    await tell(stage, revoke);
    const [waiting] = await harness.tellsafe.conversations.list({ accountId: ACCOUNT, agentId: 'ada' });
    await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId: waiting?.id ?? '' });
    // Control: the one that was told before has its text.
    const told = () => JSON.stringify(receiver.taken.filter(({ path }) => path === '/archive').map(({ text }) => text));
    expect(told().match(/canary/g)).toHaveLength(1);
    const before = receiver.taken.length;
    harness.clock.advance(60_000);
    await stage.maintain();
    expect(receiver.taken.length).toBeGreaterThan(before);
    expect(told().match(/canary/g)).toHaveLength(1);
  });

  test('SF-OPS-01 the option is yes or no', async () => {
    await expect(WebhookStage.create('memory', { crm: { messageText: 'yes' as never } })).rejects.toMatchObject({
      code: 'option_invalid',
    });
  });
});
