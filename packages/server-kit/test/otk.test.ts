// Every rule of one-time keys over HTTP, on both stores: SF-OTK-01 to SF-OTK-07. Refusals are compared byte by byte.

import { toBase64url } from '@tellsafe/core/encoding';
import { encodeOneTimeKey, type OneTimeKey, parseOneTimeKey } from '@tellsafe/core/otk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Device, fingerprint, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, OTHER_ACCOUNT, random, storeKinds } from './harness.ts';
import { storeWith } from './support/broken-stores.ts';
import { dumpOf } from './support/dump.ts';

/** The same key with something changed. */
function changed(text: string, change: Partial<OneTimeKey>): string {
  const key = parseOneTimeKey(text);
  if (!key) throw new Error('not a key');
  return encodeOneTimeKey({ ...key, ...change });
}

describe.each(storeKinds)('one-time keys on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test('SF-OTK-01 a key works for its own purpose only', async () => {
    const { agent, device, submissionId } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    const second = await sentForm(harness);
    const { openKey } = ok(await second.device.tryBegin());
    await second.device.take(ok(await second.device.tryOpen(openKey)));
    const submitKey = second.device.opened?.submitKey ?? '';
    const refused = [
      await device.tryOpen(submitKey),
      await device.tryOpen(readKey),
      await second.device.trySubmit(answers.card, openKey),
      await second.device.trySubmit(answers.card, readKey),
      await agent.tryRead(submissionId, submitKey),
      await agent.tryRead(submissionId, openKey),
    ];
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 403, body: { code: 'otk_invalid' } });
    expect(ok(await second.device.trySubmit(answers.card))).toEqual({ status: 'submitted' });
    expect((await agent.tryRead(submissionId, readKey)).status).toBe(200);
  });

  test('SF-OTK-02 a spent open key gives its device the same answer and nobody else any', async () => {
    const { device, place } = await sentForm(harness);
    const first = await device.open();
    const again = ok(await device.tryOpen());
    expect(again).toEqual(first);
    const other = new Device(harness, device.handle);
    expect(await other.tryOpen(device.openKey)).toMatchObject({ status: 403, body: { code: 'otk_invalid' } });
    const view = await harness.tellsafe.invitations.get(place);
    expect(view).toMatchObject({ status: 'viewed', openedElsewhere: true });
  });

  test.each([
    ['resume', (other: Device) => other.tryResume()],
    ['extend', (other: Device) => other.tryExtend()],
    ['submit', (other: Device) => other.trySubmit(answers.card)],
  ] as const)('SF-INV-05 a %s by another device is refused, and the agent is told', async (_step, attempt) => {
    const { device, place } = await sentForm(harness);
    const opened = await device.open();
    const other = new Device(harness, device.handle);
    await other.take({ ...opened, deviceKey: toBase64url(random(32)) });
    expect(await attempt(other)).toMatchObject({ status: 403 });
    expect(await harness.tellsafe.invitations.get(place)).toMatchObject({ status: 'viewed', openedElsewhere: true });
    ok(await device.trySubmit(answers.card));
  });

  test('SF-OTK-02 the agent is told only once that somebody else tried', async () => {
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    const before = await harness.stores.records.latest({ account: ACCOUNT, group: conversationId });
    for (let time = 0; time < 3; time += 1) {
      await new Device(harness, device.handle).tryOpen(device.openKey);
      await new Device(harness, device.handle).tryBegin();
    }
    const events = await harness.stores.records.read({ account: ACCOUNT, group: conversationId }, before, 100);
    expect(events.filter(({ type }) => type === 'invitation')).toHaveLength(1);
  });

  test.each([
    ['open', 59_999, 'repeat'],
    ['open', 60_000, 'refused'],
    ['submit', 59_999, 'repeat'],
    ['submit', 60_000, 'refused'],
    ['read', 59_999, 'repeat'],
    ['read', 60_000, 'refused'],
  ] as const)('SF-OTK-02 a repeat of %s after %i ms is a %s', async (purpose, afterMs, outcome) => {
    const { agent, device, submissionId } = await (purpose === 'open'
      ? sentForm(harness).then((sent) => ({ ...sent, submissionId: '' }))
      : submittedForm(harness));
    let again: () => Promise<{ status: number }>;
    if (purpose === 'open') {
      await device.open();
      again = () => device.tryOpen();
    } else if (purpose === 'submit') {
      again = await repeatedSubmit(harness);
    } else {
      const { readKey } = ok(await agent.tryReadKey(submissionId));
      ok(await agent.tryRead(submissionId, readKey));
      again = () => agent.tryRead(submissionId, readKey);
    }
    harness.clock.advance(afterMs);
    expect((await again()).status).toBe(outcome === 'repeat' ? 200 : 403);
  });

  test.each([
    ['open', 300_000],
    ['submit', 1_800_000],
    ['read', 30_000],
  ] as const)(
    'SF-OTK-03 SF-TIME-01 SF-TIME-02 SF-TIME-05 a key to %s lives to the millisecond',
    async (purpose, lifeMs) => {
      for (const [offset, status] of [
        [-1, 200],
        [0, 403],
        [1, 403],
      ] as const) {
        const attempt = await preparedAttempt(harness, purpose);
        harness.clock.advance(lifeMs + offset);
        // The agent's session would idle out before a submit key does.
        expect([offset, (await attempt()).status]).toEqual([offset, status]);
      }
    },
  );

  test('SF-OTK-04 a key belongs to one account, conversation and invitation', async () => {
    const one = await sentForm(harness);
    const other = await sentForm(harness);
    const { openKey } = ok(await one.device.tryBegin());
    ok(await other.device.tryBegin());
    const attempts = [
      changed(openKey, { accountId: OTHER_ACCOUNT }),
      changed(openKey, { accountId: 'unknown' }),
      changed(openKey, { conversationId: other.conversationId }),
      changed(openKey, { invitationId: other.invitation.id }),
      changed(openKey, { conversationId: other.conversationId, invitationId: other.invitation.id }),
    ];
    const refused = await Promise.all(attempts.map((key) => one.device.tryOpen(key)));
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect((await one.device.tryOpen(openKey)).status).toBe(200);
  });

  test('SF-OTK-04 a new key of a purpose replaces the older one', async () => {
    const { device } = await sentForm(harness);
    const { openKey: first } = ok(await device.tryBegin());
    const { openKey: second } = ok(await device.tryBegin());
    expect((await device.tryOpen(first)).status).toBe(403);
    await device.take(ok(await device.tryOpen(second)));
    const older = device.opened?.submitKey ?? '';
    await device.take(ok(await device.tryResume()));
    expect((await device.trySubmit(answers.card, older)).status).toBe(403);
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });

  test('SF-OTK-06 unknown, expired, spent, wrong-purpose and wrong-account keys get the same bytes', async () => {
    const spent = await sentForm(harness);
    await spent.device.open();
    const fresh = await sentForm(harness);
    const { openKey } = ok(await fresh.device.tryBegin());
    const stranger = new Device(harness, fresh.device.handle);
    const refused = [
      await stranger.tryOpen(changed(openKey, { secret: random(32) })),
      await stranger.tryOpen(spent.device.openKey),
      await stranger.tryOpen(spent.device.opened?.submitKey),
      await stranger.tryOpen(changed(openKey, { accountId: OTHER_ACCOUNT })),
      await stranger.tryOpen('nonsense'),
      await stranger.tryOpen(openKey.slice(1)),
    ];
    harness.clock.advance(300_000);
    refused.push(await stranger.tryOpen(openKey));
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]?.text).toBe(
      '{"type":"urn:tellsafe:problem:otk_invalid","title":"The one-time key is not valid.","status":403,"code":"otk_invalid"}',
    );
  });

  test('SF-OTK-06 the true reason goes to the audit alone', async () => {
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    await new Device(harness, device.handle).tryOpen(device.openKey);
    const entries = (await dumpOf(harness.stores)).split('\n').filter((line) => line.includes('"form-open"'));
    expect(entries.some((line) => line.includes('{"refused":"spent"}'))).toBe(true);
    expect(entries.some((line) => line.includes('"done"'))).toBe(true);
    expect(entries.join('\n')).not.toContain(device.openKey);
    expect(conversationId).not.toBe('');
  });

  test('one code for every way a handle can fail', async () => {
    const opened = await sentForm(harness);
    await opened.device.open();
    const revoked = await sentForm(harness);
    await harness.tellsafe.invitations.revoke(revoked.place);
    const expired = await sentForm(harness);
    harness.clock.advance(1);
    const unknown = opened.device.handle.replace(/^.{4}/, 'AAAA');
    const refused = [
      await new Device(harness, opened.device.handle).tryBegin(),
      await revoked.device.tryBegin(),
      await new Device(harness, unknown).tryBegin(),
      await new Device(harness, 'nonsense').tryBegin(),
    ];
    harness.clock.advance(86_400_000);
    refused.push(await expired.device.tryBegin());
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]?.body).toMatchObject({ code: 'invitation_unavailable' });
  });

  test('SF-OTK-02 keys of another incarnation of the store are dead', async () => {
    if (kind !== 'memory') return;
    const { device } = await sentForm(harness);
    const { openKey } = ok(await device.tryBegin());
    const { records } = harness.stores;
    const restored = storeWith(records, { incarnation: async () => 'after-a-restore' });
    harness.stores = { ...harness.stores, records: restored };
    await harness.restart();
    expect((await device.tryOpen(openKey)).status).toBe(403);
  });
});

async function repeatedSubmit(harness: Harness) {
  const { device } = await sentForm(harness);
  await device.open();
  const submitKey = device.opened?.submitKey ?? '';
  const body = { submitKey, sealed: await device.seal(answers.card) };
  ok(await device.proven('/v1/forms/submit', body));
  return () => device.proven('/v1/forms/submit', body);
}

async function preparedAttempt(harness: Harness, purpose: 'open' | 'submit' | 'read') {
  if (purpose === 'read') {
    const { agent, submissionId } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    return () => agent.tryRead(submissionId, readKey);
  }
  const { agent, device, place } = await sentForm(harness);
  ok(await device.tryBegin());
  const session = { accountId: place.accountId, sessionId: agent.session.sessionId };
  if (purpose === 'open') {
    const { openKey } = ok(await device.tryBegin());
    return () => device.tryOpen(openKey);
  }
  await device.open();
  // Two idle periods fit into the life of a submit key.
  const keepAlive = async () => {
    const { now } = harness.clock;
    for (const step of [800_000, 1_600_000, 1_800_000]) {
      harness.clock.now = Math.min(now, now - 1_800_000 + step);
      await harness.tellsafe.agentSessions.keep(session);
    }
    harness.clock.now = now;
  };
  return async () => {
    await keepAlive();
    return device.trySubmit(answers.card);
  };
}
