// Rows of a report, page by page: periods one after the other, and in each what is told apart by, out of the buckets of a cohort.
import type { ReportDimension, ReportFiguresRequest } from '@tellsafe/core/wire';
import { reportDimensions } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import { loadState, REPORT_PAGE } from './aggregate.ts';
import { type BucketQuery, filterOf, readBuckets } from './buckets.ts';
import { type FigureCursor, formatCursor, parseCursor } from './cursor.ts';
import { toldBy } from './facts.ts';
import { assertRange, invalidQuery, MAX_WHOLE_MS } from './invalid-query.ts';
import { type Calendar, openCalendar, type Period } from './periods.ts';
import { type BucketCohort, type BucketRecord, initialState } from './records.ts';

const DEFAULT_LIMIT = 200;

/** Most periods that one page looks at, and most buckets after which it begins no other period. */
const MAX_PERIODS = 200;
const MAX_BUCKETS = 20_000;

/** Which rows. */
export type RowsQuery = Omit<ReportFiguresRequest, 'cohort'>;

/** What every row has. */
interface AnyRow extends Partial<Readonly<Record<ReportDimension, string>>> {
  readonly start: number;
}

/** Makes a row of the buckets of a period, all of one place. */
export type MakeRow<Row> = (period: Period, buckets: readonly BucketRecord[], by: readonly ReportDimension[]) => Row;

/** A page of rows, with the clock that they were asked by. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  /** Whether everything was counted that had happened when it was asked. */
  readonly complete: boolean;
  readonly cursor?: string;
  readonly calendar: Calendar;
}

/**
 * Reads a page of rows.
 *
 * @throws TellsafeError `request_invalid` for a range, time zone or cursor that cannot be
 */
export async function readRows<Row extends AnyRow>(
  kit: Kit,
  account: string,
  query: RowsQuery,
  cohort: BucketCohort,
  make: MakeRow<Row>,
): Promise<RowsPage<Row>> {
  const { from, to, period, timeZone, limit = DEFAULT_LIMIT } = query;
  assertRange(query);
  if (period === 'whole' && to - from > MAX_WHOLE_MS) throw invalidQuery('to');
  const calendar = await openCalendar(timeZone);
  if (!calendar) throw invalidQuery('timeZone');
  const begin = query.cursor === undefined ? { start: from } : parseCursor(query.cursor, from, to);
  const { active } = (await loadState(kit, account)).value ?? initialState;
  const by = reportDimensions.filter((name) => query.by?.includes(name));
  const wanted = { account, generation: active.generation, cohort, filter: filterOf(query) };
  const { rows, next } = await collect(
    kit,
    wanted,
    calendar.periods(period, begin.start, to),
    { by, make },
    begin,
    limit,
  );
  const waiting = await kit.stores.records.read({ account }, active.position, REPORT_PAGE);
  const complete = waiting.length < REPORT_PAGE && !waiting.some(toldBy);
  return { rows, complete, calendar, ...(next && { cursor: formatCursor(next) }) };
}

interface Collected<Row> {
  readonly rows: readonly Row[];
  readonly next?: FigureCursor;
}

interface RowPlan<Row> {
  readonly by: readonly ReportDimension[];
  readonly make: MakeRow<Row>;
}

async function collect<Row extends AnyRow>(
  kit: Kit,
  query: BucketQuery,
  periods: Iterable<Period>,
  { by, make }: RowPlan<Row>,
  begin: FigureCursor,
  limit: number,
): Promise<Collected<Row>> {
  const rows: Row[] = [];
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
      rows.push(make(period, some, by));
    }
  }
  return { rows };
}

function cursorAfter(row: AnyRow, by: readonly ReportDimension[]): FigureCursor {
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

/** What all buckets of a row share of what they are told apart by. */
export function placeOf(
  [first]: readonly BucketRecord[],
  by: readonly ReportDimension[],
): Partial<Record<ReportDimension, string>> {
  return first ? Object.fromEntries(by.map((name) => [name, first[name]])) : {};
}

/** The counts of a row, none left out. */
export function countsOf<Name extends keyof BucketRecord['counts']>(
  buckets: readonly BucketRecord[],
  names: readonly Name[],
): Record<Name, number> {
  const sum = (name: Name) => buckets.reduce((all, { counts }) => all + (counts[name] ?? 0), 0);
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as Record<Name, number>;
}
