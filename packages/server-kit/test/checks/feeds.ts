// Promises about what is told: every status live, in order, once (SF-STA-05); every step to the audit (SF-AUD-01).
import { createUuid } from '@tellsafe/core';
import { expect } from 'vitest';
import { ok, sentForm, submittedForm } from '../clients.ts';
import { answers, random } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { openStream, type ReadEvent } from '../support/streams.ts';
import { check } from './check.ts';

const statusOf = ({ data }: ReadEvent) => data.invitation?.status ?? data.status;

export const statusesArriveOnce = check(async (harness) => {
  const { agent, device, conversationId } = await sentForm(harness);
  const headers = await agent.headers('GET', '/v1/agent/events');
  const stream = await openStream(harness, 'GET', '/v1/agent/events', { headers });
  ok(await device.received());
  await device.open();
  ok(await device.trySubmit(answers.card));
  // Comes after them, so that a stream that lost one ends the waiting too.
  const message = { requestId: createUuid(random), text: 'That was all.' };
  ok(await agent.call('POST', `/v1/conversations/${conversationId}/messages`, message));
  const events: ReadEvent[] = [];
  while (events.at(-1)?.event !== 'message') events.push(...(await stream.take(1)));
  const told = events.filter(({ event }) => event === 'invitation');
  expect(told.map(statusOf)).toEqual(['received', 'viewed', 'submitted']);
  await stream.leave();
  const path = `/v1/agent/events?after=${told[0]?.id}`;
  const resumed = await openStream(harness, 'GET', path, { headers: await agent.headers('GET', path) });
  expect((await resumed.take(2)).map(statusOf)).toEqual(['viewed', 'submitted']);
  await resumed.leave();
});

export const auditIsTold = check(async (harness) => {
  const { agent, submissionId } = await submittedForm(harness);
  await agent.read(submissionId);
  await agent.tryRead(submissionId, 'nonsense');
  const told = (await auditOf(harness)).filter(
    ({ object }) => object.kind === 'invitation' || object.kind === 'submission',
  );
  expect(told.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['invitation-send', 'done'],
    ['invitation-begin', 'done'],
    ['form-open', 'done'],
    ['form-submit', 'done'],
    ['read-key-issue', 'done'],
    ['answers-read', 'done'],
    ['answers-read', { refused: 'malformed' }],
  ]);
});
