// Asks for everything that a report shows.
import {
  type ReportDimension,
  type ReportRow,
  type ReportVolumeRow,
  reportDimensions,
  reportMeasures,
  reportTimes,
} from '@tellsafe/core/wire';
import type { ReportQuery, Reports, ReportVolumeQuery } from '../../reports.ts';
import type { Figures, Question, ReportData, RowsBy } from './model.ts';
import type { Span } from './range.ts';

const PAGE = 1000;

/** Members of a query that every part of a report shares. */
export function queryOf({ timeZone, cohort, filter }: Question, { from, to }: Span): Omit<ReportQuery, 'period'> {
  return { from, to, timeZone, cohort, ...filter };
}

/** The same of volume, which is of no form and no agent. */
export function volumeQueryOf(
  { timeZone, filter: { channel, entryPoint } }: Question,
  { from, to }: Span,
): Omit<ReportVolumeQuery, 'period'> {
  const filter = { ...(channel !== undefined && { channel }), ...(entryPoint !== undefined && { entryPoint }) };
  return { from, to, timeZone, ...filter, by: ['channel', 'entryPoint'] };
}

/**
 * Loads a report: its figures, those of the time before, the trend, rows by every dimension, and volume.
 *
 * @param known choices of the same range, where they were loaded before
 * @throws {TellsafeError} `permission_denied`, or as every call of the client
 */
export async function loadReport(reports: Reports, question: Question, known?: RowsBy): Promise<ReportData> {
  const { range, granularity, filter } = question;
  const query = queryOf(question, range);
  const isFiltered = Object.keys(filter).length > 0;
  const breakdown = rowsBy(reports, query);
  const unfiltered = queryOf({ ...question, filter: {} }, range);
  const [totals, before, trend, byDimension, volume, choices] = await Promise.all([
    reports.figures({ ...query, period: 'whole' }),
    reports.figures({ ...queryOf(question, range.before), period: 'whole' }),
    allRows(reports, { ...query, period: granularity }),
    breakdown,
    volumeRows(reports, { ...volumeQueryOf(question, range), period: 'whole' }),
    known ?? (isFiltered ? rowsBy(reports, unfiltered) : breakdown),
  ]);
  return {
    question,
    totals: totals.rows[0] ?? noFigures,
    before: before.rows[0] ?? noFigures,
    ...{ trend, breakdown: byDimension, volume, choices, complete: totals.complete },
  };
}

async function rowsBy(reports: Reports, query: Omit<ReportQuery, 'period'>): Promise<RowsBy> {
  const rows = reportDimensions.map(async (name) => {
    return [name, await allRows(reports, { ...query, period: 'whole', by: [name] })] as const;
  });
  return Object.fromEntries(await Promise.all(rows)) as Record<ReportDimension, readonly ReportRow[]>;
}

async function allRows(reports: Reports, query: ReportQuery): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  for await (const row of reports.rows({ ...query, limit: PAGE })) rows.push(row);
  return rows;
}

async function volumeRows(reports: Reports, query: ReportVolumeQuery): Promise<readonly ReportVolumeRow[]> {
  const rows: ReportVolumeRow[] = [];
  for await (const row of reports.volumeRows({ ...query, limit: PAGE })) rows.push(row);
  return rows;
}

const noFigures: Figures = {
  counts: Object.fromEntries(reportMeasures.map((name) => [name, 0])) as Figures['counts'],
  medianSec: Object.fromEntries(reportTimes.map((name) => [name, null])) as Figures['medianSec'],
};
