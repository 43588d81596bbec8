// Back-up and restore on PostgreSQL as docs/operation.md tells it, with its own commands: what was spent after the backup cannot be
// spent again (SF-OTK-02), all else goes on.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPostgres } from '../../../scripts/services/postgres.mjs';
import { ok, sentForm, submittedForm } from './clients.ts';
import { answers, createHarness, type Harness } from './harness.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-restore-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const guide = readFileSync(join(import.meta.dirname, '../../../docs/operation.md'), 'utf8');

/** Runs a program of the guide, as it is there but for the names of the schemas. */
function rehearse({ places }: Harness, step: 'backup' | 'restore', change = (text: string) => text): void {
  const { records, sealed } = places;
  if (records.kind !== 'postgres' || sealed.kind !== 'postgres') throw new Error('the stores are elsewhere');
  const [, text = ''] = new RegExp(`^\`\`\`sh rehearsed=${step}-postgres\\n(.*?)^\`\`\``, 'ms').exec(guide) ?? [];
  const program = change(text.replace('in records sealed;', `in ${records.schema} ${sealed.schema};`));
  expect(program).toContain(`in ${records.schema}`);
  const { hostname, port, username, pathname } = new URL(records.url);
  const address = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGDATABASE: pathname.slice(1) };
  const path = [findPostgres(), process.env.PATH].join(delimiter);
  execFileSync('sh', ['-c', program], {
    cwd: folder,
    env: { ...process.env, ...address, PATH: path },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** @returns how the answers that had been sent after the backup are taken when they are sent again */
async function restoredByTheGuide(change?: (text: string) => string): Promise<number> {
  const harness = await createHarness('postgres');
  try {
    const before = await submittedForm(harness);
    const { device } = await sentForm(harness);
    const { submitKey } = await device.open();
    rehearse(harness, 'backup');
    ok(await device.trySubmit(answers.card));
    await harness.tellsafe.close();
    rehearse(harness, 'restore', change);
    await harness.restart();
    expect((await harness.tellsafe.health()).ready).toBe(true);
    // What was in the backup is there and can be read.
    const { readKey } = ok(await before.agent.tryReadKey(before.submissionId));
    expect((await before.agent.tryRead(before.submissionId, readKey)).status).toBe(200);
    const { status } = await device.trySubmit(answers.card, submitKey);
    if (status === 403) ok(await device.trySubmit(answers.card, ok(await device.tryResume()).submitKey));
    return status;
  } finally {
    await harness.close();
  }
}

test('SF-OTK-02 the guide to backup and restore on PostgreSQL, rehearsed: nothing that was spent can be spent again', async () => {
  expect(await restoredByTheGuide()).toBe(403);
});

test('SF-OTK-02 control: the guide without its last step brings a spent key back to life on PostgreSQL', async () => {
  const forgetful = (text: string) => text.replace(/^ *psql .*$/m, '');
  expect(await restoredByTheGuide(forgetful)).toBe(200);
});
