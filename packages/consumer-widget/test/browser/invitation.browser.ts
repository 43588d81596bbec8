// <tellsafe-invitation> in real Chromium: statuses, offline, accessibility, a hostile host page, the overlay and its frame.
import { encodeHandle } from '@tellsafe/core/otk/handle';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { defineInvitation } from '../../src/components/invitation/define.ts';
import { TellsafeInvitation } from '../../src/components/invitation/invitation.ts';
import { HELLO } from '../../src/internal/channel.ts';

defineInvitation();
const handle = encodeHandle({
  accountId: 'acme',
  conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245',
  secret: new Uint8Array(16).fill(3),
});
const bubbleTexts = {
  sent: 'Ready to fill in',
  received: 'Ready to fill in',
  submitted: 'This form has been submitted and cannot be reopened for security reasons',
  expired: 'This form has expired',
  declined: 'You declined this form',
  revoked: 'The agent has withdrawn this form',
  failed: 'This form could not be delivered',
} as const;

function serve(status: string) {
  const posted: string[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const event = (now: string) =>
    new TextEncoder().encode(
      `event: status\ndata: ${JSON.stringify({ status: now, form: { name: 'Payment card', description: 'For your order' }, secondsLeft: 900, agentName: 'Noor' })}\n\n`,
    );
  const fetch = async (url: string, { signal }: RequestInit) => {
    posted.push(new URL(url).pathname);
    if (!url.endsWith('/watch')) return Response.json({ status });
    return new Response(
      new ReadableStream({
        start(controller) {
          stream = controller;
          // As a real connection does.
          signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
          controller.enqueue(event(status));
        },
      }),
    );
  };
  return { fetch, posted, tell: (now: string) => stream?.enqueue(event(now)) };
}

async function show(status: string, part: Record<string, unknown> = {}) {
  const server = serve(status);
  const element = document.createElement('tellsafe-invitation');
  Object.assign(element, { fetch: server.fetch, handle, endpoint: location.origin, language: 'en', ...part });
  document.body.append(element);
  const text = () => element.shadowRoot?.querySelector('.status')?.textContent ?? '';
  const button = () => element.shadowRoot?.querySelector<HTMLButtonElement>('.fill') ?? null;
  await vi.waitFor(() => expect(text()).not.toBe(''));
  return { ...server, element, text, button };
}

const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], iframes: false };

async function violationsIn(element: HTMLElement): Promise<string[]> {
  await Promise.all(
    dialogOf(element)
      ?.getAnimations()
      .map(({ finished }) => finished) ?? [],
  );
  return (await axe.run(element, rules)).violations.map(({ id }) => id);
}

const dialogOf = (element: HTMLElement) => element.shadowRoot?.querySelector('dialog') ?? null;

afterEach(() => {
  document.body.replaceChildren();
  document.head.querySelector('#hostile')?.remove();
  document.documentElement.style.colorScheme = '';
});

for (const [status, words] of Object.entries(bubbleTexts)) {
  test(`SF-INV-03 ${status} is shown, accessible in light and dark`, async () => {
    const { element, text, button } = await show(status);
    await vi.waitFor(() => expect(text()).toBe(words));
    expect(button()?.checkVisibility()).toBe(status === 'sent' || status === 'received');
    if (button()?.checkVisibility()) expect(button()?.textContent).toBe('Fill in form');
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      expect(await violationsIn(element)).toEqual([]);
    }
  });
}

test('SF-STA-04 received is posted when the invitation was only sent', async () => {
  const { posted, text } = await show('sent');
  await vi.waitFor(() => expect(text()).toBe(bubbleTexts.sent));
  await vi.waitFor(() => expect(posted.filter((path) => path.endsWith('/received'))).toHaveLength(1));
});

test('SF-STA-05 statuses arrive live and never go backwards', async () => {
  const { tell, text, element } = await show('received');
  await vi.waitFor(() => expect(element.status).toBe('received'));
  const changes = vi.fn();
  element.addEventListener('tellsafe-status-changed', (event) => changes(event.status));
  tell('revoked');
  await vi.waitFor(() => expect(text()).toBe(bubbleTexts.revoked));
  expect(changes.mock.calls).toEqual([['revoked']]);
});

test('SF-INV-02 offline the button is disabled, and it comes back by itself', async () => {
  const { text, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  window.dispatchEvent(new Event('offline'));
  await vi.waitFor(() => expect(button()?.disabled).toBe(true));
  expect(text()).toContain('offline');
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
});

test('a host page cannot reach into the bubble with its style sheet', async () => {
  const style = document.createElement('style');
  style.id = 'hostile';
  style.textContent =
    '* { all: unset !important; font: 40px cursive !important; text-transform: uppercase !important; letter-spacing: 9px !important; opacity: 0 !important; pointer-events: none !important } tellsafe-invitation, button, div, dialog, iframe { display: none !important; visibility: hidden !important }';
  document.head.append(style);
  const { button, element } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  const look = getComputedStyle(button() as HTMLElement);
  expect([look.fontSize, look.textTransform, look.letterSpacing, look.visibility]).toEqual([
    '16px',
    'none',
    'normal',
    'visible',
  ]);
  expect(look.pointerEvents).toBe('auto');
  expect(getComputedStyle(element).opacity).toBe('1');
  expect(button()?.offsetHeight).toBeGreaterThanOrEqual(44);
  expect(document.querySelector('tellsafe-invitation')?.outerHTML).not.toContain('style=');
});

test('SF-WV-02 the overlay is a modal dialog around a sandboxed frame; closing returns the focus and the scroll', async () => {
  const { element, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  button()?.focus();
  button()?.click();
  await vi.waitFor(() => expect(dialogOf(element)?.open).toBe(true));
  const frame = dialogOf(element)?.querySelector('iframe');
  expect(frame?.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-forms');
  expect(frame?.src).toBe(`${location.origin}/form/acme`);
  expect(frame?.src).not.toContain(handle);
  expect(dialogOf(element)?.matches(':modal')).toBe(true);
  expect(document.documentElement.style.overflow).toBe('hidden');
  expect(await violationsIn(element)).toEqual([]);
  dialogOf(element)?.querySelector<HTMLElement>('.veil button')?.click();
  await vi.waitFor(() => expect(dialogOf(element)).toBeNull());
  expect(document.documentElement.style.overflow).toBe('');
  expect(element.shadowRoot?.activeElement).toBe(button());
});

/** Opens the overlay and plays the form page in its frame: the port that came with the hello, or nothing when it is silent. */
async function openWithFormPage(element: HTMLElement & { open(): void }): Promise<MessagePort> {
  const port = new Promise<MessagePort>((resolve) => {
    const onLoad = ({ target }: Event) =>
      (target as HTMLIFrameElement).contentWindow?.addEventListener(
        'message',
        ({ ports }) => ports[0] && resolve(ports[0]),
      );
    element.shadowRoot?.addEventListener('load', onLoad, { capture: true, once: true });
  });
  element.open();
  return port;
}

const elsewhere = 'This form has been opened on another device';
const opened = 'Opened. It can be continued only on the device where it was opened.';

test('SF-INV-04 SF-INV-05 after a reload an opened form says so at once and can be pressed, without asking anybody', async () => {
  const { text, button, posted, element } = await show('viewed');
  await vi.waitFor(() => expect(text()).toBe(opened));
  expect([button()?.textContent, button()?.disabled]).toEqual(['Continue the form', false]);
  expect(element.shadowRoot?.querySelector('iframe')).toBeNull();
  expect(posted).toEqual(['/v1/invitations/watch']);
});

test('SF-INV-04 when the form page says that another device opened it, the bubble says so and can be pressed no more', async () => {
  const { element, text, button } = await show('viewed');
  await vi.waitFor(() => expect(text()).toBe(opened));
  const port = await openWithFormPage(element);
  port.postMessage({ type: 'status', status: 'ready' });
  port.postMessage({ type: 'status', status: 'opening' });
  await vi.waitFor(() => expect(dialogOf(element)?.querySelector('.veil')).toBeNull());
  port.postMessage({ type: 'status', status: 'elsewhere' });
  await vi.waitFor(() => expect(text()).toBe(elsewhere));
  expect(button()?.checkVisibility()).toBe(false);
  port.postMessage({ type: 'status', status: 'closed' });
  await vi.waitFor(() => expect(dialogOf(element)).toBeNull());
  expect(element.shadowRoot?.activeElement?.className).toContain('bubble');
  element.open();
  expect(dialogOf(element)).toBeNull();
});

test('SF-INV-05 a form that was left for good is said to be left, not opened on another device', async () => {
  const { element, text, button } = await show('viewed');
  await vi.waitFor(() => expect(text()).toBe(opened));
  const port = await openWithFormPage(element);
  port.postMessage({ type: 'status', status: 'ready' });
  port.postMessage({ type: 'status', status: 'left' });
  await vi.waitFor(() => expect(text()).toBe('You have left this form. It cannot be opened again.'));
  expect(button()?.checkVisibility()).toBe(false);
  port.postMessage({ type: 'status', status: 'closed' });
  await vi.waitFor(() => expect(dialogOf(element)).toBeNull());
  expect(await violationsIn(element)).toEqual([]);
});

test('SF-INV-05 the device that opened it goes on; what the form page could not do does not end the invitation', async () => {
  const { element, text, button, tell } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  const port = await openWithFormPage(element);
  port.postMessage({ type: 'status', status: 'filling' });
  tell('viewed');
  await vi.waitFor(() => expect(text()).toBe('Opened, not submitted yet'));
  port.postMessage({ type: 'status', status: 'failed' });
  port.postMessage({ type: 'status', status: 'closed' });
  await vi.waitFor(() => expect(dialogOf(element)).toBeNull());
  expect([text(), button()?.disabled]).toEqual(['Opened, not submitted yet', false]);
});

test('P9 while the form opens here, the bubble does not say for a moment that another device might have it', async () => {
  const { element, text, button, tell } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  const said = new Set<string>();
  const watcher = new MutationObserver(() => said.add(text()));
  watcher.observe(element.shadowRoot as ShadowRoot, { subtree: true, childList: true, characterData: true });
  const port = await openWithFormPage(element);
  tell('viewed');
  await vi.waitFor(() => expect(text()).toBe('Opened, not submitted yet'));
  port.postMessage({ type: 'status', status: 'closed' });
  await vi.waitFor(() => expect(text()).toBe(opened));
  watcher.disconnect();
  expect([...said].indexOf(opened)).toBe(said.size - 1);
});

test('SF-INV-05 a form page that answers the hello and then nothing is given up; the person can leave and try again', async () => {
  const { element, button } = await show('viewed');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const port = await openWithFormPage(element);
    port.postMessage({ type: 'status', status: 'ready' });
    const heard = new Promise((resolve) => {
      port.onmessage = resolve;
    });
    await heard;
    vi.advanceTimersByTime(20_000);
  } finally {
    vi.useRealTimers();
  }
  const veil = dialogOf(element)?.querySelector<HTMLElement>('.veil');
  expect(veil?.textContent).toContain('The secure form could not be opened.');
  expect(veil?.querySelector('button')?.offsetHeight).toBeLessThan(60);
  veil?.querySelector('button')?.click();
  expect(dialogOf(element)).toBeNull();
  expect(button()?.disabled).toBe(false);
});

test('SF-FLOW-10 declining from the bubble asks first, and cancelling declines nothing', async () => {
  const { element, posted, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  const declined = () => posted.some((path) => path.endsWith('/decline'));
  const press = async (text: string) => {
    element.shadowRoot?.querySelector<HTMLElement>('.quiet')?.click();
    await vi.waitFor(() => expect(dialogOf(element)?.textContent).toContain('Do you want to decline this form?'));
    const buttons = [...(dialogOf(element)?.querySelectorAll('button') ?? [])];
    expect(await violationsIn(element)).toEqual([]);
    buttons.find(({ textContent }) => textContent === text)?.click();
    expect(dialogOf(element)).toBeNull();
  };
  await press('Cancel');
  expect(declined()).toBe(false);
  await press('Decline the form');
  await vi.waitFor(() => expect(declined()).toBe(true));
});

test('SF-FLOW-10 a decline that did not reach the server is said, and can be tried again', async () => {
  const { fetch } = serve('received');
  const { element, button, text } = await show('received', {
    fetch: (url: string, init: RequestInit) =>
      url.endsWith('/decline') ? Promise.reject(new TypeError('network')) : fetch(url, init),
  });
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  element.shadowRoot?.querySelector<HTMLElement>('.quiet')?.click();
  await vi.waitFor(() => expect(dialogOf(element)).not.toBeNull());
  dialogOf(element)?.querySelectorAll('button')[1]?.click();
  await vi.waitFor(() => expect(text()).toContain('The connection failed.'));
  expect(button()?.disabled).toBe(false);
});

test('an element that was set up before it was registered keeps its settings, and starts once', async () => {
  const early = document.createElement('tellsafe-early');
  const { fetch, posted } = serve('received');
  Object.assign(early, { handle, endpoint: location.origin, language: 'de', fetch });
  document.body.append(early);
  customElements.define('tellsafe-early', class extends TellsafeInvitation {});
  await vi.waitFor(() => expect(early.shadowRoot?.querySelector('.fill')?.textContent).toBe('Formular ausfüllen'));
  expect(posted).toEqual(['/v1/invitations/watch']);
});

test('an element that is moved goes on where it is', async () => {
  const { element, posted, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  const place = document.createElement('div');
  element.remove();
  element.language = 'de';
  document.body.append(place);
  place.append(element);
  await vi.waitFor(() => expect(button()?.textContent).toBe('Formular ausfüllen'));
  expect(posted).toHaveLength(2);
});

test('SF-A11Y-01 a button that goes while it has the focus hands it to the bubble', async () => {
  const { element, button, tell } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  button()?.focus();
  tell('revoked');
  await vi.waitFor(() => expect(element.shadowRoot?.activeElement?.className).toContain('bubble'));
});

test('the same settings again start nothing anew; new ones do, once', async () => {
  const { element, posted, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  Object.assign(element, { handle, endpoint: location.origin });
  await Promise.resolve();
  expect(posted).toHaveLength(1);
  element.setAttribute('endpoint', `${location.origin}/tellsafe`);
  element.handle = encodeHandle({
    accountId: 'other',
    conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245',
    secret: new Uint8Array(16).fill(4),
  });
  await vi.waitFor(() => expect(posted).toEqual(['/v1/invitations/watch', '/tellsafe/v1/invitations/watch']));
});

test('a malformed handle is an error, and nothing is sent', async () => {
  const { text, posted, button } = await show('received', { handle: 'nonsense' });
  expect(text()).toContain('could not be opened');
  expect([posted.length, button()?.checkVisibility()]).toEqual([0, false]);
});

test('the hello holds no handle', () => {
  expect(HELLO).not.toContain(handle);
});
