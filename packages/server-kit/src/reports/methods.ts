// Reports as the host's code asks for them (SF-MGR-02).
import type {
  ReportCsvResponse,
  ReportFiguresRequest,
  ReportFiguresResponse,
  ReportInvitationsRequest,
  ReportInvitationsResponse,
  ReportVolumeRequest,
  ReportVolumeResponse,
} from '@tellsafe/core/wire';
import { routeSchemas } from '../http/route-schemas.ts';
import type { Kit } from '../services/kit.ts';
import { rebuildReports } from './aggregate.ts';
import { reportCsv } from './csv.ts';
import { reportFigures } from './figures.ts';
import { reportInvitations } from './invitations.ts';
import { reportVolume, reportVolumeCsv } from './volume.ts';

/** Whose figures, and which. */
export type ReportQuery = { readonly accountId: string } & ReportFiguresRequest;

/** Which invitations: those that a figure of the same range, cohort and filters counts. */
export type ReportInvitationsQuery = { readonly accountId: string } & ReportInvitationsRequest;

/** Whose volume, and which. */
export type ReportVolumeQuery = { readonly accountId: string } & ReportVolumeRequest;

/**
 * Reports. Maintenance counts what happens; every invitation counts once in each status that it reached. Refused with
 * `account_unknown`, or with `request_invalid` whose issues name what cannot be.
 */
export interface ReportMethods {
  /** A page of figures by hour, day, week or month of a time zone. */
  query(query: ReportQuery): Promise<ReportFiguresResponse>;
  /** A page of the invitations behind a figure: ids, statuses and times. */
  invitations(query: ReportInvitationsQuery): Promise<ReportInvitationsResponse>;
  /** All figures from the query's cursor on, as pieces of CSV. */
  csv(query: ReportQuery): AsyncIterable<string>;
  /** A page of how many conversations started, and how many messages came in and went out, by channel and entry point. */
  volume(query: ReportVolumeQuery): Promise<ReportVolumeResponse>;
  /** All of it from the query's cursor on, as pieces of CSV. */
  volumeCsv(query: ReportVolumeQuery): AsyncIterable<string>;
  /**
   * Counts everything anew from the events that are still kept, beside the figures of before; maintenance does it and then replaces
   * them at once. What was purged or erased since is in the new figures no more.
   */
  rebuild(input: { readonly accountId: string }): Promise<void>;
}

/** Builds the methods; each waits for the start work. */
export function reportMethods(kit: Kit, ready: Promise<void>): ReportMethods {
  const opened = async (accountId: string) => {
    await ready;
    return kit.accounts.get(accountId).id;
  };
  const figuresQuery = async (query: unknown) => {
    const { incomingRoutes, parseRequest } = await routeSchemas();
    return parseRequest(incomingRoutes.reportFigures.request, query);
  };
  const volumeQuery = async (query: unknown) => {
    const { incomingRoutes, parseRequest } = await routeSchemas();
    return parseRequest(incomingRoutes.reportVolume.request, query);
  };
  return {
    query: async ({ accountId, ...query }) => {
      const account = await opened(accountId);
      return (await reportFigures(kit, account, await figuresQuery(query))).response;
    },
    invitations: async ({ accountId, ...query }) => {
      const account = await opened(accountId);
      const { incomingRoutes, parseRequest } = await routeSchemas();
      return reportInvitations(kit, account, parseRequest(incomingRoutes.reportInvitations.request, query));
    },
    csv: async function* ({ accountId, ...given }) {
      const account = await opened(accountId);
      yield* piecesOf(await figuresQuery(given), (query) => reportCsv(kit, account, query));
    },
    volume: async ({ accountId, ...query }) => {
      const account = await opened(accountId);
      return (await reportVolume(kit, account, await volumeQuery(query))).response;
    },
    volumeCsv: async function* ({ accountId, ...given }) {
      const account = await opened(accountId);
      yield* piecesOf(await volumeQuery(given), (query) => reportVolumeCsv(kit, account, query));
    },
    rebuild: async ({ accountId }) => rebuildReports(kit, await opened(accountId)),
  };
}

async function* piecesOf<Query extends object>(
  first: Query,
  page: (query: Query) => Promise<ReportCsvResponse>,
): AsyncGenerator<string, void> {
  let query: Query | undefined = first;
  while (query) {
    const { text, cursor }: ReportCsvResponse = await page(query);
    if (text !== '') yield text;
    query = cursor === undefined ? undefined : { ...query, cursor };
  }
}
