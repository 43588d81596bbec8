// A manager's reports (SF-MGR-02, CN-GEN-06): figures, the invitations behind them, volume, and both as CSV files.
import type {
  ReportCsvResponse,
  ReportFiguresRequest,
  ReportFiguresResponse,
  ReportInvitationsRequest,
  ReportInvitationsResponse,
  ReportRow,
  ReportVolumeRequest,
  ReportVolumeResponse,
  ReportVolumeRow,
} from '@tellsafe/core/wire';
import type { Caller } from './commands.ts';

/**
 * Which figures. `from` and `to` are epoch ms at multiples of 15 minutes; `timeZone` is an IANA name, by whose clock hours, days, weeks
 * and months begin.
 */
export type ReportQuery = ReportFiguresRequest;

/** Which invitations: those that the count `measure` of the same range, cohort and filters has. */
export type ReportInvitationsQuery = ReportInvitationsRequest;

/** Which volume, by channel and entry point; times as in {@link ReportQuery}. */
export type ReportVolumeQuery = ReportVolumeRequest;

/** Reports; they need a session with the permission `reports.read`. */
export interface Reports {
  /**
   * A page of figures; its `cursor`, if any, in the same query asks for the next one.
   *
   * @throws {TellsafeError} `permission_denied`; `request_invalid` whose issues name what cannot be
   */
  figures(query: ReportQuery): Promise<ReportFiguresResponse>;
  /** Every row from the query's cursor on, page by page as they are taken. @throws {TellsafeError} as {@link figures} */
  rows(query: ReportQuery): AsyncIterable<ReportRow>;
  /** A page of the invitations behind a figure: ids, statuses and times. @throws {TellsafeError} as {@link figures} */
  invitations(query: ReportInvitationsQuery): Promise<ReportInvitationsResponse>;
  /** All figures as a CSV file; what a spreadsheet would take for a formula is text. @throws {TellsafeError} as {@link figures} */
  csv(query: ReportQuery): Promise<Blob>;
  /** A page of how many conversations started, and how many messages came in and went out. @throws {TellsafeError} as {@link figures} */
  volume(query: ReportVolumeQuery): Promise<ReportVolumeResponse>;
  /** Every row of volume from the query's cursor on, page by page as they are taken. @throws {TellsafeError} as {@link figures} */
  volumeRows(query: ReportVolumeQuery): AsyncIterable<ReportVolumeRow>;
  /** All volume as a CSV file. @throws {TellsafeError} as {@link figures} */
  volumeCsv(query: ReportVolumeQuery): Promise<Blob>;
}

/**
 * Creates the reports part of a client.
 *
 * @param call - signed calls
 */
export function createReports(call: Caller): Reports {
  const figures: Reports['figures'] = (query) => call('reportFigures', { body: query, idempotent: true });
  const volume: Reports['volume'] = (query) => call('reportVolume', { body: query, idempotent: true });
  return {
    figures,
    async *rows(query) {
      for await (const page of pagesOf(query, figures)) yield* page.rows;
    },
    invitations: (query) => call('reportInvitations', { body: query, idempotent: true }),
    csv: (query) => fileOf(query, (body) => call('reportCsv', { body, idempotent: true })),
    volume,
    async *volumeRows(query) {
      for await (const page of pagesOf(query, volume)) yield* page.rows;
    },
    volumeCsv: (query) => fileOf(query, (body) => call('reportVolumeCsv', { body, idempotent: true })),
  };
}

async function fileOf<Query extends object>(
  query: Query,
  ask: (query: Query) => Promise<ReportCsvResponse>,
): Promise<Blob> {
  const parts: string[] = [];
  for await (const { text } of pagesOf(query, ask)) parts.push(text);
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

async function* pagesOf<Query extends object, Page extends { readonly cursor?: string }>(
  query: Query,
  ask: (query: Query) => Promise<Page>,
): AsyncIterable<Page> {
  let next: Query | undefined = query;
  while (next) {
    const page: Page = await ask(next);
    yield page;
    next = page.cursor === undefined ? undefined : { ...query, cursor: page.cursor };
  }
}
