// What is held about a consumer, as JSON (SF-RET-03): whole, readable, and without a byte of an answer.
import { readFileSync } from 'node:fs';
import { TellsafeError } from '@tellsafe/core';
import { expect, test } from 'vitest';
import { Agent, ok } from '../clients.ts';
import { ACCOUNT, answers, createHarness } from '../harness.ts';
import { archivePair, signIn, tryRead, withHistory } from '../history/stage.ts';
import { auditOf } from '../support/audit.ts';
import { storeWith } from '../support/broken-stores.ts';
import { conversationWith, submitIn, write } from './stage.ts';

const consumerId = 'customer-4711';

test.each(['memory', 'sqlite'] as const)(
  'SF-RET-03 a consumer is told everything that is held about them, on the %s store',
  async (kind) => {
    const harness = await createHarness(kind);
    const agent = await Agent.signIn(harness, 'ada');
    const { privacy, conversations } = harness.tellsafe;
    const conversationId = await conversationWith(harness, consumerId);
    const startedAt = harness.clock();
    await agent.assign(conversationId);
    for (let at = 1; at <= 3; at += 1) {
      harness.clock.advance(1);
      await write(harness, conversationId, `Message ${at} of 3`);
    }
    const submissionId = await submitIn(harness, agent, conversationId);
    harness.clock.advance(1);
    const declined = await agent.send(conversationId, 'code');
    await harness.tellsafe.invitations.revoke({ accountId: ACCOUNT, conversationId, invitationId: declined.id });
    const second = await conversationWith(harness, consumerId);
    await conversations.close({ accountId: ACCOUNT, conversationId: second });
    await conversationWith(harness, 'somebody else');
    await privacy.holdConversation({ accountId: ACCOUNT, conversationId: second, holdId: 'case 7' });

    const exported = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
    expect(exported).toMatchObject({
      version: 1,
      accountId: ACCOUNT,
      consumerId,
      exportedAt: harness.clock(),
      holds: [],
      conversations: [
        {
          conversationId,
          status: 'open',
          startedAt,
          name: 'Kim',
          agent: { id: 'ada', name: 'Ada' },
          holds: [],
          messages: [1, 2, 3].map((at) => ({
            from: 'consumer',
            name: 'Kim',
            text: `Message ${at} of 3`,
            at: startedAt + at,
          })),
          invitations: [
            {
              form: { id: 'address', name: 'Address', version: 1 },
              status: 'submitted',
              submission: { submissionId, answers: 'sealed' },
            },
            { form: { id: 'code' }, status: 'revoked' },
          ],
        },
        {
          conversationId: second,
          status: 'closed',
          closedAt: harness.clock(),
          holds: ['case 7'],
          messages: [],
          invitations: [],
        },
      ],
    });
    const [first] = exported.conversations;
    expect(first?.invitations[0]?.at).toEqual({
      sent: startedAt + 3,
      viewed: startedAt + 3,
      received: startedAt + 3,
      submitted: startedAt + 3,
    });
    expect(first?.invitations[1]).not.toHaveProperty('submission');
    // Plain JSON, and nothing of what is sealed: no ciphertext, no key, no handle.
    const text = JSON.stringify(exported);
    expect(JSON.parse(text)).toEqual(exported);
    for (const word of [answers.address.street, 'ciphertext', 'enc', 'nonce', 'macKeyId', 'transcriptKey']) {
      expect(text).not.toContain(`"${word}"`);
    }
    expect((await auditOf(harness)).at(-1)).toMatchObject({ action: 'consumer-export', object: { kind: 'consumer' } });
    await privacy.eraseSubmission({ accountId: ACCOUNT, submissionId });
    const after = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
    expect(after.conversations[0]?.invitations[0]).toMatchObject({
      status: 'submitted',
      submission: { answers: 'erased' },
    });
    await harness.close();
  },
);

test('SF-RET-03 an export holds more than a thousand messages, and that of a stranger nothing', async () => {
  const harness = await createHarness('memory');
  const conversationId = await conversationWith(harness, consumerId);
  for (let at = 0; at < 1_005; at += 1) await write(harness, conversationId, `${at}`);
  const { privacy } = harness.tellsafe;
  const { conversations } = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
  expect(conversations[0]?.messages.map(({ text }) => text)).toEqual(Array.from({ length: 1_005 }, (_, at) => `${at}`));
  expect((await privacy.exportConsumer({ accountId: ACCOUNT, consumerId: 'nobody' })).conversations).toEqual([]);
  for (const wrong of ['', 'x'.repeat(257), 7 as unknown as string]) {
    await expect(privacy.exportConsumer({ accountId: ACCOUNT, consumerId: wrong })).rejects.toThrow(RangeError);
  }
  await expect(privacy.exportConsumer({ accountId: 'none', consumerId })).rejects.toMatchObject({
    code: 'account_unknown',
  });
  await harness.close();
});

test('SF-AUD-01 without an entry in the audit nothing is exported or erased', async () => {
  let away = false;
  const harness = await createHarness('memory', {
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, {
        commit: async (batch) => {
          if (away && batch.append?.some(({ type }) => type === 'audit')) throw new TellsafeError('store_unavailable');
          return stores.records.commit(batch);
        },
      }),
    }),
  });
  const conversationId = await conversationWith(harness, consumerId);
  away = true;
  const { privacy } = harness.tellsafe;
  const failure = { code: 'store_unavailable' };
  await expect(privacy.exportConsumer({ accountId: ACCOUNT, consumerId })).rejects.toMatchObject(failure);
  await expect(privacy.eraseConversation({ accountId: ACCOUNT, conversationId })).rejects.toMatchObject(failure);
  await expect(privacy.eraseConsumer({ accountId: ACCOUNT, consumerId })).rejects.toMatchObject(failure);
  away = false;
  expect((await privacy.exportConsumer({ accountId: ACCOUNT, consumerId })).conversations).toHaveLength(1);
  await harness.close();
});

/** Every member that a value has, by its path; lists count as their first entry. */
function membersOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return membersOf(value[0], `${path}[]`);
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => membersOf(member, `${path}.${name}`));
}

test('SF-RET-03 an export has exactly the members that its documentation shows', async () => {
  const harness = await createHarness('memory', withHistory(await archivePair(), 'brand'));
  const started = { accountId: ACCOUNT, consumerId, name: 'Kim', language: 'en-GB', agent: { id: 'ada', name: 'Ada' } };
  const { conversationId } = await harness.tellsafe.conversations.start(started);
  await write(harness, conversationId, 'I would like to pay my order.');
  await submitIn(harness, await Agent.signIn(harness, 'ada'), conversationId);
  await harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId });
  const [invitation] = await harness.tellsafe.invitations.list({ accountId: ACCOUNT, conversationId });
  if (!invitation) throw new Error('no form was sent');
  ok(await tryRead(await signIn(harness), { conversationId, invitation }));
  await harness.tellsafe.privacy.holdConversation({ accountId: ACCOUNT, conversationId, holdId: 'case 7' });
  const documentation = readFileSync(new URL('../../../../docs/privacy.md', import.meta.url), 'utf8');
  const [, example = ''] = /```json\n(\{.*?\n\})\n```/s.exec(documentation) ?? [];
  const exported = await harness.tellsafe.privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
  // SF-AUD-01: every reading is shown, to the consumer as well.
  expect(exported.conversations[0]?.historyReads).toMatchObject([
    { invitationId: invitation.id, agent: { id: 'lea' } },
  ]);
  expect(membersOf(exported).sort()).toEqual(membersOf(JSON.parse(example)).sort());
  await harness.close();
});
