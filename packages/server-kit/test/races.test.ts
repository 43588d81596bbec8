// Many at once with one key: one winner, on both stores; and a store that is not atomic must be caught by the very same check.
import { afterEach, describe, expect, test } from 'vitest';
import { Agent, type Answered, Device, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';
import { notAtomic } from './support/broken-stores.ts';

const REDEEMERS = 50;

let harness: Harness;
afterEach(() => harness.close());

const wins = (answered: readonly Answered[]) => answered.filter(({ status }) => status === 200).length;

/** Every submission that the sealed and volatile stores hold for a conversation. */
async function keptSubmissions(conversationId: string): Promise<{ sealed: string[]; volatile: string[] }> {
  const ids = async (store: keyof typeof harness.stores, collection: string) => {
    const query = { account: ACCOUNT, group: conversationId, collection, limit: 1000 };
    return (await harness.stores[store].list(query)).records.map(({ id }) => id);
  };
  const sealed = [...(await ids('sealed', 'answers')), ...(await ids('sealed', 'data-key'))];
  return { sealed: [...new Set(sealed)], volatile: await ids('volatile', 'off-the-record') };
}

/** 50 submits of one key with different bodies by the same device. */
async function raceDifferentBodies() {
  const sent = await sentForm(harness);
  await sent.device.open();
  const race = Array.from({ length: REDEEMERS }, () => sent.device.trySubmit(answers.card));
  return { ...sent, answered: await Promise.all(race) };
}

describe.each(storeKinds)('SF-OTK-02 races on the %s store', (kind) => {
  test('50 different submits with one key: one winner, nothing of the others is kept', async () => {
    harness = await createHarness(kind);
    const { agent, answered, conversationId, invitation } = await raceDifferentBodies();
    expect(wins(answered)).toBe(1);
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200, 403]));
    const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
    expect(await keptSubmissions(conversationId)).toEqual({ sealed: [submissionId], volatile: [submissionId] });
    expect((await agent.read(submissionId)).values).toEqual(answers.card);
  });

  test('50 identical submits with one key: all get the same answer, one submission is kept', async () => {
    harness = await createHarness(kind);
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    const body = { submitKey: device.opened?.submitKey ?? '', sealed: await device.seal(answers.card) };
    const race = Array.from({ length: REDEEMERS }, () => device.proven('/v1/forms/submit', body));
    const answered = await Promise.all(race);
    expect(wins(answered)).toBe(REDEEMERS);
    const kept = await keptSubmissions(conversationId);
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
    expect((await keptSubmissions(conversationId)).sealed).toEqual([]);
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });

  test('50 devices open with one key: one gets the form', async () => {
    harness = await createHarness(kind);
    const { device } = await sentForm(harness);
    const { openKey } = ok(await device.tryBegin());
    const devices = Array.from({ length: REDEEMERS }, () => new Device(harness, device.handle));
    const answered = await Promise.all(devices.map((each) => each.tryOpen(openKey)));
    expect(wins(answered)).toBe(1);
  });

  test('50 reads with one key by the one session give one answer, and spend one key', async () => {
    harness = await createHarness(kind);
    const { agent, submissionId } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    const answered = await Promise.all(Array.from({ length: REDEEMERS }, () => agent.tryRead(submissionId, readKey)));
    expect(wins(answered)).toBe(REDEEMERS);
    expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
  });

  test('50 sends with one request id make one invitation', async () => {
    harness = await createHarness(kind);
    const { agent, conversationId } = await sentForm(harness);
    const { publicKey } = { publicKey: Buffer.alloc(32, 9).toString('base64url') };
    const requestId = '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b050';
    const body = { requestId, conversationId, formId: 'card', suite: 'x25519', recipientPublicKey: publicKey };
    await Promise.all(Array.from({ length: REDEEMERS }, () => agent.call('POST', '/v1/agent/invitations', body)));
    expect((await agent.conversation(conversationId)).invitations).toHaveLength(2);
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
      expect((await keptSubmissions(conversationId)).volatile).toEqual([]);
    }
  });

  test('a submit against a logout: the off-the-record part does not outlive the session', async () => {
    harness = await createHarness(kind);
    for (let round = 0; round < 10; round += 1) {
      const { agent, device, conversationId } = await sentForm(harness);
      await device.open();
      const logout = agent.call('DELETE', '/v1/agent/sessions/current');
      await Promise.all([device.trySubmit(answers.card), logout]);
      expect((await keptSubmissions(conversationId)).volatile).toEqual([]);
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

describe('controls', () => {
  test('a store that is not atomic hands one key to many: the race test sees it', async () => {
    harness = await createHarness('memory', {
      wrap: (stores) => ({ ...stores, records: notAtomic(stores.records) }),
    });
    const { answered } = await raceDifferentBodies();
    expect(wins(answered)).toBeGreaterThan(1);
  });
});
