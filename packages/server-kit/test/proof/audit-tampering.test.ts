// T23 of security.md: an audit in which anything was changed behind the kit's back is never verified as whole.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoreKind } from '../harness.ts';
import { runSeed } from '../support/seeded.ts';
import { missedTampering, type SealedAudit, sealedAudit, tampers } from './audit-tampering.ts';
import { sized } from './size.ts';

const KINDS = Object.keys(tampers).length;
/** Together 100 in every run and 1,000 in a long one; each kind of tampering at least once on each store. */
const runs: Readonly<Record<StoreKind, number>> = {
  memory: sized(45, 450),
  sqlite: sized(45, 450),
  postgres: sized(KINDS, 100),
};

describe.each(Object.keys(runs) as StoreKind[])('T23 an audit on the %s store', (kind) => {
  let audit: SealedAudit;
  beforeAll(async () => {
    audit = await sealedAudit(kind);
  }, 180_000);
  afterAll(() => audit?.close());

  test('SF-AUD-01 as it was kept, is whole', async () => {
    expect(await audit.verify()).toMatchObject({
      ...{ intact: true, authenticated: true, entries: 60, expired: 0, unsealed: 0, found: 0, findings: [] },
    });
  });

  test(`T23 changed in ${runs[kind]} ways, is found out each time`, { timeout: 120_000 }, async () => {
    expect(await missedTampering(audit, runs[kind], runSeed)).toEqual([]);
    expect((await audit.verify()).intact).toBe(true);
  });
});

describe('T23 controls', () => {
  test.each([
    ['entries without a chain', { unchained: true }],
    ['a chain that counts entries, and covers neither texts nor places', { digestOf: () => 'A'.repeat(43) }],
  ])('%s are found out not to be enough', async (_name, broken) => {
    const audit = await sealedAudit('memory', broken);
    expect((await audit.verify()).intact).toBe(true);
    const names = [
      'an entry edited',
      'two entries exchanged',
      'an entry moved to another group',
      'an entry moved in time',
    ];
    expect(await missedTampering(audit, names.length, runSeed, names)).toHaveLength(names.length);
    await audit.close();
  });
});
