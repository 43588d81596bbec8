// What the parts of one client share. Inside the package only.
import type { RandomBytes } from '@tellsafe/core/crypto';
import type { ConversationSummary, InvitationView, Message } from '@tellsafe/core/wire';
import type { Emitter, Observable } from './emitter.ts';
import type { Freshness } from './freshness.ts';
import type { KeyStorage } from './key-storage.ts';
import type { RecipientKeys } from './recipient-keys.ts';
import type { ServerClock } from './server-clock.ts';
import type { AgentSession, LiveSession, SessionEndReason, SessionStorage } from './session.ts';
import type { AgentState } from './state.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';

/** What a client tells, by event name. */
export interface AgentClientEvents {
  'session-started': AgentSession;
  /** Keys, transcripts and the position are gone already. */
  'session-ended': { readonly reason: SessionEndReason };
  /** Seconds until the session ends for want of activity; `null` when the warning is over. */
  'idle-warning': { readonly secondsLeft: number | null };
  'conversation-changed': ConversationSummary;
  'message-added': { readonly conversationId: string; readonly message: Message };
  'invitation-changed': InvitationView;
  /** The keys of these invitations were destroyed: whatever shows their answers must stop. */
  'answers-withdrawn': { readonly invitationIds: readonly string[] };
}

/** The parts of a client. */
export interface Context {
  readonly transport: Transport;
  readonly storage: KeyStorage;
  readonly sessions: SessionStorage;
  readonly keys: RecipientKeys;
  readonly clock: ServerClock;
  readonly timers: Timers;
  readonly random: RandomBytes;
  readonly state: Observable<AgentState> & { set(state: AgentState): void };
  readonly events: Emitter<AgentClientEvents>;
  readonly freshness: Freshness;
  /** The session signed in now. @throws {TellsafeError} `session_invalid` when there is none */
  readonly live: () => LiveSession;
  /** Whether a session is still the one signed in. */
  readonly isLive: (session: LiveSession) => boolean;
}
