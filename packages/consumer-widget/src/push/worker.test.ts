// The service worker's part of push messages, against a scope that records what is done. In a real browser: the demo's push.e2e.
import { describe, expect, test } from 'vitest';
import { handlePush, type PushWorkerOptions } from './worker.ts';

const origin = 'https://www.acme.example';
const conversationId = '8b36d3be-c046-44d7-a255-48fbeace8245';
const message = {
  tellsafe: 1,
  conversationId,
  tag: 'w7o1tYq6pNQG2r8m0Kj5uXbZ3vEyLhRf',
  title: 'Secure form',
  text: 'Ada:Card payment',
  lang: 'en',
  dir: 'ltr',
  ended: false,
};

interface OpenPage {
  readonly url: string;
  readonly visibilityState: 'visible' | 'hidden';
}

/** A service worker with some pages open. */
function worker(options: PushWorkerOptions, pages: readonly OpenPage[] = []) {
  const listeners = new Map<string, (event: Event) => void>();
  const shown: { title: string; options: NotificationOptions }[] = [];
  const done: string[] = [];
  handlePush(options, {
    location: { href: `${origin}/assets/worker.js`, origin },
    registration: { showNotification: async (title, given) => void shown.push({ title, options: given }) },
    clients: {
      matchAll: async () => pages.map((page) => ({ ...page, focus: async () => void done.push(`focus ${page.url}`) })),
      openWindow: async (url) => void done.push(`open ${url}`),
    },
    addEventListener: (type, listener) => void listeners.set(type, listener),
  });
  const dispatch = async (type: string, event: object): Promise<boolean> => {
    const work: Promise<unknown>[] = [];
    listeners.get(type)?.({ ...event, waitUntil: (one: Promise<unknown>) => void work.push(one) } as never);
    await Promise.all(work);
    return work.length > 0;
  };
  return {
    shown,
    done,
    push: (text: string | null) =>
      dispatch('push', { data: text === null ? null : { json: () => JSON.parse(text) as unknown } }),
    click: (data: unknown) =>
      dispatch('notificationclick', { notification: { data, close: () => void done.push('close') } }),
  };
}

describe('SF-INV-06 a push message', () => {
  test('is shown with its very text, and says what comes back on a tap', async () => {
    const { push, shown } = worker({ url: '/chat', icon: '/icon.png' });
    await push(JSON.stringify(message));
    const { tag, text: body } = message;
    const data = { tellsafe: conversationId };
    const options = { body, tag, lang: 'en', dir: 'ltr', silent: false, icon: '/icon.png', data };
    expect(shown).toEqual([{ title: 'Secure form', options }]);
  });

  test('that the form has ended makes no sound', async () => {
    const { push, shown } = worker({ url: '/chat' });
    await push(JSON.stringify({ ...message, ended: true }));
    expect(shown[0]?.options).toMatchObject({ silent: true, tag: message.tag });
  });

  test.each([
    ['a visible page of the conversation', `${origin}/chat?x#y`, 'visible', 0],
    ['a hidden page of the conversation', `${origin}/chat`, 'hidden', 1],
    ['a visible page of something else', `${origin}/shop`, 'visible', 1],
    ['a visible page of another origin', 'https://other.example/chat', 'visible', 1],
  ] as const)('beside %s', async (_, url, visibilityState, notifications) => {
    const { push, shown } = worker({ url: '/chat' }, [{ url, visibilityState }]);
    await push(JSON.stringify(message));
    expect(shown).toHaveLength(notifications);
  });

  test.each([
    ['of another sender', '{"title":"Sale!"}'],
    ['of another version', JSON.stringify({ ...message, tellsafe: 2 })],
    ['without a text', JSON.stringify({ ...message, text: undefined })],
    ['with a text that is none', JSON.stringify({ ...message, text: { toString: 'x' } })],
    ['that is no JSON', 'Sale!'],
    ['that is null', 'null'],
    ['without data', null],
  ])('%s is left alone', async (_, text) => {
    const { push, shown } = worker({ url: '/chat' });
    expect(await push(text)).toBe(false);
    expect(shown).toEqual([]);
  });
});

describe('SF-INV-06 a tap', () => {
  const data = { tellsafe: conversationId };

  test('brings the open conversation to the front', async () => {
    const pages = [`${origin}/shop`, `${origin}/chat#top`].map((url) => ({ url, visibilityState: 'hidden' as const }));
    const { click, done } = worker({ url: '/chat' }, pages);
    await click(data);
    expect(done).toEqual(['close', `focus ${origin}/chat#top`]);
  });

  test("opens the brand's page where none is open", async () => {
    const { click, done } = worker({ url: (id) => `/chat?conversation=${id}` });
    await click(data);
    expect(done).toEqual(['close', `open ${origin}/chat?conversation=${conversationId}`]);
  });

  test('finds the conversation on any page that the brand says shows it', async () => {
    const pages = [{ url: `${origin}/lamps/alma`, visibilityState: 'hidden' as const }];
    const { click, done } = worker({ url: '/', isConversation: () => true }, pages);
    await click(data);
    expect(done).toEqual(['close', `focus ${origin}/lamps/alma`]);
  });

  test("on another's notification is left alone", async () => {
    const { click, done } = worker({ url: '/chat' });
    for (const other of [undefined, null, { url: 'https://evil.example' }, { tellsafe: 1 }]) {
      expect(await click(other)).toBe(false);
    }
    expect(done).toEqual([]);
  });

  test('leads nowhere but to the own origin, whatever the message says', async () => {
    expect(() => worker({ url: 'https://evil.example/' })).toThrow(RangeError);
    expect(() => worker({ url: 'javascript:alert(1)' })).toThrow(RangeError);
    const { click, done, push, shown } = worker({ url: (id) => id });
    await push(JSON.stringify({ ...message, url: 'https://evil.example/' }));
    expect(JSON.stringify(shown)).not.toContain('evil');
    await expect(click({ tellsafe: 'https://evil.example/' })).rejects.toThrow(RangeError);
    expect(done).toEqual(['close']);
  });
});
