// Finds what a page must have.

/** The element; a page without it is broken, and says so. */
export function query<Type extends Element>(selector: string, type: abstract new () => Type): Type {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the page has no ${selector}`);
  return element;
}
