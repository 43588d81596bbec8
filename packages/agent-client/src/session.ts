// What an agent session is to the client, and how it is kept between reloads. Not when it ends (agent-client, idle-watch).
import { importProofKey } from '@tellsafe/core/crypto';
import type { SuiteId } from '@tellsafe/core/crypto/hpke';
import { fromBase64url } from '@tellsafe/core/encoding';
import type { OperatorRole, ResponseOf } from '@tellsafe/core/wire';
import type { KeyStorage } from './key-storage.ts';
import type { Signer } from './transport.ts';

/** A signed-in period of an agent, without its key. */
export interface AgentSession {
  readonly id: string;
  readonly accountId: string;
  readonly agent: { readonly id: string; readonly name: string; readonly skills: readonly string[] };
  /** Suite of the recipient keys that this session makes: the account's choice, told by the server. */
  readonly suite: SuiteId;
  /** Role in the account; `undefined` when the host's login knows none. */
  readonly role: OperatorRole | undefined;
  /** What this session may do, for what is shown: the server decides at each request. */
  readonly permissions: readonly string[];
  /** The session ends after this many seconds without activity. */
  readonly idleSeconds: number;
}

/** Whether somebody with this session talks with consumers. A host's login that knows no roles gives the permissions alone. */
export function talks({ role }: Pick<AgentSession, 'role'>): boolean {
  return role !== 'admin';
}

/** Why a session ended. `ended-elsewhere`: in another tab, or by the server. `replaced`: somebody else signed in here. */
export type SessionEndReason = 'signed-out' | 'idle' | 'ended-elsewhere' | 'replaced';

/** A session with what the client needs to act in it. */
export interface LiveSession {
  readonly session: AgentSession;
  readonly signer: Signer;
}

/** A session as it lies in the storage. */
export interface StoredSession {
  readonly session: AgentSession;
  /** HMAC-SHA-256, non-extractable. */
  readonly key: CryptoKey;
  /** Last activity, epoch milliseconds by the server's clock. */
  readonly activeAt: number;
  readonly clockOffsetMs: number;
}

const SESSION = 'session';
const POSITION = 'position';

/** The session's place in a storage, with the feed position that belongs to it. */
export interface SessionStorage {
  load(): Promise<StoredSession | null>;
  save(stored: StoredSession): Promise<void>;
  /** Removes the session and its feed position. */
  clear(): Promise<void>;
  loadPosition(): Promise<string | undefined>;
  savePosition(position: string): Promise<void>;
}

/** The session part of a storage. */
export function sessionStorageOf(storage: KeyStorage): SessionStorage {
  return {
    async load() {
      const stored = await storage.get(SESSION);
      return typeof stored === 'object' && stored !== null && 'key' in stored ? (stored as StoredSession) : null;
    },
    save: (stored) => storage.set(SESSION, stored),
    clear: () => storage.remove([SESSION, POSITION]),
    async loadPosition() {
      const position = await storage.get(POSITION);
      return typeof position === 'string' ? position : undefined;
    },
    savePosition: (position) => storage.set(POSITION, position),
  };
}

/**
 * Turns the answer of `sessionStart` into a live session.
 *
 * **Security:** the key's bytes are wiped by `importProofKey`; afterwards only the non-extractable key exists.
 */
export async function liveSessionOf(response: ResponseOf<'sessionStart'>): Promise<LiveSession> {
  const { sessionId, agent, accountId, suite, role, permissions, idleSeconds } = response;
  const key = await importProofKey(fromBase64url(response.sessionKey));
  const session = { id: sessionId, accountId, agent, suite, role, permissions, idleSeconds };
  return { session, signer: { sessionId, key } };
}
