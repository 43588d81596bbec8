// A notice: one message in place of the form: loading, an end, or something that prevents it. Text only.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type IconName, icon } from '../../styles/form-icons.ts';

/** How a notice is meant. */
export type NoticeTone = 'calm' | 'good' | 'bad';

/** What a notice says. */
export interface Notice {
  readonly tone: NoticeTone;
  readonly icon: IconName;
  readonly heading?: string | undefined;
  /** May hold line breaks. */
  readonly text: string;
  /** Something is under way. */
  readonly waiting: boolean;
}

/**
 * Draws a message with a mark, a heading and a text.
 *
 * @param notice - what it says
 */
export function noticeTemplate({ tone, icon: mark, heading, text, waiting }: Notice): TemplateResult {
  return html`<div class="notice ${tone} ${waiting ? 'waiting' : ''}" role="status" aria-busy=${waiting}>
    <span class="badge">${icon(mark)}</span>
    ${heading ? html`<h2>${heading}</h2>` : nothing}<p>${text}</p>
  </div>`;
}
