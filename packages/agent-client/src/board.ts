// A manager's board (SF-MGR-01, SF-ACC-03): every conversation of the account with the statuses of its forms, kept up to date by a
// stream while somebody watches. Statuses only: no messages, no answers.
import type {
  BoardConversationResponse,
  BoardEvent,
  BoardListRequest,
  ConversationFindRequest,
  ConversationFindResponse,
} from '@tellsafe/core/wire';
import { BOARD_LIMIT, type BoardEntries, RECENT_MS, withBoardEvent, withEntries } from './board-state.ts';
import type { Caller } from './commands.ts';
import type { Context } from './context.ts';
import { createObservable, type Observable, type Unsubscribe } from './emitter.ts';
import { type Connection, type Feed, startFeed } from './feed.ts';

/** What a board knows. */
export interface BoardState {
  /** `idle`: nobody watches, or nobody is signed in. */
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why it failed. */
  readonly error?: unknown;
  readonly connection: Connection;
  /** By the conversation's id: open ones, and those that were closed within the last hour. */
  readonly entries: BoardEntries;
  /** Whether these are all open conversations; a board holds 2,000. */
  readonly complete: boolean;
}

/** The board; needs a session with the permission `conversations.watch`. */
export interface Board {
  readonly state: Observable<BoardState>;
  /** Begins to watch; several watchers share one stream. Returns how to stop. Signing out ends it, signing in goes on. */
  watch(): Unsubscribe;
  /** Begins anew, for example after a failure. */
  reload(): void;
  /**
   * One conversation with all its forms, and who had it when.
   *
   * @throws {TellsafeError} `permission_denied`; `conversation_unknown`
   */
  timeline(conversationId: string): Promise<BoardConversationResponse>;
  /**
   * Conversations by person, entry point, agent, time and state, a page at a time.
   *
   * @throws {TellsafeError} `permission_denied`; `request_invalid` for an address without its channel
   */
  find(wanted: ConversationFindRequest): Promise<ConversationFindResponse>;
}

const PAGE = 100;
const nothing: BoardState = { phase: 'idle', connection: 'offline', entries: new Map(), complete: true };

/**
 * Creates the board of a client.
 *
 * @param context - the parts
 * @param call - signed calls
 */
export function createBoard(context: Context, call: Caller): { readonly board: Board; dispose(): void } {
  const { clock, events, timers, random, transport } = context;
  const state = createObservable<BoardState>(nothing);
  let watchers = 0;
  let stop: (() => void) | undefined;

  function end(): void {
    stop?.();
    stop = undefined;
    state.set(nothing);
  }

  function begin(): void {
    end();
    if (watchers === 0 || context.state.get().session === null) return;
    const { signer } = context.live();
    let feed: Feed | undefined;
    let over = false;
    stop = () => {
      over = true;
      feed?.stop();
    };
    state.set({ ...nothing, phase: 'loading', connection: 'connecting' });
    const fail = (error: unknown): void => {
      if (!over) state.set({ ...nothing, phase: 'failed', error });
    };
    const go = ({ position, ...loaded }: Loaded): void => {
      if (over) return;
      state.set({ ...state.get(), ...loaded, phase: 'ready' });
      feed = startFeed<BoardEvent>({
        ...{ timers, random, names: ['conversation', 'form', 'read', 'erased', 'session-ended'] },
        connect: (after = position, signal) => transport.stream('boardEvents', { signer, signal, query: { after } }),
        loadPosition: async () => position,
        savePosition: async () => undefined,
        onEvent: async (event) => {
          if (over) return;
          const { entries } = state.get();
          const next = withBoardEvent(entries, event, clock.now());
          const complete = state.get().complete && next.size < BOARD_LIMIT;
          if (next !== entries) state.set({ ...state.get(), entries: next, complete });
        },
        onConnection: (connection) => {
          if (!over) state.set({ ...state.get(), connection });
        },
        onFreshStart: () => undefined,
        onRefused: fail,
      });
    };
    void load(call, clock.now()).then(go, fail);
  }

  const leave = [events.on('session-started', begin), events.on('session-ended', end)];
  return {
    board: {
      state: { get: state.get, subscribe: state.subscribe },
      watch() {
        watchers += 1;
        if (watchers === 1) begin();
        let watching = true;
        return () => {
          if (!watching) return;
          watching = false;
          watchers -= 1;
          if (watchers === 0) end();
        };
      },
      reload: begin,
      find: (body) => call('conversationFind', { body, idempotent: true }),
      timeline: (id) => call('boardConversation', { parameters: { id }, idempotent: true }),
    },
    dispose() {
      for (const each of leave) each();
      end();
    },
  };
}

type Loaded = Pick<BoardState, 'entries' | 'complete'> & { readonly position: string };

/** Open conversations, then those that were closed lately; from the first page's position on the stream tells what changes. */
async function load(call: Caller, now: number): Promise<Loaded> {
  const open = await loadList(call, { status: 'open' }, new Map());
  const closed = await loadList(call, { status: 'closed', since: Math.max(0, now - RECENT_MS) }, open.entries);
  return { ...open, entries: closed.entries };
}

async function loadList(call: Caller, query: BoardListRequest, known: BoardEntries): Promise<Loaded> {
  let entries = known;
  let first: string | undefined;
  let cursor: string | undefined;
  do {
    const body = { ...query, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = await call('boardList', { body, idempotent: true });
    first ??= page.position;
    entries = withEntries(entries, page.conversations);
    ({ cursor } = page);
  } while (cursor !== undefined && entries.size < BOARD_LIMIT);
  return { entries, position: first, complete: cursor === undefined };
}
