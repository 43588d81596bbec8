// The log of webhooks and what a host does with it (SF-OPS-01): look, send again, try an endpoint. No bodies, no secrets.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebhookStage } from './stage.ts';

describe('the log of webhooks', () => {
  let stage: WebhookStage;
  beforeEach(async () => {
    stage = await WebhookStage.create('memory', { crm: { events: ['conversation.started'] } });
  });
  afterEach(() => stage.close());

  const webhooks = () => stage.harness.tellsafe.webhooks;

  test('SF-OPS-01 says what was sent when and what became of it, newest first, in pages', async () => {
    stage.receiver.plan('/crm', { status: 500 });
    for (let count = 0; count < 5; count += 1) {
      await stage.startConversation();
      await stage.maintain();
      stage.harness.clock.advance(1_000);
    }
    const first = await webhooks().deliveries({ ...stage.place(), limit: 3 });
    const { cursor = '' } = first;
    const second = await webhooks().deliveries({ ...stage.place(), limit: 3, cursor });
    const all = [...first.deliveries, ...second.deliveries];
    expect(first.deliveries).toHaveLength(3);
    expect(all).toHaveLength(5);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((one, other) => other - one));
    expect(all[4]).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f-]{36}$/),
      type: 'conversation.started',
      status: 'pending',
      at: expect.any(Number),
      attempts: [{ at: expect.any(Number), durationMs: expect.any(Number), status: 500, code: 'http_500' }],
      nextAttemptAt: expect.any(Number),
    });
    const pending = await webhooks().deliveries({ ...stage.place(), status: 'pending' });
    expect(pending.deliveries.map(({ id }) => id)).toEqual([all[4]?.id]);
    const text = JSON.stringify([all, stage.harness.log]);
    for (const secret of [stage.webhooks[0]?.secrets[0] ?? '', stage.receiver.urlOf('/crm'), 'what a receiver says']) {
      expect(text).not.toContain(secret);
    }
  });

  test('SF-OPS-01 is kept for 30 days', async () => {
    await stage.startConversation();
    await stage.maintain();
    stage.harness.clock.advance(30 * 86_400_000 - 1);
    expect(await stage.deliveries()).toHaveLength(1);
    stage.harness.clock.advance(1);
    expect(await stage.deliveries()).toEqual([]);
  });

  test('SF-OPS-01 one message is sent again under its id, with all attempts anew', async () => {
    stage.receiver.plan('/crm', ...Array(10).fill({ status: 500 }));
    await stage.startConversation();
    for (let attempt = 0; attempt < 11; attempt += 1) {
      await stage.maintain();
      stage.harness.clock.advance(104_000_000);
    }
    const [failed] = await stage.deliveries();
    expect(failed).toMatchObject({ status: 'failed' });
    stage.receiver.plan('/crm', { status: 500 });
    expect(await webhooks().replay({ ...stage.place(), deliveryId: failed?.id ?? '' })).toBe(1);
    await stage.maintain();
    stage.harness.clock.advance(6_000);
    await stage.maintain();
    expect(stage.receiver.taken.map(({ id }) => id)).toEqual([failed?.id]);
    expect((await stage.deliveries())[0]?.attempts).toHaveLength(12);
  });

  test('SF-OPS-01 what happened since an instant is sent again: all of it, or what failed', async () => {
    const { receiver, harness } = stage;
    await stage.startConversation();
    await stage.maintain();
    harness.clock.advance(1_000);
    const since = harness.clock.now;
    receiver.plan('/crm', ...Array(2).fill({ status: 410 }));
    await stage.startConversation();
    await stage.maintain();
    await webhooks().enable(stage.place());
    receiver.plan('/crm');
    await stage.startConversation();
    await webhooks().test(stage.place());
    await webhooks().enable(stage.place());
    await stage.maintain();
    const before = receiver.taken.length;
    expect(await webhooks().replay({ ...stage.place(), since, status: 'failed' })).toBe(1);
    await stage.maintain();
    expect(receiver.taken).toHaveLength(before + 1);
    expect(await webhooks().replay({ ...stage.place(), since })).toBe(2);
    await stage.maintain();
    expect(receiver.taken).toHaveLength(before + 3);
  });

  test('SF-OPS-01 what is being sent at this moment is not sent twice by a replay', async () => {
    stage.receiver.plan('/crm', { status: 'hang' });
    await stage.startConversation();
    // It ends with the receiver, when the test is over.
    void stage.harness.tellsafe.maintain().catch(() => undefined);
    await vi.waitFor(() => expect(stage.receiver.asked).toHaveLength(1));
    const [sending] = await stage.deliveries();
    expect(await webhooks().replay({ ...stage.place(), deliveryId: sending?.id ?? '' })).toBe(0);
  });

  test('SF-OPS-01 an endpoint is tried at once and once, and that is in the log', async () => {
    const sent = await webhooks().test(stage.place());
    expect(sent).toMatchObject({ type: 'webhook.test', status: 'delivered', attempts: [{ status: 204 }] });
    expect(stage.receiver.taken[0]?.body).toEqual({
      type: 'webhook.test',
      timestamp: '2026-11-02T09:00:00.000Z',
      data: { accountId: 'acme', endpoint: 'crm' },
    });
    stage.receiver.plan('/crm', { status: 500 });
    expect(await webhooks().test(stage.place())).toMatchObject({ status: 'failed', attempts: [{ code: 'http_500' }] });
    stage.harness.clock.advance(86_400_000);
    await stage.maintain();
    expect(stage.receiver.asked).toHaveLength(2);
    expect((await stage.deliveries()).map(({ status }) => status).sort()).toEqual(['delivered', 'failed']);
  });

  test('SF-OPS-01 wrong calls are refused by name and range', async () => {
    const place = stage.place();
    const status = 'lost' as 'failed';
    await expect(webhooks().deliveries(stage.place('erp'))).rejects.toThrow('endpoint must be one of the account: crm');
    await expect(webhooks().deliveries({ ...place, limit: 0 })).rejects.toThrow(
      'limit must be a whole number from 1 to 200',
    );
    await expect(webhooks().deliveries({ ...place, status })).rejects.toThrow('status must be one of pending');
    await expect(webhooks().replay({ ...place, deliveryId: 'msg_x' })).rejects.toThrow('deliveryId must be');
    await expect(webhooks().replay({ ...place, since: -1 })).rejects.toThrow('since must be an instant');
    await expect(webhooks().test({ accountId: 'nobody', endpoint: 'crm' })).rejects.toMatchObject({
      code: 'account_unknown',
    });
  });
});
