// T7 of security.md for whole kits: the histories of forms that several kits serve at once, each checked against a form that answers
// one request at a time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { createHarness, type Harness, type HarnessOptions } from '../harness.ts';
import { createCluster } from '../support/cluster.ts';
import { inStore, notAtomic } from '../support/faults.ts';
import { runSeed, seeded } from '../support/seeded.ts';
import { findViolation } from './linearizability-checker.ts';
import { type FormOperation, formSpecification } from './linearizability-form.ts';
import { RecordedForm } from './linearizability-kit.ts';
import { describeViolation } from './linearizability-report.ts';
import { sized } from './size.ts';

/** Lines of a report that a person still reads. Where four never rest together, a report reaches far back: another one shows the same. */
const FEW_LINES = 15;
/** Of each of four that ask at once. */
const OPERATIONS = 15;
const FORMS_AT_ONCE = 4;
const timeout = sized(300_000, 900_000);

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
}, 180_000);
afterAll(() => redis.stop(), 180_000);

/** What is wrong with the history of a form, for people; nothing when nothing is. */
function faultOf({ history }: RecordedForm): string | undefined {
  const violation = findViolation(history, formSpecification);
  return violation && `seed ${runSeed}: ${describeViolation(violation)}`;
}

/** Forms at once through the kits; gives what is wrong and all that happened. */
async function recordForms(kits: readonly Harness[], name: string, meanwhile = async () => {}) {
  const [first] = kits;
  if (!first) throw new RangeError('kits must not be empty');
  const forms = await Promise.all(Array.from({ length: FORMS_AT_ONCE }, () => RecordedForm.start(first)));
  const running = forms.map((form, at) => form.run(kits, OPERATIONS, (runner) => seeded(runSeed, name, at, runner)));
  await meanwhile();
  await Promise.all(running);
  return { faults: forms.flatMap((form) => faultOf(form) ?? []), history: forms.flatMap(({ history }) => history) };
}

/** Rounds of forms, all of which must be linearizable; all kinds of requests must have been answered and refused. */
async function checkForms(kits: readonly Harness[], rounds: number, name: string): Promise<void> {
  const history: FormOperation[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const recorded = await recordForms(kits, `${name} ${round}`);
    expect(recorded.faults).toEqual([]);
    history.push(...recorded.history);
  }
  const seen = new Set(
    history.map(({ call, answer }) => `${call.ask} ${answer?.result === false ? 'refused' : 'done'}`),
  );
  const kinds = ['begin', 'open', 'submit', 'read key', 'read'];
  expect(seen).toEqual(new Set([...seen, ...kinds.map((kind) => `${kind} done`), 'begin refused', 'open refused']));
}

/** Two kits in this process on the same stores. */
async function twoKits(given: HarnessOptions, use: (kits: Harness[]) => Promise<void>): Promise<void> {
  const one = await createHarness('memory', given);
  const { tellsafe } = one;
  await one.restart();
  await use([one, { ...one, tellsafe }]);
  await tellsafe.close();
  await one.close();
}

test('T7 SF-OTK-02 two kits on memory stores', { timeout }, async () => {
  await twoKits({}, (kits) => checkForms(kits, sized(10, 300), 'memory'));
});

const clusters = [
  ['sqlite', sized(6, 200)],
  ['postgres', sized(5, 200)],
] as const;

test.each(clusters)('T7 SF-OTK-02 three kits on %s, one of which is killed', { timeout }, async (kind, rounds) => {
  const cluster = await createCluster(kind, redis.url);
  try {
    const nodes = await Promise.all(Array.from({ length: 3 }, () => cluster.start()));
    const kits = nodes.map(({ harness }) => harness);
    await checkForms(kits, rounds, kind);
    const { faults, history } = await recordForms(kits, `${kind} killed`, async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      await nodes[2]?.kill();
    });
    expect(faults).toEqual([]);
    expect(history.filter(({ answer }) => !answer).length).toBeGreaterThan(0);
  } finally {
    await cluster.close();
  }
});

test('T7 control: kits on a store that reads and then writes are found, with the few requests that show it', {
  timeout,
}, async () => {
  await twoKits(inStore('records', notAtomic), async (kits) => {
    for (let round = 0; round < 50; round += 1) {
      const { faults } = await recordForms(kits, `control ${round}`);
      for (const fault of faults) expect(fault).toMatch(/not linearizable from \{"status":.+\n/);
      if (faults.some((fault) => fault.split('\n').length < FEW_LINES)) return;
    }
    expect.unreachable('the store that is not atomic was not found, or not in few lines');
  });
});
