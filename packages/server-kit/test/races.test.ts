// Many at once with one key, and steps that cross each other, on both stores. More of it, with controls, in checks/.
import { afterEach, describe, expect, test } from 'vitest';
import { keptSubmissions, REDEEMERS, wins } from './checks/one-time-keys.ts';
import { Agent, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';

let harness: Harness;
afterEach(() => harness.close());

describe.each(storeKinds)('SF-OTK-02 races on the %s store', (kind) => {
  test('50 identical submits with one key: all get the same answer, one submission is kept', async () => {
    harness = await createHarness(kind);
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    const body = { submitKey: device.opened?.submitKey ?? '', sealed: await device.seal(answers.card) };
    const race = Array.from({ length: REDEEMERS }, () => device.proven('/v1/forms/submit', body));
    const answered = await Promise.all(race);
    expect(wins(answered)).toBe(REDEEMERS);
    const kept = await keptSubmissions(harness, conversationId);
    expect([kept.sealed.length, kept.volatile.length]).toEqual([1, 1]);
  });

  test('submits by other devices with a stolen key: none wins', async () => {
    harness = await createHarness(kind);
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    const thieves = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const own = await sentForm(harness);
        await own.device.open();
        return own.device;
      }),
    );
    const stolen = device.opened?.submitKey ?? '';
    expect(wins(await Promise.all(thieves.map((thief) => thief.trySubmit(answers.card, stolen))))).toBe(0);
    expect((await keptSubmissions(harness, conversationId)).sealed).toEqual([]);
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });

  test('50 reads with one key by the one session give one answer, and spend one key', async () => {
    harness = await createHarness(kind);
    const { agent, submissionId } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    const answered = await Promise.all(Array.from({ length: REDEEMERS }, () => agent.tryRead(submissionId, readKey)));
    expect(wins(answered)).toBe(REDEEMERS);
    expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
  });

  test('a submit against a close: never readable, never half done', async () => {
    harness = await createHarness(kind);
    for (let round = 0; round < 10; round += 1) {
      const { device, conversationId, place } = await sentForm(harness);
      await device.open();
      const close = harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId });
      const [submitted] = await Promise.all([device.trySubmit(answers.card), close]);
      const { status } = await harness.tellsafe.invitations.get(place);
      expect(status).toBe(submitted.status === 200 ? 'submitted' : 'revoked');
      expect((await keptSubmissions(harness, conversationId)).volatile).toEqual([]);
    }
  });

  test('a submit against a logout: the off-the-record part does not outlive the session', async () => {
    harness = await createHarness(kind);
    for (let round = 0; round < 10; round += 1) {
      const { agent, device, conversationId } = await sentForm(harness);
      await device.open();
      const logout = agent.call('DELETE', '/v1/agent/sessions/current');
      await Promise.all([device.trySubmit(answers.card), logout]);
      expect((await keptSubmissions(harness, conversationId)).volatile).toEqual([]);
    }
  });

  test('two agents assign one conversation: one gets it', async () => {
    harness = await createHarness(kind);
    const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT });
    const pair = [await Agent.signIn(harness, 'ada'), await Agent.signIn(harness, 'bob')];
    const path = `/v1/conversations/${conversationId}/assign`;
    const answered = await Promise.all(pair.map((agent) => agent.call('POST', path, {})));
    expect(answered.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
