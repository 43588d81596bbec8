// Marks drawn in place, so that nothing is fetched. They take the colour of the text around them and are hidden from readers.
import { html } from 'lit';

/** The lock mark of the bubble and of the form's header (SF-WV-01). */
export const lockMark = () => html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6 10.5h12V20H6zm6 3.75v2" />
</svg>`;
