// SF-MGR-02: figures equal a recount of the raw events, over random histories, in every period, time zone and cohort.
import { reportCohorts, reportDimensions, reportPeriods, volumeDimensions } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { createHarness, storeKinds, withHarness } from '../harness.ts';
import { sized } from '../proof/size.ts';
import { storeWith } from '../support/broken-stores.ts';
import { oneOf, runSeed, type Seeded, seeded } from '../support/seeded.ts';
import { type Asked, maintain, rowsOf, WHOLE, wrongFigures, wrongVolume } from './compare.ts';
import { recount, recountVolume, writeHistory } from './history.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe'];

function question(chance: Seeded): Asked {
  const period = oneOf(chance, reportPeriods);
  const length = (period === 'hour' ? 3 : 100) * 96;
  const from = WHOLE.from + chance(40 * 96) * 900_000;
  const by = reportDimensions.filter(() => chance(3) === 0);
  return {
    ...{ from, to: from + (1 + chance(length)) * 900_000, period, timeZone: oneOf(chance, zones) },
    ...(by.length > 0 && { by }),
    ...(chance(4) > 0 && { cohort: oneOf(chance, reportCohorts) }),
    ...(chance(4) === 0 && { form: 'card' }),
    ...(chance(4) === 0 && { channel: 'web' }),
    limit: oneOf(chance, [1, 7, 1000]),
  };
}

/** What is wrong on a store after histories were written and counted. */
async function complaints(kind: (typeof storeKinds)[number], chance: Seeded, invitations: number): Promise<string[]> {
  const harness = await createHarness(kind);
  try {
    const found: string[] = [];
    // What happens while it is counted, and after.
    for (let part = 0; part < 2; part += 1) {
      await writeHistory(harness.stores.records, chance, invitations, 45);
      await maintain(harness.tellsafe);
    }
    const counted = await recount(harness.stores.records);
    for (const cohort of reportCohorts) {
      found.push(...(await wrongFigures(harness.tellsafe, counted, { timeZone: 'UTC', period: 'month', cohort })));
    }
    const had = await recountVolume(harness.stores.records);
    for (let round = 0; round < 6; round += 1) {
      const { form: _form, cohort: _cohort, by: _by, ...asked } = question(chance);
      const by = volumeDimensions.filter(() => chance(2) === 0);
      const wrong = await wrongVolume(harness.tellsafe, had, { ...asked, ...(by.length > 0 && { by }) });
      found.push(...wrong.map((text) => `volume ${JSON.stringify({ ...asked, by })}: ${text}`));
    }
    for (let round = 0; round < 12; round += 1) {
      const asked = question(chance);
      const wrong = await wrongFigures(harness.tellsafe, counted, asked);
      found.push(...wrong.map((text) => `${JSON.stringify(asked)}: ${text}`));
    }
    return found;
  } finally {
    await harness.close();
  }
}

describe.each(storeKinds)('on the %s store', (kind) => {
  test('SF-MGR-02 CN-GEN-06 figures and volume equal a recount of the raw events', { timeout: 120_000 }, async () => {
    for (let round = 0; round < sized(kind === 'memory' ? 2 : 1, 30); round += 1) {
      const chance = seeded(runSeed, 'reports', kind, round);
      const found = await complaints(kind, chance, kind === 'memory' ? 120 : 40);
      expect({ found: found.slice(0, 3), seed: runSeed }).toEqual({ found: [], seed: runSeed });
    }
  });
});

test('SF-MGR-02 a recount from zero gives the same, and leaves nothing of the one before', async () => {
  await withHarness('sqlite', {}, async ({ stores, tellsafe }) => {
    const chance = seeded(runSeed, 'reports', 'rebuild');
    await writeHistory(stores.records, chance, 80, 20);
    await maintain(tellsafe);
    const asked: Asked = { timeZone: 'Europe/Berlin', period: 'day', by: ['form', 'agent', 'channel', 'entryPoint'] };
    const before = await rowsOf(tellsafe, asked);
    await tellsafe.reports.rebuild({ accountId: 'acme' });
    await tellsafe.maintain();
    expect(await rowsOf(tellsafe, asked), 'while it runs').toEqual(before);
    // Given up, and begun again.
    await tellsafe.reports.rebuild({ accountId: 'acme' });
    await writeHistory(stores.records, chance, 20, 20);
    await maintain(tellsafe);
    expect(await wrongFigures(tellsafe, await recount(stores.records), asked)).toEqual([]);
    const { records } = stores;
    const left = async (collection: string) =>
      (await records.list({ account: 'acme', group: 'reports', collection, limit: 10 })).records.length;
    for (const generation of [1, 2]) {
      expect([await left(`report-fact:${generation}`), await left(`report-bucket:${generation}`)]).toEqual([0, 0]);
    }
    expect(await left('report-fact:3')).toBe(10);
  });
});

test('SF-MGR-02 what is kept ends with the retention of the account', async () => {
  await withHarness('memory', { account: { retentionMonths: 2 } }, async ({ stores, tellsafe, clock }) => {
    await writeHistory(stores.records, seeded(runSeed, 'reports', 'retention'), 30, 10);
    await maintain(tellsafe);
    const sent = async () => (await rowsOf(tellsafe, { timeZone: 'UTC', period: 'month', by: ['form'] })).length;
    expect(await sent()).toBeGreaterThan(0);
    clock.advance(80 * 86_400_000);
    expect(await sent()).toBe(0);
    const { reports } = tellsafe;
    const asked = { accountId: 'acme', ...WHOLE, measure: 'sent' } as const;
    expect((await reports.invitations(asked)).invitations).toEqual([]);
  });
});

test('SF-MGR-02 CN-GEN-06 control: what is counted twice or not at all is noticed', async () => {
  for (const change of [-1, 1]) {
    const wrong = (text: string) =>
      text.replace(/"(viewed|messagesIn)":(\d+)/g, (_, name, count) => `"${name}":${Number(count) + change}`);
    await withHarness(
      'memory',
      {
        wrap: (stores) => ({
          ...stores,
          records: storeWith(stores.records, {
            commit: (batch) =>
              stores.records.commit({
                ...batch,
                put: (batch.put ?? []).map((record) =>
                  record.collection.startsWith('report-bucket')
                    ? { ...record, body: new TextEncoder().encode(wrong(new TextDecoder().decode(record.body))) }
                    : record,
                ),
              }),
          }),
        }),
      },
      async ({ stores, tellsafe }) => {
        await writeHistory(stores.records, seeded(runSeed, 'reports', 'control'), 20, 5);
        await maintain(tellsafe);
        const counted = await recount(stores.records);
        const asked = { timeZone: 'UTC', period: 'day' } as const;
        expect(await wrongFigures(tellsafe, counted, asked)).not.toEqual([]);
        expect(await wrongVolume(tellsafe, await recountVolume(stores.records), asked)).not.toEqual([]);
      },
    );
  }
});
