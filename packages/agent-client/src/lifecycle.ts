// The life of an agent session in this client: sign in, resume after a reload, stay active, end. Every end destroys the keys.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import type { AgentEvent } from '@tellsafe/core/wire';
import type { Context } from './context.ts';
import { type Feed, startFeed } from './feed.ts';
import { type IdleWatch, watchIdle } from './idle-watch.ts';
import { applyNews } from './news.ts';
import { refresh } from './refresh.ts';
import { retry } from './retry.ts';
import {
  type AgentSession,
  type LiveSession,
  liveSessionOf,
  type SessionEndReason,
  type StoredSession,
  talks,
} from './session.ts';
import { emptyState } from './state.ts';
import { joinTabs, type Tabs } from './tabs.ts';
import type { Signer } from './transport.ts';

/** What signing out came to. */
export interface SignOutResult {
  /** False when the server could not be told; it ends the session by itself after the idle time. */
  readonly endedOnServer: boolean;
}

/** Whose session may be resumed. */
export interface ResumeOptions {
  /** The agent whom the host's login knows. A stored session of anybody else ends instead of being resumed. */
  readonly agentId?: string;
}

/** Begins and ends sessions. */
export interface Lifecycle {
  signIn(): Promise<AgentSession>;
  resume(options?: ResumeOptions): Promise<AgentSession | null>;
  signOut(): Promise<SignOutResult>;
  /** The live session. @throws {TellsafeError} `session_invalid` when nobody is signed in */
  live(): LiveSession;
  isCurrent(session: LiveSession): boolean;
  /** The agent did something. */
  touch(): void;
  /** Ends locally when an error says that the session is over; gives the error back. */
  checked(error: unknown): Promise<unknown>;
  reconnect(): void;
  dispose(): void;
}

/** What is running while somebody is signed in. */
interface Running {
  readonly live: LiveSession;
  readonly feed: Feed;
  readonly idle: IdleWatch;
}

const noFeed = (): Feed => ({ reconnect: () => {}, stop: () => {} });

/**
 * Creates the lifecycle of a client's sessions.
 *
 * @param context - the parts
 * @param login - headers that let the host recognise the agent
 */
export function createLifecycle(context: Context, login: () => HeadersInit | Promise<HeadersInit>): Lifecycle {
  const { transport, sessions, keys, clock, timers, random, state, events } = context;
  let running: Running | undefined;

  const tabs: Tabs = joinTabs(context.storage.channel, (message) => {
    if (message.sessionId !== running?.live.session.id) return;
    if (message.type === 'session-ended') void stop('ended-elsewhere', { destroy: false });
    else running.idle.touchedElsewhere(message.at);
  });

  /** What lies in the storage, if it is this session's: another tab may have ended it, or somebody else signed in there. */
  const storedOf = async ({ session }: LiveSession): Promise<StoredSession | null> => {
    const stored = await sessions.load().catch(() => null);
    return stored?.session.id === session.id ? stored : null;
  };
  const rememberActivity = async (live: LiveSession, activeAt: number): Promise<void> => {
    if (running?.live !== live || !(await storedOf(live))) return;
    const { session, signer } = live;
    await sessions.save({ session, key: signer.key, activeAt, clockOffsetMs: clock.offsetMs() });
    if (running?.live !== live) await sessions.clear(); // ended while this was being written
  };
  const tellActivity = (live: LiveSession, activeAt: number): void => {
    tabs.tell({ type: 'agent-active', sessionId: live.session.id, at: activeAt });
    void rememberActivity(live, activeAt).catch(() => undefined);
    const call = { signer: live.signer, body: {}, idempotent: true };
    transport.call('sessionActivity', call).catch((error) => void checked(error));
  };

  function begin(live: LiveSession, activeAt: number): void {
    const isMine = (): boolean => running?.live === live;
    const idle = watchIdle({
      timers,
      now: clock.now,
      idleMs: live.session.idleSeconds * 1000,
      activeAt,
      tell: (at) => tellActivity(live, at),
      onWarning(secondsLeft) {
        state.set({ ...state.get(), idleSecondsLeft: secondsLeft });
        events.emit('idle-warning', { secondsLeft });
      },
      seenElsewhere: async () => (await storedOf(live))?.activeAt ?? 0,
      onEnd: () => void end('idle'),
    });
    state.set({ ...emptyState, session: live.session });
    // Whoever leads no conversations has none to hear of; the server refuses them the stream.
    const begun = talks(live.session) ? startFeed<AgentEvent> : noFeed;
    const feed = begun({
      names: ['conversation', 'message', 'invitation', 'delivery', 'sending', 'erased', 'session-ended'],
      timers,
      random,
      connect: (after, signal) => {
        const position = after === undefined ? {} : { query: { after } };
        return transport.stream('agentEvents', { signer: live.signer, signal, ...position });
      },
      loadPosition: sessions.loadPosition,
      savePosition: async (position) => {
        if (isMine()) await sessions.savePosition(position);
      },
      onEvent: async (event) => {
        if (!isMine()) return;
        if (event.event === 'session-ended') await stop('ended-elsewhere', { destroy: true });
        else await applyNews(context, event);
      },
      onConnection(connection) {
        if (isMine()) state.set({ ...state.get(), connection });
      },
      onFreshStart: () => void refresh(context, live).catch((error) => void checked(error)),
      onRefused: (error) => void checked(error),
    });
    running = { live, feed, idle };
    events.emit('session-started', live.session);
  }

  /** Stops everything local. Keys go first, so that nothing can be opened while the rest is tidied up. */
  async function stop(reason: SessionEndReason, { destroy }: { destroy: boolean }): Promise<Signer | undefined> {
    const ending = running;
    running = undefined;
    ending?.feed.stop();
    ending?.idle.stop();
    try {
      if (destroy && !(await isReplaced(ending?.live))) await destroyStored();
    } finally {
      if (ending) {
        if (destroy) tabs.tell({ type: 'session-ended', sessionId: ending.live.session.id });
        state.set({ ...emptyState, ended: reason });
        events.emit('session-ended', { reason });
      }
    }
    return ending?.live.signer;
  }

  /** Whether the storage is another session's by now, with keys that are not this one's to destroy. */
  async function isReplaced(live: LiveSession | undefined): Promise<boolean> {
    const stored = live && (await sessions.load().catch(() => null));
    return stored != null && stored.session.id !== live?.session.id;
  }

  async function destroyStored(): Promise<void> {
    await keys.destroyAll();
    await sessions.clear();
  }

  /** Ends the session of this page, else one that this page has not resumed. Gives back who can still tell the server. */
  async function endHere(reason: SessionEndReason): Promise<Signer | undefined> {
    if (running) return stop(reason, { destroy: true });
    const stored = await sessions.load().catch(() => null);
    await destroyStored();
    return stored ? forgotten(stored) : undefined;
  }

  /** The tabs that still work in a session which has just left the storage hear of it; its signer can tell the server. */
  function forgotten({ session, key }: StoredSession): Signer {
    tabs.tell({ type: 'session-ended', sessionId: session.id });
    return { sessionId: session.id, key };
  }

  /** Tells the server. The signer is the last thing of the session that is left, and only in memory. */
  async function endOnServer(signer: Signer, attempts: number): Promise<boolean> {
    try {
      const run = (): Promise<unknown> => transport.call('sessionEnd', { signer, keepalive: true });
      await retry(run, { timers, random, attempts });
      return true;
    } catch (error) {
      return isTellsafeError(error, 'session_invalid');
    }
  }

  async function end(reason: SessionEndReason): Promise<SignOutResult> {
    const signer = await endHere(reason);
    return { endedOnServer: signer === undefined || (await endOnServer(signer, 3)) };
  }

  async function checked(error: unknown): Promise<unknown> {
    if (isTellsafeError(error, 'session_invalid')) await stop('ended-elsewhere', { destroy: true });
    return error;
  }

  return {
    async signIn() {
      const headers = await login();
      const response = await transport.call('sessionStart', { headers, body: {} });
      // This page's own, and one that another tab has put into the storage since.
      for (const former of [await endHere('replaced'), await endHere('replaced')]) {
        if (former) void endOnServer(former, 1);
      }
      const live = await liveSessionOf(response);
      const activeAt = clock.now();
      const { session, signer } = live;
      await sessions.save({ session, key: signer.key, activeAt, clockOffsetMs: clock.offsetMs() });
      begin(live, activeAt);
      return session;
    },
    async resume({ agentId } = {}) {
      if (running) return running.live.session;
      const stored = await sessions.load();
      if (!stored) return null;
      clock.restore(stored.clockOffsetMs);
      if (agentId !== undefined && stored.session.agent.id !== agentId) return forget('replaced', stored);
      const idleAt = stored.activeAt + stored.session.idleSeconds * 1000;
      if (clock.now() >= idleAt) return forget('idle', stored);
      const signer = { sessionId: stored.session.id, key: stored.key };
      try {
        await transport.call('sessionActivity', { signer, body: {}, idempotent: true });
      } catch (error) {
        if (!isTellsafeError(error, 'session_invalid')) throw error;
        return forget('ended-elsewhere', stored);
      }
      if (running) return (running as Running).live.session;
      begin({ session: stored.session, signer }, clock.now());
      return stored.session;
    },
    signOut: () => end('signed-out'),
    live() {
      if (!running) throw new TellsafeError('session_invalid');
      return running.live;
    },
    isCurrent: (session) => running?.live === session,
    touch: () => running?.idle.touch(),
    checked,
    reconnect: () => running?.feed.reconnect(),
    dispose() {
      running?.feed.stop();
      running?.idle.stop();
      running = undefined;
      tabs.close();
    },
  };

  /** A stored session that is over: its keys are destroyed before anything else happens. */
  async function forget(reason: SessionEndReason, stored: StoredSession): Promise<null> {
    await destroyStored();
    const signer = forgotten(stored);
    state.set({ ...emptyState, ended: reason });
    events.emit('session-ended', { reason });
    if (reason !== 'ended-elsewhere') void endOnServer(signer, 1);
    return null;
  }
}
