// Exporting and erasing what channels brought: a conversation, a person, what was set aside of them (SF-RET-03).
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Commit } from '../../../src/stores/types.ts';
import { ACCOUNT, BASE, FORM_ORIGIN } from '../../harness.ts';
import { providers, whatsappBody, whatsappText } from './providers.ts';
import { conversations, createGatewayStage, deliver, type GatewayStage, newest, say } from './stage.ts';

const CARD = '4111111111111111';
const consumerId = 'rcs:+14155550199';

describe('SF-RET-03 what channels brought', () => {
  let stage: GatewayStage;
  beforeEach(async () => {
    stage = await createGatewayStage('memory');
  });
  afterEach(() => stage.close());
  const privacy = () => stage.harness.tellsafe.privacy;
  const aside = () => stage.harness.tellsafe.channels.quarantined({ accountId: ACCOUNT, entryPoint: 'orders-rcs' });

  /** Google says something that is no message, with its right signature. */
  async function setAside(text: string): Promise<void> {
    const data = Buffer.from(text);
    const body = JSON.stringify({ message: { data: data.toString('base64'), messageId: '1' }, subscription: 's' });
    const signature = createHmac('sha512', providers.rcs.entryPoint.settings.clientToken).update(data).digest('base64');
    const headers = { 'content-type': 'application/json', 'x-goog-signature': signature };
    const url = `${FORM_ORIGIN}${BASE}/v1/channels/rcs/orders-rcs`;
    expect((await stage.harness.tellsafe.fetch(new Request(url, { method: 'POST', body, headers }))).status).toBe(200);
  }

  test('T18 a card number is masked in what is set aside, also where a provider wraps it', async () => {
    await setAside(`no message of +14155550199 at all: ${CARD}`);
    const [{ text = '' } = {}] = await aside();
    expect(text).toContain('************1111');
    expect(text).not.toContain(CARD);
  });

  test('a person is exported and erased whole, with what was set aside of them and nothing of others', async () => {
    await say(stage, 'rcs', { id: 'r1', text: 'Hi' });
    await setAside('no message of +14155550199 at all');
    await setAside('no message of +14155550188 at all');
    const exported = await privacy().exportConsumer({ accountId: ACCOUNT, consumerId });
    expect(exported.conversations.map(({ messages }) => messages.map(({ text }) => text))).toEqual([['Hi']]);
    expect(exported.quarantined?.map(({ text }) => text)).toEqual([expect.stringContaining('+14155550199')]);
    const place = { accountId: ACCOUNT, consumerId, holdId: 'case 7' };
    await privacy().holdConsumer(place);
    await expect(privacy().eraseConsumer(place)).rejects.toMatchObject({ code: 'legal_hold' });
    expect(await aside()).toHaveLength(2);
    await privacy().releaseHold(place);
    await privacy().eraseConsumer({ accountId: ACCOUNT, consumerId });
    expect((await aside()).map(({ text }) => text)).toEqual([expect.stringContaining('+14155550188')]);
    expect(await conversations(stage)).toEqual([]);
    expect(await privacy().exportConsumer({ accountId: ACCOUNT, consumerId })).toMatchObject({ conversations: [] });
  });

  test('a conversation is exported as JSON, as a text and as CSV whose cells are no formulas; each is an entry of the audit', async () => {
    const image = {
      ...whatsappText({ id: 'img', text: '' }),
      type: 'image',
      image: { id: '991', mime_type: 'image/png' },
    };
    await deliver(stage, 'whatsapp', whatsappBody([whatsappText({ id: 'w1', text: '=SUM(A1)\nsecond line' }), image]));
    const { conversation } = await newest(stage, 'whatsapp');
    const place = { accountId: ACCOUNT, conversationId: conversation.id };
    const { conversation: exported } = await privacy().exportConversation(place);
    expect(exported.messages.map(({ text }) => text)).toEqual(['=SUM(A1)\nsecond line', '']);
    expect(JSON.stringify(exported)).not.toContain('991');
    expect(await privacy().exportTranscript({ ...place, format: 'text' })).toEqual({
      text: '2026-11-02T09:00:00.000Z consumer: =SUM(A1)\n    second line\n2026-11-02T09:00:00.000Z consumer: [image/png]\n',
    });
    const { text: csv } = await privacy().exportTranscript({ ...place, format: 'csv' });
    expect(csv).toMatch(/^at,from,name,text,note,files\n/);
    expect(csv).not.toMatch(/,"?=SUM/);
    await expect(privacy().exportTranscript({ ...place, format: 'html' as never })).rejects.toThrow(RangeError);
    const { entries } = await stage.harness.tellsafe.audit.list({ accountId: ACCOUNT });
    const told = entries.map((each) => JSON.stringify(each)).filter((each) => each.includes('"consumer-export"'));
    expect(told).toHaveLength(4);
    expect(told.every((each) => each.includes(conversation.id))).toBe(true);
    const unknown = { accountId: ACCOUNT, conversationId: '00000000-0000-4000-8000-000000000000' };
    await expect(privacy().exportConversation(unknown)).rejects.toMatchObject({ code: 'conversation_unknown' });
  });

  test('what was set aside goes with the erasure, also when a crash is between', async () => {
    await setAside('no message of +14155550199 at all');
    await setAside('no message of +14155550188 at all');
    const isOfQuarantine = (commit: Commit) => commit.group.startsWith('quarantine:');
    stage.fault = (commit, go) => (isOfQuarantine(commit) ? Promise.reject(new Error('crash')) : go());
    await expect(privacy().eraseConsumer({ accountId: ACCOUNT, consumerId })).rejects.toThrow();
    stage.fault = undefined;
    expect(await aside()).toHaveLength(2);
    await stage.harness.tellsafe.maintain();
    expect((await aside()).map(({ text }) => text)).toEqual([expect.stringContaining('+14155550188')]);
    // The note says nothing about them any more, and never said who it was.
    const notes = stage.written.flatMap(({ put = [] }) => put).filter(({ collection }) => collection === 'erasure');
    const bodies = notes.map(({ body }) => Buffer.from(body).toString());
    expect(bodies.map((body) => body.includes('aside'))).toEqual([true, false]);
    expect(bodies.join()).not.toContain('14155550199');
  });

  test('a long conversation comes in parts that are the whole, each message once', async () => {
    for (let at = 0; at < 5; at += 1) await say(stage, 'rcs', { id: `r${at}`, text: `text ${at}` });
    const place = { accountId: ACCOUNT, conversationId: (await newest(stage, 'rcs')).conversation.id };
    const [found, csv] = [[] as string[], [] as string[]];
    let cursor: string | undefined;
    do {
      const part = { ...place, limit: 2, ...(cursor !== undefined && { cursor }) };
      const { conversation } = await privacy().exportConversation(part);
      found.push(...conversation.messages.map(({ text }) => text));
      csv.push((await privacy().exportTranscript({ ...part, format: 'csv' })).text);
      cursor = conversation.cursor;
    } while (cursor !== undefined);
    expect(found).toEqual(['text 0', 'text 1', 'text 2', 'text 3', 'text 4']);
    expect(csv.join('')).toBe((await privacy().exportTranscript({ ...place, format: 'csv' })).text);
    for (const limit of [0, 5_001, 1.5]) {
      await expect(privacy().exportConversation({ ...place, limit })).rejects.toThrow(RangeError);
    }
    const wrong = privacy().exportConversation({ ...place, cursor: 'nonsense' });
    await expect(wrong).rejects.toMatchObject({ code: 'request_invalid' });
  });

  test('a long export comes in parts that are the whole, each once', async () => {
    const { conversations: api } = stage.harness.tellsafe;
    for (let at = 0; at < 5; at += 1) await api.start({ accountId: ACCOUNT, consumerId: 'customer-1' });
    const who = { accountId: ACCOUNT, consumerId: 'customer-1' };
    const whole = (await privacy().exportConsumer(who)).conversations.map((each) => each.conversationId);
    const parts: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await privacy().exportConsumer({ ...who, limit: 2, ...(cursor !== undefined && { cursor }) });
      parts.push(...part.conversations.map((each) => each.conversationId));
      cursor = part.cursor;
    } while (cursor !== undefined);
    expect(parts).toEqual(whole);
    expect(whole).toHaveLength(5);
    await expect(privacy().exportConsumer({ ...who, limit: 0 })).rejects.toThrow(RangeError);
  });
});
