// @tellsafe/consumer-widget/push-worker: the part of a brand's service worker that shows a push message as a notification and leads
// from it to the conversation (SF-INV-06). It loads nothing, keeps nothing, and opens no address but the brand's own.

/** Where a tap leads, and how a notification looks. */
export interface PushWorkerOptions {
  /** Page of the conversation, of the service worker's own origin: an address, or what makes one of the conversation's id. */
  readonly url: string | ((conversationId: string) => string);
  /**
   * Whether a page shows the conversation; while such a page is visible nothing is notified, and a tap brings it to the front.
   * Default: pages with the path of `url`.
   *
   * @param page - address of an open page
   */
  readonly isConversation?: (page: URL, conversationId: string) => boolean;
  /** Address of an image. */
  readonly icon?: string;
  /** Address of a small image of one colour. */
  readonly badge?: string;
}

/** The part of a service worker's global scope that is needed here. */
export interface PushWorkerScope {
  readonly location: { readonly href: string; readonly origin: string };
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: string, listener: (event: Event) => void): void;
}

/** An open page, as a service worker sees it. */
interface WindowClient {
  readonly url: string;
  readonly visibilityState: string;
  focus(): Promise<unknown>;
}

type WorkerEvent = Event & { waitUntil(work: Promise<unknown>): void };
type PushEvent = WorkerEvent & { readonly data: { json(): unknown } | null };
type ClickEvent = WorkerEvent & { readonly notification: Notification };

/** What a message says (docs/protocol.md, `consumerPushSubscribe`). */
interface Message {
  readonly conversationId: string;
  readonly tag: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly ended: boolean;
}

/**
 * Shows push messages of Tellsafe and leads to the conversation. Messages and notifications of others are left alone. Must be called
 * when the service worker starts, not later.
 *
 * @param options - where a tap leads
 * @param scope - the service worker's global scope
 * @throws {RangeError} `url` is of another origin
 * @example
 * ```ts
 * handlePush({ url: '/chat', icon: '/icon.png' });
 * ```
 */
export function handlePush(options: PushWorkerOptions, scope: PushWorkerScope = globalThis as never): void {
  const { icon, badge } = options;
  const pageOf = (conversationId: string): URL => {
    const { url } = options;
    const page = new URL(typeof url === 'string' ? url : url(conversationId), scope.location.href);
    if (page.origin !== scope.location.origin) throw new RangeError('url must be of the origin of the service worker');
    return page;
  };
  if (typeof options.url === 'string') pageOf('');

  const openPages = async (conversationId: string): Promise<readonly WindowClient[]> => {
    const { pathname } = pageOf(conversationId);
    const isConversation = options.isConversation ?? ((page: URL) => page.pathname === pathname);
    const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
    return pages.filter(({ url }) => {
      const page = new URL(url);
      return page.origin === scope.location.origin && isConversation(page, conversationId);
    });
  };

  scope.addEventListener('push', (event) => {
    const message = messageIn(event as PushEvent);
    if (!message) return;
    const { conversationId, title, text, tag, lang, dir, ended } = message;
    const show = async () => {
      const pages = await openPages(conversationId);
      if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return;
      await scope.registration.showNotification(title, {
        ...{ body: text, tag, lang, dir, silent: ended, data: { tellsafe: conversationId } },
        ...(icon !== undefined && { icon }),
        ...(badge !== undefined && { badge }),
      });
    };
    (event as PushEvent).waitUntil(show());
  });

  scope.addEventListener('notificationclick', (event) => {
    const { notification } = event as ClickEvent;
    const { tellsafe: conversationId } = (notification.data ?? {}) as { tellsafe?: unknown };
    if (typeof conversationId !== 'string') return;
    notification.close();
    const lead = async () => {
      const [page] = await openPages(conversationId);
      await (page ? page.focus() : scope.clients.openWindow(pageOf(conversationId).href));
    };
    (event as ClickEvent).waitUntil(lead());
  });
}

/** The message, or nothing when it is another sender's or malformed. */
function messageIn({ data }: PushEvent): Message | undefined {
  try {
    const message = data?.json() as Record<keyof Message | 'tellsafe', unknown>;
    const { tellsafe, conversationId, tag, title, text, lang, dir, ended } = message;
    const texts = [conversationId, tag, title, text, lang, dir];
    const valid = tellsafe === 1 && texts.every((part) => typeof part === 'string') && typeof ended === 'boolean';
    return valid ? (message as unknown as Message) : undefined;
  } catch {
    return undefined;
  }
}
