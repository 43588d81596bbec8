// Attempts of webhooks (SF-OPS-01): what is tried again and when, what ends it, what a receiver cannot do to the kit.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWebhookSecret } from '../../src/index.ts';
import { WEBHOOK_TIMEOUT_MS } from '../../src/webhooks/deliver.ts';
import { WEBHOOK_LEASE_MS, WEBHOOK_PAGE } from '../../src/webhooks/work.ts';
import { ACCOUNT } from '../harness.ts';
import { Receiver } from './receiver.ts';
import { WebhookStage } from './stage.ts';

const standardPauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * 1000);

describe('attempts of webhooks', () => {
  let stage: WebhookStage;
  beforeEach(async () => {
    stage = await WebhookStage.create('memory', { crm: { events: ['conversation.started'] } });
  });
  afterEach(() => stage.close());

  const warnings = () => stage.harness.log.filter(({ where }) => where === 'webhooks').map(({ code }) => code);
  const only = async () => {
    const [delivery, ...more] = await stage.deliveries();
    expect(more).toEqual([]);
    if (!delivery) throw new Error('there is no delivery');
    return delivery;
  };

  test('SF-OPS-01 a failure is tried again nine times with growing pauses under one id, then no more', async () => {
    const { harness, receiver } = stage;
    receiver.plan('/crm', ...Array(20).fill({ status: 500 }));
    await stage.startConversation();
    await stage.maintain();
    for (const [at, pause] of standardPauses.entries()) {
      const { nextAttemptAt = 0, status } = await only();
      const pauseMs = nextAttemptAt - harness.clock.now;
      expect([status, receiver.asked.length]).toEqual(['pending', at + 1]);
      expect(pauseMs).toBeGreaterThanOrEqual(pause);
      expect(pauseMs).toBeLessThanOrEqual(pause * 1.2);
      harness.clock.advance(pauseMs - 1);
      await stage.maintain();
      expect(receiver.asked).toHaveLength(at + 1);
      harness.clock.advance(1);
      await stage.maintain();
    }
    expect(await only()).toMatchObject({
      status: 'failed',
      attempts: Array(10).fill({ status: 500, code: 'http_500' }),
    });
    expect(await only()).not.toHaveProperty('nextAttemptAt');
    harness.clock.advance(200_000_000);
    await stage.maintain();
    expect(receiver.asked).toHaveLength(10);
    expect(new Set(receiver.asked.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.asked.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
    expect(warnings()).toEqual(Array(10).fill('http_500'));
  });

  test('SF-OPS-01 what failed together is not tried again together', async () => {
    stage.receiver.plan('/crm', ...Array(12).fill({ status: 503 }));
    for (let count = 0; count < 12; count += 1) await stage.startConversation();
    await stage.maintain();
    const times = (await stage.deliveries()).map(({ nextAttemptAt }) => nextAttemptAt);
    expect(new Set(times).size).toBeGreaterThan(4);
  });

  test.each([
    [{ status: 400 }, 'http_400'],
    [{ status: 404 }, 'http_404'],
    [{ status: 302, headers: { location: 'http://127.0.0.1:9/inside' } }, 'http_302'],
    [{ status: 502 }, 'http_502'],
  ] as const)('SF-OPS-01 an answer of %o is a failure and tried again', async (answer, code) => {
    stage.receiver.plan('/crm', answer);
    await stage.startConversation();
    await stage.maintain();
    expect(await only()).toMatchObject({ status: 'pending', attempts: [{ code }] });
    stage.harness.clock.advance(6_000);
    await stage.maintain();
    expect(await only()).toMatchObject({
      status: 'delivered',
      attempts: [{ code }, { status: 204, code: 'http_204' }],
    });
    expect(stage.receiver.refused).toEqual([]);
  });

  test('SF-OPS-01 a redirect to a machine inside is not followed', async () => {
    const inside = await Receiver.start();
    for (const status of [301, 302, 303, 307, 308]) {
      stage.receiver.plan('/crm', { status, headers: { location: inside.urlOf('/crm') } });
      await stage.startConversation();
    }
    await stage.maintain();
    expect(stage.receiver.asked).toHaveLength(5);
    expect(inside.asked).toEqual([]);
    await fetch(stage.receiver.urlOf('/away'), { method: 'POST', redirect: 'manual' });
    stage.receiver.plan('/away', { status: 307, headers: { location: inside.urlOf('/crm') } });
    await fetch(stage.receiver.urlOf('/away'), { method: 'POST' });
    expect(inside.asked, 'control: what follows it gets there').toHaveLength(1);
    await inside.stop();
  });

  test('SF-OPS-01 an endpoint that is not there, or whose address says nothing, is tried again', async () => {
    await stage.receiver.stop();
    await stage.startConversation();
    await stage.maintain();
    expect(await only()).toMatchObject({ status: 'pending', attempts: [{ code: 'ECONNREFUSED' }] });
    stage = await WebhookStage.create();
  });

  test('SF-OPS-01 an endpoint that hangs is left after 15 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    stage.receiver.plan('/crm', { status: 'hang' });
    await stage.startConversation();
    const running = stage.harness.tellsafe.maintain();
    await vi.waitFor(() => expect(stage.receiver.asked).toHaveLength(1));
    let over = false;
    void running.then(() => {
      over = true;
    });
    // Waiting for the receiver took some of the time.
    await vi.advanceTimersByTimeAsync(WEBHOOK_TIMEOUT_MS - 2_000);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    await running;
    expect(await only()).toMatchObject({ status: 'pending', attempts: [{ code: 'timeout' }] });
  });

  test('SF-OPS-01 an answer that never ends is not listened to', async () => {
    stage.receiver.plan('/crm', { status: 'endless' });
    await stage.startConversation();
    await stage.maintain();
    expect(await only()).toMatchObject({ status: 'delivered', attempts: [{ status: 200 }] });
  });

  test.each([
    ['40', 40_000],
    ['999999999', 86_400_000],
    ['Mon, 02 Nov 2026 09:01:00 GMT', 60_000],
  ])('SF-OPS-01 Retry-After %s holds for all that waits for the endpoint', async (value, pauseMs) => {
    const { harness, receiver } = stage;
    receiver.plan('/crm', { status: 429, headers: { 'retry-after': value } });
    await stage.startConversation();
    await stage.maintain();
    await stage.startConversation();
    harness.clock.advance(pauseMs - 1);
    await stage.maintain();
    expect(receiver.asked).toHaveLength(1);
    harness.clock.advance(1);
    await stage.maintain();
    expect(receiver.taken).toHaveLength(2);
  });

  test('SF-OPS-01 a Retry-After in the past, or one that is none, changes nothing', async () => {
    for (const value of ['Mon, 02 Nov 2020 09:01:00 GMT', 'soon', '-5']) {
      stage.receiver.plan('/crm', { status: 503, headers: { 'retry-after': value } });
      await stage.startConversation();
      await stage.maintain();
      stage.harness.clock.advance(6_000);
      await stage.maintain();
    }
    expect(stage.receiver.taken).toHaveLength(3);
  });

  test('SF-OPS-01 410 disables an endpoint, also for other processes, until it is enabled; nothing is lost', async () => {
    const { harness, receiver } = stage;
    const disabledAt = async () => (await harness.tellsafe.webhooks.endpoints({ accountId: ACCOUNT }))[0]?.disabledAt;
    receiver.plan('/crm', { status: 410 }, { status: 500 });
    await stage.startConversation();
    await stage.startConversation();
    expect(await disabledAt()).toBeNull();
    await stage.maintain();
    expect(await disabledAt()).toBe(harness.clock.now);
    expect(harness.log).toContainEqual({
      level: 'error',
      message: 'An endpoint of webhooks is gone and disabled.',
      where: 'webhooks',
    });
    await stage.startConversation();
    await harness.restart();
    for (let week = 0; week < 6; week += 1) {
      harness.clock.advance(7 * 86_400_000);
      await stage.maintain();
    }
    await stage.startConversation();
    await stage.maintain();
    expect(receiver.asked).toHaveLength(2);
    await harness.tellsafe.webhooks.enable(stage.place());
    await stage.maintain();
    expect(await disabledAt()).toBeNull();
    // What said 410 is over; what waited six weeks is gone; what happened meanwhile is told.
    expect(receiver.taken).toHaveLength(2);
    await harness.tellsafe.webhooks.enable(stage.place());
  });

  test('SF-OPS-01 an endpoint that is gone comes back with another address', async () => {
    const { harness, receiver, webhooks } = stage;
    receiver.plan('/crm', { status: 410 });
    await stage.startConversation();
    await stage.maintain();
    const [crm] = webhooks;
    if (!crm) throw new Error('there is no endpoint');
    receiver.secrets.set('/new', crm.secrets[0] ?? '');
    webhooks[0] = { ...crm, url: receiver.urlOf('/new') };
    await harness.restart();
    expect(await harness.tellsafe.webhooks.endpoints({ accountId: ACCOUNT })).toMatchObject([{ disabledAt: null }]);
    await stage.startConversation();
    await stage.maintain();
    expect(receiver.typesAt('/new')).toEqual(['conversation.started']);
  });

  test('SF-OPS-01 an endpoint that was taken out hears nothing; put back, it is told what waited', async () => {
    const { harness, receiver, webhooks } = stage;
    receiver.plan('/crm', { status: 500 });
    await stage.startConversation();
    await stage.maintain();
    const [crm] = webhooks.splice(0);
    await harness.restart();
    await stage.startConversation();
    harness.clock.advance(86_400_000);
    await stage.maintain();
    expect(receiver.asked).toHaveLength(1);
    await expect(stage.deliveries()).rejects.toThrow(RangeError);
    if (crm) webhooks.push(crm);
    await harness.restart();
    await stage.maintain();
    expect(receiver.taken).toHaveLength(2);
  });

  test('SF-OPS-01 an endpoint that was away for a month starts anew', async () => {
    const { harness, receiver, webhooks } = stage;
    await stage.startConversation();
    await stage.maintain();
    const [crm] = webhooks.splice(0);
    await harness.restart();
    await stage.startConversation();
    harness.clock.advance(31 * 86_400_000);
    if (crm) webhooks.push(crm);
    await harness.restart();
    await stage.maintain();
    expect(receiver.taken).toHaveLength(1);
    // While it is served, a quiet month changes nothing.
    for (let week = 0; week < 9; week += 1) {
      harness.clock.advance(7 * 86_400_000);
      await stage.maintain();
    }
    await stage.startConversation();
    await stage.maintain();
    expect(receiver.taken).toHaveLength(2);
  });

  test('SF-OPS-01 a secret is changed without a message lost: both sign, until the old one is taken out', async () => {
    const { harness, receiver, webhooks } = stage;
    const [crm] = webhooks;
    if (!crm) throw new Error('there is no endpoint');
    const [old = ''] = crm.secrets;
    const fresh = createWebhookSecret();
    const deliver = async (secrets: readonly string[], verifiedWith: string) => {
      webhooks[0] = { ...crm, secrets };
      receiver.secrets.set('/crm', verifiedWith);
      await harness.restart();
      await stage.startConversation();
      await stage.maintain();
      return [receiver.taken.length, receiver.refused.length];
    };
    expect(await deliver([fresh, old], old)).toEqual([1, 0]);
    expect(receiver.taken[0]?.headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
    expect(await deliver([fresh, old], fresh)).toEqual([2, 0]);
    expect(await deliver([fresh], fresh)).toEqual([3, 0]);
    expect(await deliver([fresh], old)).toEqual([3, 1]);
    expect(receiver.refused).toEqual(['No matching signature found']);
  });

  test('SF-OPS-01 a process that dies while it sends leaves the message to another one, under the same id', async () => {
    const { harness, receiver } = stage;
    receiver.plan('/crm', { status: 'hang' });
    await stage.startConversation();
    // Its process dies; what becomes of its round is no longer asked.
    void harness.tellsafe.maintain().catch(() => undefined);
    await vi.waitFor(() => expect(receiver.asked).toHaveLength(1));
    await harness.restart();
    await stage.maintain();
    expect(receiver.asked).toHaveLength(1);
    harness.clock.advance(WEBHOOK_LEASE_MS);
    await stage.maintain();
    expect(receiver.taken).toHaveLength(1);
    expect(new Set(receiver.asked.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('SF-OPS-01 a backlog is sent some at a time', async () => {
    for (let count = 0; count < WEBHOOK_PAGE + 3; count += 1) await stage.startConversation();
    expect(await stage.harness.tellsafe.maintain()).toMatchObject({ more: true });
    expect(stage.receiver.taken).toHaveLength(WEBHOOK_PAGE);
    await stage.maintain();
    expect(stage.receiver.taken).toHaveLength(WEBHOOK_PAGE + 3);
  });

  test('SF-OPS-01 pauses of the operator take the place of the standard ones', async () => {
    await stage.close();
    stage = await WebhookStage.create(
      'memory',
      { crm: { events: ['conversation.started'] } },
      { sending: { retrySec: [1] } },
    );
    stage.receiver.plan('/crm', { status: 500 }, { status: 500 });
    await stage.startConversation();
    await stage.maintain();
    stage.harness.clock.advance(1_200);
    await stage.maintain();
    expect(await only()).toMatchObject({ status: 'failed', attempts: [{}, {}] });
  });
});

describe('a slow endpoint', () => {
  test('SF-OPS-01 delays neither another one nor the kit, and ends with it', async () => {
    const stage = await WebhookStage.create(
      'memory',
      { slow: {}, quick: {} },
      { options: { maintenance: { everyMs: 100 } } },
    );
    const { receiver } = stage;
    receiver.plan('/slow', ...Array(40).fill({ status: 'hang' }));
    await stage.startConversation();
    await vi.waitFor(() => expect(receiver.asked).toHaveLength(2));
    await stage.startConversation();
    await vi.waitFor(() => expect(receiver.typesAt('/quick')).toHaveLength(2));
    const before = performance.now();
    await stage.close();
    expect(performance.now() - before).toBeLessThan(WEBHOOK_TIMEOUT_MS);
  });
});
