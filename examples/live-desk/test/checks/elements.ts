// Runs in pages: all elements that are shown, through open shadow roots, and how a message calls one.

/** Every element of the document, through open shadow roots. */
export function everyElement(root: Document | ShadowRoot = document): Element[] {
  return [...root.querySelectorAll('*')].flatMap((each) =>
    each.shadowRoot ? [each, ...everyElement(each.shadowRoot)] : [each],
  );
}

/** What can be seen and takes up room. */
export function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

/** Everything that a pointer or a key can act on, behind an open modal dialog too. */
export function controls(): HTMLElement[] {
  const selector = 'a[href], button, input, select, textarea, summary, [role="button"], [tabindex="0"]';
  return everyElement().filter((each) => each.matches(selector) && isShown(each)) as HTMLElement[];
}

/** What has the focus, through open shadow roots; nothing when it is the document itself. */
export function focusedElement(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active && active !== document.body ? (active as HTMLElement) : undefined;
}

/** An element in a message: never what was typed. */
export function nameOf(element: Element): string {
  const own = element.getAttribute('aria-label') ?? element.textContent?.replace(/\s+/g, ' ').trim().slice(0, 40);
  return [element.localName, element.id || own || element.getAttribute('class')].filter(Boolean).join(' ');
}
