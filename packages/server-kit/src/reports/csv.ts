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
  const head = query.cursor === undefined ? lineOf(columns) : '';
  const text = head + response.rows.map((row) => rowLine(row, calendar)).join('');
  return { text, ...(response.cursor !== undefined && { cursor: response.cursor }) };
}

function rowLine(row: ReportRow, calendar: Calendar): string {
  return lineOf([
    calendar.format(row.start),
    calendar.format(row.end),
    ...placeColumns.map((name) => row[name]),
    ...reportMeasures.map((name) => row.counts[name]),
    ...reportTimes.map((name) => row.medianSec[name]),
  ]);
}

function lineOf(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
