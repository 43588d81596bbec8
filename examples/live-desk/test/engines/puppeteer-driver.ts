// Chromium and Firefox through puppeteer-core: DevTools protocol for the one, WebDriver BiDi for the other. A browser starts once;
// every window is a browser context of its own.
import puppeteer, {
  type Browser,
  type ElementHandle,
  type Frame,
  type JSHandle,
  type KeyInput,
  type Page,
} from 'puppeteer-core';
import { findFirefox } from '../../../../scripts/browsers/firefox.mjs';
import { chromiumFlags, findChromium } from '../../../../scripts/chromium.mjs';
import {
  type Driver,
  type Engine,
  type KeyMove,
  type KeyName,
  PATIENCE_MS,
  type Place,
  pressing,
  type Target,
  typing,
  waitFor,
  words,
} from './driver.ts';
import {
  canBePressed,
  findElement,
  focusedElement,
  hasFocus,
  holdsText,
  nameOfFocus,
  watchForClick,
} from './find-element.ts';

const VIEW = { width: 1280, height: 800 };
const FILL_ATTEMPTS = 3;
const PRESS_ATTEMPTS = 3;
/** So long a click may be on its way. */
const CLICK_PATIENCE_MS = 3_000;
/** A page that takes the focus away for good must not hold up the test. */
const FOCUS_PATIENCE_MS = 2_000;

/** Nobody listens there: whatever a browser wants from anywhere but this machine fails. */
const NOWHERE = { host: '127.0.0.1', port: 9 };

/** A window of which more can be seen. */
export interface PuppeteerDriver extends Driver {
  /** Addresses of all requests so far, those of frames too. */
  readonly requests: readonly string[];
  /** The newest other window of the same person; waits for it. */
  popup(): Promise<Driver>;
}

/** Starts the machine's own Chromium. */
export async function startChromium(): Promise<Engine<PuppeteerDriver>> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is not here: `npm run setup` installs it, or set CHROMIUM_PATH.');
  const args = [...chromiumFlags, '--lang=en-US', `--proxy-server=${NOWHERE.host}:${NOWHERE.port}`];
  return engine('chromium', await puppeteer.launch({ executablePath, args, defaultViewport: VIEW }));
}

/** Starts the machine's own Firefox. */
export async function startFirefox(): Promise<Engine<PuppeteerDriver>> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('Firefox is not here: `npm run setup` installs it, or set FIREFOX_PATH.');
  const extraPrefsFirefox = {
    'intl.accept_languages': 'en-US',
    'network.proxy.type': 1,
    'network.proxy.http': NOWHERE.host,
    'network.proxy.http_port': NOWHERE.port,
    'network.proxy.ssl': NOWHERE.host,
    'network.proxy.ssl_port': NOWHERE.port,
    'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
  };
  const launched = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox,
    defaultViewport: VIEW,
  });
  return engine('firefox', launched);
}

function engine(name: 'chromium' | 'firefox', browser: Browser): Engine<PuppeteerDriver> {
  return {
    name,
    async window() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      const overBidi = name === 'firefox';
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      return {
        ...driverOf(page, overBidi, () => context.close()),
        requests,
        async popup() {
          const others = async () => (await context.pages()).filter((each) => each !== page).at(-1);
          const popup = await waitFor('another window', others);
          return driverOf(popup, overBidi, () => popup.close());
        },
      };
    },
    close: () => browser.close(),
  };
}

type Keyboard = Pick<Driver, 'press' | 'type'>;

/** Drives a page that is there already. */
function driverOf(page: Page, overBidi: boolean, close: () => Promise<void>): Driver {
  page.setDefaultTimeout(PATIENCE_MS);
  const keyboard: Keyboard = overBidi
    ? { press: (key) => strike(page, pressing(key)), type: (text) => strike(page, typing(text)) }
    : { press: (key) => press(page, key), type: (text) => page.keyboard.type(text) };
  return {
    page: placeOf(page, keyboard, 'the page', () => page.mainFrame()),
    frame: (addressBegin) =>
      placeOf(page, keyboard, addressBegin, () =>
        page.frames().find((frame) => frame !== page.mainFrame() && frame.url().startsWith(addressBegin)),
      ),
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    ...keyboard,
    screenshot: () => page.screenshot(),
    close,
  };
}

/** Beneath puppeteer's surface: over BiDi each frame's browsing context takes commands of its own. */
interface BidiFrame {
  readonly browsingContext: { performActions(actions: object[]): Promise<void> };
}

/**
 * Moves keys where the focus is. Over BiDi keys go to the context that is named, not to the focus, and puppeteer names the page
 * even when a frame in a shadow root has the focus.
 */
async function strike(page: Page, moves: KeyMove[]): Promise<void> {
  await page.bringToFront();
  const active = await page.mainFrame().evaluateHandle(focusedElement);
  const inside = await (active.asElement() as ElementHandle<Element> | null)?.contentFrame();
  const { browsingContext } = (inside ?? page.mainFrame()) as unknown as BidiFrame;
  const striking = browsingContext.performActions([{ type: 'key', id: 'keyboard', actions: moves }]);
  // The key may have closed the very frame that had the focus.
  await striking.catch((error: unknown) => {
    if (!String(error).includes('no such frame')) throw error;
  });
}

/** Keys that are held while another one is pressed, by puppeteer's names. */
const chords: Partial<Record<KeyName, readonly [held: KeyInput, key: KeyInput]>> = {
  BackTab: ['Shift', 'Tab'],
  SelectAll: [process.platform === 'darwin' ? 'Meta' : 'Control', 'a'],
};

/** Presses a key through puppeteer's own keyboard, which follows the focus over the DevTools protocol. */
async function press({ keyboard }: Page, key: KeyName): Promise<void> {
  const [held, other] = chords[key] ?? [];
  if (!held || !other) return keyboard.press(key as KeyInput);
  await keyboard.down(held);
  await keyboard.press(other);
  await keyboard.up(held);
}

/** Whether a click came: a frame may move on its page while it is pressed into, for instance as it grows, and then the press is lost. */
async function isSeen(seen: JSHandle<{ came: boolean }>): Promise<boolean> {
  // What is gone has done what it was pressed for.
  const look = () => seen.evaluate(({ came }) => came).catch(() => true);
  return waitFor('a click', look, CLICK_PATIENCE_MS).catch(() => false);
}

function placeOf(page: Page, keyboard: Keyboard, name: string, frame: () => Frame | undefined): Place {
  const find = async (target: Target): Promise<ElementHandle<Element> | null> => {
    const found = await frame()?.evaluateHandle(findElement, target);
    return (found?.asElement() ?? null) as ElementHandle<Element> | null;
  };
  const wait = (target: Target) => waitFor(`${words(target)} in ${name}`, () => find(target));
  const field = (label: string) => wait({ role: 'textbox', name: label });
  const current = () => waitFor(name, async () => frame());
  const press = async (target: Target) => {
    await page.bringToFront();
    const ready = async () => {
      const element = await find(target);
      return element && (await element.evaluate(canBePressed)) && element;
    };
    for (let attempt = 1; ; attempt += 1) {
      const element = await waitFor(`${words(target)} ready in ${name}`, ready);
      const seen = await element.evaluateHandle(watchForClick);
      await element.click();
      if (attempt === PRESS_ATTEMPTS || (await isSeen(seen))) return element;
    }
  };
  return {
    click: async (target) => void (await press(target)),
    async fill(label, text) {
      // On a busy machine a frame that has just got the focus may miss keys: the browser still sends them to the page around it.
      for (let attempt = 0; attempt < FILL_ATTEMPTS; attempt += 1) {
        const input = await press({ role: 'textbox', name: label });
        await waitFor(`the focus in ${label}`, () => input.evaluate(hasFocus), FOCUS_PATIENCE_MS).catch(() => {});
        // By the keyboard: a script's select() would also give the focus, and a second click may meet what has moved.
        await keyboard.press('SelectAll');
        await keyboard.press('Backspace');
        await keyboard.type(text);
        if (await input.evaluate(holdsText, text)) return;
      }
    },
    see: async (target) => void (await wait(target)),
    miss: async (target) => void (await waitFor(`no ${words(target)}`, async () => !(await find(target)))),
    value: async (label) => (await field(label)).evaluate((input) => (input as HTMLInputElement).value),
    focus: async () => {
      const place = await current();
      return place.evaluate(nameOfFocus, await place.evaluateHandle(focusedElement));
    },
    evaluate: async (run, ...values) => (await current()).evaluate(run as never, ...(values as never)) as never,
    inject: async (script) => void (await (await current()).evaluate(script)),
  };
}
