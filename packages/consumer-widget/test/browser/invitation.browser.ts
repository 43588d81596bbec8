// <tellsafe-invitation> in real Chromium: statuses, offline, accessibility, a hostile host page, the overlay and its frame.
import { encodeHandle } from '@tellsafe/core/otk/handle';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { defineInvitation } from '../../src/components/invitation/define.ts';
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

afterEach(() => {
  document.body.replaceChildren();
  document.head.querySelector('#hostile')?.remove();
  document.documentElement.style.colorScheme = '';
});

for (const [status, words] of Object.entries(bubbleTexts)) {
  test(`SF-INV-03 ${status} is shown, accessible in light and dark`, async () => {
    const { element, text, button } = await show(status);
    await vi.waitFor(() => expect(text()).toBe(words));
    await element.updateComplete;
    expect(button() !== null).toBe(status === 'sent' || status === 'received');
    if (button()) expect(button()?.textContent?.trim()).toBe('Fill in form');
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      const { violations } = await axe.run(element, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
      expect(violations.map(({ id }) => id)).toEqual([]);
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
  await vi.waitFor(() => expect(button()?.disabled).toBe(false), { timeout: 4_000 });
});

test('a host page cannot reach into the bubble with its style sheet', async () => {
  const style = document.createElement('style');
  style.id = 'hostile';
  style.textContent =
    '* { font: 40px cursive !important; text-transform: uppercase !important; letter-spacing: 9px !important } tellsafe-invitation { display: none !important; visibility: hidden !important }';
  document.head.append(style);
  const { button } = await show('received');
  await vi.waitFor(() => expect(button()).not.toBeNull());
  const look = getComputedStyle(button() as HTMLElement);
  expect([look.fontSize, look.textTransform, look.letterSpacing, look.visibility]).toEqual([
    '16px',
    'none',
    'normal',
    'visible',
  ]);
  expect(button()?.offsetHeight).toBeGreaterThanOrEqual(44);
  expect(document.querySelector('tellsafe-invitation')?.outerHTML).not.toContain('style=');
});

test('SF-WV-02 the overlay is a modal dialog around a sandboxed frame; closing returns the focus and the scroll', async () => {
  const { element, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  button()?.focus();
  button()?.click();
  const overlay = () => element.shadowRoot?.querySelector('tellsafe-overlay')?.shadowRoot;
  await vi.waitFor(() => expect(overlay()?.querySelector('dialog')?.open).toBe(true));
  const frame = overlay()?.querySelector('iframe');
  expect(frame?.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-forms');
  expect(frame?.src).toBe(`${location.origin}/form/acme`);
  expect(frame?.src).not.toContain(handle);
  expect(overlay()?.querySelector('dialog')?.matches(':modal')).toBe(true);
  expect(document.documentElement.style.overflow).toBe('hidden');
  overlay()?.querySelector<HTMLElement>('.veil button')?.click();
  await vi.waitFor(() => expect(overlay()).toBeUndefined());
  expect(document.documentElement.style.overflow).toBe('');
  expect(element.shadowRoot?.activeElement).toBe(button());
});

test('a viewed form that no device key is known for is shown as opened elsewhere', async () => {
  const { element, text, button } = await show('viewed');
  await vi.waitFor(() =>
    expect(element.shadowRoot?.querySelector('tellsafe-overlay')?.shadowRoot?.querySelector('iframe')).toBeTruthy(),
  );
  const overlay = element.shadowRoot?.querySelector('tellsafe-overlay') as unknown as {
    onStatus(status: string): void;
  };
  expect(button()?.disabled).toBe(true);
  overlay.onStatus('elsewhere');
  await vi.waitFor(() => expect(text()).toBe('This form has been opened on another device'));
  expect(button()).toBeNull();
});

test('SF-FLOW-10 declining from the bubble asks first', async () => {
  const { element, posted, button } = await show('received');
  await vi.waitFor(() => expect(button()?.disabled).toBe(false));
  element.shadowRoot?.querySelector<HTMLElement>('.quiet')?.click();
  const root = () => element.shadowRoot?.querySelector('tellsafe-overlay')?.shadowRoot;
  await vi.waitFor(() => expect(root()?.querySelector('.question')).toBeTruthy());
  expect(posted.some((path) => path.endsWith('/decline'))).toBe(false);
  root()?.querySelector<HTMLElement>('.question button')?.click();
  await vi.waitFor(() => expect(posted.some((path) => path.endsWith('/decline'))).toBe(true));
});

test('a malformed handle is an error, and nothing is sent', async () => {
  const { text, posted, button } = await show('received', { handle: 'nonsense' });
  expect(text()).toContain('could not be opened');
  expect([posted.length, button()]).toEqual([0, null]);
});

test('the hello holds no handle', () => {
  expect(HELLO).not.toContain(handle);
});
