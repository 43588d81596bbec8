import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  all,
  attributesOf,
  button,
  loadEnglish,
  mount,
  one,
  rendered,
  textOf,
} from '../../../test/support/elements.ts';
import { boardEntryOf, fakeBoard, foundOf, NOW } from '../../../test/support/fake-board.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import { sessionFixture } from '../../../test/support/fixtures.ts';
import type { TellsafeBoard } from './board.ts';
import { defineBoard } from './define.ts';
import { noSearch, problemOf, type SearchFields, searchOf } from './search.ts';

defineBoard();

beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

const fields = (change: Partial<SearchFields>): SearchFields => ({ ...noSearch, ...change });
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

describe('SF-MGR-01 a search for conversations', () => {
  test('asks for what is filled in, and for open ones unless a person is named', () => {
    expect(searchOf(noSearch)).toEqual({ status: 'open', limit: 50 });
    expect(searchOf(fields({ who: ' customer-4711 ' }))).toEqual({ consumerId: 'customer-4711', limit: 50 });
    expect(
      searchOf(
        fields({ by: 'address', who: '+14155550123', place: 'sms-twilio/orders', agent: 'tom', status: 'closed' }),
      ),
    ).toEqual({
      ...{ address: '+14155550123', channel: 'sms-twilio', entryPoint: 'orders' },
      ...{ agent: 'tom', status: 'closed', limit: 50 },
    });
    const { since = 0, until = 0 } = searchOf(fields({ from: '2026-11-20', to: '2026-11-21' }));
    expect(until - since).toBe(2 * 86_400_000);
  });

  test('says what is wrong before it asks', () => {
    expect(problemOf(fields({ by: 'address', who: '+1' }))).toBe('channelNeeded');
    expect(problemOf(fields({ by: 'address', who: '+1', place: 'web' }))).toBe('channelNeeded');
    expect(problemOf(fields({ by: 'address', who: '+1', place: 'rcs' }))).toBeUndefined();
    expect(problemOf(fields({ from: '2026-11-22', to: '2026-11-21' }))).toBe('dateOrder');
  });
});

describe('SF-MGR-01 <tellsafe-board> finding conversations', () => {
  async function open(permissions: readonly string[] = []) {
    const board = fakeBoard([boardEntryOf({ via: { channel: 'whatsapp', entryPoint: 'shop', label: 'Sales' } })], {
      ...{ conversation: boardEntryOf(), forms: [], incomplete: true },
      changes: [{ change: 'start', at: NOW, agent: null }],
    });
    const found = { messageId: 'm1', from: 'consumer' as const, at: NOW, excerpt: 'My order <b>', start: 3, length: 5 };
    const client = fakeClient({ board, now: () => NOW, found: [found] });
    client.change({ session: { ...sessionFixture, permissions } });
    const element = await mount<TellsafeBoard>('tellsafe-board', { client } as Partial<TellsafeBoard>);
    await vi.waitFor(() => one(element, 'tbody'));
    button(element, 'Find conversations').click();
    await rendered(element);
    return { board, client, element };
  }
  const type = async (element: TellsafeBoard, text: string): Promise<void> => {
    const field = one<HTMLInputElement>(element, '#who');
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await rendered(element);
  };
  const choose = async (element: TellsafeBoard, name: string, text: string): Promise<void> => {
    const field = one<HTMLSelectElement>(element, `#search-${name}`);
    field.selectedIndex = [...field.options].findIndex((each) => plain(each.text) === text);
    field.dispatchEvent(new Event('change'));
    await rendered(element);
  };
  const look = async (element: TellsafeBoard): Promise<void> => {
    one(element, 'form.search').dispatchEvent(new Event('submit'));
    await rendered(element);
  };

  test('by an address at a channel, page by page; the way back forgets whom', async () => {
    const { board, element } = await open();
    expect(element.shadowRoot?.activeElement?.id).toBe('who');
    await choose(element, 'by', 'Number or address');
    await type(element, '+14155550123');
    await look(element);
    expect(textOf(one(element, '#search-problem'))).toBe('An address needs its channel: choose one.');
    expect(element.shadowRoot?.activeElement?.id).toBe('search-place');
    expect(board.calls.filter((call) => call.startsWith('find'))).toEqual([]);
    await choose(element, 'place', 'SMS');
    const [first, second] = ['aaaaaaaa-1', 'bbbbbbbb-1'].map((conversationId) => foundOf({ conversationId }));
    board.finds.push({ conversations: first ? [first] : [], cursor: '1.2' });
    board.finds.push({ conversations: second ? [second] : [] });
    await look(element);
    expect(all(element, 'tbody th').map(textOf)).toEqual(['aaaaaaaa']);
    expect(plain(textOf(one(element, 'tbody tr')))).toContain('SMS · Orders');
    button(element, 'Show more').click();
    await rendered(element);
    expect(all(element, 'tbody th').map(textOf)).toEqual(['aaaaaaaa', 'bbbbbbbb']);
    expect(textOf(one(element, '.area > [role=status]'))).toBe('2 conversations');
    const asked = { address: '+14155550123', channel: 'sms-twilio', limit: 50 };
    expect(board.calls.filter((call) => call.startsWith('find'))).toEqual([
      `find ${JSON.stringify(asked)}`,
      `find ${JSON.stringify({ ...asked, cursor: '1.2' })}`,
    ]);
    button(element, 'Back to the live board').click();
    await rendered(element);
    expect(one(element, 'h2').textContent).toBe('Live board');
    button(element, 'Find conversations').click();
    await rendered(element);
    expect(one<HTMLInputElement>(element, '#who').value).toBe('');
    expect(all(element, 'tbody')).toEqual([]);
  });

  test('a hit opens; who may read transcripts finds words in it, others are not offered that', async () => {
    const { board, client, element } = await open(['transcripts.read']);
    board.finds.push({ conversations: [foundOf()] });
    await look(element);
    one(element, 'tbody button').click();
    await rendered(element);
    expect(one<HTMLDialogElement>(element, 'dialog:not(.unsaved)').open).toBe(true);
    expect(textOf(element)).toContain('only its first part was looked through');
    const field = one<HTMLInputElement>(element, '.find input');
    field.value = 'order';
    field.dispatchEvent(new Event('input'));
    await rendered(element);
    one(element, '.find form').dispatchEvent(new Event('submit'));
    await rendered(element);
    expect(client.calls).toContain('find order');
    expect(textOf(one(element, '.find mark'))).toBe('order');
    expect(all(element, '.find li b, .find li button')).toEqual([]);
    document.body.replaceChildren();
    const other = await open();
    other.board.finds.push({ conversations: [foundOf()] });
    await look(other.element);
    one(other.element, 'tbody button').click();
    await rendered(other.element);
    expect(all(other.element, '.find')).toEqual([]);
  });

  test('nothing found, nothing yet, and a failure are said; signing out forgets', async () => {
    const { board, element } = await open();
    await look(element);
    expect(textOf(element)).toContain('No conversation fits');
    board.finds.push({ conversations: [], cursor: '1.2' }, new TellsafeError('request_invalid'));
    await look(element);
    expect(textOf(element)).toContain('None so far');
    await look(element);
    expect(one(element, '.notice[role=alert]').textContent).not.toBe('');
    await type(element, 'customer-4711');
    board.show([], { phase: 'idle' });
    await rendered(element);
    expect(textOf(element)).not.toContain('No conversation fits');
    expect(all(element, '#who')).toEqual([]);
  });

  test('T20 hostile names and places stay text', async () => {
    const { board, element } = await open();
    const hostile = '<img src=x onerror=alert(1)>\u202e"><b>';
    board.finds.push({
      conversations: [foundOf({ agent: { id: hostile, name: hostile }, label: hostile, entryPoint: 'x' })],
    });
    await look(element);
    expect(all(element, 'img, b')).toEqual([]);
    expect(textOf(element)).toContain('<img src=x onerror=alert(1)>');
    expect(textOf(element)).not.toContain('\u202e');
    expect(attributesOf(element)).not.toContain('onerror');
  });
});
