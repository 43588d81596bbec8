// Back-up and restore on PostgreSQL as docs/operation.md tells it, with its own commands: what was spent after the backup cannot be
// spent again (SF-OTK-02), all else goes on.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPostgres } from '../../../scripts/services/postgres.mjs';
import type { Harness } from './harness.ts';
import { restoredByTheGuide } from './support/restored.ts';

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

const restored = (change?: (text: string) => string) =>
  restoredByTheGuide('postgres', (harness, step) => rehearse(harness, step, step === 'restore' ? change : undefined));

test('SF-OTK-02 the guide to backup and restore on PostgreSQL, rehearsed: nothing that was spent can be spent again', async () => {
  expect(await restored()).toBe(403);
});

test('SF-OTK-02 control: the guide without its last step brings a spent key back to life on PostgreSQL', async () => {
  const forgetful = (text: string) => text.replace(/^ *psql .*$/m, '');
  expect(await restored(forgetful)).toBe(200);
});
