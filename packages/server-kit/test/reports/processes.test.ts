// T13 of security.md for reports with processes that are really killed, and several that count at once, on the same SQLite file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, createHarness, FORM_ORIGIN, type Harness, START } from '../harness.ts';
import { bundle } from '../stores/child.ts';
import type { CrashPoint } from '../support/gates.ts';
import type { MortalQuestion } from '../support/mortal-node.ts';
import { runSeed, seeded } from '../support/seeded.ts';
import { startWorker, type Worker, WorkerDied } from '../support/worker.ts';
import { maintain, wrongFigures } from './compare.ts';
import { recount, writeHistory } from './history.ts';
import type { ReportNodeSetting } from './node.ts';

let folder: string;
let harness: Harness;
let nodes: Worker[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-reports-'));
  harness = await createHarness('sqlite');
  const program = await bundle(join(import.meta.dirname, 'node.ts'), folder);
  const setting: ReportNodeSetting = {
    records: harness.places.records,
    account: { id: ACCOUNT, formOrigin: FORM_ORIGIN },
    now: START,
  };
  nodes = await Promise.all(Array.from({ length: 3 }, () => startWorker(program, setting)));
}, 180_000);

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await harness.close();
  rmSync(folder, { recursive: true });
}, 180_000);

const ask = (node: Worker, question: MortalQuestion) => node.ask<unknown>(question);

test('T13 SF-MGR-02 what killed processes leave is counted by others, once', { timeout: 180_000 }, async () => {
  const { stores, tellsafe } = harness;
  const chance = seeded(runSeed, 'reports', 'processes');
  const wrong = async () => {
    const counted = await recount(stores.records);
    const asked = { timeZone: 'UTC', period: 'week', by: ['form', 'agent'], cohort: 'event' } as const;
    return (await wrongFigures(tellsafe, counted, { ...asked, by: [...asked.by] })).slice(0, 2);
  };
  await writeHistory(stores.records, chance, 60, 20);
  for (let round = 0; round < 6; round += 1) await Promise.all(nodes.map((node) => ask(node, 'maintain')));
  expect({ wrong: await wrong(), seed: runSeed }).toEqual({ wrong: [], seed: runSeed });
  const points: readonly CrashPoint[] = [
    { at: 1, when: 'before' },
    { at: 1, when: 'after' },
    { at: 2, when: 'after' },
  ];
  for (const [at, crash] of points.entries()) {
    const node = nodes[at];
    if (!node) throw new Error('there is no such process');
    await writeHistory(stores.records, chance, 20, 20);
    // A recount as well, whose commit is the second of the round.
    if (crash.at === 2) await tellsafe.reports.rebuild({ accountId: ACCOUNT });
    await ask(node, { crash });
    await expect(ask(node, 'maintain')).rejects.toBeInstanceOf(WorkerDied);
    await node.ended;
    await maintain(tellsafe);
    expect({ crash, wrong: await wrong(), seed: runSeed }).toEqual({ crash, wrong: [], seed: runSeed });
  }
});
