// A manager's board and history without a server, for the elements that show them.
import { TellsafeError } from '@tellsafe/core';
import type {
  BoardConversationResponse,
  BoardForm,
  ConversationFindResponse,
  FoundConversation,
  HistoryEntry,
  HistoryReading,
} from '@tellsafe/core/wire';
import type { Answers } from '../../src/answers.ts';
import type { Board, BoardState } from '../../src/board.ts';
import type { BoardEntry } from '../../src/board-state.ts';
import { createObservable } from '../../src/emitter.ts';
import type { History, HistoryQuery, ImportedArchiveKey } from '../../src/history.ts';

export const NOW = Date.UTC(2026, 10, 22, 10, 5);
const agent = { id: 'maya', name: 'Maya Lind' };

/** A form on the board. */
export function boardFormOf(change: Partial<BoardForm> = {}): BoardForm {
  return {
    invitationId: '9fe06a38-ec06-4ef6-9833-aa504fee591a',
    conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245',
    formId: 'payment-card',
    formName: 'Payment card',
    status: 'sent',
    agent,
    channel: 'web',
    at: { sent: NOW - 60_000 },
    expiresAt: NOW + 240_000,
    ...change,
  };
}

/** A conversation on the board. */
export function boardEntryOf(change: Partial<BoardEntry> = {}): BoardEntry {
  const startedAt = change.startedAt ?? NOW - 300_000;
  return {
    conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245',
    status: 'open',
    agent,
    startedAt,
    waitingSince: startedAt,
    forms: [],
    ...change,
  };
}

/** A conversation that a search found. */
export function foundOf(change: Partial<FoundConversation> = {}): FoundConversation {
  const { forms: _none, ...conversation } = boardEntryOf();
  return { ...conversation, channel: 'sms-twilio', entryPoint: 'orders', label: 'Orders', ...change };
}

/** A board whose state a test sets. */
export interface FakeBoard extends Board {
  readonly calls: string[];
  /** Answers of searches, in order; then nothing is found. */
  readonly finds: (ConversationFindResponse | Error)[];
  show(entries: readonly BoardEntry[], change?: Partial<BoardState>): void;
}

/** Creates a board. */
export function fakeBoard(entries: readonly BoardEntry[] = [], timeline?: BoardConversationResponse): FakeBoard {
  const calls: string[] = [];
  const stateOf = (shown: readonly BoardEntry[], change: Partial<BoardState> = {}): BoardState => ({
    ...{ phase: 'ready', connection: 'live', complete: true },
    entries: new Map(shown.map((each) => [each.conversationId, each])),
    ...change,
  });
  const state = createObservable<BoardState>(stateOf(entries));
  const finds: FakeBoard['finds'] = [];
  return {
    calls,
    finds,
    state,
    show: (shown, change) => state.set(stateOf(shown, change)),
    watch() {
      calls.push('watch');
      return () => void calls.push('leave');
    },
    reload: () => void calls.push('reload'),
    find: async (wanted) => {
      calls.push(`find ${JSON.stringify(wanted)}`);
      const answer = finds.shift() ?? { conversations: [] };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    timeline: async (id) => {
      calls.push(`timeline ${id}`);
      if (!timeline) throw new TellsafeError('conversation_unknown');
      return timeline;
    },
  };
}

/** An entry of the history. */
export function historyEntryOf(change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    invitationId: '9fe06a38-ec06-4ef6-9833-aa504fee591a',
    conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245',
    formId: 'payment-card',
    formVersion: 1,
    formName: 'Payment card',
    agent,
    submittedAt: NOW - 7_200_000,
    closedAt: NOW - 3_600_000,
    archiveKeyId: '7h7XgDw7VxVUSjSU2wY1DA',
    ...change,
  };
}

/** What a test tells the history. */
export interface FakeHistoryOptions {
  readonly entries?: readonly HistoryEntry[];
  readonly reads?: readonly HistoryReading[];
  readonly answers?: Answers;
  /** The key that has to be imported first; without it a vault holds it. */
  readonly keyId?: string;
  readonly passphrase?: string;
  /** Entries of one page. Default: all. */
  readonly page?: number;
}

/** A history with its other side. */
export interface FakeHistory extends History {
  readonly calls: string[];
  failNext(error: unknown): void;
}

/** Creates a history. */
export function fakeHistory(options: FakeHistoryOptions = {}): FakeHistory {
  const { entries = [], reads = [], answers, keyId, passphrase, page = Number.POSITIVE_INFINITY } = options;
  const calls: string[] = [];
  const readings = [...reads];
  let keys: ImportedArchiveKey[] = [];
  let failure: unknown;
  const did = async (call: string): Promise<void> => {
    calls.push(call);
    const error = failure;
    failure = undefined;
    if (error) throw error;
  };
  return {
    calls,
    failNext: (error) => {
      failure = error;
    },
    async list({ cursor = '0', ...query }: HistoryQuery = {}) {
      await did(`list ${JSON.stringify(query)}`);
      const fitting = entries.filter(
        ({ formId, agent: { id } }) => (query.form ?? formId) === formId && (query.agent ?? id) === id,
      );
      const start = Number(cursor);
      const end = start + page;
      return {
        entries: fitting.slice(start, end),
        archive: keyId === undefined ? 'vault' : 'brand',
        ...(end < fitting.length && { cursor: String(end) }),
      };
    },
    async read({ invitationId }) {
      await did(`read ${invitationId}`);
      if (keyId !== undefined && keys.length === 0) throw new TellsafeError('key_unknown', { keyId });
      if (!answers) throw new TellsafeError('permission_denied');
      readings.push({ invitationId, agent: { id: 'nora', name: 'Nora Vogt' }, at: NOW });
      return { ...answers, invitationId };
    },
    async reads({ invitationId }) {
      await did('reads');
      return readings.filter((each) => (invitationId ?? each.invitationId) === each.invitationId);
    },
    async importArchiveKey(_file, given) {
      await did('import');
      if (passphrase !== given) throw new TellsafeError('key_file_invalid', { key: 'passphrase' });
      const key = { keyId: keyId ?? '7h7XgDw7VxVUSjSU2wY1DA', suite: 'x25519' } as const;
      keys = [key];
      return key;
    },
    archiveKeys: () => keys,
    forgetArchiveKeys: () => {
      calls.push('forget');
      keys = [];
    },
  };
}
