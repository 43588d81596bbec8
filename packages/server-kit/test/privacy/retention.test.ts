// Retention by calendar months, to the millisecond (SF-RET-01, SF-RET-02): a conversation with its transcript and its answers is
// there 1 ms before its end and gone at it, whatever the months are like; and maintenance tells how far it is behind.
import { expect, test } from 'vitest';
import { PURGE_LIMIT } from '../../src/services/sweep.ts';
import { Agent } from '../clients.ts';
import { ACCOUNT, createHarness, type Harness } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { storeWith } from '../support/broken-stores.ts';
import { dumpOf } from '../support/dump.ts';
import { conversationWith, submitIn, write } from './stage.ts';

const consumerId = 'customer-4711';

async function fill(harness: Harness): Promise<string> {
  const conversationId = await conversationWith(harness, consumerId);
  const agent = await Agent.signIn(harness, 'ada');
  await agent.assign(conversationId);
  await write(harness, conversationId, 'I live in Ghent.');
  await submitIn(harness, agent, conversationId);
  return conversationId;
}

/** What is still kept of a conversation, beside ids in the audit: by store and collection. */
async function keptOf(harness: Harness, conversationId: string): Promise<string[]> {
  const lines = (await dumpOf(harness.stores)).split('\n').filter((line) => line.includes(conversationId));
  const kinds = lines.filter((line) => !/^event \S+ \S+ audit /.test(line)).map((line) => line.split(' '));
  return [...new Set(kinds.map(([what = '', , kind = '']) => (what === 'event' ? what : `${what} ${kind}`)))].sort();
}

const everything = ['event', 'records conversation', 'records invitation', 'records last-message', 'records request'];

test.each([
  ['the default', '2026-11-02T09:00:00.000Z', undefined, '2027-12-02T09:00:00.000Z'],
  ['into a leap year', '2027-01-31T23:59:59.999Z', 13, '2028-02-29T23:59:59.999Z'],
  ['out of a leap year', '2028-02-29T12:00:00.000Z', 12, '2029-02-28T12:00:00.000Z'],
  ['the end of a longer month', '2027-08-31T00:00:00.000Z', 1, '2027-09-30T00:00:00.000Z'],
  [
    'the turn of a year, where a zone of the host changes its clocks',
    '2027-10-31T00:30:00.000Z',
    5,
    '2028-03-31T00:30:00.000Z',
  ],
  ['ten years', '2026-12-31T23:59:59.999Z', 120, '2036-12-31T23:59:59.999Z'],
])(
  'SF-RET-01 SF-RET-02 T12 %s: from %s by %s months is %s, at -1, 0 and +1 ms',
  async (_what, from, retentionMonths, to) => {
    const zone = process.env.TZ;
    process.env.TZ = 'Europe/Brussels';
    try {
      for (const offset of [-1, 0, 1]) {
        const harness = await createHarness('memory', { ...(retentionMonths && { account: { retentionMonths } }) });
        harness.clock.now = Date.parse(from);
        await harness.restart();
        const conversationId = await fill(harness);
        const { privacy, conversations } = harness.tellsafe;
        harness.clock.now = Date.parse(to) + offset;
        const isThere = offset < 0;
        const { conversations: exported } = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
        expect(exported.map(({ messages }) => messages.length)).toEqual(isThere ? [1] : []);
        const shown = conversations.get({ accountId: ACCOUNT, conversationId }).catch(({ code }) => code);
        expect(await shown).toEqual(isThere ? expect.objectContaining({}) : 'conversation_unknown');
        expect(await privacy.purgeLag()).toMatchObject(isThere ? {} : { lagMs: expect.any(Number) });
        while ((await harness.tellsafe.maintain()).more);
        const kept = await keptOf(harness, conversationId);
        expect([offset, kept]).toEqual([offset, isThere ? [...everything, 'sealed answers', 'sealed data-key'] : []]);
        await harness.close();
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  },
);

test('SF-RET-01 the lag of the purge is told, grows while nothing is purged, and ends with it', async () => {
  const harness = await createHarness('sqlite', {
    wrap: (stores) => ({
      ...stores,
      sealed: storeWith(stores.sealed, {
        purge: async (now, limit) => (isStuck ? 0 : stores.sealed.purge(now, limit)),
      }),
    }),
  });
  let isStuck = true;
  await fill(harness);
  const { privacy } = harness.tellsafe;
  expect(await privacy.purgeLag()).toEqual({ lagMs: 0, overdue: 0, erasures: 0 });
  harness.clock.now = Date.parse('2027-12-02T09:00:00.000Z') + 5_000;
  const before = await privacy.purgeLag();
  expect(before.lagMs).toBeGreaterThanOrEqual(5_000);
  expect(before.overdue).toBeGreaterThan(7);
  await harness.tellsafe.maintain();
  // The submission's key and its answers are the ones that are stuck.
  expect(await privacy.purgeLag()).toEqual({ lagMs: 5_000, overdue: 2, erasures: 0 });
  harness.clock.advance(60_000);
  expect(await privacy.purgeLag()).toEqual({ lagMs: 65_000, overdue: 2, erasures: 0 });
  isStuck = false;
  await harness.tellsafe.maintain();
  expect(await privacy.purgeLag()).toEqual({ lagMs: 0, overdue: 0, erasures: 0 });
  expect((await auditOf(harness)).filter(({ action }) => action === 'purge').at(-1)).toMatchObject({ count: 2 });
  await harness.close();
});

test('SF-RET-01 a large purge goes on round by round, bounded each time', async () => {
  const harness = await createHarness('memory');
  const append = Array.from({ length: 1_000 }, (_, at) => ({ type: 'x', body: new Uint8Array(1), expiresAt: at }));
  for (let group = 0; group < 3; group += 1) {
    await harness.stores.records.commit({ account: ACCOUNT, group: `g${group}`, append });
  }
  const rounds: number[] = [];
  for (let more = true; more; ) {
    const maintained = await harness.tellsafe.maintain();
    rounds.push(maintained.purged);
    more = maintained.more;
  }
  expect(rounds.reduce((sum, count) => sum + count, 0)).toBe(3_000);
  expect(Math.max(...rounds)).toBe(PURGE_LIMIT);
  await harness.close();
});
