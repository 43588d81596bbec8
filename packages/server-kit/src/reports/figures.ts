// The figures of a report: for each period, by form, agent, channel, entry point, how many invitations reached what, and how fast.
import type { ReportDimension, ReportFiguresRequest, ReportFiguresResponse, ReportRow } from '@tellsafe/core/wire';
import { reportDimensions, reportMeasures, reportTimes } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import { loadState, REPORT_PAGE } from './aggregate.ts';
import { type BucketQuery, filterOf, readBuckets } from './buckets.ts';
import { type FigureCursor, formatCursor, parseCursor } from './cursor.ts';
import { toldBy } from './facts.ts';
import { medianOf, mergeHistograms } from './histogram.ts';
import { assertRange, invalidQuery, MAX_WHOLE_MS } from './invalid-query.ts';
import { withNames } from './names.ts';
import { type Calendar, openCalendar, type Period } from './periods.ts';
import { type BucketRecord, initialState } from './records.ts';

const DEFAULT_LIMIT = 200;

/** Most periods that one page looks at, and most buckets after which it begins no other period. */
const MAX_PERIODS = 200;
const MAX_BUCKETS = 20_000;

/** Figures together with the clock that they were asked by. */
export interface Figures {
  readonly response: ReportFiguresResponse;
  readonly calendar: Calendar;
}

/**
 * A page of figures.
 *
 * @throws TellsafeError `request_invalid` for a range, time zone or cursor that cannot be
 */
export async function reportFigures(kit: Kit, account: string, query: ReportFiguresRequest): Promise<Figures> {
  const { from, to, period, timeZone, limit = DEFAULT_LIMIT, cohort = 'sent' } = query;
  assertRange(query);
  if (period === 'whole' && to - from > MAX_WHOLE_MS) throw invalidQuery('to');
  const calendar = await openCalendar(timeZone);
  if (!calendar) throw invalidQuery('timeZone');
  const begin = query.cursor === undefined ? { start: from } : parseCursor(query.cursor, from, to);
  const { active } = (await loadState(kit, account)).value ?? initialState;
  const by = reportDimensions.filter((name) => query.by?.includes(name));
  const bucketQuery = { account, generation: active.generation, cohort, filter: filterOf(query) };
  const { rows, next } = await collect(kit, bucketQuery, calendar.periods(period, begin.start, to), by, begin, limit);
  const waiting = await kit.stores.records.read({ account }, active.position, REPORT_PAGE);
  const response: ReportFiguresResponse = {
    rows: await withNames(kit, account, rows),
    complete: waiting.length < REPORT_PAGE && !waiting.some(toldBy),
    ...(next && { cursor: formatCursor(next) }),
  };
  return { response, calendar };
}

interface Collected {
  readonly rows: readonly ReportRow[];
  readonly next?: FigureCursor;
}

async function collect(
  kit: Kit,
  query: BucketQuery,
  periods: Iterable<Period>,
  by: readonly ReportDimension[],
  begin: FigureCursor,
  limit: number,
): Promise<Collected> {
  const rows: ReportRow[] = [];
  let looked = 0;
  let read = 0;
  for (const period of periods) {
    if (rows.length >= limit || looked >= MAX_PERIODS || read >= MAX_BUCKETS) {
      return { rows, next: { start: period.start } };
    }
    const buckets = await readBuckets(kit, query, period);
    looked += 1;
    read += buckets.length;
    for (const [name, some] of rowsOf(buckets, by)) {
      if (period.start === begin.start && begin.after !== undefined && name <= begin.after) continue;
      const last = rows.at(-1);
      if (rows.length >= limit && last) return { rows, next: cursorAfter(last, by) };
      rows.push(rowOf(period, some, by));
    }
  }
  return { rows };
}

function cursorAfter(row: ReportRow, by: readonly ReportDimension[]): FigureCursor {
  return { start: row.start, after: nameOf(row, by) };
}

/** Buckets by the row that they belong to, in order. Without dimensions there is one row, also of nothing. */
function rowsOf(buckets: readonly BucketRecord[], by: readonly ReportDimension[]): [string, BucketRecord[]][] {
  const rows = new Map<string, BucketRecord[]>(by.length === 0 ? [[nameOf({}, by), []]] : []);
  for (const bucket of buckets) {
    const name = nameOf(bucket, by);
    const row = rows.get(name);
    if (row) row.push(bucket);
    else rows.set(name, [bucket]);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

function nameOf(place: Partial<Record<ReportDimension, string>>, by: readonly ReportDimension[]): string {
  return JSON.stringify(by.map((name) => place[name]));
}

function rowOf({ start, end }: Period, buckets: readonly BucketRecord[], by: readonly ReportDimension[]): ReportRow {
  const [first] = buckets;
  const place = first ? Object.fromEntries(by.map((name) => [name, first[name]])) : {};
  const countOf = (name: (typeof reportMeasures)[number]) =>
    buckets.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
  const medianFor = (name: (typeof reportTimes)[number]) =>
    medianOf(mergeHistograms(buckets.map(({ times }) => times[name] ?? [])));
  return {
    ...{ start, end, ...place },
    counts: Object.fromEntries(reportMeasures.map((name) => [name, countOf(name)])) as ReportRow['counts'],
    medianSec: Object.fromEntries(reportTimes.map((name) => [name, medianFor(name)])) as ReportRow['medianSec'],
  };
}
