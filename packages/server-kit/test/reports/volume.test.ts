// CN-GEN-06: how many conversations started, and how many messages came in and went out, is what people did, by channel and entry point.
import { expect, test } from 'vitest';
import { whatsappBody, whatsappText } from '../channels/gateway/providers.ts';
import { createGatewayStage, deliver, newest, say, takenBy } from '../channels/gateway/stage.ts';
import { ACCOUNT } from '../harness.ts';

const from = '16315551181';
const about = (id: string, type: string, more: object) => ({ from, id, timestamp: '1793610000', type, ...more });
/** One message that is kept in two parts, and what is said about it. */
const told = [
  whatsappText({ id: 'w1', text: 'x'.repeat(4_090) }),
  whatsappText({ id: 'w2', text: 'canary' }),
  about('r1', 'reaction', { reaction: { message_id: 'w1', emoji: '👍' } }),
  about('e1', 'edit', { edit: { original_message_id: 'w2', message: { type: 'text', text: { body: 'Anew' } } } }),
  about('d1', 'revoke', { revoke: { original_message_id: 'w2' } }),
];

test('CN-GEN-06 volume counts what people wrote, once: no edits, reactions, deletes, repeats, forms, or the system', async () => {
  const stage = await createGatewayStage('memory');
  try {
    const { tellsafe, clock } = stage.harness;
    await deliver(stage, 'whatsapp', whatsappBody(told));
    await deliver(stage, 'whatsapp', whatsappBody(told));
    await say(stage, 'rcs', { id: 'r1', text: 'Hi' });
    const { conversation, messages } = await newest(stage, 'whatsapp');
    expect(messages).toHaveLength(6);
    const ada = await takenBy(stage, 'ada', conversation.id);
    await ada.send(conversation.id, 'card');
    const place = { accountId: ACCOUNT, conversationId: conversation.id };
    const agent = { from: 'agent', agent: { id: 'ada', name: 'Ada' } } as const;
    for (const [requestId, sender] of [
      ['1', agent],
      ['2', agent],
      ['2', agent],
      ['3', { from: 'system' }],
    ] as const) {
      await tellsafe.conversations.message({ ...place, requestId, sender, text: 'One moment' });
    }
    await tellsafe.conversations.start({ accountId: ACCOUNT });
    while ((await tellsafe.maintain()).more);
    const begin = Math.floor(clock() / 86_400_000) * 86_400_000;
    const range = { from: begin, to: begin + 86_400_000, timeZone: 'UTC', period: 'whole' } as const;
    const asked = { accountId: ACCOUNT, ...range, by: ['channel' as const, 'entryPoint' as const] };
    const { rows, complete } = await tellsafe.reports.volume(asked);
    expect(complete).toBe(true);
    const counts = (conversations: number, messagesIn: number, messagesOut: number) => ({
      counts: { conversations, messagesIn, messagesOut },
    });
    expect(rows.map(({ start: _start, end: _end, ...row }) => row)).toEqual([
      { channel: 'rcs', entryPoint: 'orders-rcs', entryPointName: 'orders-rcs', ...counts(1, 1, 0) },
      { channel: 'web', entryPoint: 'web', ...counts(1, 0, 0) },
      { channel: 'whatsapp', entryPoint: 'orders-wa', entryPointName: 'Order line', ...counts(1, 2, 2) },
    ]);
    const one = await tellsafe.reports.volume({ accountId: ACCOUNT, ...range, channel: 'rcs' });
    expect(one.rows).toEqual([{ start: range.from, end: range.to, ...counts(1, 1, 0) }]);
    let csv = '';
    for await (const part of tellsafe.reports.volumeCsv(asked)) csv += part;
    const [head, ...lines] = csv.split('\r\n');
    expect(head).toBe('start,end,channel,entryPoint,entryPointName,conversations,messagesIn,messagesOut');
    expect(lines[2]).toMatch(/,whatsapp,orders-wa,Order line,1,2,2$/);
    await tellsafe.privacy.eraseConversation(place);
    while ((await tellsafe.maintain()).more);
    expect((await tellsafe.reports.volume(asked)).rows, 'counts say nothing about anybody').toEqual(rows);
  } finally {
    await stage.close();
  }
});
