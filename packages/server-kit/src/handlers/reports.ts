// Routes of reports, for whoever may read them.
import { reportCsv as csv } from '../reports/csv.ts';
import { reportFigures as figures } from '../reports/figures.ts';
import { reportInvitations as invitations } from '../reports/invitations.ts';
import { agentRoute, type Handler } from './call.ts';

export const reportFigures: Handler<'reportFigures'> = agentRoute(
  async (kit, call, { session }) => (await figures(kit, session.accountId, call.input)).response,
);

export const reportInvitations: Handler<'reportInvitations'> = agentRoute((kit, call, { session }) =>
  invitations(kit, session.accountId, call.input),
);

export const reportCsv: Handler<'reportCsv'> = agentRoute((kit, call, { session }) =>
  csv(kit, session.accountId, call.input),
);
