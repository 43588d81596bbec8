// Mounting elements and looking into them, for tests in a simulated and in a real browser.
import { knownWords, loadWords } from '../../src/elements/shared/words.ts';

/** Loads the English texts, so that elements render at once. */
export async function loadEnglish(): Promise<void> {
  if (!knownWords('en')) await loadWords('en');
}

/** Puts an element with properties into the page and waits until it has rendered. */
export async function mount<Element extends HTMLElement>(name: string, properties: Partial<Element>): Promise<Element> {
  const element = Object.assign(document.createElement(name), { language: 'en', ...properties }) as unknown as Element;
  document.body.append(element);
  await rendered(element);
  return element;
}

/** Waits until an element and what it waits for has rendered. */
export async function rendered(element: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    await (element as HTMLElement & { updateComplete?: Promise<unknown> }).updateComplete;
    await Promise.resolve();
  }
}

/** The same, where something takes longer than a turn: until the element no longer says that it is busy. */
export async function settled(element: HTMLElement): Promise<void> {
  do {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await rendered(element);
  } while (all(element, '.spinner').length > 0);
}

/** All matches inside an element's shadow root. */
export function all<Match extends HTMLElement = HTMLElement>(element: Element, selector: string): Match[] {
  return [...(element.shadowRoot?.querySelectorAll<Match>(selector) ?? [])];
}

/** The first match inside an element's shadow root. */
export function one<Match extends HTMLElement = HTMLElement>(element: Element, selector: string): Match {
  const [found] = all<Match>(element, selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

/** The button with this accessible name or text. */
export function button(element: Element, name: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(element, 'button').find((each) => nameOf(each) === name);
  if (!found) throw new Error(`no button "${name}" among ${all(element, 'button').map(nameOf).join(', ')}`);
  return found;
}

/** Whether there is such a button. */
export function hasButton(element: Element, name: string): boolean {
  return all(element, 'button').some((each) => nameOf(each) === name);
}

/** What is written in an element, spaces folded. */
export function textOf(element: Element): string {
  return visibleText(element.shadowRoot ?? element)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every attribute value in an element's shadow root and on itself, in one text. */
export function attributesOf(element: Element): string {
  const inside = [element, ...(element.shadowRoot?.querySelectorAll('*') ?? [])];
  return inside.flatMap((each) => [...each.attributes].map(({ name, value }) => `${name}=${value}`)).join('\n');
}

function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function visibleText(node: Node): string {
  if (node instanceof Element && (node.localName === 'style' || node.hasAttribute('hidden'))) return '';
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  return [...node.childNodes].map(visibleText).join(' ');
}
