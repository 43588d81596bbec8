// Maintenance: expiry, idle sessions, purge; bounded per round; rules never wait for it. Boundaries to the millisecond.

import { retentionExpiry } from '@tellsafe/core/retention';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PURGE_LIMIT, SWEEP_LIMIT } from '../src/services/sweep.ts';
import { Agent, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, START, storeKinds } from './harness.ts';
import { storeWith } from './support/broken-stores.ts';

describe.each(storeKinds)('maintenance on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  const statusOf = async (place: Parameters<typeof harness.tellsafe.invitations.get>[0]) =>
    (await harness.tellsafe.invitations.get(place)).status;

  test.each([
    [-1, 'sent', 200],
    [0, 'expired', 403],
    [1, 'expired', 403],
  ])('SF-TIME-03 at %i ms of its end an unopened form is %s', async (offset, status, begin) => {
    const { agent, device, place } = await sentForm(harness);
    const session = { accountId: ACCOUNT, sessionId: agent.session.sessionId };
    while (harness.clock.now + 800_000 < START + 86_400_000) {
      harness.clock.advance(800_000);
      await harness.tellsafe.agentSessions.keep(session);
    }
    harness.clock.now = START + 86_400_000 + offset;
    expect(await statusOf(place)).toBe(status);
    expect((await device.tryBegin()).status).toBe(begin);
    const { expired } = await harness.tellsafe.maintain();
    expect(expired).toBe(status === 'expired' ? 1 : 0);
    expect(await statusOf(place)).toBe(status);
  });

  test('SF-TIME-01 a tap just before the end still opens', async () => {
    await harness.close();
    harness = await createHarness(kind, { account: { invitationTtlSec: 60 } });
    const { device, place } = await sentForm(harness);
    harness.clock.advance(59_999);
    device.openKey = ok(await device.tryBegin()).openKey;
    harness.clock.advance(299_999);
    expect(await statusOf(place)).toBe('sent');
    expect((await device.tryBegin()).status).toBe(403);
    expect((await device.tryOpen()).status).toBe(200);
  });

  test.each([
    [-1, 'viewed', 200],
    [0, 'expired', 403],
    [1, 'expired', 403],
  ])('SF-TIME-02 at %i ms of its end an opened form is %s', async (offset, status, submit) => {
    const { agent, device, place } = await sentForm(harness);
    await device.open();
    harness.clock.advance(899_000);
    await agent.call('POST', '/v1/agent/sessions/current/activity', {});
    harness.clock.advance(800_000);
    await agent.call('POST', '/v1/agent/sessions/current/activity', {});
    harness.clock.now = START + 1_800_000 + offset;
    expect(await statusOf(place)).toBe(status);
    expect((await device.tryResume()).status).toBe(submit);
    expect((await device.tryExtend()).status).toBe(submit);
    harness.clock.now = START + 1_800_000 + offset;
    if (status === 'expired') expect((await device.trySubmit(answers.card)).status).toBe(403);
  });

  test('SF-TIME-08 the time is extended up to ten times, one period from now each', async () => {
    const { agent, device } = await sentForm(harness);
    await device.open();
    for (let time = 1; time <= 10; time += 1) {
      harness.clock.advance(800_000);
      ok(await agent.call('POST', '/v1/agent/sessions/current/activity', {}));
      const extended = ok(await device.tryExtend());
      expect(extended).toMatchObject({ secondsLeft: 1800, extensionsLeft: 10 - time });
      expect(extended.submitKey).toBe(device.opened?.submitKey);
    }
    expect((await device.tryExtend()).body).toMatchObject({ code: 'invitation_unavailable' });
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });

  test('SF-TIME-08 an extension whose answer was lost is answered again and not counted twice', async () => {
    const { device } = await sentForm(harness);
    await device.open();
    harness.clock.advance(100_000);
    const lost = ok(await device.tryExtend(10));
    harness.clock.advance(60_000);
    expect(ok(await device.tryExtend(10))).toEqual({ ...lost, secondsLeft: 1740 });
    // Two windows of the device that ask at once.
    const both = await Promise.all([device.tryExtend(9), device.tryExtend(9)]);
    for (const answer of both) expect(ok(answer)).toMatchObject({ secondsLeft: 1800, extensionsLeft: 8 });
    expect(ok(await device.tryExtend(8))).toMatchObject({ extensionsLeft: 7 });
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });

  test('SF-TIME-08 the last extension can be asked for again, another one cannot', async () => {
    await harness.close();
    harness = await createHarness(kind, { account: { extensions: 1 } });
    const { device } = await sentForm(harness);
    await device.open();
    expect(ok(await device.tryExtend(1))).toMatchObject({ extensionsLeft: 0 });
    expect(ok(await device.tryExtend(1))).toMatchObject({ extensionsLeft: 0 });
    expect((await device.tryExtend(0)).body).toMatchObject({ code: 'invitation_unavailable' });
    expect((await device.tryExtend()).status).toBe(403);
  });

  test('SF-TIME-08 an account can allow no extension', async () => {
    await harness.close();
    harness = await createHarness(kind, { account: { extensions: 0, reopen: 'never' } });
    const { device } = await sentForm(harness);
    expect(await device.open()).toMatchObject({ extensionsLeft: 0, reopen: 'never' });
    expect((await device.tryExtend()).status).toBe(403);
    // SF-INV-05: an account whose forms are never opened again.
    expect((await device.tryResume()).status).toBe(403);
  });

  test('SF-INV-05 the same device resumes, another one does not', async () => {
    const { device } = await sentForm(harness);
    const other = await sentForm(harness);
    await device.open();
    await other.device.open();
    const resumed = ok(await device.tryResume());
    expect(resumed).not.toHaveProperty('deviceKey');
    expect(resumed.submitKey).not.toBe(device.opened?.submitKey);
    const thief = Object.assign(other.device, { handle: device.handle });
    expect((await thief.tryResume()).body).toMatchObject({ code: 'invitation_unavailable' });
    expect((await thief.tryExtend()).body).toMatchObject({ code: 'invitation_unavailable' });
  });

  test('idle sessions are ended with all that follows', async () => {
    const { agent, place } = await sentForm(harness);
    harness.clock.advance(899_999);
    expect(await harness.tellsafe.maintain()).toMatchObject({ sessionsEnded: 0 });
    harness.clock.advance(1);
    expect(await statusOf(place)).toBe('sent');
    expect(await harness.tellsafe.maintain()).toMatchObject({ sessionsEnded: 1 });
    expect(await statusOf(place)).toBe('revoked');
    const session = { accountId: ACCOUNT, sessionId: agent.session.sessionId };
    expect(await harness.tellsafe.agentSessions.get(session)).toBeNull();
    expect(await harness.tellsafe.maintain()).toMatchObject({ sessionsEnded: 0 });
  });

  test('a form that was opened before its agent idled out cannot be opened or submitted, before any sweep', async () => {
    const opened = await sentForm(harness);
    await opened.device.open();
    const begun = await sentForm(harness);
    harness.clock.advance(800_000);
    begun.device.openKey = ok(await begun.device.tryBegin()).openKey;
    harness.clock.advance(100_000);
    expect((await opened.device.trySubmit(answers.card)).status).toBe(403);
    expect((await begun.device.tryOpen()).status).toBe(403);
    expect((await begun.device.tryBegin()).status).toBe(403);
  });

  test('SF-RET-01 everything is gone when its time is over, and the purge is told to the audit', async () => {
    const { submissionId, conversationId } = await submittedForm(harness);
    const end = retentionExpiry(harness.clock.now, 13);
    const query = { account: ACCOUNT, group: conversationId, collection: 'answers', limit: 10 };
    harness.clock.now = end - 1;
    await harness.tellsafe.maintain();
    expect((await harness.stores.sealed.list(query)).records.map(({ id }) => id)).toEqual([submissionId]);
    harness.clock.now = end + 86_400_000;
    while ((await harness.tellsafe.maintain()).more);
    expect((await harness.stores.sealed.list(query)).records).toEqual([]);
    expect(await harness.stores.sealed.get([{ ...query, id: submissionId }])).toEqual([null]);
    const events = await harness.stores.records.read({ account: ACCOUNT }, '', 100);
    expect(events.map(({ body }) => JSON.parse(Buffer.from(body).toString()).action)).toContain('purge');
    expect(await harness.tellsafe.forms.list({ accountId: ACCOUNT })).toHaveLength(4);
  });

  test('one round is bounded, and the next ones do the rest', async () => {
    const { agent, conversationId } = await sentForm(harness);
    const total = SWEEP_LIMIT + 20;
    for (let sent = 1; sent < total; sent += 1) {
      await agent.call('POST', '/v1/agent/invitations', {
        requestId: `0b9bd0f4-8a3d-4d6e-9d0c-${String(sent).padStart(12, '0')}`,
        conversationId,
        formId: 'card',
        suite: 'x25519',
        recipientPublicKey: Buffer.alloc(32, 9).toString('base64url'),
      });
    }
    harness.clock.advance(86_400_000);
    const first = await harness.tellsafe.maintain();
    expect(first).toMatchObject({ expired: SWEEP_LIMIT, more: true });
    const second = await harness.tellsafe.maintain();
    expect(second).toMatchObject({ expired: 0 });
    expect(PURGE_LIMIT).toBeLessThanOrEqual(10_000);
    const { invitations } = await harness.tellsafe.conversations.get({ accountId: ACCOUNT, conversationId });
    expect(invitations).toHaveLength(total);
    expect(new Set(invitations.map(({ status }) => status))).toEqual(new Set(['expired']));
  });
});

describe('maintenance that meets what it cannot finish', () => {
  let harness: Harness;
  const poisoned = new Set<string>();
  beforeEach(async () => {
    poisoned.clear();
    harness = await createHarness('memory', {
      account: { invitationTtlSec: 60 },
      wrap: (stores) => ({
        ...stores,
        records: storeWith(stores.records, {
          commit: async (batch) => {
            if (poisoned.has(batch.group)) throw new Error('this one never works');
            return stores.records.commit(batch);
          },
        }),
      }),
    });
  });
  afterEach(() => harness.close());

  test('SF-TIME-08 a full page of failures neither starves the others nor is tried without pause', async () => {
    const stuck = await sentForm(harness);
    const template = await harness.stores.records.list({ ...invitations(stuck.conversationId), limit: 1 });
    const [record] = template.records;
    if (!record) throw new Error('nothing was sent');
    const put = Array.from({ length: SWEEP_LIMIT + 5 }, (_, at) => ({ ...record, id: `copy-${at}` }));
    await harness.stores.records.commit({ account: ACCOUNT, group: stuck.conversationId, put });
    harness.clock.advance(1);
    const other = await sentForm(harness);
    poisoned.add(stuck.conversationId);
    harness.clock.advance(60_000);
    expect(await harness.tellsafe.maintain()).toMatchObject({ expired: 1, more: false });
    expect((await harness.tellsafe.invitations.get(other.place)).at.ended).toBe(harness.clock.now);
  });

  test('a record that cannot be read does not stop the round', async () => {
    const { conversationId, place } = await sentForm(harness);
    const key = { ...invitations(conversationId), id: 'garbage' };
    const index = [{ name: 'due', value: 'invitation', order: 0 }];
    const put = [{ ...key, body: Uint8Array.of(0x7b), expiresAt: Number.MAX_SAFE_INTEGER, index }];
    await harness.stores.records.commit({ account: ACCOUNT, group: conversationId, put });
    harness.clock.advance(60_000);
    expect(await harness.tellsafe.maintain()).toMatchObject({ expired: 1 });
    expect((await harness.tellsafe.invitations.get(place)).at.ended).toBe(harness.clock.now);
  });

  test('an invitation whose conversation is gone ends all the same', async () => {
    const { conversationId } = await sentForm(harness);
    const key = { account: ACCOUNT, group: conversationId, collection: 'conversation', id: conversationId };
    await harness.stores.records.commit({ account: ACCOUNT, group: conversationId, remove: [key] });
    harness.clock.advance(60_000);
    expect(await harness.tellsafe.maintain()).toMatchObject({ expired: 1 });
    expect(await harness.tellsafe.maintain()).toMatchObject({ expired: 0 });
  });
});

const invitations = (group: string) => ({ account: ACCOUNT, group, collection: 'invitation' });

describe('the maintenance loop', () => {
  test('runs by itself, outlives failures, and stops at close', async () => {
    vi.useFakeTimers();
    let failing = false;
    let purges = 0;
    const harness = await createHarness('memory', {
      options: { maintenance: { everyMs: 1000 } },
      wrap: (stores) => ({
        ...stores,
        records: storeWith(stores.records, {
          purge: async (now, limit) => {
            purges += 1;
            if (failing) throw new Error('gone for a moment');
            return stores.records.purge(now, limit);
          },
        }),
      }),
    });
    try {
      const { place } = await sentForm(harness);
      failing = true;
      await vi.advanceTimersByTimeAsync(3_000);
      expect(purges).toBe(3);
      expect(harness.log.filter(({ where }) => where === 'maintenance')).toHaveLength(3);
      failing = false;
      harness.clock.advance(86_400_000);
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await harness.tellsafe.invitations.get(place)).status).toBe('expired');
      await harness.tellsafe.close();
      const stopped = purges;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(purges).toBe(stopped);
    } finally {
      vi.useRealTimers();
      await harness.close();
    }
  });

  test('a clock that jumps back brings nothing back to life', async () => {
    const harness = await createHarness('memory');
    const agent = await Agent.signIn(harness, 'ada');
    harness.clock.advance(900_000);
    expect((await agent.call('GET', '/v1/agent/forms')).status).toBe(401);
    harness.clock.advance(-900_000);
    expect((await agent.call('GET', '/v1/agent/forms')).status).toBe(401);
    await harness.close();
  });
});
