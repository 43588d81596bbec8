// The mark of a card's brand beside its number: a small card drawn for this page, and the brand's name. The drawings are our own
// and are no logos; they only have to differ from each other.
import { type CardBrand, cardBrand, foldToAscii } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit/html.js';

/** Colour of the card and the pattern on it, on 34 by 22. */
const drawings: Readonly<Record<CardBrand, readonly [color: string, pattern: string]>> = {
  amex: ['#2f6f8f', 'M9 5h16v12H9zm4 3.5v5h8v-5z'],
  diners: ['#3d5a80', 'M17 4l11 14H6z'],
  discover: ['#a34a12', 'M34 22H13A21 21 0 0 1 34 5z'],
  elo: ['#33413f', 'M14.5 3h5v5.5H25v5h-5.5V19h-5v-5.5H9v-5h5.5z'],
  hipercard: ['#8a2942', 'M4 18v-4h7v-4h8V6h11v12z'],
  jcb: ['#2e6b4a', 'M17 3l11 8-11 8L6 11z'],
  maestro: ['#4b4f9c', 'M5 18 17 4l12 14h-6l-6-7-6 7z'],
  mastercard: ['#6b3f5b', 'M9 0h5v22H9zm11 0h5v22h-5z'],
  mir: ['#2d6f63', 'M0 13q8.5-9 17 0t17 0v9H0z'],
  unionpay: ['#7a3b3b', 'M0 5h34v4H0zm0 8h34v4H0z'],
  visa: ['#2b4a8b', 'M6 22 20 0h8L14 22z'],
};

/**
 * Draws the mark of a card number's brand.
 *
 * @param text - as far as it is typed
 * @returns nothing as long as the brand is not clear
 */
export function brandMark(text: string): TemplateResult | typeof nothing {
  const brand = cardBrand(foldToAscii(text).replace(/\D/g, ''));
  if (!brand) return nothing;
  const [color, pattern] = drawings[brand.id];
  return html`<span class="brand"><svg viewBox="0 0 34 22" aria-hidden="true"><path fill=${color} d="M0 0h34v22H0z" /><path
    fill="#fff" fill-opacity="0.72" fill-rule="evenodd" d=${pattern} /></svg><span>${brand.name}</span></span>`;
}
