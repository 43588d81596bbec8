// The form page inside an app, in real Chromium: the app is played by what WKWebView and Android leave in the window.
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fillAndSubmit, handle, type Loaded, load, server, shows, tap } from './loaded-page.ts';

type Message = { readonly type: string; readonly status?: string; readonly dirty?: boolean };

/** An app: what it hears, and how it speaks. */
interface App {
  readonly page: Loaded;
  readonly heard: Message[];
  say(message: object): void;
}

const apps: Readonly<Record<string, () => App>> = {
  WKWebView() {
    const heard: Message[] = [];
    const tellsafe = { postMessage: (message: Message) => heard.push(structuredClone(message)) };
    const page = load({ fragment: handle, around: { webkit: { messageHandlers: { tellsafe } } } });
    return { page, heard, say: (message) => receiverOf(page).receive(message) };
  },
  'Android, WebMessageListener'() {
    const heard: Message[] = [];
    const TellsafeAndroid = Object.assign(new EventTarget(), {
      postMessage: (message: string) => heard.push(JSON.parse(message)),
    });
    const page = load({ fragment: handle, around: { TellsafeAndroid } });
    return {
      page,
      heard,
      say: (message) => TellsafeAndroid.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) })),
    };
  },
  'Android, addJavascriptInterface'() {
    const heard: Message[] = [];
    const TellsafeAndroid = { postMessage: (message: string) => heard.push(JSON.parse(message)) };
    const page = load({ fragment: handle, around: { TellsafeAndroid } });
    return { page, heard, say: (message) => receiverOf(page).receive(JSON.stringify(message)) };
  },
};
const names = Object.keys(apps);
const start = (name: string): App => (apps[name] as () => App)();

function receiverOf({ window }: Loaded): { receive(message: unknown): void } {
  return (window as unknown as { tellsafe: { receive(message: unknown): void } }).tellsafe;
}

const statuses = ({ heard }: App) => heard.flatMap(({ status }) => status ?? []);

async function opened(name: string): Promise<App> {
  const app = start(name);
  await shows(app.page, 'gate');
  await tap(app.page);
  await shows(app.page, 'filling');
  return app;
}

test.each(names)('SF-GEN-03 %s hears each status once, and never what is typed', async (name) => {
  const app = await opened(name);
  await fillAndSubmit(app.page);
  await shows(app.page, 'success');
  (app.page.form.querySelector('.landing button') as HTMLElement).click();
  expect(statuses(app)).toEqual(['ready', 'opening', 'filling', 'submitted', 'closed']);
  expect(app.heard.filter(({ type }) => type === 'dirty').map(({ dirty }) => dirty)).toEqual([true, false]);
  expect(JSON.stringify(app.heard)).not.toMatch(/4111|123/);
  for (const message of app.heard) expect(Object.keys(message)).toHaveLength(2);
});

test.each(names)(
  'SF-GEN-03 SF-LANG-01 %s sets the language and the theme, also while the form is open',
  async (name) => {
    const app = start(name);
    await vi.waitFor(() => expect(statuses(app)).toContain('ready'));
    app.say({ type: 'settings', language: 'de', theme: { navigationBackgroundColor: '#204020' } });
    await shows(app.page, 'gate');
    await vi.waitFor(() => expect(app.page.form.textContent).toContain('Sicheres Formular öffnen'));
    expect(document.documentElement.lang).toBe('de');
    const bar = app.page.form.querySelector('.bar') as HTMLElement;
    expect(getComputedStyle(bar).backgroundColor).toBe('rgb(32, 64, 32)');
    app.say({ type: 'settings', language: 'ar' });
    await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
    app.say({ type: 'settings', language: 'en' });
    await vi.waitFor(() => expect(document.documentElement.dir).toBe('ltr'));
    document.documentElement.removeAttribute('style');
  },
);

test.each(names)(
  'SF-INV-05 %s that closes is told "closed" at once, or asks first when something was typed',
  async (name) => {
    const app = await opened(name);
    const field = await vi.waitUntil(() => app.page.form.querySelector<HTMLInputElement>('#q-card'));
    await userEvent.fill(field, '4111');
    app.say({ type: 'close' });
    await vi.waitFor(() => expect(app.page.form.querySelector('dialog')?.open).toBe(true));
    expect(statuses(app)).not.toContain('closed');
    await userEvent.click(app.page.form.querySelector('dialog .primary') as HTMLElement);
    expect(field.value).toBe('4111');
    await userEvent.clear(field);
    app.say({ type: 'close' });
    await vi.waitFor(() => expect(statuses(app)).toContain('closed'));
    expect(app.page.form.querySelector('input')).toBeNull();
  },
);

test('SF-WV-03 SF-OTK-07 an app can neither open the form for a person nor give it another handle', async () => {
  const app = start('WKWebView');
  await shows(app.page, 'gate');
  app.say({ type: 'handle', handle: 'other', language: 'en', theme: {} });
  app.say({ type: 'open' });
  expect(app.page.form.state.view).toBe('gate');
  expect(server.sent).toEqual([]);
});

test('SF-INV-05 an app hears that a form that opens once was left', async () => {
  server.reopen = 'never';
  const app = await opened('WKWebView');
  app.say({ type: 'close' });
  await vi.waitFor(() => expect(app.page.form.querySelector('dialog')?.open).toBe(true));
  await userEvent.click(app.page.form.querySelector('dialog .secondary') as HTMLElement);
  await vi.waitFor(() => expect(statuses(app).slice(-2)).toEqual(['left', 'closed']));
});
