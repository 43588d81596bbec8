// The form page's document, started as the browser starts it: in a window of its own as far as it can tell, against a small server.
import { webRandom } from '@tellsafe/core/crypto';
import { systemClock } from '@tellsafe/core/encoding';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { defineForm } from '../../src/components/form/define.ts';
import type { TellsafeForm } from '../../src/components/form/form.ts';
import { HELLO } from '../../src/internal/channel.ts';
import { openDeviceStore } from '../../src/page/device-store.ts';
import { startPage } from '../../src/page/page.ts';
import { answers, FakeServer } from './fake-server.ts';

defineForm();

const HOST = 'https://www.acme.example';
/** The server and the invitation of the running test. */
export let server: FakeServer;
export let handle: string;
export let conversationId: string;
/** State of the history entry; it outlives a reload. */
let entry: unknown;

beforeEach(() => {
  conversationId = crypto.randomUUID();
  handle = encodeHandle({ accountId: 'acme', conversationId, secret: webRandom(16) });
  server = new FakeServer(conversationId, crypto.randomUUID());
  entry = null;
  for (const [name, content] of Object.entries({ account: 'acme', base: '/t', hosts: HOST, language: 'en' })) {
    const meta = Object.assign(document.createElement('meta'), { name: `tellsafe-${name}`, content });
    document.head.append(meta);
  }
});
afterEach(() => {
  for (const form of document.querySelectorAll('tellsafe-form')) form.actions.leave();
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
  for (const meta of document.querySelectorAll('meta[name^="tellsafe-"]')) meta.remove();
});

/** What a document finds around itself. */
export interface Surroundings {
  readonly fragment?: string;
  readonly storage?: IDBFactory | undefined;
  readonly framed?: boolean;
  readonly around?: object;
  readonly isSecureContext?: boolean;
  readonly locks?: LockManager;
  /** The document that was loaded before stays: this one is of another window. */
  readonly beside?: boolean;
}

/** Loads the document anew, in a window of its own as far as it can tell. */
export function load(surroundings: Surroundings = {}) {
  const {
    fragment = '',
    storage,
    framed = false,
    around,
    isSecureContext = true,
    locks,
    beside = false,
  } = surroundings;
  // A window that follows a link has a history of its own.
  if (beside && fragment) entry = null;
  const order: string[] = [];
  const location = new URL(`https://forms.acme.example/t/form/acme${fragment && `#${fragment}`}`);
  const history = {
    get state() {
      return entry;
    },
    replaceState(state: unknown, _: string, to?: string) {
      order.push('address');
      entry = state;
      if (to !== undefined) location.href = new URL(to, location).href;
    },
  };
  const window = Object.assign(new EventTarget(), { location, history, document, isSecureContext, ...around });
  const parent = framed ? {} : window;
  Object.assign(window, { parent });
  const form: TellsafeForm = document.createElement('tellsafe-form');
  form.isolated = true;
  if (!beside) document.body.replaceChildren();
  document.body.append(form);
  const devices = openDeviceStore(systemClock, storage);
  const fetch = (url: string, init: RequestInit) => {
    order.push(url);
    return server.fetch(url, init);
  };
  startPage({
    window: window as unknown as Window,
    form,
    devices,
    locks,
    clock: systemClock,
    random: webRandom,
    fetch,
  });

  /** Greets the framed document as its host page and asks for the form. */
  async function ask() {
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    port1.onmessage = ({ data }) => heard.push(data.status ?? data.type);
    const hello = { origin: HOST, source: parent, data: { type: HELLO }, ports: [port2] };
    window.dispatchEvent(Object.assign(new Event('message'), hello));
    port1.postMessage({ type: 'handle', handle, language: 'en', theme: {} });
    return { heard, port: port1 };
  }
  return { form, location, order, ask, window };
}

export type Loaded = ReturnType<typeof load>;
/** Waits until the page shows something. */
export const shows = ({ form }: Loaded, view: string) => vi.waitFor(() => expect(form.state.view).toBe(view));
/** A person's tap; a script's would not count. */
export const tap = async ({ form }: Loaded) =>
  userEvent.click(await vi.waitUntil(() => form.querySelector('.landing .primary')));

/** Answers everything and submits. */
export async function fillAndSubmit({ form }: Loaded): Promise<void> {
  for (const [id, text] of Object.entries(answers)) {
    const field = await vi.waitFor(() => {
      const found = form.querySelector<HTMLInputElement>(`#q-${id}`);
      expect(found).not.toBeNull();
      return found as HTMLInputElement;
    });
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
  }
  (form.querySelector('[type=submit]') as HTMLElement).click();
}
