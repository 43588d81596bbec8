// What an admin gets of an audit: pages with filters, exports, the head, a verification; and that looking is an entry itself.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tracesOf } from '../../../scripts/typed-traces.ts';
import { Agent, Device, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, OTHER_ACCOUNT, START, storeKinds } from './harness.ts';
import { auditOf } from './support/audit.ts';

const DAY_MS = 86_400_000;

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

describe.each(storeKinds)('the audit on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test('SF-AUD-01 is listed newest first, page by page, with numbers that leave nothing out', async () => {
    await submittedForm(harness);
    const { audit } = harness.tellsafe;
    const kept = await auditOf(harness);
    const listed = [];
    let cursor: string | undefined;
    do {
      const page = await audit.list({ accountId: ACCOUNT, limit: 3, ...(cursor !== undefined && { cursor }) });
      // Each page is an entry as well; those come after the ones that are listed here.
      listed.push(...page.entries);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(listed.map(({ entry }) => entry)).toEqual([...kept].reverse());
    expect(listed.map(({ number }) => number)).toEqual(kept.map((_, at) => kept.length - at));
    expect(listed.every(({ intact }) => intact)).toBe(true);
    const reads = (await audit.list({ accountId: ACCOUNT, filters: { action: 'audit-read' } })).entries;
    expect(reads).toHaveLength(Math.ceil(kept.length / 3));
    expect(reads[0]?.entry).toMatchObject({ who: { kind: 'host' }, object: { kind: 'audit', id: ACCOUNT } });
    expect((await audit.list({ accountId: OTHER_ACCOUNT })).entries).toEqual([]);
  });

  test('SF-AUD-01 filters by action, actor, object, outcome, reason and time', async () => {
    const { invitation, device, submissionId } = await submittedForm(harness);
    harness.clock.advance(20 * DAY_MS);
    await new Device(harness, device.handle).tryOpen(device.openKey);
    const bob = await Agent.signIn(harness, 'bob');
    await bob.tryReadKey(submissionId);
    const { audit } = harness.tellsafe;
    const list = async (filters: Parameters<typeof audit.list>[0]['filters']) => {
      const { entries } = await audit.list({ accountId: ACCOUNT, ...(filters && { filters }) });
      return entries.map(({ entry }) => entry);
    };
    const all = (await list({})).reverse();
    expect(await list({ action: 'form-open' })).toHaveLength(2);
    expect(await list({ action: ['form-open', 'form-submit'], outcome: 'done' })).toHaveLength(2);
    expect((await list({ actorId: 'bob' })).map(({ action }) => action)).toEqual(['read-key-issue', 'session-start']);
    expect(await list({ actorKind: 'consumer', outcome: 'refused' })).toHaveLength(1);
    expect((await list({ reason: 'session' })).map(({ object }) => object.id)).toEqual([submissionId]);
    const ofInvitation = await list({ objectKind: 'invitation', objectId: invitation.id });
    expect(ofInvitation).toEqual(all.filter(({ object }) => object.id === invitation.id).reverse());
    const later = all.filter(({ at, action }) => at > START && action !== 'audit-read');
    expect((await list({ since: START + DAY_MS })).filter(({ action }) => action !== 'audit-read').reverse()).toEqual(
      later,
    );
    expect(await list({ until: START + 1 })).toEqual(all.filter(({ at }) => at === START).reverse());
    expect(await list({ since: START + DAY_MS, until: START + 2 * DAY_MS })).toEqual([]);
  });

  test('SF-AUD-01 is exported as lines of JSON and as CSV, each an entry itself', async () => {
    await submittedForm(harness);
    const { audit } = harness.tellsafe;
    const kept = await auditOf(harness);
    const lines = (await text(audit.export({ accountId: ACCOUNT, format: 'jsonl' }))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      kept.map((entry, at) => ({
        ...{ number: at + 1, block: expect.any(Number), position: expect.any(String), intact: true },
        ...{ digest: expect.stringMatching(/^[\w-]{43}$/), sealedDigest: expect.stringMatching(/^[\w-]{43}$/) },
        ...entry,
      })),
    );
    const csv = await text(audit.export({ accountId: ACCOUNT, format: 'csv', filters: { action: 'form-submit' } }));
    const [head, line, end] = csv.split('\r\n');
    expect(head).toMatch(/^number,at,action,outcome,/);
    expect(line).toMatch(/^\d+,2026-11-02T09:00:00.000Z,form-submit,done,,consumer,/);
    expect(end).toBe('');
    expect((await auditOf(harness)).slice(-2).map(({ action }) => action)).toEqual(['audit-export', 'audit-export']);
    expect(tracesOf(csv + lines.join(), ['Kim', 'Ada', answers.card.number])).toEqual([]);
  });

  test('SF-AUD-01 has a head that a later verification can be held to', async () => {
    const { audit } = harness.tellsafe;
    await submittedForm(harness);
    const head = await audit.head({ accountId: ACCOUNT });
    expect(head).toMatchObject({ accountId: ACCOUNT, sealedAt: START, hash: expect.stringMatching(/^[\w-]{43}$/) });
    await Agent.signIn(harness, 'bob');
    await harness.tellsafe.maintain();
    const anchor = head ?? { number: 0, hash: '' };
    const report = await audit.verify({ accountId: ACCOUNT, anchor });
    expect(report).toMatchObject({ intact: true, authenticated: true, anchor: 'matches', unsealed: 0 });
    expect(report.entries).toBe((await auditOf(harness)).length);
    expect(await audit.head({ accountId: OTHER_ACCOUNT })).toBeNull();
    expect(await audit.verify({ accountId: OTHER_ACCOUNT })).toMatchObject({ intact: true, blocks: 0, head: null });
  });

  test('what cannot be asked for is refused by name', async () => {
    const { audit } = harness.tellsafe;
    const accountId = ACCOUNT;
    const wrong = (filters: object) => audit.list({ accountId, filters });
    await expect(wrong({ action: 'walk' })).rejects.toThrow('filters.action is not');
    await expect(wrong({ since: -1 })).rejects.toThrow('filters.since is not');
    await expect(wrong({ name: 'Kim' })).rejects.toThrow('filters.name is not');
    for (const limit of [0, 501, 1.5]) await expect(audit.list({ accountId, limit })).rejects.toThrow('limit must be');
    await expect(audit.list({ accountId, cursor: 'x' })).rejects.toThrow('cursor must be');
    await expect(audit.list({ accountId: 'nobody' })).rejects.toMatchObject({ code: 'account_unknown' });
    await expect(text(audit.export({ accountId, format: 'pdf' as 'csv' }))).rejects.toThrow('format must be');
    await expect(audit.verify({ accountId, from: 0 })).rejects.toThrow('from must be');
    await expect(audit.verify({ accountId, anchor: { number: 1, hash: 'x' } })).rejects.toThrow('anchor.hash must be');
  });
});

test('SF-AUD-01 a kit that keeps itself seals what it told before it ends', async () => {
  const harness = await createHarness('sqlite', { options: { maintenance: { everyMs: 60_000 } } });
  await submittedForm(harness);
  await harness.tellsafe.close();
  await harness.restart();
  const report = await harness.tellsafe.audit.verify({ accountId: ACCOUNT });
  expect(report).toMatchObject({ intact: true, unsealed: 0 });
  expect(report.entries).toBeGreaterThan(6);
  await harness.close();
});
