// The few means with which the bubble and its dialogs are built. Elements are made one by one, so a host page needs no Trusted
// Types policy and no inline style for them (CSP), and loads no rendering library (performance.md P7).

/**
 * Makes an element.
 *
 * @param tag - its name
 * @param attributes - by name
 * @param children - what it holds
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/**
 * Sets attributes.
 *
 * @param element - which element
 * @param attributes - by name
 */
export function setAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/**
 * Shows a text; leaves the element alone when it shows that already, so that a live region is not read out again.
 *
 * @param element - holds nothing but text
 * @param text - what it shall show
 */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const sheets = new Map<string, CSSStyleSheet>();

/**
 * Gives a shadow root a style sheet, which all elements with the same one share.
 *
 * @param root - the shadow root
 * @param text - the style sheet's text
 */
export function adoptStyles(root: ShadowRoot, text: string): void {
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
