// @tellsafe/consumer-widget/push: asks a consumer whether they want to be told of forms when they are not looking, and binds their
// browser to the conversation (SF-INV-06). The service worker's part is `@tellsafe/consumer-widget/push-worker`.
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import type { ConsumerPushResponse } from '@tellsafe/core/wire';
import type { Conversation } from '../conversation.ts';
import { conversationPost, type PostingConversation } from '../internal/conversation-post.ts';
import { pushRoutes } from '../internal/routes.ts';

/**
 * How push messages of a conversation stand in this browser.
 *
 * - `unsupported`: this browser has none, or not here (iOS: only once the page is on the home screen)
 * - `unavailable`: the account sends none, the conversation has not begun, or the service worker's subscription is another sender's
 * - `denied`: the person has blocked notifications of this site; only the browser's settings change that
 * - `off`: they can be switched on
 * - `on`: this browser gets them
 */
export type PushState = 'unsupported' | 'unavailable' | 'denied' | 'off' | 'on';

/** The part of a service worker's registration that is needed here. */
export type PushRegistration = Pick<ServiceWorkerRegistration, 'pushManager' | 'getNotifications'>;

/** Details of {@link subscribeToPush}. */
export interface SubscribeOptions {
  /**
   * Ends a subscription of this service worker that was made with another key, and makes one with the account's. Right after new VAPID
   * keys; wrong where the service worker gets messages of another sender too. Default false.
   */
  readonly replace?: boolean;
}

/**
 * Tells how push messages stand, without asking the person anything: for the control that offers them.
 *
 * @param conversation - the chat's conversation
 * @param registration - the service worker that calls `handlePush`
 * @throws {TellsafeError} `network_failed` …
 */
export async function pushState(conversation: Conversation, registration: PushRegistration): Promise<PushState> {
  if (!isSupported(registration)) return 'unsupported';
  if (conversation.id === undefined) return 'unavailable';
  const current = await registration.pushManager.getSubscription();
  const { publicKey, subscribed } = await ask(conversation, current?.endpoint);
  if (publicKey === undefined) return 'unavailable';
  if (Notification.permission === 'denied') return 'denied';
  return subscribed && Notification.permission === 'granted' ? 'on' : 'off';
}

/**
 * Switches push messages on: asks for the permission where it was not given yet, subscribes, and binds the subscription to the
 * conversation, which is started if need be. Calling it again changes nothing.
 *
 * Must be called in answer to a gesture, such as a press of a button: browsers ask nobody otherwise.
 *
 * @param conversation - the chat's conversation
 * @param registration - the service worker that calls `handlePush`
 * @returns how they stand now
 * @throws {TypeError} there was no gesture, so the person could not be asked
 * @throws {TellsafeError} `network_failed`, `conversation_closed` …
 * @throws {DOMException} the browser's push service refused; `AbortError` when it could not be reached
 * @example
 * ```ts
 * button.addEventListener('click', async () => {
 *   const registration = await navigator.serviceWorker.register('/worker.js');
 *   show(await subscribeToPush(chat, registration));
 * });
 * ```
 */
export async function subscribeToPush(
  conversation: Conversation,
  registration: PushRegistration,
  { replace = false }: SubscribeOptions = {},
): Promise<PushState> {
  if (!isSupported(registration)) return 'unsupported';
  // First, because a gesture counts for a few seconds only.
  if (!(await mayNotify())) return Notification.permission === 'denied' ? 'denied' : 'off';
  await conversation.start();
  const { publicKey } = await ask(conversation);
  if (publicKey === undefined) return 'unavailable';
  const { pushManager } = registration;
  const former = await pushManager.getSubscription();
  const foreign = former !== null && keyOf(former) !== publicKey;
  if (foreign && !replace) return 'unavailable';
  if (foreign) await former.unsubscribe();
  const applicationServerKey = fromBase64url(publicKey).slice();
  const subscription =
    former && !foreign ? former : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const [p256dh, auth] = [encoded(subscription, 'p256dh'), encoded(subscription, 'auth')];
  await post(conversation, pushRoutes.consumerPushSubscribe, { endpoint: subscription.endpoint, p256dh, auth });
  return 'on';
}

/**
 * Switches push messages off in this browser: for the conversation at the server, and the subscription itself where it was
 * made for the account.
 *
 * @throws {TellsafeError} `network_failed` …
 */
export async function unsubscribeFromPush(conversation: Conversation, registration: PushRegistration): Promise<void> {
  const subscription = isSupported(registration) ? await registration.pushManager.getSubscription() : null;
  if (!subscription) return;
  const { endpoint } = subscription;
  const { publicKey } = await ask(conversation);
  await post(conversation, pushRoutes.consumerPushUnsubscribe, { endpoint });
  if (keyOf(subscription) === publicKey) await subscription.unsubscribe();
}

/**
 * Takes notifications of the conversation away while the person looks at it: what they say is on the page.
 *
 * @returns a function that ends this
 */
export function clearNotifications(conversation: Conversation, registration: PushRegistration): () => void {
  const ending = new AbortController();
  const clear = async () => {
    if (document.visibilityState !== 'visible') return;
    for (const notification of await registration.getNotifications()) {
      const { tellsafe } = (notification.data ?? {}) as { tellsafe?: unknown };
      if (tellsafe !== undefined && tellsafe === conversation.id) notification.close();
    }
  };
  // Notifications that stay are no reason to disturb the chat.
  const clearQuietly = () => void clear().catch(() => undefined);
  const unsubscribe = conversation.subscribe(({ type }) => type === 'invitation' && clearQuietly());
  document.addEventListener('visibilitychange', clearQuietly, { signal: ending.signal });
  clearQuietly();
  return () => {
    ending.abort();
    unsubscribe();
  };
}

function isSupported(registration: PushRegistration): boolean {
  return 'Notification' in globalThis && 'PushManager' in globalThis && registration.pushManager !== undefined;
}

async function mayNotify(): Promise<boolean> {
  if (Notification.permission === 'default') {
    if (navigator.userActivation?.isActive === false) {
      throw new TypeError('subscribeToPush must be called in answer to a gesture');
    }
    return (await Notification.requestPermission()) === 'granted';
  }
  return Notification.permission === 'granted';
}

function ask(conversation: Conversation, endpoint?: string): Promise<ConsumerPushResponse> {
  const body = endpoint === undefined ? {} : { endpoint };
  return post(conversation, pushRoutes.consumerPush, body) as Promise<ConsumerPushResponse>;
}

function post(conversation: Conversation, path: string, body: unknown): Promise<unknown> {
  return (conversation as Conversation & PostingConversation)[conversationPost](path, body);
}

function keyOf({ options }: PushSubscription): string | undefined {
  const key = options.applicationServerKey;
  return key ? toBase64url(new Uint8Array(key)) : undefined;
}

function encoded(subscription: PushSubscription, name: PushEncryptionKeyName): string {
  return toBase64url(new Uint8Array(subscription.getKey(name) ?? new ArrayBuffer()));
}
