// Push subscriptions (SF-INV-06): whose they are, where they may lead, how many, how they are kept, and when they are gone.
import { TellsafeError } from '@tellsafe/core';
import type { ConsumerPushResponse } from '@tellsafe/core/wire';
import { consumerPushResponseSchema } from '@tellsafe/core/wire/schemas';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AFTER_CLOSE_MS, SUBSCRIPTION_LIMIT } from '../../src/push/subscriptions.ts';
import { fingerprint, ok } from '../clients.ts';
import { createHarness, storeKinds } from '../harness.ts';
import { dumpOf } from '../support/dump.ts';
import { createBrowserKeys } from './browser.ts';
import { createPushStage, PushChat, type PushStage } from './stage.ts';

/** Addresses that a consumer could aim the server at; the last ones look like a push service. */
const forbidden = [
  'https://127.0.0.1/wpush/v2/x',
  'https://[::1]/wpush/v2/x',
  'https://[::ffff:169.254.169.254]/latest/meta-data/',
  'https://169.254.169.254/latest/meta-data/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://10.0.0.1/',
  'https://localhost/',
  'https://metadata.google.internal/computeMetadata/v1/',
  'https://push.example/',
  'https://fcm.googleapis.com.evil.example/fcm/send/x',
  'https://evilfcm.googleapis.com/fcm/send/x',
  'https://notify.windows.com/',
  'https://evil.example/?fcm.googleapis.com',
  'https://evil.example#.push.apple.com',
  'https://fcm.googleapis.com@evil.example/',
  'https://user@fcm.googleapis.com/fcm/send/x',
  'https://user:pass@fcm.googleapis.com/fcm/send/x',
  'https://fcm.googleapis.com:8443/fcm/send/x',
  'https://fcm.googleapis.com:22/fcm/send/x',
  'https://evil.example\\.push.apple.com/',
];

const allowed = [
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://fcm.googleapis.com/wp/abc',
  'https://FCM.GoogleAPIs.com/wp/abc',
  'https://fcm.googleapis.com:443/wp/abc',
  'https://jmt17.google.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://wns2-par02p.notify.windows.com/w/?token=abc',
  'https://web.push.apple.com/abc',
];

describe.each(storeKinds)('push subscriptions on the %s store', (kind) => {
  let stage: PushStage;
  let chat: PushChat;
  beforeEach(async () => {
    stage = await createPushStage(kind);
    chat = await PushChat.start(stage);
  }, 180_000);
  afterEach(() => stage.close());

  const stateOf = async (body: object, key = chat.consumerKey) =>
    consumerPushResponseSchema.parse(ok(await chat.post<ConsumerPushResponse>('/v1/consumer/push', body, key)));

  test('SF-INV-06 a browser asks, subscribes, subscribes again and leaves', { timeout: 180_000 }, async () => {
    const { publicKey } = stage.push.vapid;
    expect(await stateOf({})).toEqual({ publicKey, subscribed: false });
    const browser = await stage.service.browser();
    const { endpoint } = browser;
    expect(await stateOf({ endpoint })).toEqual({ publicKey, subscribed: false });
    expect((await chat.trySubscribe(browser)).status).toBe(204);
    const before = await dumpOf(stage.harness.stores);
    expect((await chat.trySubscribe(browser)).status).toBe(204);
    expect(await dumpOf(stage.harness.stores)).toBe(before);
    expect(await stateOf({ endpoint })).toEqual({ publicKey, subscribed: true });
    for (let count = 0; count < 2; count += 1) {
      expect((await chat.post('/v1/consumer/push/unsubscribe', { endpoint })).status).toBe(204);
    }
    expect(await stateOf({ endpoint })).toEqual({ publicKey, subscribed: false });
    await chat.send();
    expect(stage.service.asked).toEqual([]);
  });

  test('SF-INV-06 however many subscribe at once, a conversation keeps the newest eight', {
    timeout: 180_000,
  }, async () => {
    const first = await chat.browser();
    const browsers = await Promise.all(Array.from({ length: 12 }, () => stage.service.browser()));
    const answered = await Promise.all(browsers.map((browser) => chat.trySubscribe(browser)));
    for (const { status } of answered) expect([204, 409]).toContain(status);
    for (const browser of browsers) ok(await chat.trySubscribe(browser));
    await chat.send();
    expect(stage.service.taken).toHaveLength(SUBSCRIPTION_LIMIT);
    expect(await chat.isSubscribed(first)).toBe(false);
    for (const browser of browsers.slice(-SUBSCRIPTION_LIMIT)) {
      expect(stage.service.messagesOf(browser)).toHaveLength(1);
    }
  });

  test('SF-INV-06 SF-RET-02 where messages go is kept sealed, and goes with the conversation', {
    timeout: 180_000,
  }, async () => {
    const browser = await chat.browser();
    const kept = await dumpOf(stage.harness.stores);
    expect(kept).toContain('push');
    expect(found(kept, browser)).toEqual([]);
    ok(await chat.close());
    expect(await chat.isSubscribed(browser)).toBe(true);
    stage.harness.clock.advance(AFTER_CLOSE_MS);
    await stage.harness.tellsafe.maintain();
    expect(await chat.isSubscribed(browser)).toBe(false);
    const query = { account: 'acme', group: chat.id, collection: 'push', limit: 10 };
    expect((await stage.harness.stores.records.list(query)).records).toEqual([]);
    expect(await chat.trySubscribe(browser)).toMatchObject({ status: 409, body: { code: 'conversation_closed' } });
  });

  /** Parts of a subscription that stand in what the stores keep. */
  function found(text: string, { endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string }) {
    return [endpoint, new URL(endpoint).pathname, p256dh, auth].filter((part) => text.includes(part));
  }

  test('SF-INV-06 control: a subscription that is kept open would be found', async () => {
    const browser = await stage.service.browser();
    const { endpoint, p256dh, auth } = browser;
    const key = { account: 'acme', group: chat.id, collection: 'push', id: 'open' };
    const body = new TextEncoder().encode(JSON.stringify({ endpoint, p256dh, auth }));
    await stage.harness.stores.records.commit({
      account: 'acme',
      group: chat.id,
      put: [{ ...key, body, expiresAt: stage.harness.clock() + 1_000 }],
    });
    expect(found(await dumpOf(stage.harness.stores), browser)).toHaveLength(4);
  });
});

describe('push subscriptions', () => {
  let stage: PushStage;
  let chat: PushChat;
  beforeEach(async () => {
    stage = await createPushStage();
    chat = await PushChat.start(stage);
  });
  afterEach(() => stage.close());

  test.each(forbidden)('SF-INV-06 %s is refused and never asked', async (endpoint) => {
    const { p256dh, auth } = await createBrowserKeys();
    const answer = await chat.trySubscribe({ endpoint, p256dh, auth });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    expect(answer.text).not.toContain('evil');
    await chat.send();
    expect(stage.service.asked).toEqual([]);
  });

  test.each(allowed)('SF-INV-06 %s is taken', async (endpoint) => {
    const { p256dh, auth } = await createBrowserKeys();
    expect((await chat.trySubscribe({ endpoint, p256dh, auth })).status).toBe(204);
  });

  test('SF-INV-06 a subscription whose service the account has left is not sent to any more', async () => {
    const browser = await chat.browser();
    const push = { ...stage.push, services: ['push.acme.example'] };
    const other = await createPushStage('memory', { account: { push }, wrap: () => stage.harness.stores });
    await chat.agent.send(chat.id);
    await other.harness.tellsafe.maintain();
    expect([...stage.service.asked, ...other.service.asked]).toEqual([]);
    expect(stage.service.messagesOf(browser)).toEqual([]);
    await other.close();
  });

  test('SF-INV-06 keys that no message can be sealed to are refused', async () => {
    const browser = await stage.service.browser();
    const noPoint = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url');
    for (const p256dh of [noPoint, Buffer.alloc(65).toString('base64url')]) {
      const answer = await chat.trySubscribe({ ...browser, p256dh });
      expect(answer.body).toMatchObject({ code: 'request_invalid', issues: [{ path: 'p256dh', code: 'value' }] });
    }
    for (const wrong of [{ auth: 'AAAA' }, { p256dh: 'AAAA' }, { endpoint: 'http://fcm.googleapis.com/x' }]) {
      expect((await chat.trySubscribe({ ...browser, ...wrong })).body).toMatchObject({ code: 'request_invalid' });
    }
  });

  test('SF-INV-06 nobody subscribes to, asks about or ends the subscription of another conversation', async () => {
    const other = await PushChat.start(stage);
    const browser = await chat.browser();
    const { endpoint } = browser;
    expect(await other.isSubscribed(browser)).toBe(false);
    ok(await other.post('/v1/consumer/push/unsubscribe', { endpoint }));
    expect(await chat.isSubscribed(browser)).toBe(true);
    await other.send();
    expect(stage.service.taken).toEqual([]);
    const forged = `${chat.consumerKey.slice(0, 30)}${chat.consumerKey.slice(30) === '' ? '' : 'AAAA'}${chat.consumerKey.slice(34)}`;
    const refused = await Promise.all([
      chat.post('/v1/consumer/push', {}, forged),
      chat.post('/v1/consumer/push', {}, 'nonsense'),
      chat.trySubscribe(browser, forged),
      chat.post('/v1/consumer/push/unsubscribe', { endpoint }, forged),
    ]);
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 401, body: { code: 'consumer_key_invalid' } });
  });

  test('SF-RET-03 a conversation that was erased has no subscriptions and sends nothing', async () => {
    const keys = { destroyed: false };
    const erased = await createPushStage('memory', {
      keys: (provider) => ({
        ...provider,
        mac: (input, keyId) => provider.mac(input, keyId),
        wrap: (bytes, context) => provider.wrap(bytes, context),
        unwrap: async (wrapped, context) => {
          if (keys.destroyed) throw new TellsafeError('key_unknown');
          return provider.unwrap(wrapped, context);
        },
      }),
    });
    const there = await PushChat.start(erased);
    await there.browser();
    await there.agent.send(there.id);
    keys.destroyed = true;
    erased.harness.clock.advance(120_000);
    await erased.harness.tellsafe.maintain();
    expect(erased.service.asked).toEqual([]);
    expect(erased.harness.log).toEqual([]);
    await erased.close();
  });
});

test('SF-INV-06 an account without push says so and takes no subscription', async () => {
  const harness = await createHarness('memory');
  const stage = { ...(await createPushStage()), harness };
  const chat = await PushChat.start(stage);
  expect(ok(await chat.post('/v1/consumer/push', {}))).toEqual({ subscribed: false });
  const answer = await chat.trySubscribe(await stage.service.browser());
  expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
  await chat.send();
  const query = { account: 'acme', group: chat.id, collection: 'push-job', limit: 10 };
  expect((await harness.stores.records.list(query)).records).toEqual([]);
  await harness.close();
});
