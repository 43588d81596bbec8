// Push messages on their way (SF-INV-06): what they say, to whom, for how long, what comes after them; and that a push service that
// does not do its part costs nothing but its own messages.

import { fromBase64url } from '@tellsafe/core/encoding';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTellsafe } from '../../src/index.ts';
import { PUSH_TIMEOUT_MS } from '../../src/push/deliver.ts';
import { LEASE_MS, RETRY_MS } from '../../src/push/work.ts';
import { Device, ok } from '../clients.ts';
import { ACCOUNT, answers, FORM_ORIGIN, storeKinds } from '../harness.ts';
import { browserKeysOf, openPush } from './browser.ts';
import { createPushStage, PushChat, type PushStage } from './stage.ts';

test('the browser of these tests opens the example of RFC 8291 §5', async () => {
  const keys = await browserKeysOf(
    'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    'BTBZMqHH6r4Tts7J_aSIgg',
  );
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  expect(await openPush(keys, fromBase64url(body))).toBe('When I grow up, I want to be a watermelon');
});

describe.each(storeKinds)('push messages on the %s store', (kind) => {
  let stage: PushStage;
  let chat: PushChat;
  beforeEach(async () => {
    stage = await createPushStage(kind);
    chat = await PushChat.start(stage, 'en');
  }, 180_000);
  afterEach(() => stage.close());

  test('SF-INV-06 a form that is sent, and its end, reach every subscribed browser', { timeout: 180_000 }, async () => {
    const browsers = [await chat.browser(), await chat.browser()];
    const { id } = await chat.send();
    for (const browser of browsers) {
      expect(stage.service.messagesOf(browser)).toMatchObject([{ text: 'Ada:Card payment', ended: false }]);
    }
    ok(await chat.revoke(id));
    await stage.harness.tellsafe.maintain();
    for (const browser of browsers) {
      expect(stage.service.messagesOf(browser)).toMatchObject([{}, { ended: true }]);
    }
    await stage.harness.tellsafe.maintain();
    expect(stage.service.taken).toHaveLength(4);
    expect(stage.service.complaints).toEqual([]);
  });
});

describe('push messages', () => {
  let stage: PushStage;
  let chat: PushChat;
  beforeEach(async () => {
    stage = await createPushStage();
    chat = await PushChat.start(stage, 'en');
  });
  afterEach(() => stage.close());

  const maintain = () => stage.harness.tellsafe.maintain();
  const texts = () => stage.service.taken.map(({ message }) => message.text);
  const warnings = () => stage.harness.log.filter(({ where }) => where === 'push');

  /** All of a message that anybody sees on its way, and what the browser reads. */
  function everythingSent(): string {
    const { taken, asked } = stage.service;
    return JSON.stringify([taken.map(({ message, headers }) => [message, headers]), asked]);
  }

  /** Parts of a text that let somebody act, or say whose form it is to those it passes. */
  async function secretsIn(text: string, invitationId: string): Promise<string[]> {
    const secrets = { handle: await chat.handleOf(invitationId), consumerKey: chat.consumerKey, invitationId };
    return Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));
  }

  test('SF-INV-06 the message says <Agent Name>:<Secure form name> and how to show it, and nothing else', async () => {
    const browser = await chat.browser();
    const { id } = await chat.send();
    expect(stage.service.messagesOf(browser)).toEqual([
      {
        tellsafe: 1,
        conversationId: chat.id,
        tag: expect.stringMatching(/^[\w-]{32}$/),
        title: 'Secure form',
        text: 'Ada:Card payment',
        lang: 'en',
        dir: 'ltr',
        ended: false,
      },
    ]);
    const [sent] = stage.service.taken;
    expect(sent?.headers).toMatchObject({ ttl: '86400', urgency: 'high', topic: sent?.message.tag });
    expect(await secretsIn(everythingSent(), id)).toEqual([]);
    expect(stage.service.complaints).toEqual([]);
  });

  test('SF-INV-06 control: a message that held the handle would be found', async () => {
    await chat.browser();
    const { id } = await chat.send();
    const leaking = JSON.stringify({ ...stage.service.taken[0]?.message, url: `/chat#${await chat.handleOf(id)}` });
    expect(await secretsIn(leaking, id)).toEqual(['handle']);
  });

  test('SF-INV-06 messages of every length look the same on their way', async () => {
    await chat.browser();
    await chat.send('card');
    await chat.send('address');
    expect(new Set(stage.service.taken.map(({ bodyLength }) => bodyLength)).size).toBe(1);
    expect(texts()).toEqual(['Ada:Card payment', 'Ada:Address']);
  });

  test.each([
    ['de-AT', 'de', 'ltr', 'Sicheres Formular', 'Ada:Card payment'],
    ['ar', 'ar', 'rtl', 'نموذج آمن', '\u2068Ada\u2069:\u2068Card payment\u2069'],
    ['xx', 'en', 'ltr', 'Secure form', 'Ada:Card payment'],
  ])('SF-INV-06 a consumer who speaks %s is told in %s', async (language, lang, dir, title, text) => {
    chat = await PushChat.start(stage, language);
    await chat.browser();
    await chat.send();
    expect(stage.service.taken[0]?.message).toMatchObject({ lang, dir, title, text });
  });

  test('SF-INV-06 the time to live is what is left of the invitation', async () => {
    await chat.browser();
    await chat.agent.send(chat.id);
    stage.harness.clock.advance(600_500);
    await maintain();
    expect(stage.service.taken[0]?.headers.ttl).toBe(`${86_400 - 601}`);
  });

  test.each([
    ['revoked', async (id: string) => ok(await chat.revoke(id)), 'The agent has withdrawn this form'],
    [
      'declined',
      async (id: string) => ok(await new Device(stage.harness, await chat.handleOf(id)).decline()),
      'You declined this form',
    ],
    ['expired', async () => stage.harness.clock.advance(86_400_000), 'This form has expired'],
    ['closed', async () => ok(await chat.close()), 'The agent has withdrawn this form'],
    [
      'submitted',
      async (id: string) => {
        const device = new Device(stage.harness, await chat.handleOf(id));
        await device.open();
        ok(await device.trySubmit(answers.card));
      },
      'This form has been submitted and cannot be reopened for security reasons',
    ],
  ])('SF-INV-06 a form that is %s replaces its message by one that says so', async (_, end, line) => {
    const browser = await chat.browser();
    const { id } = await chat.send();
    await end(id);
    await maintain();
    await maintain();
    const [sent, ended, ...more] = stage.service.messagesOf(browser);
    expect(more).toEqual([]);
    expect(ended).toMatchObject({ tag: sent?.tag, text: `Ada:Card payment\n${line}`, ended: true });
    expect(stage.service.taken[1]?.headers).toMatchObject({ topic: sent?.tag, urgency: 'normal' });
  });

  test('SF-INV-06 who was not told of a form is not told of its end; what ended first is not told at all', async () => {
    const { id } = await chat.send();
    const late = await chat.browser();
    ok(await chat.revoke(id));
    await maintain();
    const revoked = await chat.agent.send(chat.id);
    ok(await chat.revoke(revoked.id));
    await maintain();
    expect(stage.service.messagesOf(late)).toEqual([]);
    expect(stage.service.asked).toEqual([]);
  });

  test('SF-INV-06 a form that is open already is not announced', async () => {
    const browser = await chat.browser();
    const { id } = await chat.agent.send(chat.id);
    await new Device(stage.harness, await chat.handleOf(id)).open();
    await maintain();
    expect(stage.service.messagesOf(browser)).toEqual([]);
  });

  test.each([404, 410])('SF-INV-06 after %i the subscription is gone, the others stay', async (status) => {
    const [gone, there] = [await chat.browser(), await chat.browser()];
    stage.service.plan(gone, { status });
    await chat.send();
    expect([await chat.isSubscribed(gone), await chat.isSubscribed(there)]).toEqual([false, true]);
    expect(stage.service.messagesOf(there)).toHaveLength(1);
    await chat.send();
    expect(stage.service.asked.filter((url) => url === gone.endpoint)).toHaveLength(1);
  });

  test.each([400, 403, 413, 302])(
    'SF-INV-06 after %i the message is given up, the subscription stays',
    async (status) => {
      const browser = await chat.browser();
      stage.service.plan(browser, { status, headers: { location: 'http://169.254.169.254/latest/meta-data' } });
      await chat.send();
      stage.harness.clock.advance(3_600_000);
      await maintain();
      expect(stage.service.asked).toEqual([browser.endpoint]);
      expect(await chat.isSubscribed(browser)).toBe(true);
      expect(warnings()).toEqual([
        { level: 'warn', message: 'A push message was not taken.', code: `http_${status}`, where: 'push' },
      ]);
    },
  );

  test.each([
    ['seconds', () => '120'],
    ['a date', () => new Date(stage.harness.clock() + 120_000).toUTCString()],
  ])('SF-INV-06 a push service that asks by %s to wait is waited for', async (_, retryAfter) => {
    const browser = await chat.browser();
    stage.service.plan(browser, { status: 429, headers: { 'retry-after': retryAfter() } });
    await chat.send();
    stage.harness.clock.advance(118_000);
    await maintain();
    expect(stage.service.asked).toHaveLength(1);
    stage.harness.clock.advance(2_000);
    await maintain();
    expect(stage.service.messagesOf(browser)).toHaveLength(1);
  });

  test('SF-INV-06 a push service that fails is tried again with growing pauses, then no more; who was reached is not asked again', async () => {
    const [broken, there] = [await chat.browser(), await chat.browser()];
    stage.service.plan(broken, ...Array.from({ length: 20 }, () => ({ status: 503 })));
    const { id } = await chat.send();
    const askedFor = () => stage.service.asked.filter((url) => url === broken.endpoint).length;
    for (const [at, pause] of RETRY_MS.entries()) {
      stage.harness.clock.advance(pause - 1);
      await maintain();
      expect(askedFor()).toBe(at + 1);
      stage.harness.clock.advance(1);
      await maintain();
      expect(askedFor()).toBe(at + 2);
    }
    stage.harness.clock.advance(400_000);
    await maintain();
    expect(askedFor()).toBe(RETRY_MS.length + 1);
    expect(stage.service.messagesOf(there)).toHaveLength(1);
    // The end is still told to whom the start was.
    ok(await chat.revoke(id));
    await maintain();
    expect(stage.service.messagesOf(there)).toHaveLength(2);
    expect(askedFor()).toBe(RETRY_MS.length + 1);
  });

  test('SF-INV-06 a form that ends between two attempts is not announced any more, and its end reaches who was told', async () => {
    const [broken, there] = [await chat.browser(), await chat.browser()];
    stage.service.plan(broken, { status: 500 });
    const { id } = await chat.send();
    ok(await chat.revoke(id));
    await maintain();
    stage.harness.clock.advance(3_600_000);
    await maintain();
    expect(stage.service.messagesOf(broken)).toEqual([]);
    expect(stage.service.messagesOf(there)).toMatchObject([{ ended: false }, { ended: true }]);
  });

  test('SF-INV-06 nothing in the log says where a message was to go', async () => {
    const browser = await chat.browser();
    stage.service.plan(browser, { status: 500 }, { status: 403 });
    await chat.send();
    stage.harness.clock.advance(RETRY_MS[0] ?? 0);
    await maintain();
    expect(warnings().map(({ code }) => code)).toEqual(['http_500', 'http_403']);
    expect(JSON.stringify(stage.harness.log)).not.toContain('canary-endpoint');
  });

  test('SF-INV-06 a process that dies while it sends leaves the message to another one, under the same tag', async () => {
    const browser = await chat.browser();
    stage.service.plan(browser, { status: 'hang' });
    await chat.agent.send(chat.id);
    void maintain();
    await vi.waitFor(() => expect(stage.service.asked).toHaveLength(1));
    await stage.harness.restart();
    await maintain();
    expect(stage.service.asked).toHaveLength(1);
    stage.harness.clock.advance(LEASE_MS);
    await maintain();
    expect(stage.service.messagesOf(browser)).toHaveLength(1);
  });

  test('SF-INV-06 of several processes one sends', async () => {
    const browser = await chat.browser();
    const others = Array.from({ length: 3 }, () =>
      createTellsafe({
        stores: stage.harness.stores,
        keys: stage.harness.keys,
        accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [], push: stage.push }],
        authenticate: async () => null,
        clock: stage.harness.clock,
        fetch: stage.service.fetch,
        maintenance: 'manual',
        log: (entry) => stage.harness.log.push(entry),
      }),
    );
    for (let count = 0; count < 10; count += 1) await chat.agent.send(chat.id);
    await Promise.all([stage.harness.tellsafe, ...others].map((kit) => kit.maintain()));
    expect(stage.service.messagesOf(browser)).toHaveLength(10);
    expect(stage.harness.log).toEqual([]);
  });
});

describe('a slow push service', () => {
  afterEach(() => vi.useRealTimers());

  test('SF-INV-06 is given ten seconds, then the message is tried later', async () => {
    let [asked, aborted] = [0, 0];
    const fetch = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        asked += 1;
        signal?.addEventListener('abort', () => {
          aborted += 1;
          reject(signal.reason);
        });
      });
    const stage = await createPushStage('memory', { options: { fetch } });
    const chat = await PushChat.start(stage);
    await chat.browser();
    await chat.agent.send(chat.id);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const round = stage.harness.tellsafe.maintain();
    while (asked === 0) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(PUSH_TIMEOUT_MS - 1);
    expect(aborted).toBe(0);
    vi.advanceTimersByTime(1);
    await round;
    expect(aborted).toBe(1);
    expect(stage.harness.log).toMatchObject([{ code: 'timeout', where: 'push' }]);
    vi.useRealTimers();
    await stage.close();
  });

  test('SF-INV-06 delays neither sending nor maintenance nor the end of the kit', async () => {
    const stage = await createPushStage('memory', { options: { maintenance: { everyMs: 100 } } });
    const chat = await PushChat.start(stage);
    const browser = await chat.browser();
    stage.service.plan(browser, { status: 'hang' }, { status: 'hang' });
    await chat.agent.send(chat.id);
    await vi.waitFor(() => expect(stage.service.asked).toHaveLength(1));
    const second = await chat.agent.send(chat.id);
    stage.harness.clock.advance(86_400_000);
    await vi.waitFor(async () => {
      const place = { accountId: ACCOUNT, conversationId: chat.id, invitationId: second.id };
      expect(await stage.harness.tellsafe.invitations.get(place)).toMatchObject({ status: 'expired' });
    });
    const before = performance.now();
    await stage.close();
    expect(performance.now() - before).toBeLessThan(PUSH_TIMEOUT_MS);
  });
});
