// The kit is killed between any two steps, or right after a step whose answer is then lost, and started again on the same
// files: the flow goes on, nothing doubled, nothing lost (SF-OTK-02; issue: kill and restart).

import { createUuid, TellsafeError } from '@tellsafe/core';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { BeginResponse, InvitationView, Opened, ReadKeyResponse, ReadResponse } from '@tellsafe/core/wire';
import { afterEach, describe, expect, test } from 'vitest';
import { invitationEventCodec } from '../src/services/events.ts';
import type { Store } from '../src/stores/types.ts';
import { Agent, Device, ok } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, random } from './harness.ts';
import { storeWith } from './support/broken-stores.ts';
import { forgets, inStore } from './support/faults.ts';

interface Run {
  readonly harness: Harness;
  readonly agent: Agent;
  readonly conversationId: string;
  device: Device;
  invitation?: InvitationView;
  submitBody?: unknown;
  submissionId?: string;
  readKey?: string;
  read?: ReadResponse;
}

interface Step {
  readonly name: string;
  /** Does the step; called again after the restart when its answer is lost. */
  readonly run: (run: Run) => Promise<void>;
}

const requestIds = { message: createUuid(random), send: createUuid(random) };

async function makeSteps(): Promise<Step[]> {
  const pair = await generateRecipientKeyPair('x25519');
  const recipientPublicKey = toBase64url(pair.publicKey);
  return [
    {
      name: 'message',
      run: async ({ agent, conversationId }) => {
        const body = { requestId: requestIds.message, text: 'Please fill in this form.' };
        ok(await agent.call('POST', `/v1/conversations/${conversationId}/messages`, body));
      },
    },
    {
      name: 'send',
      run: async (run) => {
        const { agent, conversationId, harness } = run;
        agent.privateKeys.set(await recipientKeyId('x25519', pair.publicKey), pair.privateKey);
        const body = {
          requestId: requestIds.send,
          conversationId,
          formId: 'card',
          suite: 'x25519',
          recipientPublicKey,
        };
        run.invitation = ok(
          await agent.call<{ invitation: InvitationView }>('POST', '/v1/agent/invitations', body),
        ).invitation;
        const place = { accountId: ACCOUNT, conversationId, invitationId: run.invitation.id };
        run.device = new Device(harness, await harness.tellsafe.invitations.handle(place));
      },
    },
    { name: 'received', run: async ({ device }) => void ok(await device.received()) },
    {
      name: 'begin',
      run: async ({ device }) => {
        device.openKey = ok<BeginResponse>(await device.tryBegin()).openKey;
      },
    },
    { name: 'open', run: async ({ device }) => void (await device.take(ok<Opened>(await device.tryOpen()))) },
    {
      name: 'submit',
      run: async (run) => {
        const { device } = run;
        run.submitBody ??= { submitKey: device.opened?.submitKey, sealed: await device.seal(answers.card) };
        expect(ok(await device.proven('/v1/forms/submit', run.submitBody))).toEqual({ status: 'submitted' });
      },
    },
    {
      name: 'read key',
      run: async (run) => {
        const { submissionId = '' } = await run.agent.invitation(run.conversationId, run.invitation?.id ?? '');
        run.submissionId = submissionId;
        run.readKey = ok<ReadKeyResponse>(await run.agent.tryReadKey(submissionId)).readKey;
      },
    },
    {
      name: 'read',
      run: async (run) => {
        run.read = ok(await run.agent.tryRead(run.submissionId ?? '', run.readKey ?? ''));
      },
    },
  ];
}

const names = ['message', 'send', 'received', 'begin', 'open', 'submit', 'read key', 'read'];

async function runFlow(harness: Harness, restartAfter: ReadonlySet<string>, repeat: boolean): Promise<Run> {
  const agent = await Agent.signIn(harness, 'ada');
  const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
  await agent.assign(conversationId);
  const run: Run = { harness, agent, conversationId, device: new Device(harness, '') };
  for (const step of await makeSteps()) {
    await step.run(run);
    if (!restartAfter.has(step.name)) continue;
    await harness.restart();
    if (repeat) await step.run(run);
  }
  return run;
}

/** What must hold at the end, whatever was killed when. */
async function expectWhole(run: Run, restartAfter: ReadonlySet<string>, kept = 1): Promise<void> {
  const { agent, conversationId, harness } = run;
  const { messages, invitations } = await agent.conversation(conversationId);
  expect(messages.map(({ text }) => text)).toEqual(['Please fill in this form.']);
  expect(invitations.map(({ status }) => status)).toEqual(['submitted']);
  const query = { account: ACCOUNT, group: conversationId, collection: 'answers', limit: 10 };
  // What a kill left between the two stores is reachable by nobody and expires.
  expect((await harness.stores.sealed.list(query)).records).toHaveLength(kept);
  const events = await harness.stores.records.read({ account: ACCOUNT, group: conversationId }, '', 1000);
  const statuses = events
    .filter(({ type }) => type === 'invitation')
    .map(({ body }) => invitationEventCodec.decode(body).invitation.status);
  expect(statuses).toEqual(['sent', 'received', 'viewed', 'submitted']);
  if (!run.read) throw new Error('nothing was read');
  const { number, expiry } = answers.card;
  const survives = !restartAfter.has('submit') && !restartAfter.has('read key') && !restartAfter.has('read');
  expect(await agent.open(run.read)).toEqual(survives ? answers.card : { number, expiry });
}

/** Fails the next commit once it is armed: before it happened, or after, when only the answer is lost. */
function failingOnce(store: Store, when: 'before' | 'after', armed: () => boolean): Store {
  let failed = false;
  return storeWith(store, {
    commit: async (batch) => {
      const fails = armed() && !failed;
      failed ||= fails;
      if (fails && when === 'before') throw new TellsafeError('store_unavailable');
      const done = await store.commit(batch);
      if (fails) throw new TellsafeError('store_unavailable');
      return done;
    },
  });
}

describe('killed and started again on the same SQLite files', () => {
  let harness: Harness;
  afterEach(() => harness.close());

  test.each(names)('after "%s" the flow goes on', async (name) => {
    harness = await createHarness('sqlite');
    const after = new Set([name]);
    // The answer of the last step is there before the kill.
    await expectWhole(await runFlow(harness, after, false), name === 'read' ? new Set() : after);
  });

  test.each(names)('after "%s", whose answer is lost, the repeat gets it and doubles nothing', async (name) => {
    harness = await createHarness('sqlite');
    const after = new Set([name]);
    await expectWhole(await runFlow(harness, after, true), after);
  });

  test('after every step', async () => {
    harness = await createHarness('sqlite');
    const after = new Set(names);
    await expectWhole(await runFlow(harness, after, true), after);
  });

  test.each(names.flatMap((name) => (['before', 'after'] as const).map((when) => [name, when] as const)))(
    'inside "%s", %s its commit, the repeat gets through',
    async (name, when) => {
      let armed = false;
      harness = await createHarness('sqlite', {
        wrap: (stores) => ({ ...stores, records: failingOnce(stores.records, when, () => armed) }),
      });
      const agent = await Agent.signIn(harness, 'ada');
      const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
      await agent.assign(conversationId);
      const run: Run = { harness, agent, conversationId, device: new Device(harness, '') };
      for (const step of await makeSteps()) {
        armed = step.name === name;
        if (armed) await expect(step.run(run)).rejects.toThrow('503');
        armed = false;
        if (step.name === name) await harness.restart();
        await step.run(run);
      }
      const twice = name === 'submit' && when === 'before';
      await expectWhole(run, new Set(twice ? [] : [name]), twice ? 2 : 1);
    },
  );

  test('control: a store that acknowledges a step and then forgets it is caught', async () => {
    const forgetful = inStore('records', forgets('"status":"submitted"'));
    harness = await createHarness('sqlite', forgetful);
    const after = new Set(['submit']);
    await expect(runFlow(harness, after, true).then((run) => expectWhole(run, after))).rejects.toThrow();
  });

  test('forms are defined once: a restart makes no new version', async () => {
    harness = await createHarness('sqlite');
    await harness.restart();
    const listed = await harness.tellsafe.forms.list({ accountId: ACCOUNT });
    expect(listed.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
  });
});
