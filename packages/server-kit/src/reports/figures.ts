// The figures of a report: for each period, by form, agent, channel, entry point, how many invitations reached what, and how fast.
import type { ReportDimension, ReportFiguresRequest, ReportFiguresResponse, ReportRow } from '@tellsafe/core/wire';
import { reportMeasures, reportTimes } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import { medianOf, mergeHistograms } from './histogram.ts';
import { withNames } from './names.ts';
import type { Calendar, Period } from './periods.ts';
import type { BucketRecord } from './records.ts';
import { countsOf, placeOf, readRows } from './rows.ts';

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
  const { rows, calendar, ...page } = await readRows(kit, account, query, query.cohort ?? 'sent', rowOf);
  return { response: { rows: await withNames(kit, account, rows), ...page }, calendar };
}

function rowOf({ start, end }: Period, buckets: readonly BucketRecord[], by: readonly ReportDimension[]): ReportRow {
  const medianFor = (name: (typeof reportTimes)[number]) =>
    medianOf(mergeHistograms(buckets.map(({ times }) => times[name] ?? [])));
  return {
    ...{ start, end, ...placeOf(buckets, by) },
    counts: countsOf(buckets, reportMeasures),
    medianSec: Object.fromEntries(reportTimes.map((name) => [name, medianFor(name)])) as ReportRow['medianSec'],
  };
}
