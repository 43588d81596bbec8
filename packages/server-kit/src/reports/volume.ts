// What conversations had (CN-GEN-06): how many started, and how many messages came in and went out, by channel and entry point.
import {
  type ReportCsvResponse,
  type ReportVolumeRequest,
  type ReportVolumeResponse,
  type ReportVolumeRow,
  volumeMeasures,
} from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import { csvLine, csvPage } from './csv.ts';
import type { Calendar } from './periods.ts';
import { countsOf, type MakeRow, placeOf, readRows } from './rows.ts';

const columns = ['start', 'end', 'channel', 'entryPoint', 'entryPointName', ...volumeMeasures] as const;

/** Volume together with the clock that it was asked by. */
interface Volume {
  readonly response: ReportVolumeResponse;
  readonly calendar: Calendar;
}

/**
 * A page of volume.
 *
 * @throws TellsafeError `request_invalid` for a range, time zone or cursor that cannot be
 */
export async function reportVolume(kit: Kit, account: string, query: ReportVolumeRequest): Promise<Volume> {
  const { rows, calendar, ...page } = await readRows(kit, account, query, 'volume', rowOf);
  const { entryPoints } = kit.accounts.get(account);
  const names = new Map(entryPoints.map(({ id, name }) => [id, name]));
  const named = rows.map((row): ReportVolumeRow => {
    const entryPointName = row.entryPoint === undefined ? undefined : names.get(row.entryPoint);
    return { ...row, ...(entryPointName !== undefined && { entryPointName }) };
  });
  return { response: { rows: named, ...page }, calendar };
}

/**
 * A page of volume as CSV, the first with its head.
 *
 * @throws TellsafeError `request_invalid` for a range, time zone or cursor that cannot be
 */
export async function reportVolumeCsv(
  kit: Kit,
  account: string,
  query: ReportVolumeRequest,
): Promise<ReportCsvResponse> {
  const { response, calendar } = await reportVolume(kit, account, query);
  const line = (row: ReportVolumeRow) =>
    csvLine([
      calendar.format(row.start),
      calendar.format(row.end),
      ...[row.channel, row.entryPoint, row.entryPointName],
      ...volumeMeasures.map((name) => row.counts[name]),
    ]);
  return csvPage(query.cursor === undefined ? columns : undefined, response, line);
}

const rowOf: MakeRow<ReportVolumeRow> = ({ start, end }, buckets, by) => ({
  ...{ start, end, ...placeOf(buckets, by) },
  counts: countsOf(buckets, volumeMeasures),
});
