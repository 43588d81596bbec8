// Agent sessions: start, activity, proof and end. The session key is derived from the pepper; ending is one commit, its
// effects follow and are repeated by the sweep until they are done (SF-ACC-02, SF-TIME-07).
import { TellsafeError } from '@tellsafe/core';
import { verifyProof } from '@tellsafe/core/crypto/sync';
import { toBase64url } from '@tellsafe/core/encoding';
import { sessionKeyInput } from '@tellsafe/core/otk';
import { retentionExpiry } from '@tellsafe/core/retention';
import type { SessionStartResponse } from '@tellsafe/core/wire';
import { holdsPermission } from '../../accounts/permissions.ts';
import { checkPrincipal, type Principal } from '../../accounts/principal.ts';
import type { Key, RecordInput, StoredRecord } from '../../stores/types.ts';
import { type AgentCaller, agentCaller, auditEvent, type Caller } from '../caller.ts';
import { commitChange, commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import type { ProvenRequest } from '../opening/device-proof.ts';
import { type AgentSessionRecord, agentCodec, agentSessionCodec, isLiveSession } from '../records/agent-session.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { secondsUntil } from '../records/invitation.ts';
import { agentKey, sessionKey } from '../records/keys.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';

/** Value of the `due` list for sessions. */
export const DUE_SESSION = 'agent-session';

/** The list of an agent's sessions, by agent id. */
export const AGENT_SESSIONS = 'agent-session';

/** Ended sessions whose effects could not be done are kept this long for the sweep to try again. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/**
 * Starts a session for an agent whom the host's login knows.
 *
 * @throws TellsafeError `account_unknown`
 */
export async function startSession(kit: Kit, caller: Caller, given: Principal): Promise<SessionStartResponse> {
  const principal = checkPrincipal(given);
  const { accountId, agentId, name, skills, permissions, role, login, until } = principal;
  const { limits, suite, features } = kit.accounts.get(accountId);
  const id = kit.accounts.createSessionId(accountId, kit.random);
  const { keyId, mac } = await kit.keys.mac(sessionKeyInput(accountId, id));
  const now = kit.clock();
  const session: AgentSessionRecord = {
    ...{ id, accountId, agent: { id: agentId, name }, skills, permissions, suite, macKeyId: keyId, startedAt: now },
    ...(role !== undefined && { role }),
    ...(login !== undefined && { login }),
    ...(until !== undefined && { until }),
    idleEndsAt: idleEnd(now, limits.idleLogoutSec, until),
  };
  await rememberAgent(kit, session);
  const key = sessionKey(accountId, id);
  const started = await commitChange(kit, {
    ...{ account: accountId, group: key.group },
    expect: [{ key, version: 'absent' }],
    put: [sessionInput(session)],
    append: [auditEvent(kit, agentCaller(session, caller.origin), 'session-start', { kind: 'session', id })],
  });
  if (!started) throw new TellsafeError('conflict');
  return {
    sessionId: id,
    sessionKey: toBase64url(mac),
    agent: { id: agentId, name, skills: [...skills] },
    accountId,
    suite,
    ...(role !== undefined && { role }),
    permissions: permissions.filter((name) => holdsPermission(features, principal, name)),
    idleSeconds: secondsUntil(session.idleEndsAt, now),
    now,
  };
}

/** So that a conversation can be handed to the agent by id. */
async function rememberAgent(kit: Kit, { accountId, agent }: AgentSessionRecord): Promise<void> {
  const key = agentKey(accountId, agent.id);
  const expiresAt = retentionExpiry(kit.clock(), kit.accounts.get(accountId).limits.retentionMonths);
  const put = [{ ...key, body: agentCodec.encode(agent), expiresAt }];
  await kit.stores.records.commit({ account: accountId, group: key.group, put });
}

/** The record of a session as the store takes it. */
export function sessionInput(session: AgentSessionRecord): RecordInput {
  const due = session.endedAt ?? session.idleEndsAt;
  return {
    ...sessionKey(session.accountId, session.id),
    body: agentSessionCodec.encode(session),
    expiresAt: due + GRACE_MS,
    index: [
      { name: 'due', value: DUE_SESSION, order: due },
      { name: AGENT_SESSIONS, value: session.agent.id, order: session.startedAt },
    ],
  };
}

/** Activity moves the end of a session, but never beyond the end of the login behind it (SF-POL-03). */
function idleEnd(now: number, idleLogoutSec: number, until = Number.MAX_SAFE_INTEGER): number {
  return Math.min(now + idleLogoutSec * 1000, until);
}

/** A request that claims to come from an agent session, with what else the caller wants read at the same time. */
export interface SessionProof {
  readonly request: ProvenRequest;
  readonly origin: string | null;
  /** Keys that the handler needs, read together with the session. */
  readonly keys?: (accountId: string, sessionId: string) => readonly Key[];
}

/**
 * Checks a session proof.
 *
 * @returns the caller and the records of `keys`, in order
 * @throws TellsafeError `session_invalid`; `proof_stale` for a genuine proof with a wrong time
 */
export async function proveSession(
  kit: Kit,
  { request, origin, keys }: SessionProof,
): Promise<{ readonly caller: AgentCaller; readonly stored: readonly (StoredRecord | null)[] }> {
  const { proof, method, path, body } = request;
  if (!proof) throw new TellsafeError('session_invalid');
  for (const { id: accountId } of kit.accounts.ofSession(proof.subject)) {
    const more = keys?.(accountId, proof.subject) ?? [];
    const [storedSession, ...stored] = await kit.stores.records.get([sessionKey(accountId, proof.subject), ...more]);
    const session = decodeRecord(agentSessionCodec, storedSession)?.value;
    if (!session || !isLiveSession(session, kit.clock())) continue;
    const key = await unlessDestroyed(kit.keys.mac(sessionKeyInput(session.accountId, session.id), session.macKeyId));
    if (!key) continue;
    const verdict = verifyProof(key.mac, proof, { subject: session.id, method, path, body }, kit.clock());
    if (verdict === 'stale') throw new TellsafeError('proof_stale');
    if (verdict === 'ok') return { caller: agentCaller(session, origin), stored };
  }
  throw new TellsafeError('session_invalid');
}

/** Reads a session, alive or not. */
export async function loadSession(
  kit: Kit,
  accountId: string,
  sessionId: string,
): Promise<Versioned<AgentSessionRecord> | undefined> {
  const [stored] = await kit.stores.records.get([sessionKey(accountId, sessionId)]);
  return decodeRecord(agentSessionCodec, stored);
}

/**
 * A live session as caller, for the host's own code.
 *
 * @throws TellsafeError `session_invalid`
 */
export async function liveSession(kit: Kit, accountId: string, sessionId: string): Promise<AgentCaller> {
  const session = kit.accounts.find(accountId) && (await loadSession(kit, accountId, sessionId));
  if (!session || !isLiveSession(session.value, kit.clock())) throw new TellsafeError('session_invalid');
  return agentCaller(session.value, null);
}

/**
 * Keeps a session alive on real activity of the agent.
 *
 * @returns seconds until it idles out
 * @throws TellsafeError `session_invalid`
 */
export async function keepSession(kit: Kit, accountId: string, sessionId: string): Promise<number> {
  const { idleLogoutSec } = kit.accounts.get(accountId).limits;
  return commitWithRetry(
    kit,
    () => loadSession(kit, accountId, sessionId),
    (session) => {
      const now = kit.clock();
      if (!session || !isLiveSession(session.value, now)) throw new TellsafeError('session_invalid');
      const key = sessionKey(accountId, sessionId);
      const idleEndsAt = idleEnd(now, idleLogoutSec, session.value.until);
      return {
        result: secondsUntil(idleEndsAt, now),
        change: {
          account: accountId,
          group: key.group,
          expect: [{ key, version: session.version }],
          put: [sessionInput({ ...session.value, idleEndsAt })],
        },
      };
    },
  );
}
