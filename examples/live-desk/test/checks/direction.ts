// Runs in pages: numbers, card numbers, dates and IBANs keep their order inside pages from right to left (SF-LANG-03).
import { everyElement } from './elements.ts';

/** Fields whose text runs from right to left although it must not, by the id of their question. */
export function turnedFields(ids: readonly string[]): string[] {
  return everyElement()
    .filter((each) => each instanceof HTMLInputElement && ids.includes(each.name))
    .filter((each) => getComputedStyle(each).direction !== 'ltr')
    .map((each) => (each as HTMLInputElement).name);
}
