// What consumers' events mean for conversations: routing, closing, consent, identity, files, notes, and what is never kept or told.

import { TellsafeError } from '@tellsafe/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConversationBeginning } from '../../../src/channels/gateway/routing.ts';
import { learnAddress, sendStateOf } from '../../../src/channels/gateway/state.ts';
import type { InboundEvent } from '../../../src/channels/types.ts';
import { ACCOUNT, START, storeKinds } from '../../harness.ts';
import { appleBody, providers, twilioBody, whatsappBody, whatsappText } from './providers.ts';
import {
  conversations,
  createGatewayStage,
  deliver,
  type GatewayStage,
  newest,
  say,
  takenBy,
  texts,
  writtenText,
} from './stage.ts';

const CARD = '4111 1111 1111 1111';
const KIM = '491511111111';

/** A card number wherever a consumer can write one. */
function cardMessages(): string {
  const contacts = [{ wa_id: KIM, profile: { name: `Kim ${CARD}` } }];
  const file = { id: 'media-1', mime_type: 'image/jpeg', filename: `${CARD}.jpg`, caption: `It is ${CARD}` };
  const messages = [
    whatsappText({ id: 'p1', text: `My card: ${CARD}`, from: KIM }),
    { from: KIM, id: 'p2', type: 'document', document: file },
    { from: KIM, id: 'p3', type: 'location', location: { latitude: 52.5, longitude: 13.4, name: CARD } },
    { from: KIM, id: 'p4', type: 'reaction', reaction: { message_id: 'p1', emoji: CARD } },
  ];
  return whatsappBody(messages, { contacts });
}

describe.each(storeKinds)('conversations of channels on the %s store', (kind) => {
  let stage: GatewayStage;
  const asked: ConversationBeginning[] = [];
  beforeAll(async () => {
    stage = await createGatewayStage(kind, {
      entryPoint: (each) => (each.id === 'orders-page' ? { ...each, routing: 'last-agent' } : each),
      options: {
        routeConversation: async (beginning) => {
          asked.push(beginning);
          if (beginning.channel === 'apple') throw new Error('the host is down');
          if (beginning.channel !== 'rcs') return null;
          return { agent: { id: 'bob', name: 'Bob' }, label: 'Gold' };
        },
      },
    });
  });
  afterAll(() => stage.close());

  const sendState = async (id: string) => (await sendStateOf(stage.kit, ACCOUNT, id)).state;
  const writesOf = () => stage.written.length;
  // What a test begins with is said anew; where a test before it has said it, it is the same message told again.
  const begins = {
    rcs: () => say(stage, 'rcs', { id: 'r1', text: 'Hi' }),
    apple: () => say(stage, 'apple', { id: 'a1', text: 'Hi' }),
    sms: () => say(stage, 'sms-twilio', { id: 's1', text: 'And now?' }),
    whatsapp: () => deliver(stage, 'whatsapp', cardMessages()),
  };

  test('SF-CN a closed conversation begins anew, goes to the agent who had it, and drops what was delivered before', async () => {
    const first = providers.messenger.message({ id: 'm1', text: 'First' });
    await deliver(stage, 'messenger', first);
    const { id } = (await newest(stage, 'messenger')).conversation;
    const ada = await takenBy(stage, 'ada', id);
    await say(stage, 'messenger', { id: 'm2', text: 'Second' });
    expect(await texts(stage, 'messenger')).toEqual(['First', 'Second']);
    await ada.call('POST', `/v1/conversations/${id}/close`, {});
    await deliver(stage, 'messenger', first);
    await expect(newest(stage, 'messenger')).rejects.toThrow();
    const said = ['m3', 'm4'].map((text) => say(stage, 'messenger', { id: text, text }));
    expect((await Promise.all(said)).map(({ status }) => status)).toEqual([200, 200]);
    const next = await newest(stage, 'messenger');
    expect(next.conversation.id).not.toBe(id);
    expect(next.conversation.agent).toEqual({ id: 'ada', name: 'Ada' });
    expect((await texts(stage, 'messenger')).sort()).toEqual(['m3', 'm4']);
    await deliver(stage, 'messenger', first);
    expect((await texts(stage, 'messenger')).length).toBe(2);
  });

  test('SF-CN the host says who gets a conversation, and its failures keep nobody waiting', async () => {
    await begins.rcs();
    const { conversation } = await newest(stage, 'rcs');
    expect(conversation).toMatchObject({ agent: { id: 'bob', name: 'Bob' }, via: { label: 'Gold' } });
    await begins.apple();
    expect((await newest(stage, 'apple')).conversation.agent).toBeNull();
    expect(asked.find(({ channel }) => channel === 'rcs')).toMatchObject({
      ...{ accountId: ACCOUNT, entryPoint: 'orders-rcs', conversationId: conversation.id },
      consumer: { primary: '+14155550199' },
    });
  });

  test('SF-CN CN-STOP an opt-out holds before anything else, answers nothing and begins nothing', async () => {
    const before = (await conversations(stage)).length;
    expect(await say(stage, 'sms-twilio', { id: 's0', text: ' stop ' })).toMatchObject({ text: '<Response/>' });
    expect((await conversations(stage)).length).toBe(before);
    await begins.sms();
    const { id } = (await newest(stage, 'sms-twilio')).conversation;
    expect(await sendState(id)).toMatchObject({ consent: 'out', closed: false, lastInboundAt: START });
    await deliver(stage, 'sms-twilio', twilioBody({ id: 's2', text: 'START' }));
    expect(await sendState(id)).toMatchObject({ consent: 'in' });
    // Told again, an opt-out of before does not come back.
    await say(stage, 'sms-twilio', { id: 's0', text: ' stop ' });
    expect(await sendState(id)).toMatchObject({ consent: 'in' });
    // In the commits the opt-out stands before the message that asked for it.
    const from = writesOf();
    await deliver(stage, 'sms-twilio', twilioBody({ id: 's3', text: 'Quit' }, { OptOutType: 'STOP' }));
    const order = stage.written.slice(from).flatMap(({ put = [] }) => put.map(({ collection }) => collection));
    expect(order.indexOf('channel-contact')).toBeGreaterThanOrEqual(0);
    expect(order.indexOf('channel-contact')).toBeLessThan(order.indexOf('last-message'));
    expect(await sendState(id)).toMatchObject({ consent: 'out' });
    expect((await texts(stage, 'sms-twilio')).at(-1)).toBe('Quit');
  });

  test('SF-CN who closes at the provider is not written to until they write', async () => {
    await begins.apple();
    const { id } = (await newest(stage, 'apple')).conversation;
    expect(await sendState(id)).toMatchObject({ closed: false, deviceFeatures: ['LIST', 'TIME'] });
    await deliver(stage, 'apple', appleBody('close', { id: 'c1' }));
    expect(await sendState(id)).toMatchObject({ closed: true });
    await deliver(stage, 'apple', appleBody('typing_start', { id: 't1' }));
    expect(await sendState(id)).toMatchObject({ closed: true });
    stage.harness.clock.advance(1_000);
    await say(stage, 'apple', { id: 'a2', text: 'Back again' });
    expect(await sendState(id)).toMatchObject({ closed: false, lastInboundAt: START + 1_000 });
    // The close comes once more: it is the one of before.
    await deliver(stage, 'apple', appleBody('close', { id: 'c1' }));
    expect(await sendState(id)).toMatchObject({ closed: false });
  });

  test('SF-CN whoever changes their number stays the same person, and the old number may become another', async () => {
    const [old, next] = ['447700900001', '447700900002'];
    const named = { contacts: [{ wa_id: old, user_id: 'GB.1' }] };
    const write = (id: string, from: string, change = {}) =>
      deliver(stage, 'whatsapp', whatsappBody([whatsappText({ id, text: id, from })], change));
    await write('i1', old, named);
    const { id } = (await newest(stage, 'whatsapp')).conversation;
    // Known by another name alone.
    await deliver(
      stage,
      'whatsapp',
      whatsappBody([{ from_user_id: 'GB.1', id: 'i2', type: 'text', text: { body: 'i2' } }]),
    );
    expect(await texts(stage)).toEqual(['i1', 'i2']);
    const changed = whatsappBody([
      { from: old, id: 'i3', type: 'system', system: { type: 'user_changed_number', wa_id: next } },
    ]);
    await deliver(stage, 'whatsapp', changed);
    expect((await sendStateOf(stage.kit, ACCOUNT, id)).to.primary).toBe(next);
    await write('i4', next);
    expect(await texts(stage)).toEqual(['i1', 'i2', 'i4']);
    stage.harness.clock.advance(1);
    await write('i5', old);
    const stranger = (await newest(stage, 'whatsapp')).conversation.id;
    expect(stranger).not.toBe(id);
    expect(await texts(stage)).toEqual(['i5']);
    // Told again, the change does not take the number from its new owner.
    await deliver(stage, 'whatsapp', changed);
    await write('i6', old);
    expect(await texts(stage)).toEqual(['i5', 'i6']);
    await learnAddress(stage.kit, ACCOUNT, stranger, {
      primary: old,
      aliases: [{ scheme: 'bsuid', value: 'GB.77' }],
    });
    await deliver(
      stage,
      'whatsapp',
      whatsappBody([{ from_user_id: 'GB.77', id: 'i7', type: 'text', text: { body: 'i7' } }]),
    );
    expect(await texts(stage)).toEqual(['i5', 'i6', 'i7']);
  });

  test('T18 SF-POL-04 card numbers are masked wherever they stand, before anything is kept', async () => {
    stage.harness.clock.advance(1);
    await begins.whatsapp();
    const shown = await newest(stage, 'whatsapp');
    expect(JSON.stringify(shown)).not.toMatch(/4111/);
    expect(shown.messages[0]).toMatchObject({ text: 'My card: ************1111', masked: 1 });
    expect(shown.messages[1]).toMatchObject({
      masked: 1,
      media: [{ mediaType: 'image/jpeg', fileName: expect.stringContaining('1111') }],
    });
    expect(shown.messages[3]).toMatchObject({ note: 'reaction', about: shown.messages[0]?.id });
    // Where the file can be fetched is kept, but sealed and not told to agents.
    expect(JSON.stringify(shown)).not.toContain('media-1');
    expect(stage.written.some(({ put = [] }) => put.some(({ collection }) => collection === 'channel-media'))).toBe(
      true,
    );
  });

  test('SF-CN edits, deletions and what cannot be shown are entries of their own, texts of any length whole', async () => {
    await begins.whatsapp();
    const from = KIM;
    const write = (message: object) => deliver(stage, 'whatsapp', whatsappBody([{ from, ...message }]));
    const edited = { original_message_id: 'p1', message: { type: 'text', text: { body: `Now ${CARD}` } } };
    await write({ id: 'e1', type: 'edit', edit: edited });
    const changed = (await newest(stage, 'whatsapp')).messages[4];
    await write({ id: 'e2', type: 'revoke', revoke: { original_message_id: 'p1' } });
    await write({ id: 'e3', type: 'poll', poll: {} });
    const long = `${'x'.repeat(3_999)}😀${'y'.repeat(90)}`;
    await write(whatsappText({ id: 'e4', text: long, from }));
    const { messages, conversation } = await newest(stage, 'whatsapp');
    const about = messages[0]?.id;
    expect(changed).toMatchObject({ note: 'edited', about, text: 'Now ************1111', masked: 1 });
    expect(messages.slice(4, 7)).toMatchObject([
      { text: '', takenBack: true },
      { note: 'deleted', about, text: '' },
      { note: 'unsupported', text: '' },
    ]);
    expect(
      messages
        .slice(7)
        .map(({ text }) => text)
        .join(''),
    ).toBe(long);
    expect(messages.slice(7).length).toBe(2);
    expect(conversation.lastMessageText).toBe(`😀${'y'.repeat(90)}`);
    // Of somebody who never wrote there is nothing to change.
    const writes = writesOf();
    await deliver(stage, 'whatsapp', whatsappBody([{ id: 'x', type: 'revoke', revoke: {}, from: '4900000' }]));
    expect(writesOf()).toBe(writes);
  });

  test('SF-CN SF-RET-02 an erased conversation stays erased when its consumer writes again', async () => {
    const { privacy } = stage.harness.tellsafe;
    await begins.rcs();
    const { id } = (await newest(stage, 'rcs')).conversation;
    await privacy.eraseConsumer({ accountId: ACCOUNT, consumerId: 'rcs:+14155550199' });
    await expect(sendState(id)).rejects.toMatchObject({ code: 'conversation_unknown' });
    await say(stage, 'rcs', { id: 'r2', text: 'Again' });
    const { conversation, messages } = await stage.harness.tellsafe.conversations.get({
      ...{ accountId: ACCOUNT, conversationId: asked.at(-1)?.conversationId ?? '' },
    });
    expect(conversation.id).not.toBe(id);
    expect(messages.map(({ text }) => text)).toEqual(['Again']);
  });

  test('SF-RET-02 transcripts of channels live for the months that the account keeps them', async () => {
    for (const begin of Object.values(begins)) await begin();
    const months = new Date(START);
    months.setUTCMonth(months.getUTCMonth() + 13);
    const kept = stage.written.flatMap(({ put = [], append = [] }) => [
      ...put.filter(({ collection }) => /^(?:channel-|conversation|last-message|request)/.test(collection)),
      ...append.filter(({ type }) => type === 'message'),
    ]);
    expect(kept.length).toBeGreaterThan(20);
    for (const { expiresAt } of kept) expect(Math.abs(expiresAt - months.getTime())).toBeLessThan(10_000);
  });

  test('SF-CN T18 what cannot be understood is set aside, sealed, for a week, and acknowledged', async () => {
    const bodies = [`{"object":"page","note":"\\u0034111111111111111"}`, `{"broken ${CARD}`, '[]'];
    for (const body of bodies) {
      expect(await deliver(stage, 'whatsapp', body)).toMatchObject({ status: 200, text: 'EVENT_RECEIVED' });
    }
    const aside = await stage.harness.tellsafe.channels.quarantined({ accountId: ACCOUNT, entryPoint: 'orders-wa' });
    expect(aside.map(({ text }) => text).sort()).toEqual(
      ['[]', '{"broken ************1111', '{"object":"page","note":"************1111"}'].sort(),
    );
    const put = stage.written
      .flatMap(({ put: all = [] }) => all)
      .filter(({ group }) => group === 'quarantine:orders-wa');
    for (const { expiresAt } of put) expect(expiresAt).toBe(stage.harness.clock() + 7 * 86_400_000);
    stage.harness.clock.advance(7 * 86_400_000);
    expect(await stage.harness.tellsafe.channels.quarantined({ accountId: ACCOUNT, entryPoint: 'orders-wa' })).toEqual(
      [],
    );
  });

  test('T18 no card number, name, address, text or token is in the log or in anything written', async () => {
    await begins.apple();
    const everything = `${JSON.stringify(stage.harness.log)}\n${writtenText(stage)}`;
    // Long enough that no random id or ciphertext holds one by chance.
    const secrets = [
      ...['4111 1111', '41111111', '4111+1111', '4111%201111'],
      '447700900001',
      '14155550123',
      'urn:mbid',
      'GB.77',
      'Back again',
      'media-1',
      '0123456789abcdef0123456789abcdef',
      'a-client-token-of-ours',
    ];
    const leaks = (text: string) => secrets.filter((secret) => text.includes(secret));
    expect(leaks(everything)).toEqual([]);
    // Positive control: a log that repeats what came is caught.
    expect(leaks(everything + JSON.stringify({ message: twilioBody({ id: 'x', text: CARD }) }))).not.toEqual([]);
    expect(stage.harness.log.some(({ where }) => where === 'routeConversation')).toBe(true);
  });
});

describe('a channel that goes wrong', () => {
  test('SF-CN one event that cannot be kept is set aside, the others of its batch are kept', async () => {
    const { whatsapp } = providers;
    const bad = (event: InboundEvent): InboundEvent => ({ ...event, dedupeKey: 'bad', content: [null] }) as never;
    const channel = {
      ...whatsapp.entryPoint.channel,
      parse: async (...given: Parameters<typeof whatsapp.entryPoint.channel.parse>) => {
        const events = await whatsapp.entryPoint.channel.parse(...given);
        return events.flatMap((event) => [bad(event), event]);
      },
    };
    const stage = await createGatewayStage('memory', {
      entryPoint: (each) => (each.id === 'orders-wa' ? { ...each, channel } : each),
    });
    try {
      expect((await say(stage, 'whatsapp', { id: 'w1', text: 'Kept' })).status).toBe(200);
      expect(await texts(stage)).toEqual(['Kept']);
      expect(
        (await stage.harness.tellsafe.channels.quarantined({ accountId: ACCOUNT, entryPoint: 'orders-wa' })).length,
      ).toBe(1);
      stage.fault = ({ group }, go) =>
        group.startsWith('quarantine') ? Promise.reject(new TellsafeError('store_unavailable')) : go();
      expect((await say(stage, 'whatsapp', { id: 'w2', text: 'Kept, too' })).status).toBe(503);
      expect(await texts(stage)).toEqual(['Kept', 'Kept, too']);
    } finally {
      await stage.close();
    }
  });
});
