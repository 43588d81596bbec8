// The compliance map: every row, which of them a check tells something about, and what all checks together say of a row.
import { asvsRows } from './asvs-rows.ts';
import { pciRows } from './pci-rows.ts';
import type { CheckReport } from './run-checks.ts';

/** Names a row by standard and numbers. */
export type RowName = `PCI ${keyof typeof pciRows}` | `ASVS ${keyof typeof asvsRows}`;

/** What can be said about a check or a row. */
export type Result = 'pass' | 'fail' | 'not-checked';

/** A row with what was found about it. */
export interface RowReport {
  readonly standard: 'PCI DSS 4.0.1' | 'OWASP ASVS 5.0.0';
  readonly items: string;
  readonly appliesAs: string;
  readonly feature: string;
  readonly result: Result;
  /** The checks that looked at it, and what proves what cannot be seen from outside. */
  readonly how: string;
}

type Row = readonly [appliesAs: string, feature: string, tests: string];

/** What the checks say about every row of the map. */
export function rowReports(checks: readonly CheckReport[]): readonly RowReport[] {
  const of = (standard: RowReport['standard'], short: string, rows: Readonly<Record<string, Row>>) =>
    Object.entries(rows).map(([items, [appliesAs, feature, tests]]): RowReport => {
      const about = checks.filter(({ rows: names }) => (names as readonly string[]).includes(`${short} ${items}`));
      return { standard, items, appliesAs, feature, result: resultOf(about), how: howOf(about, tests) };
    });
  return [...of('PCI DSS 4.0.1', 'PCI', pciRows), ...of('OWASP ASVS 5.0.0', 'ASVS', asvsRows)];
}

/** One failure fails a row; what was not checked does not stand in the way of what was. */
function resultOf(about: readonly CheckReport[]): Result {
  const results = about.map(({ result }) => result);
  if (results.includes('fail')) return 'fail';
  return results.includes('pass') ? 'pass' : 'not-checked';
}

function howOf(about: readonly CheckReport[], tests: string): string {
  const told = about.map(({ id, result }) => `${id}: ${result}`).join(', ');
  if (told !== '') return `${told}; also tests ${tests} of the release`;
  return `not to be seen in a deployment; tests ${tests} of the release`;
}
