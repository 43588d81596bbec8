// One-time keys across a restore or fail-over that lost acknowledged changes: no key that was ever given out works a second
// time (SF-OTK-02, security.md §2), and the first new one works at once.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { bumpIncarnation } from '../src/stores/sqlite.ts';
import { Device, ok, sentForm, submittedForm } from './clients.ts';
import { answers, createHarness, type Harness } from './harness.ts';
import { bundle } from './stores/child.ts';
import { storeWith } from './support/broken-stores.ts';
import { restoredByTheGuide } from './support/restored.ts';

const parts = ['records.db', 'records.db-wal', 'records.db-shm'];

function backUp({ folder }: Harness): void {
  for (const part of parts)
    if (existsSync(join(folder, part))) copyFileSync(join(folder, part), join(folder, `${part}~`));
}

async function restore(harness: Harness): Promise<void> {
  const { folder } = harness;
  for (const part of parts) {
    rmSync(join(folder, part), { force: true });
    if (existsSync(join(folder, `${part}~`))) copyFileSync(join(folder, `${part}~`), join(folder, part));
  }
  bumpIncarnation(join(folder, 'records.db'));
  await harness.restart();
}

describe('after a restore that forgot a submit', () => {
  let harness: Harness;
  afterEach(() => harness.close());

  test('SF-OTK-02 the key is dead, also when more time is asked for', async () => {
    harness = await createHarness('sqlite', { account: { extensions: 2 } });
    const { device } = await sentForm(harness);
    const { submitKey } = await device.open();
    backUp(harness);
    ok(await device.trySubmit(answers.card));
    await restore(harness);
    expect((await device.trySubmit(answers.card, submitKey)).status).toBe(403);
    const extended = ok(await device.tryExtend());
    expect((await device.trySubmit(answers.card, submitKey)).status).toBe(403);
    expect((await device.trySubmit(answers.card, extended.submitKey)).status).toBe(200);
  });

  test('SF-OTK-02 the key of a resume does not come again', async () => {
    harness = await createHarness('sqlite');
    const { device } = await sentForm(harness);
    await device.open();
    backUp(harness);
    const { submitKey } = await device.take(ok(await device.tryResume()));
    ok(await device.trySubmit(answers.card, submitKey));
    await restore(harness);
    const again = ok(await device.tryResume());
    expect(again.submitKey).not.toBe(submitKey);
    expect((await device.trySubmit(answers.card, submitKey)).status).toBe(403);
    expect((await device.trySubmit(answers.card, again.submitKey)).status).toBe(200);
  });

  test('SF-OTK-02 the key of an open does not come again, not even for the same claim', async () => {
    harness = await createHarness('sqlite');
    const { device } = await sentForm(harness);
    backUp(harness);
    const { submitKey } = await device.open();
    ok(await device.trySubmit(answers.card));
    await restore(harness);
    const again = await device.open();
    expect(again.submitKey).not.toBe(submitKey);
    expect((await device.trySubmit(answers.card, submitKey)).status).toBe(403);
    expect((await device.trySubmit(answers.card, again.submitKey)).status).toBe(200);
  });
});

test('SF-OTK-02 a key issued just after a fail-over works: nobody holds on to the incarnation before it', async () => {
  let incarnation = 'before';
  const harness = await createHarness('memory', {
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, {
        incarnation: async () => incarnation,
        commit: async ({ incarnation: fence, ...batch }) =>
          (fence === undefined || fence === incarnation) && stores.records.commit(batch),
      }),
    }),
  });
  const begun = await sentForm(harness);
  ok(await begun.device.tryBegin());
  const opened = await sentForm(harness);
  await opened.device.open();
  const submitted = await submittedForm(harness);
  incarnation = 'after';
  expect((await new Device(harness, begun.device.handle).open()).submitKey).not.toBe('');
  incarnation = 'later';
  await opened.device.take(ok(await opened.device.tryResume()));
  expect((await opened.device.trySubmit(answers.card)).status).toBe(200);
  incarnation = 'latest';
  const { readKey } = ok(await submitted.agent.tryReadKey(submitted.submissionId));
  expect((await submitted.agent.tryRead(submitted.submissionId, readKey)).status).toBe(200);
  await harness.close();
});

/** Runs a program of docs/operation.md, as it is there but for the names of the files. */
async function rehearse(
  { folder }: Harness,
  step: 'backup' | 'restore',
  change = (text: string) => text,
): Promise<void> {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/operation.md'), 'utf8');
  const [, text = ''] = new RegExp(`^\`\`\`js rehearsed=${step}\\n(.*?)^\`\`\``, 'ms').exec(guide) ?? [];
  const source = join(folder, `${step}.ts`);
  writeFileSync(source, change(text.replace("['tellsafe', 'tellsafe-vault']", "['records', 'vault']")));
  const program = await bundle(source, folder);
  execFileSync(process.execPath, [program], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

const restored = (change?: (text: string) => string) =>
  restoredByTheGuide('sqlite', (harness, step) => rehearse(harness, step, step === 'restore' ? change : undefined));

test('SF-OTK-02 the guide to backup and restore, rehearsed: nothing that was spent can be spent again, all else goes on', async () => {
  expect(await restored()).toBe(403);
});

test('SF-OTK-02 control: the guide without its last step brings a spent key back to life', async () => {
  const forgetful = (text: string) => text.replace(/bumpIncarnation\(.*\);/, 'void bumpIncarnation;');
  expect(await restored(forgetful)).toBe(200);
});
