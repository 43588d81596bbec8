// Who stands behind a call of a service: an agent session, a consumer's device, the host's own code, or the kit itself.

import type { ErrorCode } from '@tellsafe/core';
import { TellsafeError } from '@tellsafe/core';
import { allowsOrigin } from '../accounts/accounts.ts';
import type { AccountSettings } from '../accounts/settings.ts';
import type { AuditAction, AuditActor, AuditEntry, AuditObject, AuditOutcome, RefusalReason } from '../audit/entry.ts';
import type { Commit, NewEvent } from '../stores/types.ts';
import type { Kit } from './kit.ts';
import type { AgentSessionRecord } from './records/agent-session.ts';

/** The actor of a call and the web origin it came from. */
export interface Caller {
  readonly who: AuditActor;
  /** `null` for calls without an Origin header and for the host's own code. */
  readonly origin: string | null;
  /** The page is of the very origin that serves the kit. */
  readonly sameOrigin?: boolean;
}

/** Whether the web origin of a call, if it has one, may act for an account. */
export function originAllowed(account: AccountSettings, { origin, sameOrigin }: Caller): boolean {
  return origin === null || sameOrigin === true || allowsOrigin(account, origin);
}

/** A caller that proved to be a live agent session. */
export interface AgentCaller extends Caller {
  readonly session: AgentSessionRecord;
}

/** Whom a record names as the one who changed something; undefined for the host's own code and the kit itself. */
export function changerOf(caller: Caller): AgentSessionRecord['agent'] | undefined {
  return 'session' in caller ? (caller as AgentCaller).session.agent : undefined;
}

/** The host's own code, calling the kit's methods. */
export const hostCaller: Caller = { who: { kind: 'host' }, origin: null };

/** The kit's own maintenance. */
export const systemCaller: Caller = { who: { kind: 'system' }, origin: null };

/** The consumer's side. */
export function consumerCaller(origin: string | null, sameOrigin: boolean): Caller {
  return { who: { kind: 'consumer' }, origin, sameOrigin };
}

/** An agent session as caller. */
export function agentCaller(session: AgentSessionRecord, origin: string | null): AgentCaller {
  return { who: { kind: 'agent', id: session.agent.id, sessionId: session.id }, origin, session };
}

/** What an audit entry needs of the kit. */
export type Auditing = Pick<Kit, 'audit' | 'clock'>;

/** The audit event of something done, for the commit that does it. */
export function auditEvent(
  kit: Auditing,
  caller: Caller,
  action: AuditAction,
  object: AuditObject,
  outcome: AuditOutcome = 'done',
): NewEvent {
  return kit.audit.event(auditEntry(kit, caller, action, object, outcome));
}

/** The commit that tells the audit that something was delivered again; nothing else changes. */
export function repeatedCommit(
  kit: Kit,
  caller: Caller,
  action: AuditAction,
  object: AuditObject,
  place: { readonly accountId: string; readonly conversationId: string },
): Commit {
  const append = [auditEvent(kit, caller, action, object, 'repeated')];
  return { account: place.accountId, group: place.conversationId, append };
}

/** An audit entry at this instant. */
export function auditEntry(
  kit: Auditing,
  caller: Caller,
  action: AuditAction,
  object: AuditObject,
  outcome: AuditOutcome,
): AuditEntry {
  return { who: caller.who, action, at: kit.clock(), outcome, origin: caller.origin, object };
}

/** A refusal: the code that the caller is told, and the reason that only the audit keeps. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly reason: RefusalReason;
  readonly action: AuditAction;
  readonly object: AuditObject;
  /** The commit that told the agent of the attempt holds the entry already. */
  readonly recorded?: boolean | undefined;
}

/** What a step decides when it refuses. */
export type Refused = Pick<Refusal, 'recorded'> & { readonly refused: RefusalReason };

/** Refusals that the audit knows of, so that no second entry tells of them. */
const told = new WeakSet<Error>();

/** Whether {@link refuse} made an error, and the audit knows why. */
export function isToldRefusal(error: unknown): boolean {
  return error instanceof Error && told.has(error);
}

/**
 * Records a refused attempt, then refuses it. **Security:** the reason goes to the audit only (SF-OTK-06).
 *
 * @param account the account whose audit is told; an attempt that names no known account leaves no entry
 * @throws TellsafeError the refusal's code, always
 */
export async function refuse(kit: Kit, account: string, caller: Caller, refusal: Refusal): Promise<never> {
  const { code, reason, action, object, recorded } = refusal;
  if (!recorded && kit.accounts.find(account) && (await kit.rates.mayTellRefusal(account))) {
    await kit.audit.record(account, auditEntry(kit, caller, action, object, { refused: reason }));
  }
  const error = new TellsafeError(code);
  told.add(error);
  throw error;
}
