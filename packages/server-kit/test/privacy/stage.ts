// What the tests of erasure, export, holds and retention begin with.
import { createUuid } from '@tellsafe/core';
import { type Agent, call, Device, ok } from '../clients.ts';
import { ACCOUNT, answers, type Harness, random } from '../harness.ts';

/** A conversation of a consumer whom the host knows. */
export async function conversationWith(harness: Harness, consumerId: string): Promise<string> {
  const started = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim', consumerId });
  return started.conversationId;
}

/** What the consumer writes, through their page. */
export function say(harness: Harness, text: string, consumerKey: string) {
  const headers = { authorization: `Bearer ${consumerKey}` };
  return call(harness, 'POST', '/v1/consumer/messages', { body: { requestId: createUuid(random), text }, headers });
}

/** What the consumer writes, through the host. */
export async function write(harness: Harness, conversationId: string, text: string): Promise<void> {
  const message = { accountId: ACCOUNT, conversationId, requestId: createUuid(random), text };
  await harness.tellsafe.conversations.message({ ...message, sender: { from: 'consumer' } });
}

/** Submits a form in a conversation of an agent. @returns the submission id */
export async function submitIn(harness: Harness, agent: Agent, conversationId: string): Promise<string> {
  const { id: invitationId } = await agent.send(conversationId, 'address');
  const place = { accountId: ACCOUNT, conversationId, invitationId };
  const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
  await device.open();
  ok(await device.trySubmit(answers.address));
  const { submissionId = '' } = await agent.invitation(conversationId, invitationId);
  return submissionId;
}
