// Registers elements, once, also when two copies of this package are on one page.

/**
 * Defines a custom element unless the name is taken already.
 *
 * @param name - tag name
 * @param element - its class
 */
export function defineOnce(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
