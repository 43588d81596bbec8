// Files of messages and words that are looked for, as the conversation shows them.
import { TellsafeError } from '@tellsafe/core';
import type { Message } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { all, button, hasButton, loadEnglish, mount, one, rendered, textOf } from '../../../test/support/elements.ts';
import { type FakeClient, type FakeOptions, fakeClient } from '../../../test/support/fake-client.ts';
import { loadWords } from '../shared/words.ts';
import type { TellsafeConversation } from './conversation.ts';
import { defineConversation } from './define.ts';
import { sizeOf } from './file-line.ts';

defineConversation();
beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const media = [
  { mediaType: 'image/png', fileName: 'receipt.png', bytes: 48_200 },
  { mediaType: 'application/pdf', bytes: 1_250_000 },
];
const messages: readonly Message[] = [
  { id: ids[0], from: 'consumer', text: 'Here is order 4711', at: 1, media },
  { id: ids[1], from: 'consumer', text: '', at: 2, takenBack: true },
];

async function show(options: FakeOptions = {}): Promise<[TellsafeConversation, FakeClient]> {
  const client = fakeClient({ messages, ...options });
  const [conversation] = client.state.get().conversations;
  const properties = { client, conversationId: conversation?.id } as Partial<TellsafeConversation>;
  return [await mount<TellsafeConversation>('tellsafe-conversation', properties), client];
}

describe('files in <tellsafe-conversation>', () => {
  test('CN-SEC-01 a file is named with type and size; pictures open in place, the others are saved', async () => {
    const [element, client] = await show();
    expect(all(element, '.file').map((each) => textOf(each).replace(/\s+/g, ' ').trim())).toEqual([
      'File: receipt.png image/png · 48 kB Open Save',
      'File: application/pdf 1.3 MB Save',
    ]);
    expect(all(element, 'img')).toEqual([]);
    button(element, 'Open: receipt.png').click();
    await vi.waitFor(() => expect(all(element, 'img')).toHaveLength(1), 20_000);
    expect(one(element, 'img').getAttribute('src')).toMatch(/^blob:/);
    expect(client.calls).toContain(`file ${ids[0]} 0`);
    button(element, 'Hide: receipt.png').click();
    await rendered(element);
    expect(all(element, 'img')).toEqual([]);
  });

  test.each([
    ['file_gone', 'no longer has this file'],
    ['file_too_large', 'too large'],
    ['file_refused', 'Files of this kind'],
    ['overloaded', 'Try again in a minute'],
  ] as const)('CN-SEC-01 what %s means is said in words', async (code, words) => {
    const [element, client] = await show();
    client.failNext(new TellsafeError(code));
    button(element, 'Open: receipt.png').click();
    await vi.waitFor(() => expect(textOf(one(element, '.file-failure'))).toContain(words), 20_000);
    expect(hasButton(element, 'Open: receipt.png')).toBe(true);
  });

  test('SF-RET-03 what was taken back is said and not shown', async () => {
    const [element] = await show();
    expect(textOf(one(element, `[data-id="${ids[1]}"]`))).toContain('The consumer took this message back.');
  });
});

describe('finding words in <tellsafe-conversation>', () => {
  const hostile = '<img src=x onerror=alert(1)> order 4711';
  const found = [{ messageId: ids[0], from: 'consumer' as const, at: 1, excerpt: hostile, start: 29, length: 10 }];

  test('SF-RET-02 T20 what was found is marked as text, whatever it holds, and leads to its message', async () => {
    const [element, client] = await show({ found });
    one(element, '.find-toggle').click();
    await rendered(element);
    const field = one<HTMLInputElement>(element, '.find input');
    field.value = 'order 4711';
    field.dispatchEvent(new Event('input'));
    await rendered(element);
    one(element, '.find form').dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(all(element, 'mark')).toHaveLength(1), 20_000);
    expect(client.calls).toContain('find order 4711');
    expect(textOf(one(element, 'mark'))).toBe('order 4711');
    expect(textOf(one(element, '.find li bdi'))).toBe(hostile);
    expect(all(element, 'img')).toEqual([]);
    one(element, '.find li button').click();
    await rendered(element);
    expect(one(element, '.sought').dataset.id).toBe(ids[0]);
  });

  test('SF-RET-02 nothing found is said; Escape closes', async () => {
    const [element] = await show();
    one(element, '.find-toggle').click();
    await rendered(element);
    const field = one<HTMLInputElement>(element, '.find input');
    field.value = 'nothing';
    field.dispatchEvent(new Event('input'));
    one(element, '.find form').dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(textOf(one(element, '.find-status'))).toBe('Nothing was found.'), 20_000);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await rendered(element);
    expect(all(element, '.find')).toEqual([]);
  });
});

test.each(['en', 'de', 'ar'] as const)(
  'SF-LANG-02 every way a file can fail has words of its own in %s',
  async (locale) => {
    const { say } = await loadWords(locale);
    const texts = (['fileGone', 'fileRefused', 'fileTooLarge', 'fileLater', 'takenBack'] as const).map((key) =>
      say(key),
    );
    expect(new Set(texts).size).toBe(texts.length);
  },
);

test('sizes are in steps of 1000', () => {
  expect([undefined, 12, 1_000, 16_000_000].map((bytes) => sizeOf(bytes, 'en'))).toEqual([
    '',
    '12 byte',
    '1 kB',
    '16 MB',
  ]);
});
