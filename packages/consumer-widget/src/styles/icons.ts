// Marks drawn in place, so that nothing is fetched. They take the colour of the text around them and are hidden from readers.
import { setAttributes } from '../internal/dom.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The lock mark of the bubble and of the overlay (SF-WV-01). */
export function lockMark(): SVGElement {
  const mark = document.createElementNS(SVG, 'svg');
  const outline = document.createElementNS(SVG, 'path');
  setAttributes(mark, { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  setAttributes(outline, { d: 'M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6 10.5h12V20H6zm6 3.75v2' });
  mark.append(outline);
  return mark;
}
