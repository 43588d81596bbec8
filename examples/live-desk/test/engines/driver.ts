// What a test asks of a browser, whichever engine it is: go, look, press, type. One file per way of driving implements it, so that
// flows are written once. Elements are named as people and screen readers name them: by role and label.

/** The engines that people's browsers are made of. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** What to look for: a role with its accessible name, or a text that is seen. A text matches as a part, ignoring case. */
export type Target = { readonly role: string; readonly name: string } | { readonly text: string };

/** A value that can travel between the test and a page. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A document: the page itself, or a frame in it. Everything waits until what it needs is there. */
export interface Place {
  click(target: Target): Promise<void>;
  /** Replaces what a field holds, by the keyboard. */
  fill(label: string, text: string): Promise<void>;
  /** Waits until something is seen. */
  see(target: Target): Promise<void>;
  /** Waits until something is not seen any more. */
  miss(target: Target): Promise<void>;
  /** What is typed in a field. */
  value(label: string): Promise<string>;
  /** The name of the control that has the focus in this document; empty when none has. */
  focus(): Promise<string>;
  /** Runs a function in the document; it sees its arguments and the document, nothing of the test. */
  evaluate<Values extends readonly Plain[], Result>(
    run: (...values: Values) => Result | Promise<Result>,
    ...values: Values
  ): Promise<Result>;
  /** Runs a script's text in the document, for scripts that come as files; the page's policies do not count. */
  inject(script: string): Promise<void>;
}

/** Keys that have no character; `BackTab` is Tab with Shift, `SelectAll` is A with Control. */
export type KeyName = 'Tab' | 'BackTab' | 'SelectAll' | 'Enter' | 'Escape' | 'Backspace';

/** A movement of a key, as WebDriver tells it. */
export interface KeyMove {
  readonly type: 'keyDown' | 'keyUp';
  readonly value: string;
}

/** Keys by WebDriver's code points (webdriver2, "Keyboard actions"), with those that are held meanwhile. */
const points: Readonly<Record<KeyName, readonly [key: string, held?: string]>> = {
  Tab: ['\uE004'],
  BackTab: ['\uE004', '\uE008'],
  SelectAll: ['a', process.platform === 'darwin' ? '\uE03D' : '\uE009'],
  Enter: ['\uE007'],
  Escape: ['\uE00C'],
  Backspace: ['\uE003'],
};

/** Pressing a key, in WebDriver's terms. */
export function pressing(name: KeyName): KeyMove[] {
  const [key, held] = points[name];
  const tap = typing(key);
  return held ? [{ type: 'keyDown', value: held }, ...tap, { type: 'keyUp', value: held }] : tap;
}

/** Typing a text key by key, in WebDriver's terms. */
export function typing(text: string): KeyMove[] {
  return [...text].flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
}

/** One window with a profile of its own: no other window shares its cookies or databases. */
export interface Driver {
  readonly page: Place;
  /** The frame whose address begins so. */
  frame(addressBegin: string): Place;
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Presses a key, wherever the focus is. */
  press(key: KeyName): Promise<void>;
  /** Types on the keyboard, wherever the focus is. */
  type(text: string): Promise<void>;
  /** PNG of what is seen. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A browser that runs. */
export interface Engine<Window extends Driver = Driver> {
  readonly name: EngineName;
  /** Opens a window for somebody. */
  window(): Promise<Window>;
  close(): Promise<void>;
}

/** How long a person waits for something to appear, milliseconds. */
export const PATIENCE_MS = 40_000;

/** Repeats until there is something; a page that goes away meanwhile is asked again. */
export async function waitFor<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false>,
  patienceMs = PATIENCE_MS,
): Promise<Found> {
  const until = performance.now() + patienceMs;
  for (let failure: unknown; ; ) {
    try {
      const found = await look();
      if (found) return found;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > until) throw new Error(`${what}: waited in vain`, { cause: failure });
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A target in words, for messages. */
export function words(target: Target): string {
  return 'text' in target ? `“${target.text}”` : `${target.role} “${target.name}”`;
}
