// What must hold once a key was destroyed: nothing that needs it works, it fails like anything else, and everything else goes on.
import { createUuid } from '@tellsafe/core';
import { expect } from 'vitest';
import { KEEP_MS } from '../../src/services/data-keys.ts';
import { Agent, type Answered, call, fingerprint, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, type Harness, random } from '../harness.ts';
import { type Check, check } from './check.ts';

const probe = new Uint8Array(32);

/** Rotates and destroys the key that was current. */
async function retire({ keys }: Harness, kind: 'pepper' | 'wrapping key'): Promise<void> {
  const { keyId } = kind === 'pepper' ? await keys.mac(probe) : await keys.wrap(probe, probe);
  await keys.rotate();
  await keys.destroy(keyId);
}

const say = (harness: Harness, consumerKey: string) =>
  call(harness, 'POST', '/v1/consumer/messages', {
    body: { requestId: createUuid(random), text: 'Hello.' },
    headers: { authorization: `Bearer ${consumerKey}` },
  });

/** The last character of its secret is another one. */
const altered = (key: string) => `${key.slice(0, 40)}${key[40] === 'A' ? 'B' : 'A'}${key.slice(41)}`;

function alike(one: Answered, other: Answered, what: string): void {
  expect([what, fingerprint(one)]).toEqual([what, fingerprint(other)]);
}

/** SF-OTK-06: without their pepper, keys of every kind fail exactly as wrong ones do. */
export const retiredPepperFailsUniformly: Check = check(async (harness) => {
  const [begun, late, opened] = [await sentForm(harness), await sentForm(harness), await sentForm(harness)];
  begun.device.openKey = ok(await begun.device.tryBegin()).openKey;
  await opened.device.open();
  const submitKey = opened.device.opened?.submitKey ?? '';
  const { keyId } = await harness.keys.mac(probe);
  await harness.keys.rotate();
  // This open key has the new pepper; what the form is to be opened with has the old one.
  late.device.openKey = ok(await late.device.tryBegin()).openKey;
  const wrong = {
    open: await begun.device.tryOpen(altered(begun.device.openKey)),
    submit: await opened.device.trySubmit(answers.card, altered(submitKey)),
    message: await say(harness, altered(opened.consumerKey)),
  };
  await harness.keys.destroy(keyId);
  for (const [what, { device }] of Object.entries({ begun, late })) alike(await device.tryOpen(), wrong.open, what);
  alike(await opened.device.trySubmit(answers.card, submitKey), wrong.submit, 'submit');
  alike(await say(harness, opened.consumerKey), wrong.message, 'message');
  const unavailable = await opened.device.tryResume();
  expect([unavailable.status, unavailable.body]).toMatchObject([403, { code: 'invitation_unavailable' }]);
  alike(await opened.device.tryExtend(), unavailable, 'extend');
  const agent = await opened.agent.tryReadKey(createUuid(random));
  expect([agent.status, agent.body]).toMatchObject([401, { code: 'session_invalid' }]);
  expect((await submittedForm(harness)).submissionId).not.toBe('');
});

/** SF-RET-03: without their key-encryption key, answers cannot be read, and say no more than expired ones. */
export const retiredWrapKeyErasesAnswers: Check = check(async (harness) => {
  const before = await submittedForm(harness, 'address');
  await retire(harness, 'wrapping key');
  const { readKey } = ok(await before.agent.tryReadKey(before.submissionId));
  const refused = await before.agent.tryRead(before.submissionId, readKey);
  expect([refused.status, refused.body]).toMatchObject([410, { code: 'answers_unavailable' }]);
  const after = await submittedForm(harness, 'address');
  expect((await after.agent.read(after.submissionId)).values).toEqual(answers.address);
});

/** SF-RET-03: nor can conversations, within a minute also where they were open; nothing else suffers. */
export const retiredWrapKeyErasesConversations: Check = check(async (harness) => {
  const agent = await Agent.signIn(harness, 'ada');
  const start = () => harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
  const [erased, moved] = [await start(), await start()];
  ok(await say(harness, erased.consumerKey));
  const { keyId } = await harness.keys.wrap(probe, probe);
  await harness.keys.rotate();
  // A conversation that changes is wrapped anew.
  await agent.assign(moved.conversationId);
  await harness.keys.destroy(keyId);
  harness.clock.advance(KEEP_MS);
  const listed = ok(await agent.call<{ conversations: { id: string }[] }>('GET', '/v1/agent/conversations'));
  expect(listed.conversations.map(({ id }) => id)).toEqual([moved.conversationId]);
  const gone = await agent.call('GET', `/v1/agent/conversations/${erased.conversationId}`);
  alike(gone, await agent.call('GET', `/v1/agent/conversations/${createUuid(random)}`), 'an erased conversation');
  for (const change of ['assign', 'close']) {
    const answer = await agent.call('POST', `/v1/conversations/${erased.conversationId}/${change}`, {});
    expect([change, answer.status]).toEqual([change, 404]);
  }
  alike(await say(harness, erased.consumerKey), await say(harness, altered(erased.consumerKey)), 'its consumer');
  const { conversation } = await agent.conversation(moved.conversationId);
  expect(conversation.consumerName).toBe('Kim');
  ok(await say(harness, moved.consumerKey));
});

/** SF-RET-01: once the retention after its replacement is over, nothing that is still kept needs a key-encryption key. */
export const nothingOutlivesItsWrapKey: Check = check(async (harness) => {
  const agent = await Agent.signIn(harness, 'ada');
  const started = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
  const { agent: sender, submissionId } = await submittedForm(harness, 'address');
  const { keyId } = await harness.keys.wrap(probe, probe);
  await harness.keys.rotate();
  const month = 31 * 24 * 60 * 60 * 1000;
  harness.clock.advance(8 * month);
  const later = await Agent.signIn(harness, 'ada');
  await later.assign(started.conversationId);
  harness.clock.advance(6 * month);
  await harness.keys.destroy(keyId);
  const reader = await Agent.signIn(harness, 'ada');
  expect((await reader.conversation(started.conversationId)).conversation.consumerName).toBe('Kim');
  expect((await sender.tryReadKey(submissionId)).status).toBe(401);
  expect(agent.session.sessionId).not.toBe(reader.session.sessionId);
});

/** SF-OTK-02: a key from before a fail-over stays dead, whether keys were rotated before or after it. */
export const fencedKeysStayDead =
  (failOver: () => void): Check =>
  (kind, given) =>
    check(async (harness) => {
      const [begun, opened] = [await sentForm(harness, 'address'), await sentForm(harness, 'address')];
      const read = await submittedForm(harness, 'address');
      const { readKey } = ok(await read.agent.tryReadKey(read.submissionId));
      begun.device.openKey = ok(await begun.device.tryBegin()).openKey;
      await harness.keys.rotate();
      await opened.device.open();
      failOver();
      for (let rotations = 0; rotations < 3; rotations += 1) {
        const statuses = [
          await begun.device.tryOpen(),
          await opened.device.trySubmit(answers.address),
          await read.agent.tryRead(read.submissionId, readKey),
        ].map(({ status }) => status);
        expect([rotations, ...statuses]).toEqual([rotations, 403, 403, 403]);
        await harness.keys.rotate();
      }
      await begun.device.open();
      await opened.device.take(ok(await opened.device.tryResume()));
      for (const { device } of [begun, opened]) expect((await device.trySubmit(answers.address)).status).toBe(200);
      expect((await read.agent.read(read.submissionId)).values).toEqual(answers.address);
    })(kind, given);
