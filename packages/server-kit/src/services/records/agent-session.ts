// Record of one agent session: who signed in and until when it lives without activity. The session key is derived, not kept.
import type { SuiteId } from '@tellsafe/core/crypto/hpke';
import type { Role } from '../../accounts/permissions.ts';
import { jsonCodec } from './codec.ts';
import { rememberingCodec } from './remembering-codec.ts';

/** An agent session (SF-ACC-01, SF-TIME-07). */
export interface AgentSessionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly agent: { readonly id: string; readonly name: string };
  readonly skills: readonly string[];
  readonly permissions: readonly string[];
  /** As the login said; a host may know no roles. */
  readonly role?: Role;
  /** The login behind the session, and when that ends at the latest. */
  readonly login?: string;
  readonly until?: number;
  /** Suite of the recipient keys that the session makes: the account's when it began. */
  readonly suite: SuiteId;
  /** Which pepper the session key is derived from. */
  readonly macKeyId: string;
  readonly startedAt: number;
  /** The session lives while now is before this instant; activity moves it. */
  readonly idleEndsAt: number;
  /** Set by the commit that ends the session; the record is removed once the effects are done. */
  readonly endedAt?: number;
}

export const agentSessionCodec = rememberingCodec(jsonCodec<AgentSessionRecord>());

/** Whether the session lives at an instant; the sweep is never waited for. */
export function isLiveSession(session: AgentSessionRecord, now: number): boolean {
  return session.endedAt === undefined && now < session.idleEndsAt;
}

/** What is known of an agent beyond a session. */
export interface AgentRecord {
  readonly id: string;
  readonly name: string;
}

export const agentCodec = jsonCodec<AgentRecord>();
