// Figures as lines of CSV, by the clock of the report's time zone. **Security:** no cell is a formula to a spreadsheet (csvCell).
import type { ReportCsvResponse, ReportFiguresRequest, ReportRow } from '@tellsafe/core/wire';
import { reportMeasures, reportTimes } from '@tellsafe/core/wire';
import { csvCell } from '../audit/csv.ts';
import type { Kit } from '../services/kit.ts';
import { reportFigures } from './figures.ts';
import type { Calendar } from './periods.ts';

const placeColumns = ['form', 'formName', 'agent', 'agentName', 'channel', 'entryPoint'] as const;

const columns = [
  ...(['start', 'end', ...placeColumns, ...reportMeasures] as const),
  ...reportTimes.map((name) => `${name}MedianSec`),
];

/**
 * A page of figures as CSV, the first with its head.
 *
 * @throws TellsafeError `request_invalid` for a range, time zone or cursor that cannot be
 */
export async function reportCsv(kit: Kit, account: string, query: ReportFiguresRequest): Promise<ReportCsvResponse> {
  const { response, calendar } = await reportFigures(kit, account, query);
  return csvPage(query.cursor === undefined ? columns : undefined, response, (row) => rowLine(row, calendar));
}

/** A page of rows as lines. @param head the names of the columns, on the first page */
export function csvPage<Row>(
  head: readonly string[] | undefined,
  { rows, cursor }: { readonly rows: readonly Row[]; readonly cursor?: string },
  line: (row: Row) => string,
): ReportCsvResponse {
  const text = (head ? csvLine(head) : '') + rows.map(line).join('');
  return { text, ...(cursor !== undefined && { cursor }) };
}

function rowLine(row: ReportRow, calendar: Calendar): string {
  return csvLine([
    calendar.format(row.start),
    calendar.format(row.end),
    ...placeColumns.map((name) => row[name]),
    ...reportMeasures.map((name) => row.counts[name]),
    ...reportTimes.map((name) => row.medianSec[name]),
  ]);
}

/** A line of CSV. */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
