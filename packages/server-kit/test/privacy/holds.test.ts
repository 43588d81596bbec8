// Legal holds: what is held is neither erased nor purged, by its own hold or its consumer's, and released it goes at once when its
// time is over.
import { retentionExpiry } from '@tellsafe/core/retention';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOLD_AGAIN_MS } from '../../src/services/privacy/holds.ts';
import { Agent } from '../clients.ts';
import { ACCOUNT, createHarness, type Harness, START, storeKinds } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { dumpOf } from '../support/dump.ts';
import { conversationWith, submitIn, write } from './stage.ts';

const consumerId = 'customer-4711';
const end = retentionExpiry(START, 13);

describe.each(storeKinds)('on the %s store', (kind) => {
  let harness: Harness;
  let agent: Agent;
  let conversationId = '';
  let submissionId = '';
  beforeEach(async () => {
    harness = await createHarness(kind);
    agent = await Agent.signIn(harness, 'ada');
    conversationId = await conversationWith(harness, consumerId);
    await agent.assign(conversationId);
    await write(harness, conversationId, 'I live in Ghent.');
    submissionId = await submitIn(harness, agent, conversationId);
  });
  afterEach(() => harness.close());

  const exported = () => harness.tellsafe.privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
  const maintain = async () => {
    while ((await harness.tellsafe.maintain()).more);
  };
  const text = () => dumpOf(harness.stores);

  test('SF-RET-03 erasing what is held is refused with the names of the holds, and audited', async () => {
    const { privacy } = harness.tellsafe;
    const place = { accountId: ACCOUNT, conversationId };
    await privacy.holdConversation({ ...place, holdId: 'case 7' });
    await privacy.holdConversation({ ...place, holdId: 'case 7' });
    await privacy.holdConsumer({ accountId: ACCOUNT, consumerId, holdId: 'order of 3 May' });
    const refusal = { code: 'legal_hold', params: { holds: ['case 7', 'order of 3 May'] } };
    await expect(privacy.eraseConversation(place)).rejects.toMatchObject(refusal);
    await expect(privacy.eraseSubmission({ accountId: ACCOUNT, submissionId })).rejects.toMatchObject(refusal);
    const all = { code: 'legal_hold', params: { holds: expect.arrayContaining(refusal.params.holds) } };
    await expect(privacy.eraseConsumer({ accountId: ACCOUNT, consumerId })).rejects.toMatchObject(all);
    expect((await exported()).conversations[0]?.messages).toHaveLength(1);
    const entries = (await auditOf(harness)).slice(-7);
    expect(entries.map(({ action, outcome, object }) => [action, outcome, object.kind])).toEqual([
      ['form-submit', 'done', 'invitation'],
      ['hold-place', 'done', 'conversation'],
      ['hold-place', 'done', 'consumer'],
      ['erase', { refused: 'held' }, 'conversation'],
      ['erase', { refused: 'held' }, 'submission'],
      ['erase', { refused: 'held' }, 'consumer'],
      ['consumer-export', 'done', 'consumer'],
    ]);
    await privacy.releaseHold({ ...place, holdId: 'case 7' });
    await expect(privacy.eraseConversation(place)).rejects.toMatchObject({ params: { holds: ['order of 3 May'] } });
    // Conversations that begin later are held by their consumer's hold as well.
    const later = await conversationWith(harness, consumerId);
    await expect(privacy.eraseConversation({ ...place, conversationId: later })).rejects.toMatchObject({
      code: 'legal_hold',
    });
    await privacy.releaseHold({ accountId: ACCOUNT, consumerId, holdId: 'order of 3 May' });
    await privacy.releaseHold({ accountId: ACCOUNT, consumerId, holdId: 'order of 3 May' });
    await privacy.eraseConsumer({ accountId: ACCOUNT, consumerId });
    expect((await exported()).conversations).toEqual([]);
  });

  test.each(['conversation', 'consumer'] as const)(
    'SF-RET-01 a hold of the %s keeps everything past the retention, and its release lets it go',
    async (what) => {
      const { privacy } = harness.tellsafe;
      const target = { accountId: ACCOUNT, ...(what === 'consumer' ? { consumerId } : { conversationId }) };
      const hold = what === 'consumer' ? privacy.holdConsumer : privacy.holdConversation;
      await hold({ ...target, holdId: 'case 7' } as never);
      const other = await conversationWith(harness, 'customer-4712');
      // Written after the hold was placed: held by maintenance within a day.
      harness.clock.advance(HOLD_AGAIN_MS);
      await write(harness, conversationId, 'I still live in Ghent.');
      await maintain();
      harness.clock.now = retentionExpiry(end + 10 * HOLD_AGAIN_MS, 13);
      await maintain();
      const [held, ...more] = (await exported()).conversations;
      expect(more).toEqual([]);
      expect(held?.messages.map(({ text: said }) => said)).toEqual(['I live in Ghent.', 'I still live in Ghent.']);
      expect(held?.invitations[0]).toMatchObject({ submission: { submissionId, answers: 'sealed' } });
      expect(await text()).not.toContain(other);
      expect(await privacy.purgeLag()).toEqual({ lagMs: 0, overdue: 0, erasures: 0 });
      await privacy.releaseHold({ ...target, holdId: 'case 7' } as never);
      expect((await exported()).conversations).toEqual([]);
      await maintain();
      const left = (await text()).split('\n').filter((line) => line.includes(conversationId));
      expect(left.filter((line) => !/^event \S+ \S+ audit /.test(line))).toEqual([]);
    },
  );

  test('SF-RET-03 what is placed on nothing, and wrong names, are refused', async () => {
    const { privacy } = harness.tellsafe;
    const place = { accountId: ACCOUNT, conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245' };
    await expect(privacy.holdConversation({ ...place, holdId: 'x' })).rejects.toMatchObject({
      code: 'conversation_unknown',
    });
    for (const holdId of ['', 'x'.repeat(81), 7 as unknown as string]) {
      await expect(privacy.holdConversation({ ...place, conversationId, holdId })).rejects.toThrow(RangeError);
    }
    await privacy.releaseHold({ ...place, holdId: 'x' });
  });
});
