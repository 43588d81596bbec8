// Push messages from end to end: the consumer presses "Notify me" in a real Chromium, the kit seals and signs for the browser's keys, a
// push service of this test checks and opens that, and Chromium's own service worker shows it and leads back to the chat.
// Only the ways between browser and push service are the test's own, because the real ones lead over the internet.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PushService, type TestBrowser } from '../../../packages/server-kit/test/push/push-service.ts';
import { type LiveDesk, startLiveDesk } from '../src/live-desk.ts';
import { hostileStrings } from './hostile-strings.ts';
import { type Agent, type Consumer, launchBrowser, meet } from './people.ts';

/** How long to wait for what the kit, the service worker or the browser does by itself. */
const patiently = { timeout: 30_000 };

let browser: Browser;
let dataDir: string;
let desk: LiveDesk;
let service: PushService;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'live-desk-'));
  desk = await startLiveDesk({ port: 0, formPort: 0, dataDir, fetch: (url, init) => service.fetch(url, init) });
  service = await PushService.start(JSON.parse(readFileSync(join(dataDir, 'push.keys'), 'utf8')).publicKey);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await desk.close();
  await service.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Lets the browser subscribe at the push service of this test instead of one on the internet. */
async function subscribesHere(context: BrowserContext, { endpoint, p256dh, auth }: TestBrowser): Promise<void> {
  await context.addInitScript(
    ([address, publicKey, secret]) => {
      const bytes = (text = '') => {
        const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
        return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer;
      };
      const name = 'test-subscription';
      const subscription = (applicationServerKey: string) => ({
        endpoint: address,
        options: { applicationServerKey: bytes(applicationServerKey) },
        getKey: (key: string) => bytes(key === 'auth' ? secret : publicKey),
        unsubscribe: async () => {
          localStorage.removeItem(name);
          return true;
        },
      });
      Object.assign(PushManager.prototype, {
        subscribe: async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
          const text = btoa(String.fromCharCode(...applicationServerKey));
          localStorage.setItem(name, text);
          return subscription(text);
        },
        getSubscription: async () => {
          const text = localStorage.getItem(name);
          return text === null ? null : subscription(text);
        },
      });
    },
    [endpoint, p256dh, auth],
  );
}

interface Scene {
  readonly context: BrowserContext;
  readonly consumer: Consumer;
  readonly maya: Agent;
  readonly phone: TestBrowser;
}

async function talking(): Promise<Scene> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['notifications'], { origin: new URL(desk.shopUrl).origin });
  const phone = await service.browser();
  await subscribesHere(context, phone);
  const { consumer, maya } = await meet(context, browser, desk);
  return { context, consumer, maya, phone };
}

const notifyRow = ({ page }: Consumer) => page.locator('.notify');

async function notified(scene: Scene): Promise<void> {
  await notifyRow(scene.consumer).getByRole('button', { name: 'Notify me' }).click();
  await notifyRow(scene.consumer).getByText('You’ll be notified').waitFor();
}

/** The service worker, and the browser's own way to hand it a message. */
async function workerOf(context: BrowserContext, page: Page): Promise<{ worker: Worker; deliver: Deliver }> {
  const session: CDPSession = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('there is no service worker');
  const origin = new URL(desk.shopUrl).origin;
  const deliver = async (message: unknown) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) });
  };
  return { worker, deliver };
}

type Deliver = (message: unknown) => Promise<void>;

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

function shownBy(worker: Worker): Promise<readonly Shown[]> {
  return worker.evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });
}

/**
 * A tap on the only notification. Nobody can press what the operating system shows, so the event is made in the worker; what
 * only a person's press may do, opening and focusing a window, is written down instead.
 */
function tap(worker: Worker): Promise<string> {
  return worker.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const scope = globalThis as unknown as {
          registration: ServiceWorkerRegistration;
          clients: { openWindow(url: string): Promise<null> };
          WindowClient: { prototype: object };
          NotificationEvent: new (type: string, init: { notification: Notification | undefined }) => Event;
        };
        scope.clients.openWindow = async (url) => {
          resolve(`open ${url}`);
          return null;
        };
        Object.assign(scope.WindowClient.prototype, {
          focus(this: { url: string }) {
            resolve(`focus ${this.url}`);
            return Promise.resolve(this);
          },
        });
        void scope.registration
          .getNotifications()
          .then(([notification]) => dispatchEvent(new scope.NotificationEvent('notificationclick', { notification })));
      }),
  );
}

async function sentTo({ phone }: Scene, count: number): Promise<Readonly<Record<string, unknown>>> {
  await expect.poll(() => service.messagesOf(phone).length, patiently).toBe(count);
  expect(service.complaints).toEqual([]);
  return service.messagesOf(phone).at(-1) ?? {};
}

test('SF-INV-06 with the tab closed a notification says <Agent Name>:<Secure form name>, and its tap leads to the chat', async () => {
  const scene = await talking();
  const { context, consumer, maya } = scene;
  await notified(scene);
  const elsewhere = await context.newPage();
  await elsewhere.goto(new URL('/settings.json', desk.shopUrl).href);
  const { worker, deliver } = await workerOf(context, elsewhere);
  await consumer.page.close();

  await maya.send('Payment card');
  const sent = await sentTo(scene, 1);
  await deliver(sent);
  const title = 'Secure form';
  await expect
    .poll(() => shownBy(worker), patiently)
    .toEqual([{ title, body: 'Maya Lind:Payment card', tag: sent.tag }]);

  const led = await tap(worker);
  expect(led).toBe(`open ${desk.shopUrl}#chat`);
  await elsewhere.goto(led.slice('open '.length));
  await elsewhere.getByText('I would like to pay.').waitFor();
  await elsewhere.locator('tellsafe-invitation').getByText('Payment card').waitFor();
  expect(await shownBy(worker)).toEqual([]);
  expect([...consumer.problems, ...maya.problems]).toEqual([]);
});

test('SF-INV-06 what is taken back takes its own notification’s place; a tap goes to the open chat', async () => {
  const scene = await talking();
  const { context, consumer, maya } = scene;
  await notified(scene);
  const { worker, deliver } = await workerOf(context, consumer.page);
  await consumer.page.evaluate(() => {
    // Another window over this one, which a browser without windows does not know.
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
  });
  await worker.evaluate(() => {
    const { WindowClient } = globalThis as unknown as { WindowClient: { prototype: object } };
    Object.defineProperty(WindowClient.prototype, 'visibilityState', { get: () => 'hidden' });
  });
  await maya.send('Payment card');
  await deliver(await sentTo(scene, 1));
  await expect.poll(async () => (await shownBy(worker)).length, patiently).toBe(1);
  await maya.page.getByRole('button', { name: 'Withdraw form' }).first().click();
  await maya.page.getByRole('dialog').getByRole('button', { name: 'Withdraw form' }).click();
  await deliver(await sentTo(scene, 2));
  await expect
    .poll(async () => (await shownBy(worker)).map(({ body }) => body), patiently)
    .toEqual(['Maya Lind:Payment card\nThe agent has withdrawn this form']);
  expect(await tap(worker)).toBe(`focus ${desk.shopUrl}`);
  expect(await shownBy(worker)).toEqual([]);
});

test('SF-INV-06 while the chat is visible nothing is notified; what is switched off is not sent', async () => {
  const scene = await talking();
  const { context, consumer, maya } = scene;
  await notified(scene);
  const { worker, deliver } = await workerOf(context, consumer.page);
  await maya.send('Payment card');
  await deliver(await sentTo(scene, 1));
  await consumer.bubble.getByText('Payment card').waitFor();
  expect(await shownBy(worker)).toEqual([]);

  await consumer.page.reload();
  await notifyRow(consumer).getByRole('button', { name: 'Turn off' }).click();
  await notifyRow(consumer).getByRole('button', { name: 'Notify me' }).waitFor();
  await maya.send('Payment card');
  await consumer.page.locator('tellsafe-invitation').nth(1).waitFor();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(service.messagesOf(scene.phone)).toHaveLength(1);
});

test('T20 names of hostile agents and forms are the very words of the notification', async () => {
  const scene = await talking();
  const { context, maya } = scene;
  await notified(scene);
  const elsewhere = await context.newPage();
  await elsewhere.goto(new URL('/settings.json', desk.shopUrl).href);
  const { worker, deliver } = await workerOf(context, elsewhere);
  await scene.consumer.page.close();
  await maya.send('Payment card');
  const message = await sentTo(scene, 1);
  const acts: string[] = [];
  context.on('request', (request) => acts.push(request.url()));

  // Some at once, each on a line of its own.
  const texts = Array.from({ length: Math.ceil(hostileStrings.length / 40) }, (_, at) =>
    hostileStrings.slice(at * 40, (at + 1) * 40).join('\n'),
  );
  const wanted = new Map(texts.map((text, at) => [`${at}`, text]));
  const deliverMissing = async () => {
    const shown = new Map((await shownBy(worker)).map(({ tag, body }) => [tag, body]));
    // A busy browser still counts the closed chat as seen for a while, and notifies of nothing.
    for (const [tag, text] of wanted) if (!shown.has(tag)) await deliver({ ...message, tag, text });
    return shown;
  };
  await expect.poll(deliverMissing, { ...patiently, interval: 1_000 }).toEqual(wanted);
  expect(acts).toEqual([]);
});
