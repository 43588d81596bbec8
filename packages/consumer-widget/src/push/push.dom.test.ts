// The page's part of push messages: asked only after a gesture, bound to the conversation, another sender's subscription left alone.
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Conversation, type ConversationEvent, createConversation } from '../conversation.ts';
import { clearNotifications, type PushRegistration, pushState, subscribeToPush, unsubscribeFromPush } from './index.ts';

const endpoint = 'https://updates.push.services.mozilla.com/wpush/v2/abc';
const publicKey = toBase64url(new Uint8Array(65).fill(4));
const p256dh = new Uint8Array(65).fill(5);
const auth = new Uint8Array(16).fill(6);
const started = { conversationId: '8b36d3be-c046-44d7-a255-48fbeace8245', consumerKey: 'c'.repeat(70) };

let permission: NotificationPermission;
let asked: number;
let gesture: boolean;
/** What the server was asked for, and what it answers. */
let requests: { path: string; body: unknown; key: string | undefined }[];
let server: { publicKey?: string; subscribed: boolean };

beforeEach(() => {
  [permission, asked, gesture, requests] = ['default', 0, true, []];
  server = { publicKey, subscribed: false };
  vi.stubGlobal('PushManager', class {});
  vi.stubGlobal('Notification', {
    get permission() {
      return permission;
    },
    requestPermission: async () => {
      asked += 1;
      if (permission === 'default') permission = 'granted';
      return permission;
    },
  });
  vi.stubGlobal('navigator', {
    get userActivation() {
      return { isActive: gesture };
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

function chat(): Conversation {
  return createConversation({
    endpoint: '/tellsafe',
    account: 'acme',
    fetch: async (url, { headers, body }) => {
      const path = url.slice('/tellsafe'.length);
      const { authorization } = headers as Record<string, string>;
      requests.push({ path, body: JSON.parse(String(body)), key: authorization });
      if (path === '/v1/conversations') return Response.json(started);
      if (path === '/v1/consumer/push') return Response.json(server);
      return new Response(null, { status: 204 });
    },
  });
}

/** A service worker's registration with the browser's push service behind it. */
function browser(subscribedWith?: string) {
  const log: string[] = [];
  let current: unknown = null;
  const subscriptionWith = (key: string) => ({
    endpoint,
    options: { applicationServerKey: fromBase64url(key).slice().buffer },
    getKey: (name: string) => (name === 'auth' ? auth : p256dh).slice().buffer,
    unsubscribe: async () => {
      log.push('unsubscribe');
      current = null;
      return true;
    },
  });
  if (subscribedWith !== undefined) current = subscriptionWith(subscribedWith);
  const pushManager = {
    getSubscription: async () => current,
    subscribe: async ({ userVisibleOnly, applicationServerKey }: PushSubscriptionOptionsInit) => {
      log.push(`subscribe ${userVisibleOnly} ${toBase64url(applicationServerKey as Uint8Array)}`);
      current = subscriptionWith(toBase64url(applicationServerKey as Uint8Array));
      return current;
    },
  };
  const registration = { pushManager, getNotifications: async () => [] } as unknown as PushRegistration;
  return { registration, log };
}

const pathsAsked = () => requests.map(({ path }) => path).filter((path) => path.includes('push'));

describe('SF-INV-06 subscribeToPush', () => {
  test('asks the person, subscribes with the account’s key and binds it to the conversation under its key', async () => {
    const { registration, log } = browser();
    const conversation = chat();
    expect(await subscribeToPush(conversation, registration)).toBe('on');
    expect([asked, log]).toEqual([1, [`subscribe true ${publicKey}`]]);
    expect(requests.at(-1)).toEqual({
      path: '/v1/consumer/push/subscribe',
      body: { endpoint, p256dh: toBase64url(p256dh), auth: toBase64url(auth) },
      key: `Bearer ${started.consumerKey}`,
    });
    expect(await subscribeToPush(conversation, registration)).toBe('on');
    expect([asked, log.length]).toEqual([1, 1]);
    conversation.stop();
  });

  test('without a gesture asks nobody and sends nothing', async () => {
    gesture = false;
    const { registration, log } = browser();
    await expect(subscribeToPush(chat(), registration)).rejects.toThrow(TypeError);
    expect([asked, log, requests]).toEqual([0, [], []]);
  });

  test('takes a refusal for an answer', async () => {
    permission = 'denied';
    const { registration, log } = browser();
    expect(await subscribeToPush(chat(), registration)).toBe('denied');
    expect([asked, log, requests]).toEqual([0, [], []]);
  });

  test('of an account that sends none subscribes to nothing', async () => {
    server = { subscribed: false };
    const { registration, log } = browser();
    expect(await subscribeToPush(chat(), registration)).toBe('unavailable');
    expect(log).toEqual([]);
  });

  test('leaves the subscription of another sender alone, unless told to replace it', async () => {
    const { registration, log } = browser(toBase64url(new Uint8Array(65).fill(9)));
    expect(await subscribeToPush(chat(), registration)).toBe('unavailable');
    expect(log).toEqual([]);
    expect(await subscribeToPush(chat(), registration, { replace: true })).toBe('on');
    expect(log).toEqual(['unsubscribe', `subscribe true ${publicKey}`]);
  });

  test('in a browser without push says so', async () => {
    const { registration } = browser();
    expect(await subscribeToPush(chat(), { ...registration, pushManager: undefined as never })).toBe('unsupported');
    vi.stubGlobal('PushManager', undefined);
    Reflect.deleteProperty(globalThis, 'PushManager');
    expect(await subscribeToPush(chat(), registration)).toBe('unsupported');
    expect(await pushState(chat(), registration)).toBe('unsupported');
  });
});

describe('SF-INV-06 pushState', () => {
  test.each([
    ['on', 'granted', true],
    ['off', 'granted', false],
    ['off', 'default', true],
    ['denied', 'denied', true],
  ] as const)('%s when the permission is %s and the server says %s', async (state, given, subscribed) => {
    permission = given;
    server = { publicKey, subscribed };
    const conversation = chat();
    await conversation.start();
    expect(await pushState(conversation, browser(publicKey).registration)).toBe(state);
    expect(requests.at(-1)).toMatchObject({ path: '/v1/consumer/push', body: { endpoint } });
    expect(asked).toBe(0);
    conversation.stop();
  });

  test('is unavailable before the conversation began, without asking the server', async () => {
    expect(await pushState(chat(), browser().registration)).toBe('unavailable');
    expect(requests).toEqual([]);
  });
});

describe('SF-INV-06 unsubscribeFromPush', () => {
  test('ends it at the server and in the browser', async () => {
    const { registration, log } = browser();
    const conversation = chat();
    await subscribeToPush(conversation, registration);
    requests = [];
    await unsubscribeFromPush(conversation, registration);
    expect(pathsAsked()).toEqual(['/v1/consumer/push', '/v1/consumer/push/unsubscribe']);
    expect(requests.at(-1)?.body).toEqual({ endpoint });
    expect(log.at(-1)).toBe('unsubscribe');
    conversation.stop();
  });

  test('keeps a subscription that another sender made', async () => {
    const { registration, log } = browser(toBase64url(new Uint8Array(65).fill(9)));
    const conversation = chat();
    await conversation.start();
    await unsubscribeFromPush(conversation, registration);
    expect(log).toEqual([]);
    conversation.stop();
  });
});

test('SF-INV-06 clearNotifications takes those of this conversation away while the page is visible', async () => {
  const closed: string[] = [];
  const notification = (name: string, data: unknown) => ({ data, close: () => closed.push(name) });
  const shown = [
    notification('mine', { tellsafe: started.conversationId }),
    notification('other conversation', { tellsafe: 'other' }),
    notification('other sender', { url: '/sale' }),
    notification('bare', null),
  ];
  const registration = { getNotifications: async () => shown } as unknown as PushRegistration;
  const listeners: ((event: ConversationEvent) => void)[] = [];
  const conversation = {
    id: started.conversationId,
    subscribe: (listener: (event: ConversationEvent) => void) => {
      listeners.push(listener);
      return () => listeners.splice(0);
    },
  } as unknown as Conversation;
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  const stop = clearNotifications(conversation, registration);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  await settle();
  expect(closed).toEqual([]);
  visibility.mockReturnValue('visible');
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(closed).toEqual(['mine']);
  listeners[0]?.({ type: 'invitation' } as ConversationEvent);
  await settle();
  expect(closed).toEqual(['mine', 'mine']);
  stop();
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(closed).toHaveLength(2);
  expect(listeners).toEqual([]);
});
