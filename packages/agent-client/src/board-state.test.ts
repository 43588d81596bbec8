import type { BoardEvent } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { boardEntryOf, boardFormOf, NOW } from '../test/support/fake-board.ts';
import { BOARD_LIMIT, type BoardEntries, boardCounts, RECENT_MS, withBoardEvent, withEntries } from './board-state.ts';

const entry = boardEntryOf();
const { forms: _forms, ...conversation } = entry;
const form = boardFormOf();
const start: BoardEntries = withEntries(new Map(), [boardEntryOf({ forms: [form] })]);
const told = (entries: BoardEntries, event: Pick<BoardEvent, 'event'> & { data: unknown }): BoardEntries =>
  withBoardEvent(entries, { id: '1', ...event } as BoardEvent, NOW);
const formIn = (entries: BoardEntries) => entries.get(entry.conversationId)?.forms[0];

describe('news of the board', () => {
  test('SF-STA-05 a status never goes backwards, and of two ends the first stays', () => {
    const viewed = told(start, { event: 'form', data: { form: { ...form, status: 'viewed' } } });
    expect(formIn(viewed)?.status).toBe('viewed');
    expect(told(viewed, { event: 'form', data: { form } })).toBe(viewed);
    const expired = told(viewed, { event: 'form', data: { form: { ...form, status: 'expired' } } });
    expect(formIn(told(expired, { event: 'form', data: { form: { ...form, status: 'revoked' } } }))?.status).toBe(
      'expired',
    );
  });

  test('the first reading counts, and later news of the form keep it', () => {
    const { conversationId, invitationId } = form;
    const read = told(start, { event: 'read', data: { conversationId, invitationId, at: 5 } });
    expect(formIn(read)?.at.read).toBe(5);
    expect(told(read, { event: 'read', data: { conversationId, invitationId, at: 6 } })).toBe(read);
    expect(formIn(told(read, { event: 'form', data: { form: { ...form, status: 'submitted' } } }))?.at.read).toBe(5);
  });

  test('a closed conversation never opens again, stays an hour, and goes at once when it is erased', () => {
    const closed = told(start, {
      event: 'conversation',
      data: { conversation: { ...conversation, status: 'closed', closedAt: NOW } },
    });
    expect(told(closed, { event: 'conversation', data: { conversation } })).toBe(closed);
    const long = { ...conversation, status: 'closed', closedAt: NOW - RECENT_MS };
    expect(told(start, { event: 'conversation', data: { conversation: long } }).size).toBe(0);
    expect(told(start, { event: 'erased', data: { conversationId: entry.conversationId } }).size).toBe(0);
  });

  test('repeated and unknown news change nothing', () => {
    expect(told(start, { event: 'conversation', data: { conversation } })).toBe(start);
    expect(told(start, { event: 'form', data: { form: { ...form, conversationId: 'another' } } })).toBe(start);
    expect(told(start, { event: 'session-ended', data: {} })).toBe(start);
  });

  test('a board holds so many conversations, the latest started', () => {
    const many = Array.from({ length: BOARD_LIMIT }, (_, at) =>
      boardEntryOf({ conversationId: `c-${at}`, startedAt: NOW - at }),
    );
    const full = withEntries(new Map(), many);
    const next = told(full, { event: 'conversation', data: { conversation: { ...conversation, startedAt: NOW + 1 } } });
    expect(next.size).toBe(BOARD_LIMIT);
    expect(next.has(entry.conversationId)).toBe(true);
    expect(next.has(`c-${BOARD_LIMIT - 1}`)).toBe(false);
  });
});

test('SF-MGR-01 figures: waiting, open, forms out, submitted and unread, expired in the last hour', () => {
  const submitted = boardFormOf({ status: 'submitted' });
  const entries = [
    boardEntryOf({ agent: null }),
    boardEntryOf({ forms: [boardFormOf(), boardFormOf({ status: 'viewed' }), submitted] }),
    boardEntryOf({ forms: [boardFormOf({ status: 'submitted', at: { sent: 1, read: 2 } })] }),
    boardEntryOf({ forms: [boardFormOf({ status: 'expired', at: { sent: 1, ended: NOW - 1 } })] }),
    boardEntryOf({ forms: [boardFormOf({ status: 'expired', at: { sent: 1, ended: NOW - RECENT_MS } })] }),
    // Nobody can read what was submitted in a conversation that is closed.
    boardEntryOf({ status: 'closed', closedAt: NOW, forms: [submitted] }),
  ];
  expect(boardCounts(entries, NOW)).toEqual({ waiting: 1, open: 4, formsOut: 2, unread: 1, expired: 1 });
});
