// Runs inside pages: finds what a person means by a role and a name, or by a text, through open shadow roots. The last match counts,
// because the newest message of a conversation stands last. Carried into pages as text, so each must need nothing from outside.
import type { Target } from './driver.ts';

/** What has the focus in this document, through open shadow roots. */
export function focusedElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The name of a control as a person hears it; empty for anything else that a script gave the focus to. */
export function nameOfFocus(element: Element | null): string {
  if (!element?.matches('button, a[href], input, select, textarea, summary, [tabindex="0"]')) return '';
  const label = (element as HTMLInputElement).labels?.[0]?.textContent;
  return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Whether a press would reach the element: it is ready, and stands where it stood two pictures ago. */
export async function canBePressed(element: Element): Promise<boolean> {
  const place = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return `${element.isConnected} ${x} ${y} ${width} ${height}`;
  };
  if (element.closest(':disabled, [aria-disabled=true]')) return false;
  const before = place();
  for (let pictures = 0; pictures < 2; pictures += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return before === place() && !element.closest(':disabled, [aria-disabled=true]');
}

/**
 * The middle of an input in a shadow root, when a press there meets it: WebKitGTK's driver takes the host, which its engine names first
 * for the inside of inputs, for something that lies above.
 */
export function middleInShadow(element: Element): { readonly x: number; readonly y: number } | null {
  const root = element.getRootNode();
  if (!(root instanceof ShadowRoot) || !element.matches('input, textarea')) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  const [first] = root.elementsFromPoint(middle.x, middle.y).filter((met) => met !== root.host);
  return first === element ? middle : null;
}

/** Notes whether a click comes to the element from now on. */
export function watchForClick(element: Element): { came: boolean } {
  const seen = { came: false };
  element.addEventListener('click', () => { seen.came = true }, { capture: true, once: true }); // biome-ignore format: one thought
  return seen;
}

/** Whether keys go to the element. */
export function hasFocus(element: Element): boolean {
  return document.hasFocus() && (element.getRootNode() as Document | ShadowRoot).activeElement === element;
}

/** Whether a field holds a text, however the page groups it. */
export function holdsText(field: Element, text: string): boolean {
  const plain = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '');
  return plain((field as HTMLInputElement).value) === plain(text);
}

/** Finds the last element that is seen, or null. */
export function findElement(target: Target): Element | null {
  const implicit: Readonly<Record<string, string>> = {
    button: 'button, summary, [role=button]',
    textbox:
      'input:not([type]), input[type=text], input[type=password], input[type=tel], input[type=email], textarea, [role=textbox]',
    radio: 'input[type=radio], [role=radio]',
    heading: 'h1, h2, h3, h4, [role=heading]',
    link: 'a[href], [role=link]',
    dialog: 'dialog, [role=dialog]',
  };
  const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

  function* elements(root: Document | ShadowRoot): Generator<Element> {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
  }

  function nameOf(element: Element): string {
    const root = element.getRootNode() as Document | ShadowRoot;
    const labelled = element.getAttribute('aria-labelledby');
    if (labelled) return labelled.split(/\s+/).map((id) => root.getElementById(id)?.textContent ?? '').join(' '); // biome-ignore format: one thought
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
    const label = [...(labels ?? [])].map(({ textContent }) => textContent).join(' ');
    return element.getAttribute('aria-label') ?? (label || (element.textContent ?? ''));
  }

  function isSeen(element: Element): boolean {
    const { width, height } = element.getBoundingClientRect();
    return (width > 0 || height > 0) && element.checkVisibility({ visibilityProperty: true });
  }

  const wanted = squeeze('text' in target ? target.text : target.name);
  const matches = (element: Element) => {
    if (!('text' in target)) return element.matches(implicit[target.role] ?? `[role=${target.role}]`) && squeeze(nameOf(element)).includes(wanted); // biome-ignore format: one thought
    const own = squeeze(element.textContent ?? '').includes(wanted);
    // The innermost element that holds the text.
    return own && ![...element.children].some((child) => squeeze(child.textContent ?? '').includes(wanted));
  };
  return [...elements(document)].filter((element) => matches(element) && isSeen(element)).at(-1) ?? null;
}
