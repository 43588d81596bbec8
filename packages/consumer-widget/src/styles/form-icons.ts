// Marks of the form page, drawn in place. Outlines in the colour of the text around them, hidden from readers.
import { html, type TemplateResult } from 'lit/html.js';

const eye = 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6';
const ring = 'M12 2.75a9.25 9.25 0 1 1 0 18.5 9.25 9.25 0 0 1 0-18.5';

const outlines = {
  lock: 'M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6 10.5h12V20H6zm6 3.75v2',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  alert: `M12 7v6m0 3.5v.5${ring}`,
  clock: `M12 7v5l3.25 2${ring}`,
  block: `m5.5 5.5 13 13${ring}`,
  device: 'M7 3h10v18H7zm4 15h2',
  show: eye,
  hide: `${eye}M4 4l16 16`,
} as const;

/** Name of a mark. */
export type IconName = keyof typeof outlines;

/**
 * Draws a mark.
 *
 * @param name - which one
 */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${outlines[name]} /></svg>`;
}
