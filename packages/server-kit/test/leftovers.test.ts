// What is left of off-the-record answers when a store fails at the worst moment: nothing that the next attempt does not find
// (SF-OTR-02). The volatile store stands for one that outlives the process.
import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Store } from '../src/stores/types.ts';
import { Agent, Device, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';
import { storeWith } from './support/broken-stores.ts';

/** Fails while it is armed, before anything was changed. */
function failing(store: Store, armed: () => boolean): Store {
  return storeWith(store, {
    commit: async (batch) => {
      if (armed()) throw new TellsafeError('store_unavailable');
      return store.commit(batch);
    },
  });
}

describe.each(storeKinds)('off-the-record answers when a store fails, on the %s store', (kind) => {
  let harness: Harness;
  let broken: 'records' | 'sealed' | 'volatile' | undefined;
  beforeEach(async () => {
    broken = undefined;
    harness = await createHarness(kind, {
      wrap: ({ records, sealed, volatile }) => ({
        records: failing(records, () => broken === 'records'),
        sealed: failing(sealed, () => broken === 'sealed'),
        volatile: failing(volatile, () => broken === 'volatile'),
      }),
    });
  });
  afterEach(() => harness.close());

  const kept = async (conversationId: string) => {
    const query = { account: ACCOUNT, group: conversationId, collection: 'off-the-record', limit: 10 };
    return (await harness.stores.volatile.list(query)).records.length;
  };

  test.each([
    ['close', {}],
    ['transfer', { agentId: null }],
  ])('SF-OTR-02 a %s whose removal failed removes when it is repeated', async (action, body) => {
    const { agent, conversationId, submissionId } = await submittedForm(harness);
    const path = `/v1/conversations/${conversationId}/${action}`;
    broken = 'volatile';
    expect((await agent.call('POST', path, body)).status).toBe(503);
    broken = undefined;
    expect((await agent.tryReadKey(submissionId)).status).toBe(410);
    ok(await agent.call('POST', path, body));
    expect(await kept(conversationId)).toBe(0);
  });

  test('SF-OTR-02 a logout whose removal failed is finished by the sweep', async () => {
    const { agent, conversationId } = await submittedForm(harness);
    broken = 'volatile';
    expect((await agent.call('DELETE', '/v1/agent/sessions/current')).status).toBe(503);
    broken = undefined;
    expect((await agent.call('GET', '/v1/agent/forms')).status).toBe(401);
    await harness.tellsafe.maintain();
    expect(await kept(conversationId)).toBe(0);
  });

  test('SF-OTR-02 a close also removes what a failed submit left without a name', async () => {
    const { agent, device, conversationId } = await sentForm(harness);
    await device.open();
    broken = 'records';
    expect((await device.trySubmit(answers.card)).status).toBe(503);
    broken = undefined;
    expect(await kept(conversationId)).toBe(1);
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/close`, {}));
    expect(await kept(conversationId)).toBe(0);
  });

  test('SF-OTR-02 a transfer that is repeated leaves the new agent what is theirs', async () => {
    const { agent, conversationId } = await submittedForm(harness);
    const bob = await Agent.signIn(harness, 'bob');
    const path = `/v1/conversations/${conversationId}/transfer`;
    ok(await agent.call('POST', path, { agentId: 'bob' }));
    const place = { accountId: ACCOUNT, conversationId };
    const sent = await bob.send(conversationId);
    const device = new Device(harness, await harness.tellsafe.invitations.handle({ ...place, invitationId: sent.id }));
    await device.open();
    ok(await device.trySubmit(answers.card));
    ok(await agent.call('POST', path, { agentId: 'bob' }));
    const { submissionId = '' } = await bob.invitation(conversationId, sent.id);
    expect((await bob.read(submissionId)).values).toEqual(answers.card);
  });
});

test('a sealed half that arrives after the other half failed is removed as well', async () => {
  let full = true;
  let came: (done: boolean) => void;
  const late = new Promise<boolean>((resolve) => {
    came = resolve;
  });
  const harness = await createHarness('memory', {
    wrap: (stores) => ({
      ...stores,
      sealed: storeWith(stores.sealed, {
        // A store whose commits overtake each other, as connections of a pool do.
        commit: async (batch) => {
          if (!batch.put || batch.put.length === 0) return stores.sealed.commit(batch);
          await new Promise((resolve) => setTimeout(resolve, 20));
          const done = await stores.sealed.commit(batch);
          came(done);
          return done;
        },
      }),
      volatile: failing(stores.volatile, () => full),
    }),
  });
  const { device, conversationId } = await sentForm(harness);
  await device.open();
  expect((await device.trySubmit(answers.card)).status).toBe(503);
  full = false;
  expect(await late).toBe(true);
  const query = { account: ACCOUNT, group: conversationId, collection: 'data-key', limit: 10 };
  await vi.waitFor(async () => expect((await harness.stores.sealed.list(query)).records).toEqual([]));
  await harness.close();
});
