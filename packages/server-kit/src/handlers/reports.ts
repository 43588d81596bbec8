// Routes of reports, for whoever may read them.
import { reportCsv as csv } from '../reports/csv.ts';
import { reportFigures as figures } from '../reports/figures.ts';
import { reportInvitations as invitations } from '../reports/invitations.ts';
import { reportVolume as volume, reportVolumeCsv as volumeCsv } from '../reports/volume.ts';
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

export const reportVolume: Handler<'reportVolume'> = agentRoute(
  async (kit, call, { session }) => (await volume(kit, session.accountId, call.input)).response,
);

export const reportVolumeCsv: Handler<'reportVolumeCsv'> = agentRoute((kit, call, { session }) =>
  volumeCsv(kit, session.accountId, call.input),
);
