// The evidence of a check: what was checked, how, and what came of it, row by row; once for programs and once for people. Holds no
// secret: addresses without fragments, findings in words.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '../key-command.ts';
import { type Result, type RowReport, rowReports } from './map.ts';
import type { CheckReport } from './run-checks.ts';
import type { Target } from './target.ts';

/** Everything that was found. */
export interface Evidence {
  readonly page: string;
  readonly account: string;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  /** Of the package that checked. */
  readonly version: string;
  readonly result: 'pass' | 'fail';
  readonly checks: readonly CheckReport[];
  readonly rows: readonly RowReport[];
}

/** Puts the evidence together. */
export function evidenceOf(
  { page, account, clock }: Pick<Target, 'page' | 'account' | 'clock'>,
  version: string,
  checks: readonly CheckReport[],
): Evidence {
  const failed = checks.some(({ result }) => result === 'fail');
  return {
    ...{ page: `${page.origin}${page.pathname}`, account, checkedAt: new Date(clock()).toISOString(), version },
    ...{ result: failed ? 'fail' : 'pass', checks, rows: rowReports(checks) },
  };
}

/**
 * Writes both files; overwrites none.
 *
 * @returns their paths
 * @throws the system's error
 */
export function writeEvidence(folder: string, evidence: Evidence): readonly string[] {
  const name = `tellsafe-evidence-${evidence.account}-${evidence.checkedAt.replace(/[:.]/g, '')}`;
  const files = [
    [join(folder, `${name}.json`), `${JSON.stringify(evidence, undefined, 2)}\n`],
    [join(folder, `${name}.md`), evidenceText(evidence)],
  ] as const;
  for (const [path, text] of files) writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  return files.map(([path]) => path);
}

/** How many have each result, as words. */
export function counted(of: readonly { readonly result: Result }[]): string {
  const count = (wanted: Result) => of.filter(({ result }) => result === wanted).length;
  return `${count('pass')} pass, ${count('fail')} fail, ${count('not-checked')} not checked`;
}

/** The evidence as Markdown. */
export function evidenceText({ page, account, checkedAt, version, checks, rows }: Evidence): string {
  return `# What was found at ${page}

Account ${account}, checked ${instant(Date.parse(checkedAt))} with version ${version}. A pass says that a check found nothing; it is no
assessment of a standard. What was not checked is not known.

## Checks: ${counted(checks)}

| Check | Result | How | Notes |
|---|---|---|---|
${checks.map(({ id, result, how, notes }) => line(id, result, how, notes.join(' '))).join('')}
## Compliance map: ${counted(rows)}

| Standard | Items | Applies as | Answered by | Result | How |
|---|---|---|---|---|---|
${rows.map((row) => line(row.standard, row.items, row.appliesAs, row.feature, row.result, row.how)).join('')}`;
}

function line(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |\n`;
}
