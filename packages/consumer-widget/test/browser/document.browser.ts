// The isolated document in real Chromium: gate, frame, another account's handle, a reload, and storage that is refused.
import { webRandom } from '@tellsafe/core/crypto';
import { systemClock } from '@tellsafe/core/encoding';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openDeviceStore } from '../../src/page/device-store.ts';
import { conversationId, fillAndSubmit, handle, load, server, shows, tap } from './loaded-page.ts';

describe('link', () => {
  test('SF-OTK-07 a press by script opens nothing', async () => {
    const page = load({ fragment: handle });
    await shows(page, 'gate');
    (await vi.waitUntil(() => page.form.querySelector<HTMLElement>('.landing .primary'))).click();
    expect(page.form.state.view).toBe('gate');
    expect(page.order.filter((step) => step.includes('/v1/'))).toEqual([]);
  });

  test('SF-CN-03 the fragment leaves the address before anything is asked; SF-OTK-07 nothing is sent before the tap', async () => {
    const page = load({ fragment: handle });
    expect(page.location.href).not.toContain('#');
    await shows(page, 'gate');
    expect(server.sent).toEqual([]);
    await tap(page);
    await shows(page, 'filling');
    expect(page.order[0]).toBe('address');
    for (const { path } of server.sent) expect(path).not.toContain(handle);
  });

  test('SF-INV-05 a reload goes on without the fragment', async () => {
    const first = load({ fragment: handle });
    await shows(first, 'gate');
    await tap(first);
    await shows(first, 'filling');
    const again = load();
    await shows(again, 'gate');
    await tap(again);
    await shows(again, 'filling');
    expect(server.sent.filter(({ path }) => path.endsWith('/open'))).toHaveLength(1);
  });

  test('SF-INV-05 a reload goes on at once, even where the browser has not given the form back yet', async () => {
    const first = load({ fragment: handle, locks: navigator.locks });
    await shows(first, 'gate');
    await tap(first);
    await shows(first, 'filling');
    await vi.waitFor(async () => expect((await navigator.locks.query()).held).toHaveLength(1));
    // The document before still holds its lock, as in WebKit.
    const again = load({ locks: navigator.locks, beside: true });
    await shows(again, 'gate');
    const views: string[] = [];
    const watching = setInterval(() => views.push(again.form.state.view), 5);
    await tap(again);
    await shows(again, 'filling');
    clearInterval(watching);
    expect(views).not.toContain('window');
    await shows(first, 'window');
  });

  test('SF-INV-05 a form that can be opened once says after a reload that it was left, before any tap', async () => {
    server.reopen = 'never';
    const first = load({ fragment: handle });
    await shows(first, 'gate');
    await tap(first);
    await shows(first, 'filling');
    expect(first.form.isDirty).toBe(true);
    const again = load();
    await shows(again, 'left');
    await vi.waitFor(() => expect(again.form.textContent).toContain('You have left this form.'));
    expect(server.sent.filter(({ path }) => path.endsWith('/begin'))).toHaveLength(1);
  });

  test('SF-INV-04 a second window of the device says so; one press takes the form over, and the first says so then', async () => {
    const first = load({ fragment: handle, locks: navigator.locks });
    await shows(first, 'gate');
    await tap(first);
    await shows(first, 'filling');
    await vi.waitFor(async () => expect((await navigator.locks.query()).held).toHaveLength(1));
    const second = load({ fragment: handle, locks: navigator.locks, beside: true });
    await shows(second, 'gate');
    await tap(second);
    await shows(second, 'window');
    expect(first.form.state.view).toBe('filling');
    await tap(second);
    await shows(second, 'filling');
    await shows(first, 'window');
    await tap(first);
    await shows(first, 'filling');
    await shows(second, 'window');
    await fillAndSubmit(first);
    await shows(first, 'success');
  });

  test.each([
    ['of another account', () => encodeHandle({ accountId: 'other', conversationId, secret: webRandom(16) })],
    ['that is none', () => 'nonsense'],
    ['that is missing', () => ''],
  ])('SF-WV-05 a handle %s could not be opened, and nobody is asked', async (_, fragment) => {
    const page = load({ fragment: fragment() });
    await shows(page, 'failed');
    await vi.waitFor(() => expect(page.form.textContent).toContain('could not be opened'));
    expect(server.sent).toEqual([]);
  });

  test('an insecure page stays closed and says why', async () => {
    const page = load({ fragment: handle, isSecureContext: false });
    await shows(page, 'unsupported');
    expect(server.sent).toEqual([]);
  });

  test('SF-WV-06 what was typed does not outlive the page', async () => {
    const page = load({ fragment: handle });
    await shows(page, 'gate');
    await tap(page);
    await fillAndSubmit(page);
    await shows(page, 'success');
    expect(page.form.querySelector('input')).toBeNull();
    expect(page.form.isDirty).toBe(false);
  });
});

describe('on a computer whose account wants links on mobiles', () => {
  beforeEach(() => {
    document.head.append(Object.assign(document.createElement('meta'), { name: 'tellsafe-desktop', content: 'block' }));
  });

  test('SF-CN-04 a page of the brand shows the form all the same', async () => {
    const page = load({ framed: true });
    await page.ask();
    await shows(page, 'filling');
  });

  test('SF-CN-04 an app shows the form all the same; control: a link does not', async () => {
    const browser = { navigator, matchMedia: (query: string) => matchMedia(query) };
    const webkit = { messageHandlers: { tellsafe: { postMessage() {} } } };
    await shows(load({ fragment: handle, around: { ...browser, webkit } }), 'gate');
    const link = load({ fragment: handle, around: browser });
    await vi.waitFor(() => expect(link.form.querySelector('.desktop')?.textContent).toContain('You’ll need a mobile'));
    expect(link.order.filter((step) => step !== 'address')).toEqual([]);
  });
});

describe('frame', () => {
  test('SF-WV-02 the host page hears how far the form is, and never what is typed', async () => {
    const page = load({ framed: true });
    const { heard } = await page.ask();
    await shows(page, 'filling');
    await fillAndSubmit(page);
    await shows(page, 'success');
    await vi.waitFor(() => expect(heard).toContain('submitted'));
    expect(new Set(heard)).toEqual(new Set(['ready', 'opening', 'filling', 'height', 'dirty', 'submitted']));
  });

  test('SF-INV-05 a form that can be opened once: the host page hears that leaving asks, and that it was left for good', async () => {
    server.reopen = 'never';
    const page = load({ framed: true });
    const { heard, port } = await page.ask();
    await shows(page, 'filling');
    await vi.waitFor(() => expect(heard).toContain('dirty'));
    port.postMessage({ type: 'close' });
    await vi.waitFor(() => expect(page.form.querySelector('dialog')?.open).toBe(true));
    expect(page.form.querySelector('dialog')?.textContent).toContain('You will not be able to open it again.');
    (page.form.querySelector('dialog .secondary') as HTMLElement).click();
    const statuses = () => heard.filter((each) => each !== 'dirty' && each !== 'height');
    await vi.waitFor(() => expect(statuses().slice(-2)).toEqual(['left', 'closed']));
  });

  test('SF-INV-05 closing from outside asks first when something was typed', async () => {
    const page = load({ framed: true });
    const { heard, port } = await page.ask();
    await shows(page, 'filling');
    await vi.waitFor(() => expect(page.form.querySelector('#q-card')).not.toBeNull());
    const field = page.form.querySelector('#q-card') as HTMLInputElement;
    field.value = '4';
    field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
    port.postMessage({ type: 'close' });
    await vi.waitFor(() => expect(page.form.querySelector('dialog')?.open).toBe(true));
    expect(heard).not.toContain('closed');
    (page.form.querySelector('dialog .secondary') as HTMLElement).click();
    await vi.waitFor(() => expect(heard).toContain('closed'));
  });
});

/** Ways in which browsers refuse storage. */
const refusals: readonly (readonly [string, () => IDBFactory])[] = [
  [
    'throws',
    () =>
      ({
        open: () => {
          throw new DOMException('', 'SecurityError');
        },
      }) as unknown as IDBFactory,
  ],
  [
    'fails',
    () =>
      ({
        open: () => {
          const request = new EventTarget();
          queueMicrotask(() => request.dispatchEvent(new Event('error')));
          return request;
        },
      }) as unknown as IDBFactory,
  ],
  ['never answers', () => ({ open: () => new EventTarget() }) as unknown as IDBFactory],
];

describe.each(refusals)('SF-INV-05 where IndexedDB %s', (_, refuse) => {
  test('the form opens, is filled and submitted', async () => {
    const page = load({ fragment: handle, storage: refuse() });
    await shows(page, 'gate');
    await tap(page);
    await shows(page, 'filling');
    await fillAndSubmit(page);
    await shows(page, 'success');
  });

  test('a reload says plainly that it could not be opened', async () => {
    const page = load({ fragment: handle, storage: refuse() });
    await shows(page, 'gate');
    await tap(page);
    await shows(page, 'filling');
    const again = load({ storage: refuse() });
    await shows(again, 'failed');
    await vi.waitFor(() => expect(again.form.textContent).toContain('could not be opened'));
  });

  test('a second tap on the link says that the form was opened elsewhere', async () => {
    const page = load({ fragment: handle, storage: refuse() });
    await shows(page, 'gate');
    await tap(page);
    await shows(page, 'filling');
    const again = load({ fragment: handle, storage: refuse() });
    await shows(again, 'gate');
    await tap(again);
    await shows(again, 'elsewhere');
  });
});

describe('device store', () => {
  test('SF-WV-07 a record survives in IndexedDB alone, its key cannot leave, and forgetting removes it', async () => {
    const id = crypto.randomUUID();
    const key = await crypto.subtle.importKey(
      'raw',
      webRandom(32) as Uint8Array<ArrayBuffer>,
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const storages = [document.cookie, localStorage.length, sessionStorage.length];
    const store = openDeviceStore(systemClock);
    await store.keep(id, { handle, key });
    const kept = await openDeviceStore(systemClock).get(id);
    expect(kept?.handle).toBe(handle);
    expect(kept?.key?.extractable).toBe(false);
    expect([document.cookie, localStorage.length, sessionStorage.length]).toEqual(storages);
    await store.forget(id);
    expect(await store.get(id)).toBeUndefined();
    expect(await openDeviceStore(systemClock).get(id)).toBeUndefined();
  });

  test('SF-WV-07 a record of days ago is gone at the next start; a younger one stays', async () => {
    const [old, young] = [crypto.randomUUID(), crypto.randomUUID()];
    const day = 86_400_000;
    await openDeviceStore(() => systemClock() - 4 * day).keep(old, { handle });
    await openDeviceStore(() => systemClock() - 2 * day).keep(young, { handle });
    const store = openDeviceStore(systemClock);
    await vi.waitFor(async () => expect(await openDeviceStore(systemClock).get(old)).toBeUndefined());
    expect((await store.get(young))?.handle).toBe(handle);
    await store.forget(young);
  });
});
