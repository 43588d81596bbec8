// The host's hook for APNs, FCM and whatever else (SF-INV-06): told once of each form, kept apart from everything else.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { NotifyEvent } from '../../src/index.ts';
import { NOTIFY_TIMEOUT_MS } from '../../src/push/notify.ts';
import { LEASE_MS, RETRY_MS } from '../../src/push/work.ts';
import { ok, sentForm } from '../clients.ts';
import { createHarness, type Harness } from '../harness.ts';
import { createPushStage, PushChat } from './stage.ts';

describe('notify', () => {
  const open: Harness[] = [];
  afterEach(async () => {
    vi.useRealTimers();
    for (const harness of open.splice(0)) await harness.close();
  });

  async function withHook(notify: (event: NotifyEvent) => void | Promise<void>): Promise<Harness> {
    const harness = await createHarness('memory', { options: { notify } });
    open.push(harness);
    return harness;
  }

  test('SF-INV-06 is told of a form, with its text and nothing that opens it, also without Web Push', async () => {
    const events: NotifyEvent[] = [];
    const harness = await withHook((event) => void events.push(event));
    const { conversationId, invitation, device, agent } = await sentForm(harness);
    expect(events).toEqual([]);
    await harness.tellsafe.maintain();
    expect(events).toEqual([
      {
        accountId: 'acme',
        conversationId,
        invitationId: invitation.id,
        agentName: 'Ada',
        formName: 'Card payment',
        text: 'Ada:Card payment',
        expiresAt: invitation.expiresAt,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(device.handle);
    ok(await agent.call('POST', `/v1/agent/invitations/${invitation.id}/revoke`, { conversationId }));
    harness.clock.advance(3_600_000);
    await harness.tellsafe.maintain();
    expect(events).toHaveLength(1);
    const query = { account: 'acme', group: conversationId, collection: 'push-job', limit: 10 };
    expect((await harness.stores.records.list(query)).records).toEqual([]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('canary 4111');
      },
    ],
    ['rejects', () => Promise.reject(new Error('canary 4111'))],
  ])(
    'SF-INV-06 a hook that %s is logged by its class, called again with growing pauses, then no more',
    async (_, fail) => {
      let calls = 0;
      const harness = await withHook(() => {
        calls += 1;
        return fail();
      });
      const { conversationId } = await sentForm(harness);
      await harness.tellsafe.maintain();
      expect(calls).toBe(1);
      for (const pause of [...RETRY_MS, 3_600_000]) {
        harness.clock.advance(pause);
        await harness.tellsafe.maintain();
      }
      expect(calls).toBe(RETRY_MS.length + 1);
      expect(harness.log).toHaveLength(calls);
      for (const entry of harness.log) expect(entry).toMatchObject({ level: 'error', where: 'notify', code: 'Error' });
      expect(JSON.stringify(harness.log)).not.toContain('canary');
      const { invitations } = await harness.tellsafe.conversations.get({ accountId: 'acme', conversationId });
      expect(invitations).toHaveLength(1);
    },
  );

  test('SF-INV-06 a hook that never ends has failed after thirty seconds, and keeps nothing else waiting', async () => {
    let called = false;
    const harness = await withHook(() => {
      called = true;
      return new Promise<void>(() => {});
    });
    await sentForm(harness);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const round = harness.tellsafe.maintain();
    while (!called) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(NOTIFY_TIMEOUT_MS);
    await round;
    expect(harness.log).toMatchObject([{ where: 'notify', code: 'TimeoutError' }]);
  });

  test('SF-INV-06 a hook whose process died is called again by another one', async () => {
    const events: NotifyEvent[] = [];
    let dying = true;
    const harness = await withHook((event) => {
      events.push(event);
      return dying ? new Promise<void>(() => {}) : undefined;
    });
    await sentForm(harness);
    // Its process dies; what becomes of its round is no longer asked.
    void harness.tellsafe.maintain().catch(() => undefined);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    dying = false;
    await harness.restart();
    harness.clock.advance(LEASE_MS);
    await harness.tellsafe.maintain();
    expect(events).toHaveLength(2);
    expect(events[1]).toEqual(events[0]);
  });
});

test('SF-INV-06 a hook that fails does not repeat the push, and a push that fails does not repeat the hook', async () => {
  let calls = 0;
  const notify = () => {
    calls += 1;
    if (calls === 1) throw new Error('not now');
  };
  const stage = await createPushStage('memory', { options: { notify } });
  const chat = await PushChat.start(stage);
  const [slow, there] = [await chat.browser(), await chat.browser()];
  stage.service.plan(slow, { status: 503 }, { status: 503 });
  await chat.send();
  for (const pause of RETRY_MS.slice(0, 2)) {
    stage.harness.clock.advance(pause);
    await stage.harness.tellsafe.maintain();
  }
  expect(calls).toBe(2);
  expect(stage.service.messagesOf(there)).toHaveLength(1);
  expect(stage.service.messagesOf(slow)).toHaveLength(1);
  await stage.close();
});
