// What a benchmark reports: a table for people, one line of JSON for programs.
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { canPin } from './child.ts';
import { rounded } from './statistics.ts';

/** One line of a benchmark's table. */
export type Row = readonly [what: string, ...values: (string | number)[]];

/** What was measured. */
export interface Result {
  /** The figure that is compared with the reach. */
  readonly figure: number;
  /** Smallest and largest of the single rounds. */
  readonly spread: readonly [number, number];
  /** Column names, then lines. */
  readonly table: readonly Row[];
  /** Further numbers for programs. */
  readonly details: Readonly<Record<string, number | string | readonly number[]>>;
}

/** What the figure must reach. */
export interface Reach {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A figure and what it is compared with. */
export interface Measured {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly reach: Reach;
  readonly result: Result;
}

/** Whether a figure reaches what it must. */
export function isReached({ reach: { atLeast, atMost }, result: { figure } }: Measured): boolean {
  return (atLeast === undefined || figure >= atLeast) && (atMost === undefined || figure <= atMost);
}

/** The machine that measured. */
export function machine(): string {
  const gib = Math.round(totalmem() / 2 ** 30);
  const cores = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'processor'}`;
  return `${cores}, ${gib} GiB, ${type()} ${release()}, Node ${process.versions.node}`;
}

/** Prints the table and the line. `judged` is false for sizes too small to say anything. */
export function printResult(measured: Measured, judged: boolean): void {
  const { id, title, unit, reach, result } = measured;
  const met = isReached(measured);
  const limit = reach.atLeast === undefined ? `≤ ${reach.atMost}` : `≥ ${reach.atLeast}`;
  console.log(`\n${id}  ${title}`);
  printTable(result.table);
  const verdict = judged ? (met ? 'reached' : 'NOT reached') : 'too small a run to judge';
  const [low, high] = result.spread.map((value) => rounded(value, 3));
  console.log(`  ${rounded(result.figure, 3)} ${unit} (${low} to ${high}), to reach ${limit}: ${verdict}`);
  const line = {
    benchmark: id,
    figure: rounded(result.figure, 4),
    spread: result.spread.map((value) => rounded(value, 4)),
    unit,
    reach,
    met: judged ? met : null,
    ...result.details,
    pinned: canPin,
    machine: machine(),
    at: new Date().toISOString(),
  };
  console.log(JSON.stringify(line));
}

function printTable(rows: readonly Row[]): void {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  for (const [name = '', ...values] of texts) {
    const cells = values.map((value, at) => value.padStart(widths[at + 1] ?? 0));
    console.log(`  ${[name.padEnd(widths[0] ?? 0), ...cells].join('   ')}`);
  }
}
