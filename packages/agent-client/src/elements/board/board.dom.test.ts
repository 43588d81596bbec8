import { TellsafeError } from '@tellsafe/core';
import type { BoardConversationResponse } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  all,
  attributesOf,
  button,
  hasButton,
  loadEnglish,
  mount,
  one,
  rendered,
  textOf,
} from '../../../test/support/elements.ts';
import { boardEntryOf, boardFormOf, type FakeBoard, fakeBoard, NOW } from '../../../test/support/fake-board.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import type { BoardEntry } from '../../board-state.ts';
import { MARK_MS, type TellsafeBoard } from './board.ts';
import { defineBoard } from './define.ts';
import { PAGE_ROWS } from './rows.ts';

defineBoard();
const MINUTE = 60_000;
const waiting = boardEntryOf({ conversationId: 'aaaaaaaa-1', agent: null, startedAt: NOW - 7 * MINUTE });
const open = boardEntryOf({ conversationId: 'bbbbbbbb-1', forms: [boardFormOf({ status: 'viewed' })] });
const unread = boardEntryOf({
  conversationId: 'cccccccc-1',
  agent: { id: 'tom', name: 'Tom Okafor' },
  forms: [boardFormOf({ formId: 'address', formName: 'Address', status: 'submitted', at: { sent: 1, submitted: 2 } })],
});

beforeEach(async () => {
  await loadEnglish();
  vi.useFakeTimers();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function show(
  entries: readonly BoardEntry[] = [open, unread, waiting],
  timeline?: BoardConversationResponse,
): Promise<[TellsafeBoard, FakeBoard]> {
  const board = fakeBoard(entries, timeline);
  const client = fakeClient({ board, now: () => NOW });
  return [await mount<TellsafeBoard>('tellsafe-board', { client } as Partial<TellsafeBoard>), board];
}

const shown = (element: TellsafeBoard): string[] => all(element, 'tbody th').map(textOf);
const choose = async (element: TellsafeBoard, name: string, place: number): Promise<void> => {
  const field = one<HTMLSelectElement>(element, `select[name=${name}]`);
  field.selectedIndex = place;
  field.dispatchEvent(new Event('change'));
  await rendered(element);
};

describe('<tellsafe-board>', () => {
  test('CN-GEN-06 tells channels and entry points apart, and shows one of them alone', async () => {
    const by = (conversationId: string, channel: string, entryPoint: string, label?: string) =>
      boardEntryOf({ conversationId, via: { channel, entryPoint, ...(label !== undefined && { label }) } });
    const [element] = await show([
      by('aaaaaaaa-1', 'sms-twilio', 'orders', 'Orders'),
      by('bbbbbbbb-1', 'sms-twilio', 'help'),
      unread,
    ]);
    expect(textOf(all(element, 'tbody tr')[0] as HTMLElement)).toMatch(/SMS · (Orders|help)/);
    const field = one<HTMLSelectElement>(element, 'select[name=channel]');
    const plain = [...field.options].map(({ text }) => text.replace(/[\u2068\u2069]/g, ''));
    expect(plain).toEqual(['Every channel', 'SMS', 'SMS · Orders', 'SMS · help', 'Web']);
    await choose(element, 'channel', 1);
    expect(shown(element).sort()).toEqual(['aaaaaaaa', 'bbbbbbbb']);
    await choose(element, 'channel', 3);
    expect(shown(element)).toEqual(['bbbbbbbb']);
    await choose(element, 'channel', 4);
    expect(shown(element)).toEqual(['cccccccc']);
  });

  test('SF-MGR-01 shows who has a conversation, since when it waits, and how its forms stand', async () => {
    const [element] = await show();
    expect(one(element, 'h2').textContent).toBe('Live board');
    expect(all(element, '.figure').map(textOf)).toEqual([
      'Waiting 1',
      'With an agent 2',
      'Forms out 1',
      'Submitted, unread 1',
      'Expired in the last hour 0',
    ]);
    // Whoever waits comes first.
    expect(shown(element)).toEqual(['aaaaaaaa', 'bbbbbbbb', 'cccccccc']);
    const [first, second] = all(element, 'tbody tr').map(textOf);
    expect(first).toContain('Waiting · 7 min. ago');
    expect(first).toContain('Queue');
    expect(second).toContain('Maya Lind');
    expect(second?.replace(/[\u2068\u2069]/g, '')).toContain('Payment card · Viewed');
  });

  test('filters by figure, agent and form stay in place, say what is left, and can be cleared', async () => {
    const [element] = await show();
    one(element, '[data-figure=unread]').click();
    await rendered(element);
    expect(shown(element)).toEqual(['cccccccc']);
    expect(one(element, '[data-figure=unread]').getAttribute('aria-pressed')).toBe('true');
    expect(textOf(one(element, '.area > [role=status]'))).toBe('1 conversation');
    await choose(element, 'agent', 1);
    expect(textOf(element)).toContain('No conversation fits these filters');
    button(element, 'Clear filters').click();
    await rendered(element);
    expect(shown(element)).toHaveLength(3);
    expect(element.shadowRoot?.activeElement?.getAttribute('name')).toBe('view');
    await choose(element, 'form', 1);
    expect(shown(element)).toEqual(['cccccccc']);
  });

  test('SF-STA-05 news change the row at once and mark it for a moment; ages go on by themselves', async () => {
    const [element, board] = await show();
    board.show([open, { ...unread, forms: [boardFormOf({ status: 'submitted', at: { sent: 1, read: 3 } })] }, waiting]);
    await rendered(element);
    expect(all(element, 'tr.changed').map((row) => row.dataset.id)).toEqual([unread.conversationId]);
    expect(textOf(one(element, '[data-figure=unread]'))).toContain('0');
    vi.advanceTimersByTime(MARK_MS);
    await rendered(element);
    expect(all(element, 'tr.changed')).toEqual([]);
    board.show([open], { connection: 'offline' });
    await rendered(element);
    expect(textOf(one(element, '.live'))).toBe('Connecting again …');
  });

  test('thousands of conversations are shown a page at a time', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) =>
      boardEntryOf({ conversationId: `${String(at).padStart(8, '0')}-1`, startedAt: NOW - at }),
    );
    const [element] = await show(many);
    expect(shown(element)).toHaveLength(PAGE_ROWS);
    expect(textOf(one(element, '.pages'))).toContain('1 to 50 of 2000');
    button(element, 'Next page').click();
    await rendered(element);
    expect(textOf(one(element, '.pages'))).toContain('51 to 100 of 2000');
  });

  test('SF-ACC-03 a conversation opens as a timeline of statuses', async () => {
    const { forms, ...conversation } = open;
    const [element, board] = await show(undefined, {
      conversation,
      forms,
      changes: [
        { change: 'start', at: 0, agent: null },
        { change: 'assign', at: 1, agent: conversation.agent },
      ],
    });
    all(element, 'tbody button')[1]?.click();
    await rendered(element);
    expect(one<HTMLDialogElement>(element, 'dialog').open).toBe(true);
    const steps = all(element, '.steps li .what').map((each) => textOf(each).replace(/[\u2068\u2069]/g, ''));
    expect(steps).toEqual(['Conversation started', 'Taken by Maya Lind', 'Payment card sent by Maya Lind']);
    // Its news are fetched, others are not.
    const changed = { ...open, agent: null };
    board.show([changed, unread, waiting]);
    board.show([changed, { ...unread, agent: null }, waiting]);
    await rendered(element);
    expect(board.calls.filter((call) => call.startsWith('timeline'))).toHaveLength(2);
    board.show([], { phase: 'idle' });
    await rendered(element);
    expect(one<HTMLDialogElement>(element, 'dialog').open).toBe(false);
  });

  test('a refusal is said; after another failure, trying again begins anew', async () => {
    const [element, board] = await show();
    board.show([], { phase: 'failed', error: new TellsafeError('permission_denied') });
    await rendered(element);
    expect(one(element, '[role=alert]').textContent).not.toBe('');
    expect(hasButton(element, 'Try again')).toBe(false);
    const [later, other] = await show();
    other.show([], { phase: 'failed', error: new TellsafeError('network_failed') });
    await rendered(later);
    button(later, 'Try again').click();
    expect(other.calls).toContain('reload');
    later.remove();
    expect(other.calls.at(-1)).toBe('leave');
  });

  test('T20 hostile names stay text', async () => {
    const name = '<img src=x onerror=alert(1)>\u202e"><b>';
    const [element] = await show([
      boardEntryOf({
        agent: { id: '"><b>', name },
        forms: [boardFormOf({ formName: name })],
        via: { channel: name, entryPoint: name },
      }),
    ]);
    expect(all(element, 'img, b')).toEqual([]);
    expect(textOf(element)).toContain('<img src=x onerror=alert(1)>');
    expect(textOf(element)).not.toContain('\u202e');
    expect(attributesOf(element)).not.toContain('onerror');
  });
});
