// How often each step of a form touches the stores: one read and one commit, so that a step costs two round trips wherever
// the records live (performance.md P1, P3). The second read of submit looks whether the session ended meanwhile.
import { expect, test } from 'vitest';
import { Agent, Device, ok } from './clients.ts';
import { ACCOUNT, answers, createHarness } from './harness.ts';
import { countingStore } from './support/counting-store.ts';

test('P1 a step of the flow reads the records once and commits once', async () => {
  const counts = new Map<string, number>();
  const harness = await createHarness('memory', {
    wrap: ({ records, sealed, volatile }) => ({
      records: countingStore(records, 'records', counts),
      sealed: countingStore(sealed, 'sealed', counts),
      volatile: countingStore(volatile, 'volatile', counts),
    }),
  });
  const agent = await Agent.signIn(harness, 'ada');
  const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT });
  await agent.assign(conversationId);
  const touched = async <Result>(step: () => Promise<Result>): Promise<[Result, Record<string, number>]> => {
    counts.clear();
    const result = await step();
    return [result, Object.fromEntries(counts)];
  };
  const once = { 'records.get': 1, 'records.commit': 1 };

  const [invitation, send] = await touched(() => agent.send(conversationId));
  expect(send).toEqual(once);
  const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
  const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
  const [begun, begin] = await touched(async () => ok(await device.tryBegin()));
  expect(begin).toEqual(once);
  const [opened, open] = await touched(async () => ok(await device.tryOpen(begun.openKey)));
  expect(open).toEqual(once);
  await device.take(opened);
  const [, submit] = await touched(async () => ok(await device.trySubmit(answers.card)));
  expect(submit).toEqual({ 'records.get': 2, 'records.commit': 1, 'sealed.commit': 1, 'volatile.commit': 1 });
  const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
  const [{ readKey }, issue] = await touched(async () => ok(await agent.tryReadKey(submissionId)));
  expect(issue).toEqual(once);
  const [, read] = await touched(async () => ok(await agent.tryRead(submissionId, readKey)));
  expect(read).toEqual({ ...once, 'sealed.get': 1, 'volatile.get': 1 });

  // A process that knows nothing yet looks once more.
  await harness.restart();
  const [, cold] = await touched(() => agent.tryReadKey(submissionId));
  expect(cold).toEqual({ 'records.get': 3, 'records.list': 1, 'records.commit': 1 });
  await harness.close();
});
