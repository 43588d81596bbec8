// Attacks on the frame and the window themselves: covering, moving, replacing, copying, stealing the focus.
import type { Attack } from './attack.ts';

/** Attacks that strike at a moment. */
export const frameAttacks: readonly Attack[] = [
  {
    name: 'transparent covers over the page',
    restsOnEngine: true,
    moment: 'opened',
    control: 'same-origin-frame',
    ways: ['key cover'],
    script(hostile) {
      hostile.strike = () => {
        for (const popover of [false, true]) {
          const cover = document.createElement('input');
          cover.style.cssText =
            'position:fixed;inset:0;width:100vw;height:100vh;margin:0;opacity:0;z-index:2147483647;pointer-events:auto';
          cover.addEventListener('keydown', ({ key }) => hostile.collect('key cover', key));
          document.body.append(cover);
          if (popover) {
            cover.popover = 'manual';
            cover.showPopover();
          }
        }
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('iframe, dialog, tellsafe-invitation { pointer-events: none !important }');
        document.adoptedStyleSheets = [sheet];
      };
    },
  },
  {
    name: 'fields behind the dialog that take the focus',
    moment: 'opened',
    control: 'inline',
    ways: ['key stolen'],
    script(hostile) {
      hostile.strike = () => {
        const trap = document.createElement('input');
        document.body.append(trap);
        trap.addEventListener('keydown', ({ key }) => hostile.collect('key stolen', key));
        setInterval(() => trap.focus(), 10);
      };
    },
  },
  {
    name: 'the frame moved, replaced by a look-alike and brought back',
    moment: 'typed',
    destroys: true,
    control: 'same-origin-frame',
    ways: ['frame'],
    script(hostile) {
      const loaded = (frame: HTMLIFrameElement) =>
        new Promise((resolve) => {
          frame.addEventListener('load', resolve, { once: true });
          setTimeout(resolve, 1_000);
        });
      hostile.strike = async () => {
        const frame = hostile.frame();
        const look = () => hostile.collect('frame', hostile.lookInto(frame?.contentWindow));
        if (!frame) return;
        look();
        const { src } = frame;
        const entries = history.length;
        // Back only where the step before made an entry: else the page itself would go back.
        const back = () => history.length > entries && frame.contentWindow?.history.back();
        const steps = [
          () => document.body.append(frame),
          () => frame.setAttribute('src', '/look-alike'),
          back,
          () => frame.setAttribute('src', src),
        ];
        for (const step of steps) {
          const arrived = loaded(frame);
          const acted = step();
          look();
          if (acted !== false) await arrived;
          look();
        }
      };
    },
  },
  {
    name: 'sandbox and policy taken off the frame',
    restsOnEngine: true,
    moment: 'typed',
    destroys: true,
    control: 'same-origin-frame',
    ways: ['frame'],
    script(hostile) {
      hostile.strike = async () => {
        const frame = hostile.frame();
        const inside = frame?.contentWindow as (Window & { eval?: (code: string) => unknown }) | null | undefined;
        if (!frame || !inside) return;
        const code = `parent.hostile.collect('script', document.body.innerHTML, [...document.querySelectorAll('input')].map((input) => input.value))`;
        const tries: (() => unknown)[] = [
          () => frame.removeAttribute('sandbox'),
          () => frame.setAttribute('csp', "script-src 'unsafe-inline' *"),
          () => frame.setAttribute('allow', 'clipboard-read *; camera *; payment *'),
          () => hostile.collect('frame', hostile.lookInto(inside)),
          () => inside.eval?.(code),
          () => inside.postMessage(code, '*'),
          () => inside.location.replace(`javascript:${code}`),
          () => frame.setAttribute('src', `javascript:${code}`),
          () => fetch(frame.src, { credentials: 'include' }).then((page) => page.text()).then((text) => hostile.collect('fetched', text)), // biome-ignore format: one thought
          () => window.frames[0]?.document.body.append('x'),
        ];
        for (const attempt of tries) {
          try {
            await attempt();
          } catch {
            // refused, as it should be
          }
          hostile.collect('frame', hostile.lookInto(frame.contentWindow));
        }
        frame.removeAttribute('src');
        frame.srcdoc = '<p>nothing</p>';
        await new Promise((resolve) => setTimeout(resolve, 100));
        hostile.collect('frame', hostile.lookInto(frame.contentWindow));
      };
    },
  },
  {
    name: 'a copy of the frame with the handle in its address',
    restsOnEngine: true,
    moment: 'typed',
    destroys: true,
    control: 'same-origin-frame',
    ways: ['copy'],
    script(hostile) {
      hostile.strike = async () => {
        const { searchParams } = new URL(location.href);
        const handle = searchParams.get('handle') ?? '';
        for (const address of [hostile.frame()?.src ?? '', `${hostile.frame()?.src}#${handle}`]) {
          const copy = document.createElement('iframe');
          copy.src = address;
          const loaded = new Promise((resolve) => copy.addEventListener('load', resolve, { once: true }));
          document.body.append(copy);
          await loaded;
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => hostile.collect('copy', data);
          copy.contentWindow?.postMessage({ type: 'tellsafe-hello/v1' }, '*', [port2]);
          port1.postMessage({ type: 'handle', handle, language: 'en', theme: {} });
          await new Promise((resolve) => setTimeout(resolve, 500));
          hostile.collect('copy', hostile.lookInto(copy.contentWindow));
        }
      };
    },
  },
  {
    name: 'the form in a window that the page opened',
    surface: 'popup',
    control: 'same-origin-popup',
    ways: ['popup'],
    script(hostile) {
      const open = document.createElement('button');
      open.textContent = 'In a new window';
      open.addEventListener('click', () => {
        const { searchParams } = new URL(location.href);
        const real = `${searchParams.get('endpoint')}/form/juniper#${searchParams.get('handle')}`;
        const popup = window.open(searchParams.get('surface') === 'popup' ? real : '/frame', 'form');
        setInterval(() => {
          hostile.collect('popup', hostile.lookInto(popup));
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => hostile.collect('popup', data);
          popup?.postMessage({ type: 'tellsafe-hello/v1' }, '*', [port2]);
        }, 50);
      });
      addEventListener('DOMContentLoaded', () => document.body.append(open));
      addEventListener('message', (event) => hostile.collect('popup', event));
    },
  },
];
