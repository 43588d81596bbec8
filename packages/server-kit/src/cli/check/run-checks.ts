// Does all checks, one after the other: what is being checked should not be loaded by it.
import { fileChecks } from './file-checks.ts';
import { headerChecks } from './header-checks.ts';
import { loginChecks } from './login-checks.ts';
import type { Result, RowName } from './map.ts';
import { oneTimeChecks } from './one-time-checks.ts';
import { pageChecks } from './page-checks.ts';
import { refusalChecks } from './refusal-checks.ts';
import { storeChecks } from './store-checks.ts';
import { type Check, NotChecked, type Target } from './target.ts';
import { transportChecks } from './transport-checks.ts';

/** What a check came to. */
export interface CheckReport {
  readonly id: string;
  readonly how: string;
  readonly rows: readonly RowName[];
  readonly result: Result;
  /** What was found, or why it was not checked. */
  readonly notes: readonly string[];
}

/** Every check. */
export const allChecks: readonly Check[] = [
  ...transportChecks,
  ...pageChecks,
  ...headerChecks,
  ...refusalChecks,
  ...oneTimeChecks,
  ...loginChecks,
  ...storeChecks,
  ...fileChecks,
];

/** @param progress hears the id of each check before it is done */
export async function runChecks(target: Target, progress: (id: string) => void = () => {}): Promise<CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const { id, how, rows, run } of allChecks) {
    progress(id);
    reports.push({ id, how, rows, ...(await outcomeOf(() => run(target))) });
  }
  return reports;
}

/** What could not be done for a reason that nobody foresaw is a failure: a check that breaks must not look like one that passed. */
async function outcomeOf(run: () => Promise<readonly string[]>): Promise<Pick<CheckReport, 'result' | 'notes'>> {
  try {
    const notes = await run();
    return { result: notes.length === 0 ? 'pass' : 'fail', notes };
  } catch (error) {
    if (error instanceof NotChecked) return { result: 'not-checked', notes: [error.message] };
    return { result: 'fail', notes: ['It could not be done: no answer that can be used.'] };
  }
}
