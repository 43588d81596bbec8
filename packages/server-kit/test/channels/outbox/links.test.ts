// Links that go out by channels: worth nothing once they were used, and to programs that only look (SF-CN-03, T16); what goes back when a form
// was submitted (SF-CN-02); how long a person may still write by Messenger (CN-GEN-04); texts that are too long.

import { loadChannelTexts } from '@tellsafe/core/i18n/channel';
import { messageLimitOf } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { Agent, Device, ok } from '../../clients.ts';
import { ACCOUNT, answers } from '../../harness.ts';
import { type Chat, channels, type OutboxStage, withStage } from './stage.ts';

const HOUR = 3_600_000;
const deviceOf = (stage: OutboxStage, link: string) => new Device(stage.harness, link.split('#')[1] ?? '');

/** A form that went out, and its link as the consumer got it. */
async function sent(stage: OutboxStage, chat: Chat): Promise<{ id: string; link: string }> {
  const { id } = await chat.agent.send(chat.id, 'address');
  await stage.pass(6_000);
  return { id, link: await chat.link(id) };
}

/** Whether somebody who has the link only now can begin. */
const opens = async (stage: OutboxStage, link: string) => {
  const device = deviceOf(stage, link);
  const begun = await device.tryBegin();
  if (begun.status !== 200) return false;
  device.openKey = ok(begun).openKey;
  return (await device.tryOpen()).status === 200;
};

describe.each(channels)('a link by %s', (channel) => {
  test('SF-CN-03 T16 opens once: previews spend nothing; opened elsewhere, submitted, expired and revoked it is worthless', () =>
    withStage('memory', { account: { linkTtlSec: 120 } }, async (stage) => {
      const chat = await stage.chat(channel);
      const form = await sent(stage, chat);
      expect(chat.provider.taken.some(({ text, link }) => `${text} ${link?.url}`.includes(form.link))).toBe(true);
      const writes = () => stage.written.filter(({ group }) => group === chat.id).length;
      const before = writes();
      for (const visit of chat.provider.visits()) expect((await stage.harness.tellsafe.fetch(visit)).status).toBe(200);
      for (const url of [form.link, form.link.replace('#', '?'), form.link.replace('#', '%23')]) {
        await stage.harness.tellsafe.fetch(new Request(url, { headers: { 'user-agent': 'WhatsApp/2.23.20.0' } }));
      }
      expect([writes() - before, ['sent', 'received'].includes(await chat.status(form.id))]).toEqual([0, true]);

      const person = deviceOf(stage, form.link);
      await person.open();
      // The same check finds an opening.
      expect([writes() > before, await chat.status(form.id)]).toEqual([true, 'viewed']);
      expect(await opens(stage, form.link)).toBe(false);
      ok(await person.trySubmit(answers.address));
      expect(await opens(stage, form.link)).toBe(false);

      const late = await sent(stage, chat);
      stage.harness.clock.advance(120_000);
      expect(await opens(stage, late.link)).toBe(false);

      const taken = await sent(stage, chat);
      await chat.agent.call('POST', `/v1/agent/invitations/${taken.id}/revoke`, { conversationId: chat.id });
      expect(await opens(stage, taken.link)).toBe(false);
      // Control: one that nobody used opens.
      expect(await opens(stage, (await sent(stage, chat)).link)).toBe(true);
    }));

  test('SF-CN-02 SF-LANG-02 what was submitted is told once, in the words of the entry point, also after a crash in between', () =>
    withStage('memory', { entryPoint: (options) => ({ ...options, language: 'ar' }) }, async (stage) => {
      const chat = await stage.chat(channel);
      const form = await sent(stage, chat);
      expect(form.link).toContain('/form/acme?l=ar#');
      const device = deviceOf(stage, form.link);
      await device.open();
      ok(await device.trySubmit(answers.address));
      const queued = stage.written.at(-1)?.put?.filter(({ collection }) => collection.startsWith('outbox')) ?? [];
      expect(queued.length).toBeGreaterThan(0);
      stage.kill();
      await stage.maintain().catch(() => undefined);
      await stage.harness.restart();
      const text = (await loadChannelTexts('ar')).channelSubmitted.split('{form}').join('Address');
      const told = () => stage.texts(channel).filter((each) => each === text).length;
      expect(told()).toBe(0);
      for (let round = 0; round < 3; round += 1) {
        await stage.pass(6_000);
        await stage.harness.restart();
      }
      expect(told()).toBe(1);
      // Control: a store that forgets that it went out, and it goes out again, which the provider drops where it knows the id.
      const requests = stage.sends().length;
      await stage.harness.stores.records.commit({ account: ACCOUNT, group: chat.id, put: queued });
      await stage.pass(6_000);
      expect(stage.sends()).toHaveLength(requests + 1);
      expect(told()).toBe(channel === 'apple' || channel === 'rcs' ? 1 : 2);
    }));

  test('CN-GEN-04 a text that is too long for one message is refused at once, with nothing kept; the longest one goes', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat(channel);
      const { limit, longest } = { limit: messageLimitOf(channel), longest: 'x'.repeat(messageLimitOf(channel)) };
      const before = stage.written.length;
      if (limit < 4_000) await expect(chat.write(`${longest}y`)).rejects.toMatchObject({ code: 'request_invalid' });
      expect(stage.written).toHaveLength(before);
      await chat.write(longest);
      await stage.maintain();
      expect(stage.texts(channel)).toEqual([longest]);
    }));
});

test('CN-GEN-04 after 24 hours a person’s texts and forms go out as a person’s by Messenger, whatever a program says does not', () =>
  withStage(
    'memory',
    {
      entryPoint: (options) =>
        options.id === 'messenger-1'
          ? { ...options, settings: { ...(options.settings as object), humanAgent: true } }
          : options,
    },
    async (stage) => {
      const chat = await stage.chat('messenger');
      const tagOf = async (at: number) => {
        const body = (await stage.sends().at(at)?.clone().text()) ?? '{}';
        return (JSON.parse(body) as { tag?: string }).tag;
      };
      await sent(stage, chat);
      expect(await tagOf(-1)).toBeUndefined();
      stage.harness.clock.advance(24 * HOUR);
      await stage.maintain();
      const before = stage.sends().length;
      const { tellsafe } = stage.harness;
      const place = { accountId: ACCOUNT, conversationId: chat.id };
      const request = { ...place, requestId: crypto.randomUUID(), text: 'By a program' };
      const said = await tellsafe.conversations.message({ ...request, sender: { from: 'system' } });
      await stage.maintain();
      expect(await chat.hostDelivery(said.id)).toMatchObject({ state: 'refused' });
      expect(stage.sends()).toHaveLength(before);

      const agent = await Agent.signIn(stage.harness, 'ada');
      await agent.assign(chat.id);
      const form = await agent.send(chat.id, 'address');
      await stage.maintain();
      await chat.write('By a person');
      await stage.maintain();
      expect(stage.sends()).toHaveLength(before + 2);
      expect(await Promise.all([tagOf(-2), tagOf(-1)])).toEqual(['HUMAN_AGENT', 'HUMAN_AGENT']);

      // That it was submitted is told by the kit, so not as a person.
      const device = deviceOf(stage, await chat.link(form.id));
      await device.open();
      ok(await device.trySubmit(answers.address));
      await stage.maintain();
      expect(stage.sends()).toHaveLength(before + 2);
    },
  ));
