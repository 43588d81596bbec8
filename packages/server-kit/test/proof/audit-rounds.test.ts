// T23: a verification in rounds finds what one in one go finds, wherever the rounds are cut.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeBlock } from '../../src/audit/chain-format.ts';
import { type AuditFinding, type AuditRoundEnd, verifyAuditRound } from '../../src/audit/verify.ts';
import { seeded } from '../support/seeded.ts';
import { type SealedAudit, sealedAudit, tampers } from './audit-tampering.ts';
import { sized } from './size.ts';

type Next = (end: AuditRoundEnd) => { readonly after: AuditRoundEnd };

/** Everything that the rounds find, and what they count. */
async function inRounds({ parts }: SealedAudit, blocks: number, next: Next = (after) => ({ after })) {
  const findings: AuditFinding[] = [];
  const counts = { blocks: 0, entries: 0, expired: 0, found: 0 };
  let start: ReturnType<Next> | undefined;
  for (let rounds = 1; ; rounds += 1) {
    const { report, next: end } = await verifyAuditRound({ ...parts, most: { blocks, entries: 1_000 }, ...start });
    findings.push(...report.findings);
    for (const name of ['blocks', 'entries', 'expired', 'found'] as const) counts[name] += report[name];
    const { authenticated, unsealed, head } = report;
    if (!end) return { rounds, counts, findings: findings.map(textOf).sort(), end: { authenticated, unsealed, head } };
    start = next(end);
  }
}

const textOf = (finding: AuditFinding) => JSON.stringify(finding);

async function inOneGo({ verify }: SealedAudit) {
  const { blocks, entries, expired, found, findings, authenticated, unsealed, head } = await verify();
  const counts = { blocks, entries, expired, found };
  return { counts, findings: findings.map(textOf).sort(), end: { authenticated, unsealed, head } };
}

describe('T23 a verification in rounds', () => {
  let audit: SealedAudit;
  beforeAll(async () => {
    audit = await sealedAudit('memory');
  });
  afterAll(() => audit.close());

  test('SF-AUD-01 of a whole audit says that it is whole', async () => {
    await audit.rows.load(audit.whole);
    const { rounds, ...found } = await inRounds(audit, 2);
    expect(rounds).toBeGreaterThan(3);
    expect(found).toEqual(await inOneGo(audit));
    expect(found).toMatchObject({ counts: { entries: 60, found: 0 }, end: { authenticated: true, unsealed: 0 } });
  });

  test.each(Object.keys(tampers))('SF-AUD-01 %s is found alike', async (name) => {
    const random = seeded(`rounds ${name}`);
    for (let run = 0; run < sized(2, 20); run += 1) {
      const changed = structuredClone(audit.whole);
      tampers[name]?.(changed, random);
      await audit.rows.load(changed);
      const whole = await inOneGo(audit);
      expect(whole.counts.found).toBeGreaterThan(0);
      for (const blocks of [1, 3]) {
        const { rounds: _rounds, ...found } = await inRounds(audit, blocks);
        expect(found).toEqual(whole);
      }
    }
  });

  test('T23 control: rounds that do not hand on how the last block was miss that it was changed', async () => {
    const changed = structuredClone(audit.whole);
    const rows = changed.chain.filter(({ collection }) => collection === 'block');
    const blockOf = (body: string) => decodeBlock(Buffer.from(body, 'latin1'));
    const row = rows.find(({ body }) => blockOf(body)?.number === 2);
    if (row)
      row.body = row.body.replace(/"previousExpiresAt":(\d+)/, (_, at) => `"previousExpiresAt":${Number(at) + 1}`);
    await audit.rows.load(changed);
    const vouched = new Map(rows.map(({ body }) => [(blockOf(body)?.number ?? 0) - 1, blockOf(body)?.previous]));
    const believing: Next = (end) => ({ after: { ...end, hash: vouched.get(end.number) ?? end.hash } });
    expect((await inRounds(audit, 1)).counts.found).toBe(1);
    expect((await inRounds(audit, 1, believing)).counts.found).toBe(0);
  });
});
