// What the whole is for: sensitive data of every kind gets from a consumer to an agent inside a conversation that goes on.
import { createUuid } from '@tellsafe/core';
import type { MessageResponse } from '@tellsafe/core/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Agent, call, ok, sentForm } from './clients.ts';
import { createHarness, type Harness, random, SHOP_ORIGIN } from './harness.ts';
import { dumpOf } from './support/dump.ts';

const form = {
  id: 'identity',
  name: 'Who you are',
  description: 'Pay, and show that it is you.',
  questions: [
    { id: 'card', label: 'Card number', type: 'numeric', format: 'card', masked: true, maxLength: 19 },
    { id: 'expiry', label: 'Valid until', type: 'text', format: 'expiry', maxLength: 7 },
    { id: 'cvv', label: 'Security code', type: 'cvv' },
    { id: 'ssn', label: 'Social security number', type: 'numeric', format: 'us-ssn', masked: true },
    { id: 'pin', label: 'PIN', type: 'numeric', format: 'pin', masked: true, offTheRecord: true },
    { id: 'pet', label: 'Name of your first pet', type: 'text', masked: true },
    { id: 'email', label: 'Email', type: 'text', format: 'email' },
  ],
} as const;

const given = {
  card: '4111111111111111',
  expiry: '12/2031',
  cvv: '737',
  ssn: '078051120',
  pin: '8040',
  pet: 'Schnurrbert of Oldenburg',
  email: 'kim.larsen@private.example',
};

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness('memory', { account: { forms: [form] } });
});
afterEach(() => harness.close());

/** A running conversation: both write before the form, while it is filled in, and after it. */
async function talkWithForm() {
  const { agent, conversationId, consumerKey, invitation, device } = await sentForm(harness, form.id);
  const consumerSays = async (text: string) => {
    const headers = { Authorization: `Bearer ${consumerKey}`, Origin: SHOP_ORIGIN };
    const body = { requestId: createUuid(random), text };
    ok(await call<MessageResponse>(harness, 'POST', '/v1/consumer/messages', { body, headers }));
  };
  const agentSays = async (text: string) => {
    ok(
      await agent.call('POST', `/v1/conversations/${conversationId}/messages`, { requestId: createUuid(random), text }),
    );
  };
  await agentSays('I have sent you a form.');
  await device.open();
  await consumerSays('I am filling it in.');
  ok(await device.trySubmit(given));
  await consumerSays('Did you get it?');
  await agentSays('I did.');
  const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
  return { agent, conversationId, submissionId, consumerSays };
}

const said = ['I have sent you a form.', 'I am filling it in.', 'Did you get it?', 'I did.'];

/** Long enough to be found by nothing but itself. */
const telling = [given.card, given.ssn, given.pet, given.email];

const shows = (text: string) => telling.some((value) => text.includes(value));

test('SF-GEN-01 SF-GEN-02 an agent gets card data, CVV, social security number, PIN, an answer and personal data inside a conversation', async () => {
  const { agent, conversationId, submissionId, consumerSays } = await talkWithForm();
  expect((await agent.read(submissionId)).values).toEqual(given);

  // The conversation is the same one, open, and holds what was said and no answer.
  const shown = await agent.conversation(conversationId);
  expect(shown.conversation.status).toBe('open');
  expect(shown.messages.map(({ text }) => text)).toEqual(said);
  expect(shows(JSON.stringify(shown) + (await dumpOf(harness.stores)) + JSON.stringify(harness.log))).toBe(false);

  // Control: what is written into the chat instead is found there.
  await consumerSays(`It is ${given.pet}.`);
  expect(shows(JSON.stringify(await agent.conversation(conversationId)))).toBe(true);
});

test('SF-GEN-01 control: another agent of the account gets none of it', async () => {
  const { submissionId } = await talkWithForm();
  const bob = await Agent.signIn(harness, 'bob');
  const { status, text } = await bob.tryReadKey(submissionId);
  expect([status, shows(text)]).toEqual([410, false]);
});
