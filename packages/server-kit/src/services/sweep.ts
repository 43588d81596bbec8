// Maintenance: expires invitations, ends idle sessions, finishes erasures, keeps what is held, purges what is over. Bounded work
// per call; no rule relies on it.
import { logFailure } from '../log.ts';
import type { Store } from '../stores/types.ts';
import { endSession } from './agent-sessions/end.ts';
import { DUE_SESSION } from './agent-sessions/sessions.ts';
import { auditEntry, systemCaller } from './caller.ts';
import { DUE_INVITATION, invitationLists } from './invitations/records.ts';
import { expireInvitation } from './invitations/revoke.ts';
import { type Kit, storesOf } from './kit.ts';
import { DUE_ERASURE, finishErasure } from './privacy/erasure.ts';
import { applyHold, DUE_HOLD } from './privacy/holds.ts';
import { purgePortions } from './purge-portions.ts';
import { agentSessionCodec } from './records/agent-session.ts';
import { invitationCodec } from './records/invitation.ts';
import { erasureCodec, holdCodec } from './records/privacy.ts';
import { refreshSettings } from './settings/live.ts';
import { DUE_DISCARD, discardCodec, workDiscard } from './submissions/discard.ts';
import { tellRoom } from './submissions/room.ts';

/** Most due records of one kind and account that one call reads at once, and stops after having changed. */
export const SWEEP_LIMIT = 200;

/** Most pages of them that one call looks at, should the first ones fail. */
const SWEEP_PAGES = 10;

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

/** Does one bounded round of maintenance. What fails keeps nothing else from its turn and is tried again next time. */
export async function sweep(kit: Kit): Promise<Maintained> {
  kit.caches.transcriptKeys.sweep(kit.clock());
  kit.rates.sweep();
  await refreshSettings(kit).catch((error: unknown) => logFailure(kit.log, 'settings', error));
  let expired = 0;
  let sessionsEnded = 0;
  let more = false;
  for (const { id: account } of kit.accounts.all) {
    const invitations = await sweepDue(kit, account, DUE_INVITATION, (body) => {
      const { conversationId, id } = invitationCodec.decode(body);
      return expireInvitation(kit, { accountId: account, conversationId, invitationId: id });
    });
    const sessions = await sweepDue(kit, account, DUE_SESSION, (body) =>
      endSession(kit, systemCaller, account, agentSessionCodec.decode(body).id, 'idle'),
    );
    expired += invitations.done;
    sessionsEnded += sessions.done;
    const rest = kit.vault ? await sweepVault(kit, account) : [];
    more ||= [invitations, sessions, ...rest].some((kind) => kind.more);
  }
  const purged = await purge(kit);
  const unsealed = await sealAudits(kit);
  return { expired, sessionsEnded, purged: purged.count, more: more || purged.more || unsealed };
}

/** What only a process with the vault can finish; a desk that runs apart leaves it due. */
async function sweepVault(kit: Kit, account: string) {
  await attempt(kit, async () => {
    await tellRoom(kit, account);
    return true;
  });
  return [
    await sweepDue(kit, account, DUE_DISCARD, (body) =>
      workDiscard(kit, account, discardCodec.decode(body).conversationId),
    ),
    await sweepDue(kit, account, DUE_ERASURE, (body) =>
      finishErasure(kit, systemCaller, account, erasureCodec.decode(body)),
    ),
    await sweepDue(kit, account, DUE_HOLD, (body) => applyHold(kit, account, holdCodec.decode(body))),
  ];
}

/**
 * Works on what is due, the longest due first. Records that fail or have nothing to be done are passed over, so that they
 * cannot starve the others; they alone are no reason to come again at once.
 *
 * @param work tells whether it changed something
 */
async function sweepDue(kit: Kit, account: string, value: string, work: (body: Uint8Array) => Promise<boolean>) {
  const query = { account, index: invitationLists.due, value, to: kit.clock(), limit: SWEEP_LIMIT };
  let done = 0;
  let cursor: string | undefined;
  for (let pages = 0; pages < SWEEP_PAGES && done < SWEEP_LIMIT; pages += 1) {
    const page = await kit.stores.records.list({ ...query, ...(cursor !== undefined && { cursor }) });
    for (const { body } of page.records) if (await attempt(kit, () => work(body))) done += 1;
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return { done, more: cursor !== undefined && done > 0 };
}

/** Links new audit entries into their chains; the last step, so that those of the others are among them. */
async function sealAudits(kit: Kit): Promise<boolean> {
  let more = false;
  for (const { id } of kit.accounts.all) {
    await attempt(kit, async () => {
      const round = await kit.chain.sealDue(id);
      more ||= round.more;
      return round.sealed > 0;
    });
  }
  return more;
}

/**
 * Deletes what is over. The audit is told first how much is about to go, so that nothing goes untold. A store that cannot say
 * it beforehand holds off-the-record answers alone, which Redis itself lets go of; it is told about afterwards.
 */
async function purge(kit: Kit): Promise<{ readonly count: number; readonly more: boolean }> {
  const now = kit.clock();
  const stores = storesOf(kit);
  const [telling, silent] = [true, false].map((tells) => stores.filter((one) => one.capabilities.retention === tells));
  const overdue = await Promise.all((telling ?? []).map((store) => store.overdue(now)));
  await recordPurge(kit, sumOf(overdue.map(({ count }) => Math.min(count, PURGE_LIMIT))));
  const told = await purgeEach(kit, telling, now);
  const untold = await purgeEach(kit, silent, now);
  await recordPurge(kit, sumOf(untold.counts));
  const [failure] = [...told.failures, ...untold.failures];
  if (failure) throw failure.error;
  const counts = [...told.counts, ...untold.counts];
  return { count: sumOf(counts), more: counts.some((one) => one === PURGE_LIMIT) };
}

/** One after the other: two portions at once would hold requests for as long as both take. One that fails keeps none from its turn. */
async function purgeEach({ clock }: Kit, stores: readonly Store[] = [], now: number) {
  const counts: number[] = [];
  const failures: { readonly error: unknown }[] = [];
  for (const store of stores) {
    try {
      counts.push(await purgePortions(store, { now, limit: PURGE_LIMIT, clock }));
    } catch (error) {
      failures.push({ error });
    }
  }
  return { counts, failures };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, one) => sum + one, 0);
}

/** Deleting is an audit entry as well (SF-AUD-01); stores are shared by accounts, so each account is told the count. */
async function recordPurge(kit: Kit, count: number): Promise<void> {
  if (count === 0) return;
  for (const { id } of kit.accounts.all) {
    const entry = auditEntry(kit, systemCaller, 'purge', { kind: 'store', id: 'all' }, 'done');
    await kit.audit.record(id, { ...entry, count });
  }
}

async function attempt(kit: Kit, work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    logFailure(kit.log, 'maintenance', error);
    return false;
  }
}
