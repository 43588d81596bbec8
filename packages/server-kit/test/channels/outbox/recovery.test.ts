// Answers that are lost, processes that die, providers that are slow, full or refuse: nothing is sent twice that must not be, and nothing is
// claimed that nobody knows (CN-GEN-04).
import { describe, expect, test } from 'vitest';
import type { EntryPointOptions } from '../../../src/accounts/entry-point-settings.ts';
import { storeKinds } from '../../harness.ts';
import { type Chat, channels, type OutboxStage, secrets, withStage } from './stage.ts';

const idempotent: readonly string[] = ['apple', 'rcs'];
const silent: readonly string[] = ['messenger', 'whatsapp'];

/** After everything that a lost answer can still bring about. */
async function settle(stage: OutboxStage): Promise<void> {
  for (let round = 0; round < 8; round += 1) await stage.pass(30_000);
}

async function expectOutcome(stage: OutboxStage, chat: Chat, id: string): Promise<void> {
  const { channel } = chat;
  expect(chat.provider.taken).toHaveLength(1);
  expect(stage.sends()).toHaveLength(idempotent.includes(channel) ? 2 : 1);
  const ids = await Promise.all(stage.sends().map(async (sent) => sent.headers.get('id') ?? sent.url));
  expect(new Set(ids).size).toBe(1);
  expect(await chat.delivery(id)).toEqual({ state: silent.includes(channel) ? 'unknown' : 'sent' });
}

describe.each(channels)('an answer of %s that is lost', (channel) => {
  test.each(['cut-before-answer', 'cut-in-answer'] as const)(
    'CN-GEN-04 an invitation is never sent twice: %s',
    (fault) =>
      withStage('memory', {}, async (stage) => {
        const chat = await stage.chat(channel);
        chat.provider.failNext(fault);
        const { id } = await chat.agent.send(chat.id, 'address');
        await stage.maintain();
        expect(await chat.delivery(id)).not.toEqual({ state: 'sent' });
        await settle(stage);
        await expectOutcome(stage, chat, id);
      }),
  );

  test('CN-GEN-04 a process that dies in between leaves an invitation that nobody sends again', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat(channel);
      stage.before.run = async (request) => {
        if (request.url.includes('oauth2')) return;
        stage.kill();
        delete stage.before.run;
      };
      const { id } = await chat.agent.send(chat.id, 'address');
      await stage.maintain().catch(() => undefined);
      await stage.harness.restart();
      await stage.pass(60_000);
      expect(stage.sends()).toHaveLength(1);
      await settle(stage);
      await expectOutcome(stage, chat, id);
    }));
});

describe('the same checks', () => {
  const blind = (idempotentSend: boolean, withReconcile: boolean) => (options: EntryPointOptions) => {
    const { reconcile, ...channel } = options.channel;
    const capabilities = { ...channel.capabilities, idempotentSend };
    return { ...options, channel: { ...channel, capabilities, ...(withReconcile && reconcile && { reconcile }) } };
  };

  test.each(['messenger', 'whatsapp', 'sms-twilio'] as const)(
    'find that %s is sent twice by an outbox that sends blindly again',
    (channel) =>
      withStage('memory', { entryPoint: blind(true, false) }, async (stage) => {
        const chat = await stage.chat(channel);
        chat.provider.failNext('cut-before-answer');
        const { id } = await chat.agent.send(chat.id, 'address');
        await stage.maintain();
        await settle(stage);
        expect(chat.provider.taken).toHaveLength(2);
        await expect(expectOutcome(stage, chat, id)).rejects.toThrow();
      }),
  );

  test('find a process that does not look whether the message is there', () =>
    withStage('memory', { entryPoint: blind(false, false) }, async (stage) => {
      const chat = await stage.chat('sms-twilio');
      chat.provider.failNext('cut-before-answer');
      const { id } = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      await settle(stage);
      await expect(expectOutcome(stage, chat, id)).rejects.toThrow();
    }));
});

describe.each(storeKinds)('a killed process on the %s store', (kind) => {
  test('CN-GEN-04 the next one goes on, and a late status heals what nobody knew', () =>
    withStage(kind, {}, async (stage) => {
      const chat = await stage.chat('whatsapp');
      stage.before.run = async () => {
        stage.kill();
        delete stage.before.run;
      };
      const { id } = await chat.agent.send(chat.id, 'address');
      const after = await chat.write('Did you get it?');
      await stage.maintain().catch(() => undefined);
      await stage.harness.restart();
      await settle(stage);
      expect(await chat.delivery(id)).toEqual({ state: 'unknown' });
      expect(await chat.delivery(after)).toEqual({ state: 'sent' });
      const [taken] = chat.provider.taken;
      if (!taken) throw new Error('nothing was taken');
      await stage.receipt('whatsapp', taken, 'read');
      expect(await chat.delivery(id)).toEqual({ state: 'read' });
      expect(await chat.status(id)).toBe('received');
      await stage.receipt('whatsapp', taken, 'sent');
      await stage.receipt('whatsapp', taken, 'delivered');
      expect(await chat.delivery(id)).toEqual({ state: 'read' });
    }));
});

describe('statuses and echoes', () => {
  test('CN-GEN-04 an echo with our mark ends the wait at once', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('messenger');
      chat.provider.failNext('cut-before-answer');
      const message = await chat.write('Hello');
      const next = await chat.write('More');
      await stage.maintain();
      expect(stage.sends()).toHaveLength(1);
      const [taken] = chat.provider.taken;
      if (!taken) throw new Error('nothing was taken');
      await stage.tell('messenger', { act: 'echo', of: taken });
      await stage.maintain();
      expect(await chat.delivery(message)).toEqual({ state: 'sent' });
      expect(await chat.delivery(next)).toEqual({ state: 'sent' });
      await stage.tell('messenger', {
        act: 'foreign-echo',
        to: '5237384929301',
        text: 'From the inbox: 4111 1111 1111 1111',
      });
      const { messages } = await chat.agent.conversation(chat.id);
      expect(messages.at(-1)).toMatchObject({ from: 'agent', masked: 1 });
      expect(messages).toHaveLength(4);
    }));

  test('SF-STA-04 a receipt that comes before the answer counts', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('sms-twilio');
      const send = chat.provider.fetch;
      const provider = chat.provider as { fetch: typeof send };
      provider.fetch = async (request) => {
        const answer = await send(request);
        const [taken] = chat.provider.taken;
        if (taken) await stage.receipt('sms-twilio', taken, 'delivered');
        return answer;
      };
      const { id } = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      expect(await chat.delivery(id)).toEqual({ state: 'delivered' });
      expect(await chat.status(id)).toBe('received');
    }));

  test('SF-STA-01 a message that could not be delivered ends its invitation', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('sms-twilio');
      const { id } = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      const [taken] = chat.provider.taken;
      if (!taken) throw new Error('nothing was taken');
      await stage.receipt('sms-twilio', taken, 'failed', '30005');
      expect(await chat.delivery(id)).toEqual({ state: 'failed', reason: 'unreachable' });
      expect(await chat.status(id)).toBe('failed');
    }));

  test('CN-GEN-04 a watermark of Messenger is about everything before it', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('messenger');
      const first = await chat.write('1');
      const second = await chat.write('2');
      await stage.maintain();
      const last = chat.provider.taken.at(-1);
      if (!last) throw new Error('nothing was taken');
      await stage.pass(1_000);
      const later = await chat.write('3');
      await stage.maintain();
      await stage.receipt('messenger', last, 'read');
      expect(await Promise.all([first, second, later].map((id) => chat.delivery(id)))).toEqual([
        { state: 'read' },
        { state: 'read' },
        { state: 'sent' },
      ]);
    }));
});

describe('trying again', () => {
  test.each([
    ['with', 2_000, { 'retry-after': '2' }],
    ['with a long', 90_000, { 'retry-after': '90' }],
  ] as const)('CN-GEN-04 429 %s Retry-After is obeyed', (_name, ms, headers) =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('rcs');
      chat.provider.failNext({ status: 429, body: {}, headers });
      const message = await chat.write('Hello');
      await stage.maintain();
      expect(await chat.delivery(message)).toEqual({ state: 'queued' });
      await stage.pass(ms - 1);
      expect(stage.sends()).toHaveLength(1);
      await stage.pass(1);
      expect(await chat.delivery(message)).toEqual({ state: 'sent' });
    }),
  );

  test('CN-GEN-04 429 without Retry-After waits longer each time, at most five minutes, and gives up at the end', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('rcs');
      for (let at = 0; at < 400; at += 1) chat.provider.failNext({ status: 429, body: {} });
      const message = await chat.write('Hello');
      await stage.maintain();
      const soon = stage.sends().length;
      expect(soon).toBeLessThan(4);
      for (let round = 0; round < 24 * 12 + 1; round += 1) await stage.pass(300_000);
      const all = stage.sends().length;
      expect(all).toBeGreaterThan(200);
      expect((await chat.hostDelivery(message))?.state).toMatch(/^(failed|expired)$/);
      await stage.pass(3_600_000);
      expect(stage.sends()).toHaveLength(all);
    }));

  test('CN-GEN-04 a refused credential stops the entry point for five minutes and is told without secrets', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('whatsapp');
      const other = await stage.chat('whatsapp', '16315551182');
      chat.provider.failNext('unauthorised');
      const message = await chat.write('Hello');
      await stage.maintain();
      await other.write('Hello, too');
      await stage.pass(299_999);
      expect(stage.sends()).toHaveLength(1);
      await stage.pass(1);
      expect(await chat.delivery(message)).toEqual({ state: 'sent' });
      expect(stage.sends()).toHaveLength(3);
      const logged = stage.harness.log.filter(({ where }) => where === 'outbox:whatsapp-1');
      expect(logged).toEqual([expect.objectContaining({ level: 'error', code: '190' })]);
    }));

  test.each([
    ['window-closed', 'whatsapp', 'window_closed'],
    ['opted-out', 'sms-twilio', 'opted_out'],
  ] as const)(
    'CN-GEN-04 what a provider refuses by %s is refused before the network from then on',
    (fault, channel, reason) =>
      withStage('memory', {}, async (stage) => {
        const chat = await stage.chat(channel);
        await stage.pass(10_000);
        chat.provider.failNext(fault);
        const first = await chat.write('Hello');
        await stage.maintain();
        await stage.pass(10_000);
        const second = await chat.write('Hello?');
        await stage.maintain();
        expect(stage.sends()).toHaveLength(1);
        expect([await chat.delivery(first), await chat.delivery(second)]).toEqual([
          { state: 'refused', reason },
          { state: 'refused', reason },
        ]);
        await stage.tell(channel, {
          act: channel === 'whatsapp' ? 'text' : 'opt-in',
          from: chat.person,
          text: 'Back',
        } as never);
        const third = await chat.write('Welcome back');
        await stage.maintain();
        expect(await chat.delivery(third)).toEqual({ state: 'sent' });
      }),
  );

  test('CN-GEN-04 who wants no marketing on WhatsApp is still answered: nothing would ever tell that it is over', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('whatsapp');
      await stage.pass(10_000);
      chat.provider.failNext('opted-out');
      const first = await chat.write('Hello');
      await stage.pass(10_000);
      expect(await chat.delivery(first)).toEqual({ state: 'refused', reason: 'opted_out' });
      await stage.tell('whatsapp', { act: 'text', from: chat.person, text: 'Are you there?' });
      const second = await chat.write('Yes');
      await stage.pass(10_000);
      expect(await chat.delivery(second)).toEqual({ state: 'sent' });
    }));

  test('CN-GEN-04 a clock that jumps makes nothing go out twice', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('messenger');
      stage.before.run = async () => {
        delete stage.before.run;
        stage.harness.clock.advance(3_600_000);
        const second = stage.harness.tellsafe;
        await second.maintain();
      };
      const message = await chat.write('Hello');
      await stage.maintain();
      await settle(stage);
      expect(stage.sends()).toHaveLength(1);
      expect((await chat.hostDelivery(message))?.state).toBe('sent');
      stage.harness.clock.advance(-7_200_000);
      await chat.write('Back in time');
      await stage.pass(7_300_000);
      expect(stage.texts('messenger')).toEqual(['Hello', 'Back in time']);
    }));

  test('SF-FLOW-10 send again takes the old link back, and both are never open', () =>
    withStage('memory', {}, async (stage) => {
      const chat = await stage.chat('messenger');
      chat.provider.failNext('cut-before-answer');
      const old = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      await settle(stage);
      expect(await chat.delivery(old.id)).toEqual({ state: 'unknown' });
      await chat.agent.call('POST', `/v1/agent/invitations/${old.id}/revoke`, { conversationId: chat.id });
      const fresh = await chat.agent.send(chat.id, 'address');
      await stage.maintain();
      expect(await chat.status(old.id)).toBe('revoked');
      expect(await chat.delivery(fresh.id)).toEqual({ state: 'sent' });
    }));
});

describe('secrets', () => {
  test('T18 T23 no link, no handle, no card number and no credential is in anything that is written or logged', () =>
    withStage('memory', {}, async (stage) => {
      const links: string[] = [];
      for (const channel of channels) {
        const chat = await stage.chat(channel);
        chat.provider.failNext('cut-before-answer', 'rate-limited');
        const invitation = await chat.agent.send(chat.id, 'address');
        await chat.write('The number was 4111 1111 1111 1111');
        await stage.maintain();
        await settle(stage);
        links.push(await chat.link(invitation.id));
      }
      const said = writtenText(stage) + JSON.stringify(stage.harness.log);
      const handles = links.map((link) => link.split('#')[1] ?? '');
      const forbidden = [...links, ...handles, ...secrets, '4111 1111 1111 1111', '4111111111111111'];
      expect(forbidden.filter((each) => said.includes(each))).toEqual([]);
      const sent = (await Promise.all(stage.sends().map((request) => request.text()))).join('\n');
      expect(sent).not.toContain('4111');
      // The same look finds what is there.
      expect(said).toContain('outbox-queue');
      expect(handles.filter((handle) => decodeURIComponent(sent).includes(handle))).toHaveLength(channels.length);
    }));
});

function writtenText({ written }: OutboxStage): string {
  const parts = written.flatMap(({ put = [], append = [] }) => [...put, ...append]);
  return parts.map(({ body, ...rest }) => `${JSON.stringify(rest)} ${Buffer.from(body).toString('latin1')}`).join('\n');
}
