// Compares what reports say with a recount of the raw events.
import {
  type ReportCohort,
  type ReportDimension,
  type ReportRow,
  type ReportVolumeRow,
  reportMeasures,
  volumeDimensions,
  volumeMeasures,
} from '@tellsafe/core/wire';
import type { ReportQuery, ReportVolumeQuery, Tellsafe } from '../../src/index.ts';
import { ACCOUNT, START } from '../harness.ts';
import type { Counted, CountedVolume } from './history.ts';

export type Asked = Omit<ReportQuery, 'accountId' | 'from' | 'to'> & Partial<Pick<ReportQuery, 'from' | 'to'>>;

/** The same of volume. */
export type AskedVolume = Omit<ReportVolumeQuery, 'accountId' | 'from' | 'to'> &
  Partial<Pick<ReportVolumeQuery, 'from' | 'to'>>;

/** The whole time of the histories, with room on both sides. */
export const WHOLE = { from: START - 86_400_000, to: START + 120 * 86_400_000 };

/** Every row of a report, page by page. */
export function rowsOf({ reports }: Pick<Tellsafe, 'reports'>, asked: Asked): Promise<ReportRow[]> {
  return allRows((cursor) => reports.query({ accountId: ACCOUNT, ...WHOLE, ...asked, ...cursor }));
}

async function allRows<Row>(
  ask: (cursor: { cursor?: string }) => Promise<{ readonly rows: readonly Row[]; readonly cursor?: string }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor === undefined ? {} : { cursor });
    rows.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}

/** What is wrong with the volume of a question. */
export async function wrongVolume(
  { reports }: Pick<Tellsafe, 'reports'>,
  counted: readonly CountedVolume[],
  asked: AskedVolume,
): Promise<string[]> {
  const { from, to } = { ...WHOLE, ...asked };
  const rows = await allRows<ReportVolumeRow>((cursor) =>
    reports.volume({ accountId: ACCOUNT, ...asked, from, to, ...cursor }),
  );
  const wanted = counted.filter((one) =>
    volumeDimensions.every((name) => asked[name] === undefined || asked[name] === one[name]),
  );
  const countsOf = (some: readonly CountedVolume[], start: number, end: number) =>
    Object.fromEntries(
      volumeMeasures.map((name) => [
        name,
        some.filter(({ measure, at }) => measure === name && at >= start && at < end).length,
      ]),
    );
  const wrong = rows.flatMap((row) => {
    const some = wanted.filter((one) => (asked.by ?? []).every((name) => row[name] === one[name]));
    const expected = countsOf(some, row.start, row.end);
    const isRight = JSON.stringify(row.counts) === JSON.stringify(expected);
    return isRight ? [] : [`${JSON.stringify(row)} should be ${JSON.stringify(expected)}`];
  });
  const total = countsOf(wanted, from, to);
  for (const name of volumeMeasures) {
    const sum = rows.reduce((all, { counts }) => all + counts[name], 0);
    if (sum !== total[name]) wrong.push(`${name}: ${sum} in all, should be ${total[name]}`);
  }
  return wrong;
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
