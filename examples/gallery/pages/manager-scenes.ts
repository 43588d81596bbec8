// What a manager sees on the live board and in the history, without a server.
import { TellsafeError } from '@tellsafe/core';
import type { BoardConversationResponse, FoundConversation } from '@tellsafe/core/wire';
import type { BoardEntry } from '../../../packages/agent-client/src/board-state.ts';
import { defineBoard } from '../../../packages/agent-client/src/elements/board/define.ts';
import { defineHistory } from '../../../packages/agent-client/src/elements/history/define.ts';
import {
  boardEntryOf,
  boardFormOf,
  type FakeHistory,
  type FakeHistoryOptions,
  fakeBoard,
  fakeHistory,
  foundOf,
  historyEntryOf,
  NOW,
} from '../../../packages/agent-client/test/support/fake-board.ts';
import { type FakeOptions, fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import { answersOf } from '../../../packages/agent-client/test/support/fixtures.ts';
import type { Look, Scene } from './scene.ts';

const MINUTE = 60_000;
const maya = { id: 'maya', name: 'Maya Lind' };
const tom = { id: 'tom', name: 'Tom Okafor' };
const id = (at: number): string =>
  `${(0x5d0c7b8e + at * 7_919_333).toString(16).slice(0, 8)}-0000-4000-8000-000000000002`;
const hostile = [
  '<img src=x onerror=alert(1)><b>Card</b>',
  '\u202egnisrever\u0000 \u200b name',
  'بطاقة الدفع payment (2)',
];

const statuses = ['sent', 'viewed', 'submitted', 'submitted', 'expired', 'declined', 'received'] as const;

/** A desk in the afternoon. */
function desk(count: number): readonly BoardEntry[] {
  return Array.from({ length: count }, (_, at): BoardEntry => {
    const startedAt = NOW - (at * 3 + 1) * MINUTE;
    const conversationId = id(at);
    const agent = at % 4 === 0 ? null : at % 2 === 0 ? tom : maya;
    const forms = Array.from({ length: agent === null ? 0 : at % 3 }, (_form, place) => {
      const status = statuses[(at + place) % statuses.length] ?? 'sent';
      const sent = startedAt + (place + 1) * 20_000;
      return boardFormOf({
        ...{ invitationId: `${conversationId}-${place}`, conversationId, status, agent: agent ?? maya },
        formName: place === 0 ? 'Payment card' : 'Delivery address',
        formId: place === 0 ? 'payment-card' : 'address',
        at: {
          sent,
          ...(status === 'submitted' && { viewed: sent + 9_000, submitted: sent + 30_000 }),
          ...(status === 'submitted' && at % 2 === 0 && { read: sent + 40_000 }),
          ...((status === 'expired' || status === 'declined') && { ended: sent + 60_000 }),
        },
      });
    });
    const isClosed = at % 9 === 8;
    return boardEntryOf({
      ...{ conversationId, agent: isClosed ? maya : agent, startedAt, forms },
      ...(isClosed && { status: 'closed', closedAt: startedAt + 5 * MINUTE }),
    });
  });
}

const timeline: BoardConversationResponse = {
  conversation: {
    conversationId: id(1),
    status: 'open',
    agent: tom,
    startedAt: NOW - 9 * MINUTE,
    waitingSince: NOW - 9 * MINUTE,
  },
  changes: [
    { change: 'start', at: NOW - 9 * MINUTE, agent: null },
    { change: 'assign', at: NOW - 8 * MINUTE, agent: maya },
    { change: 'transfer', at: NOW - 4 * MINUTE, agent: tom },
  ],
  forms: [
    boardFormOf({
      status: 'revoked',
      agent: maya,
      at: { sent: NOW - 7 * MINUTE, received: NOW - 6.9 * MINUTE, ended: NOW - 4 * MINUTE },
    }),
    boardFormOf({
      ...{ status: 'submitted', agent: tom },
      at: {
        sent: NOW - 3 * MINUTE,
        received: NOW - 2.9 * MINUTE,
        viewed: NOW - 2 * MINUTE,
        submitted: NOW - MINUTE,
        read: NOW - MINUTE / 2,
      },
    }),
  ],
};

interface SceneOptions extends FakeOptions {
  /** Pressed one after the other: inside the element, or after `>>` inside one of its parts. */
  readonly press?: readonly string[];
}

const area =
  (tag: 'tellsafe-board' | 'tellsafe-history', options: () => SceneOptions): Scene =>
  async ({ language }: Look) => {
    defineBoard();
    defineHistory();
    const { press = [], ...given } = options();
    const element = document.createElement(tag);
    document.body.append(Object.assign(element, { client: fakeClient({ now: () => NOW, ...given }), language }));
    await until(() => element.shadowRoot?.querySelector('.area') != null);
    await settle();
    for (const selector of press) {
      await until(() => inside(element, selector) != null);
      inside(element, selector)?.click();
      await settle();
    }
  };

function inside(element: HTMLElement, selector: string): HTMLElement | null | undefined {
  const [part = '', inner] = selector.split(' >> ');
  const found = element.shadowRoot?.querySelector<HTMLElement>(part);
  return inner === undefined ? found : found?.shadowRoot?.querySelector<HTMLElement>(inner);
}

const board = (entries: readonly BoardEntry[], options: SceneOptions = {}): Scene =>
  area('tellsafe-board', () => ({ board: fakeBoard(entries, timeline), ...options }));

const channels = [
  ['sms-twilio', 'Orders'],
  ['whatsapp', 'Advice'],
  ['apple', 'Store'],
  ['web', 'web'],
] as const;
const hits = Array.from({ length: 7 }, (_, at) => {
  const [channel, label] = channels[at % channels.length] ?? ['web', 'web'];
  const isClosed = at % 3 !== 1;
  return foundOf({
    ...{ conversationId: id(at), agent: at % 4 === 1 ? null : at % 2 === 0 ? tom : maya, channel, entryPoint: label },
    ...{ label, startedAt: NOW - at * 600 * MINUTE - 4 * MINUTE, status: isClosed ? 'closed' : 'open' },
    ...(isClosed && { closedAt: NOW - at * 600 * MINUTE }),
  });
});

/** The search of the board, with answers in order. */
const search = (answers: readonly (readonly FoundConversation[] | Error)[], press: readonly string[]): Scene =>
  area('tellsafe-board', () => {
    const source = fakeBoard(desk(8), { ...timeline, incomplete: true });
    for (const each of answers)
      source.finds.push(each instanceof Error ? each : { conversations: each, cursor: '1.2' });
    const excerpt = 'I would like to know where my order 4711 is, please.';
    const found = [
      { messageId: id(1), from: 'consumer' as const, at: NOW - 5 * MINUTE, excerpt, start: 32, length: 10 },
    ];
    const permissions = ['conversations.watch', 'transcripts.read'];
    return { board: source, found, permissions, press: ['[data-action=search]', ...press] };
  });
const find = '.search [type=submit]';

const history = (
  options: FakeHistoryOptions,
  more: Omit<SceneOptions, 'history'> = {},
  ready: (history: FakeHistory) => void = () => undefined,
): Scene =>
  area('tellsafe-history', () => {
    const source = fakeHistory(options);
    ready(source);
    return { history: source, ...more };
  });

const recorded = Array.from({ length: 9 }, (_, at) =>
  historyEntryOf({
    ...{ invitationId: id(at), conversationId: id(at), agent: at % 2 === 0 ? maya : tom },
    formName: at % 3 === 2 ? 'Delivery address' : 'Payment card',
    formId: at % 3 === 2 ? 'address' : 'payment-card',
    ...{ submittedAt: NOW - at * 47 * MINUTE, closedAt: NOW - at * 47 * MINUTE + 12 * MINUTE },
  }),
).map((entry, at) => {
  const { archiveKeyId: _none, ...without } = entry;
  return at === 4 ? without : entry;
});
const reads = [
  { invitationId: id(0), agent: { id: 'nora', name: 'Nora Keller' }, at: NOW - 30 * MINUTE },
  { invitationId: id(0), agent: { id: 'lea', name: 'Lea Brandt' }, at: NOW - 12 * MINUTE },
];
const archived = answersOf();
const answers = {
  ...archived,
  offTheRecordSecondsLeft: 0,
  questions: archived.questions.map((each) =>
    each.question.offTheRecord ? { question: each.question, goneOffTheRecord: true } : each,
  ),
};
const keyId = '7h7XgDw7VxVUSjSU2wY1DA';
const firstRow = 'tbody button';

/** What a session may not see. */
const refused = (source: FakeHistory): void => source.failNext(new TellsafeError('permission_denied'));

async function until(isThere: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !isThere(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Lets whatever was begun finish. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

const strange = hostile.map((formName, at) => ({
  entry: boardEntryOf({
    ...{ conversationId: id(at), agent: { id: `x${at}`, name: hostile[(at + 1) % hostile.length] ?? '' } },
    forms: [boardFormOf({ formName, conversationId: id(at) })],
  }),
  recorded: historyEntryOf({ formName, invitationId: id(at), agent: { id: `x${at}`, name: formName } }),
}));

/** Scenes by group and name. */
export const managerScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  Board: {
    afternoon: board(desk(14)),
    'a page of many': board(desk(180)),
    timeline: board(desk(8), { press: [firstRow] }),
    'search, empty': search([], []),
    'search, found': search([hits], [find]),
    'search, a hit': search([hits], [find, firstRow]),
    'search, nothing': search([], [find]),
    'search, hostile names': search(
      [
        hostile.map((label, at) =>
          foundOf({ ...{ label, conversationId: id(at) }, agent: { id: `x${at}`, name: label } }),
        ),
      ],
      [find],
    ),
    'search, failed': search([new TellsafeError('network_failed')], [find]),
    'hostile names': board(strange.map(({ entry }) => entry)),
    offline: area('tellsafe-board', () => {
      const source = fakeBoard();
      source.show(desk(6), { connection: 'offline', complete: false });
      return { board: source };
    }),
    empty: board([]),
    loading: area('tellsafe-board', () => {
      const source = fakeBoard();
      source.show([], { phase: 'loading' });
      return { board: source };
    }),
    forbidden: area('tellsafe-board', () => {
      const source = fakeBoard();
      source.show([], { phase: 'failed', error: new TellsafeError('permission_denied') });
      return { board: source };
    }),
  },
  History: {
    'key missing': history({ entries: recorded, keyId, passphrase: 'x' }),
    'vault holds the key': history({ entries: recorded, page: 6 }),
    'before reading': history({ entries: recorded, reads }, { press: [firstRow] }),
    'key first': history({ entries: recorded, keyId }, { press: [firstRow] }),
    'import key': history(
      { entries: recorded, keyId },
      { press: ['[data-action=import]', 'tellsafe-history-key >> [type=submit]'] },
    ),
    answers: history({ entries: recorded, answers }, { press: [firstRow, '[data-action=read]'] }),
    refused: history({ entries: recorded }, { press: [firstRow, '[data-action=read]'] }),
    'no answers kept': history({ entries: recorded.slice(4) }, { press: [firstRow] }),
    'hostile names': history({ entries: strange.map((each) => each.recorded) }),
    forbidden: history({}, {}, refused),
  },
};
