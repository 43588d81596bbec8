// The headless client: puts the parts together and offers them as one object.
import { type Clock, systemClock, TellsafeError } from '@tellsafe/core';
import { type RandomBytes, webRandom } from '@tellsafe/core/crypto';
import { DEFAULT_BASE_PATH } from '@tellsafe/core/wire';
import { absoluteEndpoint } from './absolute-endpoint.ts';
import { type Audit, createAudit } from './audit.ts';
import { type Board, createBoard } from './board.ts';
import { type Caller, type Commands, createCommands } from './commands.ts';
import type { AgentClientEvents, Context } from './context.ts';
import { createEmitter, createObservable, type Observable, type Unsubscribe } from './emitter.ts';
import { createEntryPoints, type EntryPoints } from './entry-points.ts';
import { createFreshness } from './freshness.ts';
import { createHistory, type History } from './history.ts';
import { indexedDbKeys } from './indexed-db-keys.ts';
import { type KeyStorage, memoryKeys } from './key-storage.ts';
import { createLifecycle, type ResumeOptions, type SignOutResult } from './lifecycle.ts';
import { createPrivacy, type Privacy } from './privacy.ts';
import { createRecipientKeys } from './recipient-keys.ts';
import { createReports, type Reports } from './reports.ts';
import { createServerClock } from './server-clock.ts';
import { type AgentSession, sessionStorageOf } from './session.ts';
import { type AgentState, emptyState } from './state.ts';
import { createStudio, type Studio } from './studio.ts';
import { systemTimers, type Timers } from './timers.ts';
import { createTransport, type Fetch } from './transport.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** Options of {@link createAgentClient}. */
export interface AgentClientOptions {
  /** Address of the kit with its base path. In a browser it may be relative. Default `/tellsafe`. */
  readonly endpoint?: string;
  /**
   * Address of the vault with its base path, where desk and vault are two processes; answers are asked for there. Default: `endpoint`.
   * The vault's `allowedOrigins` name the page's origin, and the page's policy lets it connect there.
   */
  readonly answersEndpoint?: string;
  /** Headers of the sign-in request, for hosts whose login is not a cookie. */
  readonly login?: () => HeadersInit | Promise<HeadersInit>;
  /** Whether cookies go along. Default `same-origin`. The kit itself answers no page of another origin with cookies; `include` is for a proxy of yours that does. */
  readonly credentials?: RequestCredentials;
  /** Default `globalThis.fetch`. */
  readonly fetch?: Fetch;
  /** Default: IndexedDB where there is one, else memory. */
  readonly storage?: KeyStorage;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** Default: the platform's generator. */
  readonly random?: RandomBytes;
  /** Default: `setTimeout`. */
  readonly timers?: Timers;
}

/** An agent's client. All methods but `on`, `now` and `touch` can throw {@link TellsafeError} with the problem's code. */
export interface AgentClient extends Omit<Commands, 'settlePending'> {
  /** Everything that a workspace shows, kept up to date by the live feed. */
  readonly state: Observable<AgentState>;
  /** A manager's board: every conversation of the account with the statuses of its forms. */
  readonly board: Board;
  /** A manager's history: recorded answers of closed conversations. */
  readonly history: History;
  /** A manager's reports. */
  readonly reports: Reports;
  /** What is held about consumers, for an admin. */
  readonly privacy: Privacy;
  /** An admin's studio. */
  readonly studio: Studio;
  /** The account's audit. */
  readonly audit: Audit;
  /** The account's entry points, for an admin. */
  readonly entryPoints: EntryPoints;
  /** The account's webhooks, for an admin. */
  readonly webhooks: Webhooks;
  /** Listens to what happens. Returns how to stop. */
  on<Name extends keyof AgentClientEvents>(
    name: Name,
    listener: (detail: AgentClientEvents[Name]) => void,
  ): Unsubscribe;
  /** Begins a session with the host's login. A session that was there before ends. @throws `login_required` */
  signIn(): Promise<AgentSession>;
  /** Goes on with the session of before a reload, or of another tab; `null` when there is none or it is over. */
  resume(options?: ResumeOptions): Promise<AgentSession | null>;
  /** Ends the session here and on the server. The keys are destroyed even when the server cannot be reached. */
  signOut(): Promise<SignOutResult>;
  /** Keep-alive on real activity of the agent (keys, pointer); cheap, call it as often as you like. */
  touch(): void;
  /** Epoch milliseconds by the server's clock, as far as known. */
  now(): number;
  /** Stops feed and timers without ending the session, for example when the page goes away. */
  dispose(): void;
}

/**
 * Creates a client for one agent.
 *
 * @param options - where the kit is and what the client may use
 * @throws {TellsafeError} `option_invalid` when an endpoint is not an address
 * @example
 * ```ts
 * const client = createAgentClient({ endpoint: 'https://desk.example/tellsafe' });
 * const session = (await client.resume()) ?? (await client.signIn());
 * const [form] = await client.forms();
 * ```
 */
export function createAgentClient(options: AgentClientOptions = {}): AgentClient {
  const random = options.random ?? webRandom;
  const timers = options.timers ?? systemTimers;
  const endpoint = absoluteEndpoint('endpoint', options.endpoint ?? DEFAULT_BASE_PATH);
  const apart =
    options.answersEndpoint === undefined
      ? {}
      : { answersEndpoint: absoluteEndpoint('answersEndpoint', options.answersEndpoint) };
  const storage = options.storage ?? defaultStorage(endpoint);
  const clock = createServerClock(options.clock ?? systemClock);
  const fetch: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
  const credentials = options.credentials ?? 'same-origin';
  const events = createEmitter<AgentClientEvents>();
  const state = createObservable<AgentState>(emptyState);
  const context: Context = {
    transport: createTransport({ endpoint, ...apart, fetch, clock, random, timers, credentials }),
    storage,
    sessions: sessionStorageOf(storage),
    keys: createRecipientKeys(storage, random),
    clock,
    timers,
    random,
    state,
    events,
    freshness: createFreshness(),
    live: () => lifecycle.live(),
    isLive: (session) => lifecycle.isCurrent(session),
  };
  const lifecycle = createLifecycle(context, options.login ?? (() => ({})));
  const call: Caller = async (name, callOptions) => {
    const session = lifecycle.live();
    lifecycle.touch();
    try {
      const response = await context.transport.call(name, { ...callOptions, signer: session.signer });
      if (lifecycle.isCurrent(session)) return response;
    } catch (error) {
      throw await lifecycle.checked(error);
    }
    throw new TellsafeError('session_invalid'); // it ended meanwhile: what was on its way is for nobody
  };
  const { settlePending, ...commands } = createCommands(context, call);
  const board = createBoard(context, call);
  const history = createHistory(context, call);
  const stopListening = listenToNetwork(() => lifecycle.reconnect());
  return {
    ...commands,
    board: board.board,
    history,
    reports: createReports(call),
    privacy: createPrivacy(call),
    studio: createStudio(call),
    audit: createAudit(call),
    entryPoints: createEntryPoints(call),
    webhooks: createWebhooks(call),
    state: { get: state.get, subscribe: state.subscribe },
    on: events.on,
    signIn: lifecycle.signIn,
    async resume(resumeOptions) {
      const session = await lifecycle.resume(resumeOptions);
      if (session) void settlePending().catch(() => undefined);
      return session;
    },
    signOut: lifecycle.signOut,
    touch: lifecycle.touch,
    now: clock.now,
    dispose() {
      stopListening();
      board.dispose();
      history.forgetArchiveKeys();
      lifecycle.dispose();
    },
  };
}

function defaultStorage(endpoint: string): KeyStorage {
  return typeof indexedDB === 'undefined' ? memoryKeys() : indexedDbKeys({ name: `tellsafe-agent ${endpoint}` });
}

/** A browser says when the network is back; elsewhere the back-off finds out. */
function listenToNetwork(run: () => void): Unsubscribe {
  if (typeof addEventListener !== 'function') return () => {};
  addEventListener('online', run);
  return () => removeEventListener('online', run);
}
