// Marks drawn in place, so that nothing is fetched. They take the colour of the text around them and are hidden from readers.
import { setAttributes } from '../internal/dom.ts';

const SVG = 'http://www.w3.org/2000/svg';
const LOCK = 'M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6 10.5h12V20H6z';

/** Outlines: the lock with its keyhole, and the lock with a tick for a form that was submitted. */
export const lockOutlines = { keyhole: `${LOCK}m6 3.75v2`, tick: `${LOCK}m3.5 4.9 1.8 1.7 3.2-3.4` } as const;

/** The lock mark of the bubble and of the overlay (SF-WV-01). */
export function lockMark(): SVGElement {
  const mark = document.createElementNS(SVG, 'svg');
  const outline = document.createElementNS(SVG, 'path');
  setAttributes(mark, { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  setAttributes(outline, { d: lockOutlines.keyhole });
  mark.append(outline);
  return mark;
}
