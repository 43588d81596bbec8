// Runs in pages: what a document is made of, without its words. Markup that came in as text would show here.
import { everyElement } from './elements.ts';

/** Every element with its attributes' names; values only where they lead somewhere or run something. */
export function structureOf(): string {
  return everyElement()
    .filter((each) => !each.closest('head'))
    .map((each) => {
      const attributes = each.getAttributeNames().map((name) => {
        const acts = /^on|^(src|srcdoc|href|style|action|formaction|data|is)$/.test(name);
        return acts ? `${name}=${each.getAttribute(name)}` : name;
      });
      return [each.localName, ...attributes.sort()].join(' ');
    })
    .join('\n');
}
