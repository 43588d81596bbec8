// T23: while audit entries cannot be kept, nothing happens and nothing is delivered: no form is sent, opened, submitted or
// read, and a refused attempt is told nothing either. When they can be kept again, everything goes on where it stood.
import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AUDIT_EVENT } from '../src/audit/audit.ts';
import type { Store } from '../src/stores/types.ts';
import { Agent, type Answered, Device, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, type HarnessOptions, type StoreKind } from './harness.ts';
import { archivePair, closedForm, signIn, tryRead, withHistory } from './history/stage.ts';
import { auditOf } from './support/audit.ts';
import { storeWith } from './support/broken-stores.ts';
import { dropsEventsOf } from './support/faults.ts';

type Sink = (store: Store, isDown: () => boolean) => Store;

/** Takes everything but what holds an audit entry. */
const failingSink: Sink = (store, isDown) =>
  storeWith(store, {
    commit: async (batch) => {
      if (isDown() && batch.append?.some(({ type }) => type === AUDIT_EVENT))
        throw new TellsafeError('store_unavailable');
      return store.commit(batch);
    },
  });

/** A sink beside the store: the change is made, and its entry is lost. */
const carelessSink: Sink = (store, isDown) => {
  const careless = dropsEventsOf(AUDIT_EVENT)(store);
  return storeWith(store, { commit: (batch) => (isDown() ? careless : store).commit(batch) });
};

/** What somebody tries while the sink is down. */
interface Attempt {
  readonly name: string;
  readonly account?: HarnessOptions['account'];
  /** Sets up what comes before, and gives the attempt and what it must leave as it was. */
  readonly prepare: (harness: Harness) => Promise<{
    readonly attempt: () => Promise<Answered>;
    readonly state: () => Promise<unknown>;
    /** Status of the attempt when the sink works; 200 unless it is refused. */
    readonly status?: number;
  }>;
}

const archive = await archivePair();

const attempts: readonly Attempt[] = [
  {
    name: 'a send',
    prepare: async (harness) => {
      const { agent, conversationId } = await sentForm(harness);
      const state = async () => (await agent.conversation(conversationId)).invitations;
      return { attempt: () => agent.trySend(conversationId), state };
    },
  },
  {
    name: 'an open',
    prepare: async (harness) => {
      const { agent, conversationId, invitation, device } = await sentForm(harness);
      device.openKey = ok(await device.tryBegin()).openKey;
      return { attempt: () => device.tryOpen(), state: () => agent.invitation(conversationId, invitation.id) };
    },
  },
  {
    name: 'a submit',
    prepare: async (harness) => {
      const { agent, conversationId, invitation, device } = await sentForm(harness);
      await device.open();
      const { sealed, volatile } = harness.stores;
      const list = async (store: Store, collection: string) =>
        (await store.list({ account: ACCOUNT, group: conversationId, collection, limit: 10 })).records.length;
      const state = async () => [
        await agent.invitation(conversationId, invitation.id),
        // What was stored before the commit that failed is out of reach, and leaves by itself.
        (await list(sealed, 'answers')) > 1 || (await list(volatile, 'off-the-record')) > 1,
      ];
      return { attempt: () => device.trySubmit(answers.card), state };
    },
  },
  {
    name: 'a read',
    prepare: async (harness) => {
      const { agent, conversationId, invitation, submissionId } = await submittedForm(harness);
      const { readKey } = ok(await agent.tryReadKey(submissionId));
      const state = () => agent.invitation(conversationId, invitation.id);
      return { attempt: () => agent.tryRead(submissionId, readKey), state };
    },
  },
  {
    name: 'a read key',
    prepare: async (harness) => {
      const { agent, submissionId } = await submittedForm(harness);
      return { attempt: () => agent.tryReadKey(submissionId), state: async () => undefined };
    },
  },
  {
    name: 'a reading out of the history',
    account: withHistory(archive, 'brand').account,
    prepare: async (harness) => {
      const form = await closedForm(harness);
      const manager = await signIn(harness);
      const { conversationId } = form;
      const state = () => harness.tellsafe.history.reads({ accountId: ACCOUNT, conversationId });
      return { attempt: () => tryRead(manager, form), state };
    },
  },
  {
    name: 'a refused reading out of the history',
    account: withHistory(archive, 'brand').account,
    prepare: async (harness) => {
      const form = await submittedForm(harness);
      const manager = await signIn(harness);
      return { attempt: () => tryRead(manager, form), state: async () => undefined, status: 403 };
    },
  },
  {
    name: 'a close',
    prepare: async (harness) => {
      const { agent, conversationId } = await sentForm(harness);
      const state = () => agent.conversation(conversationId);
      return { attempt: () => agent.call('POST', `/v1/conversations/${conversationId}/close`, {}), state };
    },
  },
  {
    name: 'a refused open',
    prepare: async (harness) => {
      const { agent, conversationId, invitation, device } = await sentForm(harness);
      await device.open();
      const other = new Device(harness, device.handle);
      const state = () => agent.invitation(conversationId, invitation.id);
      return { attempt: () => other.tryOpen(device.openKey), state, status: 403 };
    },
  },
  {
    name: 'a refused read',
    prepare: async (harness) => {
      const { submissionId } = await submittedForm(harness);
      const bob = await Agent.signIn(harness, 'bob');
      return { attempt: () => bob.tryReadKey(submissionId), state: async () => undefined, status: 410 };
    },
  },
  {
    name: 'a refused send',
    prepare: async (harness) => {
      const { conversationId } = await sentForm(harness);
      const bob = await Agent.signIn(harness, 'bob');
      return { attempt: () => bob.trySend(conversationId), state: async () => undefined, status: 409 };
    },
  },
];

/** Everything that would be wrong. */
async function faultsOf(kind: StoreKind, { prepare, account }: Attempt, sink: Sink): Promise<string[]> {
  let isDown = false;
  const harness = await createHarness(kind, {
    ...(account && { account }),
    wrap: (stores) => ({ ...stores, records: sink(stores.records, () => isDown) }),
  });
  const faults: string[] = [];
  const { attempt, state, status = 200 } = await prepare(harness);
  const [before, entries] = [await state(), (await auditOf(harness)).length];
  isDown = true;
  const refused = await attempt();
  isDown = false;
  if (refused.status !== 503) faults.push(`answered ${refused.status}`);
  if (JSON.stringify(await state()) !== JSON.stringify(before)) faults.push('something happened');
  if ((await auditOf(harness)).length !== entries) faults.push('something was told');
  const later = await attempt();
  if (later.status !== status) faults.push(`answered ${later.status} afterwards`);
  if ((await auditOf(harness)).length <= entries) faults.push('nothing was told afterwards');
  await harness.close();
  return faults;
}

describe.each(['memory', 'sqlite'] as const)('T23 while the audit of the %s store is down', (kind) => {
  test.each(attempts)('SF-AUD-01 $name does not happen', async (attempt) => {
    expect(await faultsOf(kind, attempt, failingSink)).toEqual([]);
  });
});

test.each(attempts)('T23 control: a sink that loses entries lets $name happen', async (attempt) => {
  expect(await faultsOf('memory', attempt, carelessSink)).toContainEqual(expect.stringMatching(/^answered (?!503)/));
});

describe('T23 while the audit is down', () => {
  let harness: Harness;
  let isDown = false;
  beforeEach(async () => {
    isDown = false;
    harness = await createHarness('memory', {
      wrap: (stores) => ({ ...stores, records: failingSink(stores.records, () => isDown) }),
    });
  });
  afterEach(() => harness.close());

  test('SF-AUD-01 nothing is purged, and everything is when it can be told', async () => {
    await submittedForm(harness);
    harness.clock.advance(2 * 365 * 86_400_000);
    const { records, sealed } = harness.stores;
    const due = async () => [
      (await records.overdue(harness.clock())).count,
      (await sealed.overdue(harness.clock())).count,
    ];
    const before = await due();
    expect(Math.min(...before)).toBeGreaterThan(0);
    isDown = true;
    await expect(harness.tellsafe.maintain()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await due()).toEqual(before);
    isDown = false;
    const { purged } = await harness.tellsafe.maintain();
    expect(await due()).toEqual([0, 0]);
    expect((await auditOf(harness)).filter(({ action }) => action === 'purge')).toMatchObject([{ count: purged }]);
  });

  test('SF-AUD-01 an admin is shown nothing of it, and gets no export', async () => {
    await submittedForm(harness);
    const { audit } = harness.tellsafe;
    isDown = true;
    await expect(audit.list({ accountId: ACCOUNT })).rejects.toMatchObject({ code: 'store_unavailable' });
    const pieces: string[] = [];
    const exporting = async () => {
      for await (const piece of audit.export({ accountId: ACCOUNT, format: 'csv' })) pieces.push(piece);
    };
    await expect(exporting()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(pieces).toEqual([]);
  });
});
