// WebKitGTK through its own WebDriver: one driver and one small browser per window, all on one screen without a monitor.
import { once } from 'node:events';
import { type Guarded, startGuarded } from '../../../../scripts/browsers/guarded.mjs';
import { ELEMENT, openSession, type Session } from '../../../../scripts/browsers/webdriver.mjs';
import { findWebKit, type WebKitPrograms } from '../../../../scripts/browsers/webkit.mjs';
import { freePort } from '../server-process.ts';
import {
  type Driver,
  type Engine,
  type KeyMove,
  PATIENCE_MS,
  type Place,
  type Plain,
  pressing,
  type Target,
  typing,
  waitFor,
  words,
} from './driver.ts';
import { canBePressed, findElement, focusedElement, holdsText, middleInShadow, nameOfFocus } from './find-element.ts';

/** Control held, A, Control released, Backspace: in WebDriver's terms of typing into an element. */
const CLEAR = '\uE009a\uE009\uE003';
const NOWHERE = '127.0.0.1:9';

/**
 * One in ten browsers crashes while it starts (WebKitGTK 2.50), and its driver would wait for it for ever. By signals of a crash this
 * ends the driver too, so that the start fails at once and can be repeated.
 */
const UNLESS_CRASHED = '"$@"; case $? in 132|133|134|135|139) kill -KILL 0 ;; esac';
const START_ATTEMPTS = 6;
const FILL_ATTEMPTS = 3;

/** CSS pixels of the view. */
type Point = { readonly x: number; readonly y: number };

type Reference = Readonly<Record<typeof ELEMENT, string>>;

/** Starts a screen; browsers start with their windows. */
export async function startWebKit(): Promise<Engine> {
  const programs = findWebKit();
  if (!programs) throw new Error('WebKitGTK is not here: `npm run setup` installs it.');
  const screen = startGuarded(programs.screen, ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
  const [number] = await once(screen.output, 'data');
  const variables = { DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', LC_ALL: 'C.UTF-8' };
  const windows = new Set<Driver>();
  return {
    name: 'webkit',
    async window() {
      const { session, program } = await startBrowser(programs, variables);
      const driver = driverOf(session, async () => {
        windows.delete(driver);
        await session.call('DELETE', '').catch(() => {}); // a crashed browser has no session to end
        await program.release();
      });
      windows.add(driver);
      return driver;
    },
    async close() {
      await Promise.all([...windows].map((window) => window.close()));
      await screen.release();
    },
  };
}

/** Starts a driver and its browser; again, when the browser crashes on the way. */
async function startBrowser(
  programs: WebKitPrograms,
  variables: Record<string, string>,
  attemptsLeft = START_ATTEMPTS,
): Promise<{ session: Session; program: Guarded }> {
  const port = await freePort();
  const program = startGuarded(programs.driver, [`--port=${port}`], variables);
  try {
    const session = await openSession(`http://127.0.0.1:${port}`, {
      'webkitgtk:browserOptions': {
        binary: '/bin/sh',
        args: ['-c', UNLESS_CRASHED, 'sh', programs.browser, '--automation'],
      },
      proxy: { proxyType: 'manual', httpProxy: NOWHERE, sslProxy: NOWHERE, noProxy: ['localhost', '127.0.0.1'] },
    });
    await session.call('POST', '/timeouts', { script: PATIENCE_MS });
    await session.call('POST', '/window/rect', { width: 1280, height: 860 });
    return { session, program };
  } catch (error) {
    await program.release();
    if (attemptsLeft <= 1) throw error;
    return startBrowser(programs, variables, attemptsLeft - 1);
  }
}

function driverOf(session: Session, close: () => Promise<void>): Driver {
  const { call } = session;
  const strike = (moves: KeyMove[]) =>
    call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: moves }] });
  const top = () => call('POST', '/frame', { id: null });
  return {
    page: placeOf(session, 'the page', top),
    frame: (addressBegin) => placeOf(session, addressBegin, () => enterFrame(session, addressBegin)),
    async open(url) {
      await top();
      await call('POST', '/url', { url });
    },
    async reload() {
      await top();
      await call('POST', '/refresh');
    },
    press: (key) => strike(pressing(key)),
    type: (text) => strike(typing(text)),
    screenshot: async () => Buffer.from(await call('GET', '/screenshot'), 'base64'),
    close,
  };
}

/** Goes into the frame whose address begins so; frames in shadow roots too. */
async function enterFrame(session: Session, addressBegin: string): Promise<void> {
  await session.call('POST', '/frame', { id: null });
  const frame: Reference | null = await session.run(
    `const frames = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
       element.shadowRoot ? frames(element.shadowRoot) : element.localName === 'iframe' ? [element] : []);
     return frames(document).find(({ src }) => src.startsWith(values[0])) ?? null;`,
    addressBegin,
  );
  if (!frame) throw new Error(`no frame of ${addressBegin}`);
  await session.call('POST', '/frame', { id: frame });
}

function placeOf(session: Session, name: string, enter: () => Promise<void>): Place {
  const { call, run } = session;
  const path = (element: Reference) => `/element/${element[ELEMENT]}`;
  const call1 = (source: string) => `return (${source})(...values);`;
  const find = async (target: Target): Promise<Reference | null> => {
    await enter();
    return run(call1(findElement.toString()), target);
  };
  const wait = (target: Target) => waitFor(`${words(target)} in ${name}`, () => find(target));
  const field = (label: string) => wait({ role: 'textbox', name: label });
  const press = (target: Target) =>
    waitFor(`${words(target)} ready in ${name}`, async () => {
      const element = await find(target);
      if (!element || !(await run(call1(canBePressed.toString()), element))) return null;
      const isField = 'role' in target && target.role === 'textbox';
      const middle: Point | null = isField ? await run(call1(middleInShadow.toString()), element) : null;
      await (middle ? pressAt(middle) : call('POST', `${path(element)}/click`));
      return element;
    });
  const pressAt = ({ x, y }: Point) =>
    call('POST', '/actions', {
      actions: [
        {
          ...{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } },
          actions: [
            { type: 'pointerMove', duration: 0, origin: 'viewport', x, y },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 },
          ],
        },
      ],
    });
  const evaluate = async (source: string, ...values: readonly Plain[]) => {
    await waitFor(name, () => enter().then(() => true));
    return run(source, ...values);
  };
  return {
    click: async (target) => void (await press(target)),
    async fill(label, text) {
      for (let attempt = 0; attempt < FILL_ATTEMPTS; attempt += 1) {
        const input = await press({ role: 'textbox', name: label });
        await call('POST', `${path(input)}/value`, { text: CLEAR });
        await call('POST', `${path(input)}/value`, { text });
        if (await run(call1(holdsText.toString()), input, text)) return;
      }
    },
    see: async (target) => void (await wait(target)),
    miss: async (target) => void (await waitFor(`no ${words(target)}`, async () => !(await find(target)))),
    value: async (label) => call('GET', `${path(await field(label))}/property/value`),
    focus: () => evaluate(`return (${nameOfFocus})((${focusedElement})());`),
    evaluate: (script, ...values) => evaluate(call1(script.toString()), ...values),
    // As the body of WebDriver's own script: the page's policies forbid to evaluate a text.
    inject: async (script) => void (await evaluate(script)),
  };
}
