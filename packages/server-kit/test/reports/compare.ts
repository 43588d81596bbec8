// Compares what reports say with a recount of the raw events.
import { type ReportCohort, type ReportDimension, type ReportRow, reportMeasures } from '@tellsafe/core/wire';
import type { ReportQuery, Tellsafe } from '../../src/index.ts';
import { ACCOUNT, START } from '../harness.ts';
import type { Counted } from './history.ts';

export type Asked = Omit<ReportQuery, 'accountId' | 'from' | 'to'> & Partial<Pick<ReportQuery, 'from' | 'to'>>;

/** The whole time of the histories, with room on both sides. */
export const WHOLE = { from: START - 86_400_000, to: START + 120 * 86_400_000 };

/** Every row of a report, page by page. */
export async function rowsOf({ reports }: Pick<Tellsafe, 'reports'>, asked: Asked): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await reports.query({
      accountId: ACCOUNT,
      ...WHOLE,
      ...asked,
      ...(cursor !== undefined && { cursor }),
    });
    rows.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}

/** What is wrong with the figures of a question. */
export async function wrongFigures(
  kit: Pick<Tellsafe, 'reports'>,
  counted: readonly Counted[],
  asked: Asked,
): Promise<string[]> {
  const { from = WHOLE.from, to = WHOLE.to, by = [], cohort = 'sent' } = asked;
  const rows = await rowsOf(kit, asked);
  const wrong: string[] = [];
  const wanted = counted.filter((one) =>
    dimensions.every((name) => asked[name] === undefined || asked[name] === one[name]),
  );
  for (const row of rows) {
    const some = wanted.filter((one) => by.every((name) => row[name] === one[name]));
    const expected = figuresOf(some, cohort, row.start, row.end);
    const found = { counts: row.counts, medianSec: row.medianSec };
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      wrong.push(`${JSON.stringify(row)} should be ${JSON.stringify(expected)}`);
    }
  }
  const total = figuresOf(wanted, cohort, from, to).counts;
  for (const name of reportMeasures) {
    const sum = rows.reduce((all, { counts }) => all + counts[name], 0);
    if (sum !== total[name]) wrong.push(`${name}: ${sum} in all, should be ${total[name]}`);
  }
  return wrong;
}

const dimensions: readonly ReportDimension[] = ['form', 'agent', 'channel', 'entryPoint'];

function figuresOf(counted: readonly Counted[], cohort: ReportCohort, start: number, end: number) {
  const isIn = (at = Number.NaN) => at >= start && at < end;
  const reached = (name: (typeof reportMeasures)[number]) =>
    counted.filter(({ at }) => at[name] !== undefined && isIn(cohort === 'sent' ? at.sent : at[name]));
  const median = (to: 'viewed' | 'submitted' | 'read', from: 'sent' | 'viewed' | 'submitted') => {
    const seconds = reached(to).map(({ at }) => Math.floor(((at[to] ?? 0) - (at[from] ?? 0)) / 1000));
    seconds.sort((a, b) => a - b);
    const [low, high] = [seconds[Math.ceil(seconds.length / 2) - 1], seconds[Math.floor(seconds.length / 2)]];
    return low === undefined || high === undefined ? null : (low + high) / 2;
  };
  return {
    counts: Object.fromEntries(reportMeasures.map((name) => [name, reached(name).length])) as ReportRow['counts'],
    medianSec: {
      sentToViewed: median('viewed', 'sent'),
      viewedToSubmitted: median('submitted', 'viewed'),
      submittedToRead: median('read', 'submitted'),
    },
  };
}

/** Rounds of maintenance until nothing more is due. */
export async function maintain({ maintain: once }: Pick<Tellsafe, 'maintain'>): Promise<void> {
  while ((await once()).more);
}
