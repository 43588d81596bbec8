// The life of a chain: many sealers, the end of entries, changed keys, fail-over, and going on after somebody changed it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeAudit } from '../src/audit/audit.ts';
import { createAuditChain, SEAL_EVERY_MS, type SealParts } from '../src/audit/seal.ts';
import { LATE_MS, UNSEALED_MS, type VerifyParts, verifyAuditChain } from '../src/audit/verify.ts';
import { memoryKeys } from '../src/keys/memory.ts';
import type { KeyProvider } from '../src/keys/types.ts';
import type { LogEntry } from '../src/log.ts';
import { ACCOUNT, storeKinds, testClock } from './harness.ts';
import { type AuditRows, openRows } from './support/audit-rows.ts';
import { storeWith } from './support/broken-stores.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

const setUp = async (kind: (typeof storeKinds)[number]) => {
  const clock = testClock();
  const rows = await openRows(kind, clock);
  const keys = memoryKeys({ clock });
  const log: LogEntry[] = [];
  let incarnation = 'one';
  const records = storeWith(rows.store, { incarnation: async () => incarnation });
  const parts = {
    records,
    keys,
    clock,
    log: (entry: LogEntry) => log.push(entry),
    incarnation: async () => incarnation,
  };
  const newChain = (given: Partial<SealParts> = {}) => createAuditChain({ ...parts, ...given });
  const audit = storeAudit(records);
  /** Keeps entries, a second apart. */
  const keep = async (count = 1, group = 'conversation') => {
    for (let at = 0; at < count; at += 1) {
      clock.advance(1_000);
      const object = { kind: 'invitation', id: `${clock()}` } as const;
      const entry = {
        who: { kind: 'host' },
        action: 'form-open',
        at: clock(),
        outcome: 'done',
        origin: null,
        object,
      } as const;
      await records.commit({ account: ACCOUNT, group, append: [audit.event(entry)] });
    }
  };
  const verify = (given: Partial<VerifyParts> = {}) =>
    verifyAuditChain({ records, account: ACCOUNT, clock, keys, ...given });
  const change = async (edit: (changed: AuditRows) => void) => {
    const changed = await rows.dump();
    edit(changed);
    await rows.load(changed);
  };
  const failOver = () => {
    incarnation = 'two';
  };
  return { clock, rows, keys, log, records, newChain, chain: newChain(), keep, verify, change, failOver };
};

describe.each(storeKinds)('the chain of an audit on the %s store', (kind) => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    world = await setUp(kind);
  });
  afterEach(() => world.rows.close());

  test('SF-AUD-01 many sealers at once make one chain with each entry in it once', async () => {
    const { newChain, keep, verify } = world;
    const sealers = Array.from({ length: 6 }, () => newChain());
    for (let round = 0; round < 5; round += 1) {
      await keep(7);
      await Promise.all([keep(5), ...sealers.map((sealer) => sealer.seal(ACCOUNT))]);
    }
    const head = await world.chain.seal(ACCOUNT);
    expect(head?.entries).toBe(60);
    expect(await verify()).toMatchObject({ intact: true, entries: 60, unsealed: 0 });
  });

  test('SF-AUD-01 entries and their blocks end after twelve months, and the rest stays whole', async () => {
    const { chain, clock, keep, verify, records } = world;
    for (let month = 0; month < 15; month += 1) {
      await keep(4);
      await chain.seal(ACCOUNT);
      clock.advance(30 * DAY_MS);
      await records.purge(clock(), 1000);
    }
    const report = await verify();
    expect(report).toMatchObject({ intact: true, authenticated: true, unsealed: 0, head: { entries: 60 } });
    expect([report.entries, report.blocks]).toEqual([48, 12]);
    clock.advance(2 * YEAR_MS);
    await records.purge(clock(), 1000);
    expect(await verify()).toMatchObject({ intact: true, blocks: 0, entries: 0, head: { entries: 60 } });
    await keep(2);
    await chain.seal(ACCOUNT);
    expect(await verify()).toMatchObject({ intact: true, blocks: 1, entries: 2, head: { entries: 62, number: 16 } });
  });

  test('SF-AUD-01 what ends before its time is missed, at the beginning as well', async () => {
    const { chain, clock, keep, verify, change } = world;
    for (let block = 0; block < 3; block += 1) {
      await keep(4);
      await chain.seal(ACCOUNT);
      clock.advance(150 * DAY_MS);
    }
    expect(await verify()).toMatchObject({ intact: true, entries: 8, blocks: 2 });
    await change(({ chain, events }) => {
      for (const row of [...chain, ...events]) if (row.expiresAt < clock() + 100 * DAY_MS) row.expiresAt = clock();
    });
    expect((await verify()).findings[0]).toEqual({ kind: 'block-missing', block: 2 });
  });

  test('SF-AUD-01 of a block that spans months, the first entries end first', async () => {
    const { chain, clock, keep, verify, change } = world;
    await keep(3);
    clock.advance(5 * 3_600_000);
    await keep(3);
    await chain.seal(ACCOUNT);
    clock.advance(YEAR_MS - 3 * 3_600_000);
    expect(await verify()).toMatchObject({ intact: true, entries: 3, expired: 3 });
    await change(({ events }) => events.splice(-1));
    expect(await verify()).toMatchObject({ intact: false, findings: [{ kind: 'entry-missing', block: 1, entry: 6 }] });
  });

  test('SF-AUD-01 entries that are held for longer stay the same entries', async () => {
    const { chain, clock, keep, verify, records } = world;
    await keep(3);
    await records.hold({ account: ACCOUNT, group: 'conversation' }, true);
    await chain.seal(ACCOUNT);
    await keep(2, 'other');
    await chain.seal(ACCOUNT);
    await records.hold({ account: ACCOUNT, group: 'conversation' }, false);
    expect(await verify()).toMatchObject({ intact: true, entries: 5 });
    await records.hold({ account: ACCOUNT, group: 'conversation' }, true);
    clock.advance(YEAR_MS + DAY_MS);
    await records.purge(clock(), 1000);
    await keep(1, 'other');
    await chain.seal(ACCOUNT);
    expect(await verify()).toMatchObject({ intact: true, entries: 1, expired: 3 });
  });

  test('SF-AUD-01 an end that was put back whole is found by a head that was noted elsewhere', async () => {
    const { chain, keep, verify, rows } = world;
    await keep(5);
    await chain.seal(ACCOUNT);
    const before = await rows.dump();
    await keep(5);
    const anchor = (await chain.seal(ACCOUNT)) ?? undefined;
    expect((await verify({ ...(anchor && { anchor }) })).anchor).toBe('matches');
    await rows.load(before);
    expect(await verify()).toMatchObject({ intact: true, entries: 5 });
    expect(await verify({ ...(anchor && { anchor }) })).toMatchObject({
      ...{ intact: false, anchor: 'missing', findings: [{ kind: 'anchor-missing', block: 2 }] },
    });
  });
});

describe('the chain of an audit', () => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    world = await setUp('sqlite');
  });
  afterEach(() => world.rows.close());

  test.each([
    [
      'head-missing',
      ({ chain }: AuditRows) =>
        chain.splice(
          chain.findIndex((row) => row.collection === 'head'),
          1,
        ),
    ],
    [
      'head-forged',
      ({ chain }: AuditRows) => {
        for (const row of chain) if (row.collection === 'head') row.body = row.body.replace('"number":2', '"number":1');
      },
    ],
    ['head-missing', ({ chain }: AuditRows) => chain.splice(0)],
    ['block-inserted', ({ chain }: AuditRows) => chain.push({ ...chain[0], id: '000000000003' } as (typeof chain)[0])],
  ] as const)('SF-AUD-01 goes on after somebody changed it (%s), and says so', async (reason, edit) => {
    const { chain, keep, verify, change, log } = world;
    for (let block = 0; block < 2; block += 1) {
      await keep(3);
      await chain.seal(ACCOUNT);
    }
    await change(edit);
    world.clock.advance(UNSEALED_MS);
    expect((await verify()).intact).toBe(false);
    await keep(3);
    const head = await chain.seal(ACCOUNT);
    expect(log).toMatchObject([{ level: 'error', code: reason, where: 'audit' }]);
    const report = await verify();
    expect(report).toMatchObject({ intact: false, authenticated: true, unsealed: 0 });
    const restarted = report.findings.find(({ kind }) => kind === 'chain-restarted');
    expect(restarted?.block).toBe((head?.number ?? 0) - 1);
    // What came after it stands by itself.
    expect(await verify({ from: head?.number ?? 0 })).toMatchObject({ intact: true, blocks: 1 });
    await keep(1);
    await chain.seal(ACCOUNT);
    expect(log).toHaveLength(1);
  });

  test('SF-AUD-01 a running kit notices that its chain was put back whole, unless the store itself went back', async () => {
    const { chain, keep, verify, rows, log, failOver } = world;
    await keep(3);
    await chain.seal(ACCOUNT);
    const before = await rows.dump();
    await keep(3);
    await chain.seal(ACCOUNT);
    const after = await rows.dump();
    await rows.load(before);
    await keep(1);
    await chain.seal(ACCOUNT);
    expect(log).toMatchObject([{ level: 'error', code: 'went-back' }]);
    expect(await verify()).toMatchObject({ intact: false, findings: [{ kind: 'chain-restarted', block: 2 }] });

    log.length = 0;
    await rows.load(after);
    const other = world.newChain();
    await other.seal(ACCOUNT);
    await rows.load(before);
    failOver();
    await keep(1);
    await other.seal(ACCOUNT);
    expect(log).toMatchObject([{ level: 'warn', where: 'audit' }]);
    expect(await verify()).toMatchObject({ intact: true, entries: 4 });
  });

  test('SF-AUD-01 a chain that was made anew from old entries shows that it was made late', async () => {
    const { keep, verify, change, clock, newChain } = world;
    await keep(3);
    await newChain().seal(ACCOUNT);
    clock.advance(LATE_MS + 1_000);
    await keep(2);
    await change((rows) => {
      rows.chain.splice(0);
      rows.events.splice(1, 1);
    });
    // A kit that has started since remembers nothing.
    await newChain().seal(ACCOUNT);
    const report = await verify();
    expect(report.findings.map(({ kind, entry }) => [kind, entry])).toEqual([
      ['entry-late', 1],
      ['entry-late', 2],
    ]);
    expect(report.entries).toBe(2);
  });

  test('SF-AUD-01 entries that nobody seals are a finding after ten minutes', async () => {
    const { keep, verify, clock } = world;
    await keep(1);
    for (const [wait, intact] of [
      [0, true],
      [UNSEALED_MS, true],
      [1, false],
    ] as const) {
      clock.advance(wait);
      expect(await verify()).toMatchObject({ intact, unsealed: 1, entries: 0 });
    }
    expect((await verify()).findings).toMatchObject([{ kind: 'entry-unsealed' }]);
  });

  test.each([
    [LATE_MS, true],
    [LATE_MS + 1, false],
  ])('SF-AUD-01 an entry that was sealed after %i ms: %s', async (wait, intact) => {
    const { keep, verify, clock, chain } = world;
    await keep(1);
    clock.advance(wait);
    await chain.seal(ACCOUNT);
    expect((await verify()).intact).toBe(intact);
  });

  test('SF-AUD-01 a head is signed with the new key before the old one is retired', async () => {
    const { keep, verify, clock, keys, chain } = world;
    await keep(2);
    await chain.seal(ACCOUNT);
    const { keyId } = await keys.mac(new Uint8Array(1));
    await chain.sealDue(ACCOUNT);
    await keys.rotate();
    clock.advance(3_600_000);
    await chain.sealDue(ACCOUNT);
    await keys.destroy(keyId);
    expect(await verify()).toMatchObject({ intact: true, authenticated: true, entries: 2 });
    await keep(1);
    await chain.seal(ACCOUNT);
    expect(await verify()).toMatchObject({ intact: true, authenticated: true, entries: 3 });
  });

  test('SF-AUD-01 a key that is on its way here is waited for, one that does not come is a foreign one', async () => {
    const { keep, chain, keys, clock, newChain, verify, log } = world;
    await keep(1);
    await chain.seal(ACCOUNT);
    const here = memoryKeys();
    let isThere = false;
    const late: KeyProvider = {
      ...{ rotate: here.rotate, destroy: here.destroy, wrap: here.wrap, unwrap: here.unwrap },
      mac: (data, keyId) => (isThere ? keys : here).mac(data, keyId),
    };
    const other = newChain({ keys: late });
    await keep(1);
    await expect(other.seal(ACCOUNT)).rejects.toMatchObject({ code: 'key_unknown' });
    clock.advance(59_999);
    await expect(other.seal(ACCOUNT)).rejects.toMatchObject({ code: 'key_unknown' });
    isThere = true;
    expect((await other.seal(ACCOUNT))?.entries).toBe(2);
    expect([log, (await verify()).intact]).toEqual([[], true]);
    isThere = false;
    await expect(other.seal(ACCOUNT)).rejects.toMatchObject({ code: 'key_unknown' });
    clock.advance(60_000);
    await other.seal(ACCOUNT);
    expect(log).toMatchObject([{ code: 'head-forged' }]);
  });

  test('SF-AUD-01 without the keys the links are checked, and nothing is said about who made them', async () => {
    const { keep, chain, records, clock } = world;
    await keep(2);
    await chain.seal(ACCOUNT);
    const report = await verifyAuditChain({ records, account: ACCOUNT, clock });
    expect(report).toMatchObject({ intact: true, authenticated: false });
    const others = await world.verify({ keys: memoryKeys() });
    expect(others).toMatchObject({ intact: false, findings: [{ kind: 'head-forged' }] });
  });

  test('maintenance seals every few seconds, in one process of several', async () => {
    const { keep, chain, clock, newChain } = world;
    const other = newChain();
    await keep(2);
    expect(await chain.sealDue(ACCOUNT)).toEqual({ sealed: 2, more: false });
    await keep(1);
    expect(await chain.sealDue(ACCOUNT)).toEqual({ sealed: 0, more: false });
    clock.advance(SEAL_EVERY_MS);
    expect(await chain.sealDue(ACCOUNT)).toEqual({ sealed: 1, more: false });
    expect(await other.sealDue(ACCOUNT)).toEqual({ sealed: 0, more: false });
    const many = 1_050;
    await keep(many);
    expect(await other.sealDue(ACCOUNT)).toEqual({ sealed: many, more: false });
    expect((await chain.seal(ACCOUNT))?.entries).toBe(3 + many);
  });
});
