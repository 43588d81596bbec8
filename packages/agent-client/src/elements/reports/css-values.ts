// Sizes and places that are computed, set one by one through the element's own style object.
import { type ElementPart, noChange } from 'lit';
import { Directive, directive, type PartInfo, PartType } from 'lit/directive.js';

/** Values by the name of a CSS property. */
export type CssValues = Readonly<Record<string, string>>;

class CssValuesDirective extends Directive {
  #before: readonly string[] = [];

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('cssValues() belongs into the tag of an element');
  }

  override render(_values: CssValues): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [values]: [CssValues]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const name of this.#before) if (!(name in values)) style.removeProperty(name);
    for (const [name, value] of Object.entries(values)) style.setProperty(name, value);
    this.#before = Object.keys(values);
    return noChange;
  }
}

/**
 * Sets CSS properties of an element. A `style` attribute, which lit's `styleMap` writes at first, is refused by a content security policy
 * without `unsafe-inline`; the style object is not.
 */
export const cssValues = directive(CssValuesDirective);
