// Maintenance: expires invitations, ends idle sessions, purges what is over. Bounded work per call; no rule relies on it.
import { logFailure } from '../log.ts';
import { endSession } from './agent-sessions/end.ts';
import { DUE_SESSION } from './agent-sessions/sessions.ts';
import { auditEntry, systemCaller } from './caller.ts';
import { DUE_INVITATION, invitationLists } from './invitations/records.ts';
import { expireInvitation } from './invitations/revoke.ts';
import type { Kit } from './kit.ts';
import { agentSessionCodec } from './records/agent-session.ts';
import { invitationCodec } from './records/invitation.ts';

/** Most due records of one kind and account that one call works on. */
export const SWEEP_LIMIT = 200;

/** Most records and events that one call deletes from one store. */
export const PURGE_LIMIT = 1_000;

/** What one call did. */
export interface Maintained {
  readonly expired: number;
  readonly sessionsEnded: number;
  readonly purged: number;
  /** Whether a bound was reached, so that more is due already. */
  readonly more: boolean;
}

/** Does one bounded round of maintenance. One failing record does not keep the others from their turn. */
export async function sweep(kit: Kit): Promise<Maintained> {
  let expired = 0;
  let sessionsEnded = 0;
  let more = false;
  for (const { id: account } of kit.accounts.all) {
    const invitations = await due(kit, account, DUE_INVITATION);
    for (const { body } of invitations) {
      const { conversationId, id } = invitationCodec.decode(body);
      const place = { accountId: account, conversationId, invitationId: id };
      if (await attempt(kit, () => expireInvitation(kit, place))) expired += 1;
    }
    const sessions = await due(kit, account, DUE_SESSION);
    for (const { body } of sessions) {
      const { id } = agentSessionCodec.decode(body);
      if (await attempt(kit, () => endSession(kit, systemCaller, account, id, 'idle'))) sessionsEnded += 1;
    }
    more ||= invitations.length === SWEEP_LIMIT || sessions.length === SWEEP_LIMIT;
  }
  const purged = await purge(kit);
  return { expired, sessionsEnded, purged: purged.count, more: more || purged.more };
}

async function due(kit: Kit, account: string, value: string) {
  const { records } = kit.stores;
  const query = { account, index: invitationLists.due, value, to: kit.clock(), limit: SWEEP_LIMIT };
  return (await records.list(query)).records;
}

async function purge(kit: Kit): Promise<{ readonly count: number; readonly more: boolean }> {
  const now = kit.clock();
  const { records, sealed, volatile } = kit.stores;
  const stores = [...new Set([records, sealed, volatile])];
  const counts = await Promise.all(stores.map((store) => store.purge(now, PURGE_LIMIT)));
  const count = counts.reduce((sum, one) => sum + one, 0);
  if (count > 0) await recordPurge(kit, count);
  return { count, more: counts.some((one) => one === PURGE_LIMIT) };
}

/** Deleting is an audit entry as well (SF-AUD-01); stores are shared by accounts, so each account is told the count. */
async function recordPurge(kit: Kit, count: number): Promise<void> {
  for (const { id } of kit.accounts.all) {
    const entry = auditEntry(kit, systemCaller, 'purge', { kind: 'store', id: 'all' }, 'done');
    await kit.audit.record(id, { ...entry, count });
  }
}

async function attempt(kit: Kit, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    logFailure(kit.log, 'maintenance', error);
    return false;
  }
}
