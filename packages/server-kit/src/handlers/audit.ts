// Routes of the audit, for sessions with the permission `audit.read` (SF-AUD-01). Looking is an entry itself.
import { exportAuditPart } from '../audit/export.ts';
import { listAudit } from '../audit/list.ts';
import { auditHead as headOf, verifyAuditPart } from '../audit/verify-kit.ts';
import { asked } from './asked.ts';
import { agentRoute, type Handler } from './call.ts';

/** Entries of a page when nobody says how many. */
const PAGE = 50;

export const auditList: Handler<'auditList'> = agentRoute(async (kit, { input }, caller) => {
  const { accountId } = caller.session;
  const { limit = PAGE, cursor: start, ...filters } = input;
  const query = { accountId, filters, limit, ...(start !== undefined && { cursor: start }) };
  const { entries, cursor } = await asked(() => listAudit(kit, caller, query));
  const items = entries.map(({ entry, ...place }) => ({ ...place, ...entry }));
  return { entries: items, ...(cursor !== undefined && { cursor }) };
});

export const auditExport: Handler<'auditExport'> = agentRoute((kit, { input }, caller) => {
  const { format, cursor, ...filters } = input;
  const wanted = { accountId: caller.session.accountId, format, filters, ...(cursor !== undefined && { cursor }) };
  return asked(() => exportAuditPart(kit, caller, wanted));
});

export const auditVerify: Handler<'auditVerify'> = agentRoute(async (kit, { input }, { session }) => {
  const { head: anchor, ...rest } = input;
  const wanted = { accountId: session.accountId, ...rest, ...(anchor && { anchor }) };
  const { report, block, total, cursor } = await asked(() => verifyAuditPart(kit, wanted));
  const { blocks, entries, expired, found, findings, authenticated, unsealed, head } = report;
  const round = { block, total, blocks, entries, expired, found, findings };
  if (cursor !== undefined) return { ...round, cursor };
  return { ...round, end: { authenticated, unsealed, head, anchor: report.anchor } };
});

export const auditHead: Handler<'auditHead'> = agentRoute(async (kit, _call, { session }) => {
  const found = await headOf(kit, session.accountId);
  if (!found) return { head: null };
  const { accountId: _accountId, ...head } = found;
  return { head };
});
