// What goes out by channels: once, in order, in the words of the requirement, and what providers say of it afterwards (SF-CN-02, CN-GEN-04).
import { describe, expect, test } from 'vitest';
import { Device, ok } from '../../clients.ts';
import { answers, storeKinds } from '../../harness.ts';
import { channels, people, withStage } from './stage.ts';

describe.each(storeKinds)('the outbox on the %s store', (kind) => {
  test('CN-GEN-04 texts go out once and in order, an invitation as its text, its receipt counts, and the submitted text follows', () =>
    withStage(kind, {}, async (stage) => {
      const chat = await stage.chat('sms-twilio');
      const requestId = crypto.randomUUID();
      const [first] = await Promise.all([chat.write('One moment.', requestId), chat.write('One moment.', requestId)]);
      const invitation = await chat.agent.send(chat.id, 'address');
      await chat.write('Please fill it in.');
      await stage.maintain();
      const link = await chat.link(invitation.id);
      expect(stage.texts('sms-twilio')).toEqual(['One moment.', `Address: ${link}`, 'Please fill it in.']);
      expect(await chat.delivery(first)).toEqual({ state: 'sent' });
      const [, sent] = chat.provider.taken;
      if (!sent) throw new Error('nothing was sent');
      await stage.receipt('sms-twilio', sent, 'delivered');
      expect(await chat.status(invitation.id)).toBe('received');
      expect((await chat.agent.invitation(chat.id, invitation.id)).receivedInferred).toBe(false);
      const device = new Device(stage.harness, link.split('#')[1] ?? '');
      await device.open();
      ok(await device.trySubmit(answers.address));
      await stage.maintain();
      expect(stage.texts('sms-twilio').at(-1)).toBe('The following Secure Form has been submitted: Address');
      expect(chat.provider.complaints).toEqual([]);
    }));

  test('CN-GEN-04 of two kits on the same stores one sends a message', () =>
    withStage(kind, {}, async (stage) => {
      const chat = await stage.chat('messenger');
      await chat.write('Once');
      await chat.agent.send(chat.id, 'address');
      const first = stage.harness.tellsafe;
      await stage.harness.restart();
      await Promise.all([first.maintain(), stage.harness.tellsafe.maintain(), first.maintain()]);
      await stage.maintain();
      expect(stage.sends()).toHaveLength(2);
      await first.close();
    }));

  test('CN-GEN-04 of a conversation one message is under way at a time, whoever sends', () =>
    withStage(kind, {}, async (stage) => {
      const chats = [await stage.chat('messenger'), await stage.chat('messenger', '5237384929302')];
      for (const text of ['one', 'two', 'three']) for (const chat of chats) await chat.write(text);
      const underWay = new Map<string, number>();
      let most = 0;
      let letGo = () => {};
      const both = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      stage.before.run = async (request) => {
        const { recipient } = (await request.clone().json()) as { recipient: { id: string } };
        const count = (underWay.get(recipient.id) ?? 0) + 1;
        underWay.set(recipient.id, count);
        most = Math.max(most, count);
        // Control: messages of two conversations are under way together, so what is counted can be more than one.
        if (underWay.size === 2) letGo();
        await both;
        // Long enough for every other worker to have looked for something to do.
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        underWay.set(recipient.id, (underWay.get(recipient.id) ?? 0) - 1);
      };
      const first = stage.harness.tellsafe;
      await stage.harness.restart();
      const second = stage.harness.tellsafe;
      await Promise.all([first.maintain(), second.maintain(), first.maintain(), second.maintain()]);
      await stage.maintain();
      expect(most).toBe(1);
      for (const { person } of chats) {
        const texts = stage.providers.messenger.taken.flatMap(({ to, text }) => (to === person ? text : []));
        expect(texts).toEqual(['one', 'two', 'three']);
      }
      await first.close();
    }));
});

describe('sending', () => {
  test.each(channels)('SF-CN-02 %s takes a text and an invitation, and the agent sees how they stand', (channel) =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat(channel);
      const message = await chat.write('Good morning');
      await stage.maintain();
      await stage.pass(6_000);
      const invitation = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      const link = await chat.link(invitation.id);
      const { taken, complaints } = chat.provider;
      expect(taken).toHaveLength(2);
      expect(taken[0]?.text).toBe('Good morning');
      const shown = taken[1]?.text ?? '';
      expect(channel === 'apple' ? [shown, taken[1]?.link?.url] : shown).toEqual(
        channel === 'apple' ? ['Address', link] : `Address: ${link}`,
      );
      expect(await chat.delivery(message)).toEqual({ state: 'sent' });
      expect(await chat.delivery(invitation.id)).toEqual({ state: 'sent' });
      expect(complaints).toEqual([]);
    }),
  );

  test('SF-TIME-04 a link lives as long as links of channels do, and so does its message', () =>
    withStage('memory', { account: { linkTtlSec: 120 } }, async (stage) => {
      const chat = await stage.chat('sms-twilio');
      const invitation = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      const body = new URLSearchParams(await stage.sends()[0]?.text());
      expect(Number(body.get('ValidityPeriod'))).toBe(120);
      const device = new Device(stage.harness, (await chat.link(invitation.id)).split('#')[1] ?? '');
      stage.harness.clock.advance(120_000);
      expect((await device.tryBegin()).status).not.toBe(200);
    }));

  test('SF-TIME-04 an invitation that could not be sent in its time is not sent', () =>
    withStage('memory', { account: { linkTtlSec: 120 } }, async (stage) => {
      const chat = await stage.chat('messenger');
      const invitation = await chat.agent.send(chat.id, 'address');
      await stage.pass(120_000);
      expect(stage.sends()).toEqual([]);
      expect(await chat.delivery(invitation.id)).toEqual({ state: 'expired' });
    }));

  test('SF-FLOW-10 an invitation that was taken back is not sent any more', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('messenger');
      const { id } = await chat.agent.send(chat.id, 'address');
      await chat.agent.call('POST', `/v1/agent/invitations/${id}/revoke`, { conversationId: chat.id });
      await stage.maintain();
      expect(stage.sends()).toEqual([]);
    }));

  test('CN-GEN-04 WhatsApp gives one consumer one message in six seconds, and another consumer their own', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('whatsapp');
      const other = await stage.chat('whatsapp', '16315551182');
      for (const text of ['1', '2', '3']) await chat.write(text);
      await other.write('mine');
      await stage.maintain();
      expect(stage.texts('whatsapp').sort()).toEqual(['1', 'mine']);
      await stage.pass(5_999);
      expect(stage.sends()).toHaveLength(2);
      await stage.pass(1);
      expect(stage.texts('whatsapp')).toContain('2');
      stage.harness.clock.advance(-3_600_000);
      stage.harness.clock.advance(3_600_000);
      await stage.pass(6_000);
      expect(stage.sends()).toHaveLength(4);
    }));

  test('CN-GEN-04 an entry point sends no faster than its rate, and loses nothing', () =>
    withStage('memory', {}, async (stage) => {
      const chats = [];
      for (let at = 0; at < 12; at += 1) chats.push(await stage.chat('sms-twilio', `+1415555${1000 + at}`));
      for (const chat of chats) await chat.write('Hello');
      await stage.maintain();
      expect(stage.sends()).toHaveLength(10);
      await stage.pass(1_000);
      expect(stage.sends()).toHaveLength(12);
    }));

  test.each(['opt-out', 'close'] as const)('CN-GEN-04 after %s nothing is asked of the provider', (act) =>
    withStage('memory', {}, async (stage) => {
      const channel = act === 'close' ? 'apple' : 'sms-twilio';
      const chat = await stage.chat(channel);
      await stage.tell(channel, { act, from: people[channel] });
      const message = await chat.write('Are you there?');
      const invitation = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      expect(stage.asked).toEqual([]);
      const reason = act === 'close' ? 'closed' : 'opted_out';
      expect(await chat.delivery(message)).toEqual({ state: 'refused', reason });
      expect(await chat.status(invitation.id)).toBe('failed');
    }),
  );

  test('CN-GEN-04 the window is open a second before its end and closed at it, before any request', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('messenger');
      stage.harness.clock.advance(86_399_000);
      await chat.write('In time');
      await stage.maintain();
      expect(stage.texts('messenger')).toEqual(['In time']);
      stage.harness.clock.advance(1_000);
      const late = await chat.write('Too late');
      await stage.maintain();
      expect(stage.sends()).toHaveLength(1);
      expect(await chat.hostDelivery(late)).toEqual({ state: 'refused', reason: 'window_closed' });
    }));
});
