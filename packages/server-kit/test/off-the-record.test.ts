// Off-the-record answers: never durable, gone on time, by close, by logout (SF-OTR-01 to SF-OTR-03).
import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offTheRecordKey } from '../src/services/records/keys.ts';
import { memoryStore } from '../src/stores/memory.ts';
import { type Agent, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, START, storeKinds } from './harness.ts';
import { auditOf } from './support/audit.ts';
import { storeWith } from './support/broken-stores.ts';

describe.each(storeKinds)('off the record on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  const keepAlive = async (agent: Agent) => ok(await agent.call('POST', '/v1/agent/sessions/current/activity', {}));

  test.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('SF-OTR-02 at %i ms of the end the part is there: %s', async (offset, there) => {
    const { agent, submissionId } = await submittedForm(harness);
    harness.clock.advance(600_000);
    await keepAlive(agent);
    harness.clock.advance(300_000 + offset);
    const { answer, values } = await agent.read(submissionId);
    expect(answer.parts.offTheRecord !== null).toBe(there);
    expect(answer.offTheRecordSecondsLeft).toBe(0);
    expect(values).toEqual(there ? answers.card : { number: answers.card.number, expiry: answers.card.expiry });
  });

  test('SF-OTR-02 a store that forgets to forget gives nothing away', async () => {
    await harness.close();
    const stuck = memoryStore({ clock: () => START });
    harness = await createHarness(kind, { wrap: (stores) => ({ ...stores, volatile: stuck }) });
    const { agent, submissionId } = await submittedForm(harness);
    expect((await agent.read(submissionId)).answer.parts.offTheRecord).not.toBeNull();
    harness.clock.advance(600_000);
    await keepAlive(agent);
    harness.clock.advance(300_000);
    expect((await agent.read(submissionId)).answer.parts.offTheRecord).toBeNull();
  });

  test('SF-OTR-02 reading extends nothing', async () => {
    const { agent, submissionId } = await submittedForm(harness);
    for (const expected of [900, 600, 300]) {
      const { answer } = await agent.read(submissionId);
      expect(answer.offTheRecordSecondsLeft).toBe(expected);
      harness.clock.advance(300_000);
      await keepAlive(agent);
    }
    expect((await agent.read(submissionId)).answer.parts.offTheRecord).toBeNull();
  });

  test('SF-OTR-03 a form that is off the record as a whole still answers, empty', async () => {
    const { agent, submissionId } = await submittedForm(harness, 'code');
    expect((await agent.read(submissionId)).values).toEqual(answers.code);
    harness.clock.advance(600_000);
    await keepAlive(agent);
    harness.clock.advance(300_000);
    const { answer } = await agent.read(submissionId);
    expect(answer.parts).toEqual({ recorded: null, offTheRecord: null });
  });

  test('SF-OTR-02 SF-TIME-06 the account can shorten the time', async () => {
    await harness.close();
    harness = await createHarness(kind, { account: { offTheRecordTtlSec: 1 } });
    const { agent, device, conversationId, invitation } = await sentForm(harness);
    await device.open();
    ok(await device.trySubmit(answers.card));
    const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
    harness.clock.advance(999);
    expect((await agent.read(submissionId)).answer.parts.offTheRecord).not.toBeNull();
    harness.clock.advance(1);
    expect((await agent.read(submissionId)).answer.parts.offTheRecord).toBeNull();
  });

  test('SF-OTR-02 once a payment was authorised the code is gone at once, and the rest is not', async () => {
    const { tellsafe, stores } = harness;
    const form = await submittedForm(harness);
    const other = await submittedForm(harness);
    const isLeft = async ({ conversationId, submissionId }: typeof form) =>
      !!(await stores.volatile.get([offTheRecordKey(ACCOUNT, conversationId, submissionId)]))[0];
    expect(await isLeft(form)).toBe(true);
    expect((await tellsafe.invitations.markAuthorised(form.place)).status).toBe('submitted');
    expect([await isLeft(form), await isLeft(other)]).toEqual([false, true]);
    const { answer, values } = await form.agent.read(form.submissionId);
    expect([answer.parts.offTheRecord, answer.offTheRecordSecondsLeft]).toEqual([null, 0]);
    expect(values).toEqual({ number: answers.card.number, expiry: answers.card.expiry });
    expect((await other.agent.read(other.submissionId)).values).toEqual(answers.card);
    await tellsafe.invitations.markAuthorised(form.place);
    const entries = (await auditOf(harness)).filter(({ action }) => action === 'off-the-record-end');
    expect(entries).toMatchObject([{ who: { kind: 'host' }, object: { kind: 'invitation', id: form.invitation.id } }]);
  });

  test('SF-OTR-02 a code that could not be removed is read by nobody, and goes when the host asks again', async () => {
    await harness.close();
    let isDown = true;
    harness = await createHarness(kind, {
      wrap: ({ volatile, ...stores }) => {
        const commit: typeof volatile.commit = async (change) => {
          if (isDown && change.remove) throw new TellsafeError('store_unavailable');
          return volatile.commit(change);
        };
        return { ...stores, volatile: storeWith(volatile, { commit }) };
      },
    });
    const { tellsafe } = harness;
    const { agent, place, conversationId, submissionId } = await submittedForm(harness);
    const kept = async () =>
      !!(await harness.stores.volatile.get([offTheRecordKey(ACCOUNT, conversationId, submissionId)]))[0];
    await expect(tellsafe.invitations.markAuthorised(place)).rejects.toThrow();
    expect((await agent.read(submissionId)).answer.parts.offTheRecord).toBeNull();
    expect(await kept()).toBe(true);
    isDown = false;
    await tellsafe.invitations.markAuthorised(place);
    expect(await kept()).toBe(false);
  });

  test('a payment is authorised after the form was submitted, not before', async () => {
    const { tellsafe } = harness;
    const { place, device } = await sentForm(harness);
    await expect(tellsafe.invitations.markAuthorised(place)).rejects.toMatchObject({ code: 'conflict' });
    await device.open();
    await expect(tellsafe.invitations.markAuthorised(place)).rejects.toMatchObject({ code: 'conflict' });
    const nobody = { ...place, invitationId: 'ffffffff-ffff-4fff-8fff-ffffffffffff' };
    await expect(tellsafe.invitations.markAuthorised(nobody)).rejects.toMatchObject({ code: 'conversation_unknown' });
    const address = await submittedForm(harness, 'address');
    expect((await tellsafe.invitations.markAuthorised(address.place)).status).toBe('submitted');
    expect((await auditOf(harness)).filter(({ action }) => action === 'off-the-record-end')).toEqual([]);
  });

  test('SF-OTR-01 a durable store is refused as the volatile one', async () => {
    if (kind !== 'sqlite') return;
    const { createTellsafe } = await import('../src/index.ts');
    const { records } = harness.stores;
    expect(() =>
      createTellsafe({
        stores: { records, sealed: records, volatile: records },
        keys: harness.keys,
        accounts: [{ id: ACCOUNT, formOrigin: 'https://forms.acme.example', allowedOrigins: [] }],
        authenticate: () => null,
      }),
    ).toThrow(/stores\.volatile/);
  });
});
