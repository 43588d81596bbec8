// T13 of security.md for reports: wherever a process dies while it counts, and however many count at once, figures equal the events.
import { describe, expect, test } from 'vitest';
import { createTellsafe, type Tellsafe } from '../../src/index.ts';
import { REPORTS_GROUP } from '../../src/reports/records.ts';
import { sqliteStore } from '../../src/stores/sqlite.ts';
import type { Commit, Store } from '../../src/stores/types.ts';
import { ACCOUNT, createHarness, FORM_ORIGIN, type Harness } from '../harness.ts';
import { sized } from '../proof/size.ts';
import { storeWith } from '../support/broken-stores.ts';
import type { CrashPoint } from '../support/gates.ts';
import { runSeed, seeded } from '../support/seeded.ts';
import { type Asked, type AskedVolume, maintain, wrongFigures, wrongVolume } from './compare.ts';
import { recount, recountVolume, writeHistory } from './history.ts';

type Broken = (store: Store) => Store;
const sound: Broken = (store) => store;

const isReports = ({ group }: Commit) => group === REPORTS_GROUP;

const questions: readonly Asked[] = [
  { timeZone: 'Asia/Kolkata', period: 'day', by: ['form', 'agent', 'channel', 'entryPoint'] },
  { timeZone: 'UTC', period: 'month', cohort: 'event' },
];

const ofVolume: AskedVolume = { timeZone: 'Asia/Kolkata', period: 'day', by: ['channel', 'entryPoint'] };

async function complaints(kit: Pick<Tellsafe, 'reports'>, records: Store): Promise<string[]> {
  const counted = await recount(records);
  const found = await Promise.all([
    ...questions.map((asked) => wrongFigures(kit, counted, asked)),
    wrongVolume(kit, await recountVolume(records), ofVolume),
  ]);
  return found.flat();
}

/** Moves the place first, and adds what was counted up to there afterwards. */
const inTwoSteps: Broken = (store) =>
  storeWith(store, {
    commit: async (batch) => {
      const [state, ...counted] = batch.put ?? [];
      if (!isReports(batch) || !state || counted.length === 0) return store.commit(batch);
      if (!(await store.commit({ ...batch, put: [state] }))) return false;
      return store.commit({ account: batch.account, group: batch.group, put: counted });
    },
  });

/** A process that dies at a commit about reports: before it is made, or after it was. Nothing more of the round happens. */
class Mortal {
  commits = 0;
  crash: CrashPoint | undefined;

  wrap(store: Store): Store {
    return storeWith(store, {
      commit: async (batch) => {
        if (!isReports(batch)) return store.commit(batch);
        this.commits += 1;
        const isHere = this.commits === this.crash?.at;
        if (isHere && this.crash?.when === 'before') throw new Error('killed');
        const done = await store.commit(batch);
        if (isHere) throw new Error('killed');
        return done;
      },
    });
  }
}

/** Counts a history, with a recount from zero in it, and a death; another process goes on. */
async function live(crash: CrashPoint | undefined, broken: Broken) {
  const mortal = new Mortal();
  mortal.crash = crash;
  const wrap: NonNullable<Parameters<typeof createHarness>[1]>['wrap'] = (stores) => ({
    ...stores,
    records: broken(mortal.wrap(stores.records)),
  });
  const harness = await createHarness('memory', { wrap });
  try {
    const { records } = harness.stores;
    const chance = seeded(runSeed, 'reports', 'crashes');
    await writeHistory(records, chance, 26, 20);
    await harness.tellsafe.maintain();
    const rebuilt = harness.tellsafe.reports.rebuild({ accountId: ACCOUNT });
    await rebuilt.catch(() => harness.tellsafe.reports.rebuild({ accountId: ACCOUNT }));
    await writeHistory(records, chance, 20, 20);
    await maintain(harness.tellsafe);
    await harness.restart();
    await maintain(harness.tellsafe);
    return { commits: mortal.commits, found: await complaints(harness.tellsafe, records) };
  } finally {
    await harness.close();
  }
}

async function crashes(broken: Broken): Promise<readonly CrashPoint[]> {
  const { commits, found } = await live(undefined, broken);
  expect(found).toEqual([]);
  return Array.from({ length: commits }, (_, at) =>
    (['before', 'after'] as const).map((when) => ({ at: at + 1, when })),
  ).flat();
}

describe('a process that dies', () => {
  test('T13 SF-MGR-02 CN-GEN-06 counts everything once, wherever it dies', { timeout: 180_000 }, async () => {
    const points = await crashes(sound);
    expect(points.length).toBeGreaterThan(10);
    for (const point of points) {
      const { found } = await live(point, sound);
      expect({ point, found: found.slice(0, 2), seed: runSeed }).toEqual({ point, found: [], seed: runSeed });
    }
  });

  test('T13 control: a place that is committed apart from the counts loses some', { timeout: 180_000 }, async () => {
    for (const point of await crashes(inTwoSteps)) if ((await live(point, inTwoSteps)).found.length > 0) return;
    throw new Error('the loss was not noticed');
  });
});

/** Lets several kits count at once, each with a handle of its own where the store has several. */
async function race(kind: 'memory' | 'sqlite', broken: Broken): Promise<string[]> {
  const harness = await createHarness(kind, {
    wrap: (stores) => ({ ...stores, records: broken(stores.records) }),
  });
  const others: Tellsafe[] = [];
  try {
    for (let count = 0; count < 2; count += 1) others.push(anotherKit(harness, broken));
    const kits = [harness.tellsafe, ...others];
    const chance = seeded(runSeed, 'reports', 'race');
    for (let round = 0; round < sized(4, 40); round += 1) {
      await writeHistory(harness.stores.records, chance, 15, 20);
      if (round === 1) await harness.tellsafe.reports.rebuild({ accountId: ACCOUNT });
      await Promise.all(kits.map((kit) => kit.maintain()));
      await Promise.all(kits.map((kit) => kit.maintain()));
    }
    await maintain(harness.tellsafe);
    return await complaints(harness.tellsafe, harness.stores.records);
  } finally {
    if (kind === 'sqlite') for (const other of others) await other.close();
    await harness.close();
  }
}

function anotherKit({ kind, stores, keys, clock, places }: Harness, broken: Broken): Tellsafe {
  const place = places.records;
  const records = place.kind === 'sqlite' ? sqliteStore(place.path, { clock }) : stores.records;
  const sealed =
    kind === 'sqlite' && places.sealed.kind === 'sqlite' ? sqliteStore(places.sealed.path, { clock }) : stores.sealed;
  return createTellsafe({
    stores: { records: broken(records), sealed, volatile: stores.volatile },
    ...{ keys, clock, authenticate: async () => null, log: () => {}, maintenance: 'manual' },
    accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [] }],
  });
}

describe('several processes', () => {
  test.each(['memory', 'sqlite'] as const)('T13 SF-MGR-02 that count at once count once, on %s', async (kind) => {
    expect((await race(kind, sound)).slice(0, 2)).toEqual([]);
  });

  test('T13 control: without the expectation of their place they count some twice', async () => {
    const unequal = unequalProcesses();
    expect((await race('memory', unequal)).slice(0, 2)).toEqual([]);
    const found = await race('memory', (store) => {
      const slow = unequal(store);
      return storeWith(slow, {
        commit: ({ expect: expected = [], ...batch }) =>
          slow.commit(isReports(batch) ? batch : { ...batch, expect: expected }),
      });
    });
    expect(found).not.toEqual([]);
  });
});

/** Each process takes longer than the one before between looking for facts and reading the buckets that they count in. */
function unequalProcesses(): Broken {
  let processes = 0;
  return (store) => {
    processes += 1;
    const delayMs = (processes % 3) * 4;
    return storeWith(store, {
      get: async (keys) => {
        if (keys[0]?.collection.startsWith('report-bucket'))
          await new Promise((resolve) => setTimeout(resolve, delayMs));
        return store.get(keys);
      },
    });
  };
}
