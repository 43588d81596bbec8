// <tellsafe-notice>: one message in place of the form: loading, an end, or something that prevents it. Text only.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from '../../styles/form-icons.ts';

/** How a notice is meant. */
export type NoticeTone = 'calm' | 'good' | 'bad';

/**
 * A message with a mark, a heading and a text. What belongs below it goes beside it in the form's own tree.
 *
 * @element tellsafe-notice
 */
export class TellsafeNotice extends LitElement {
  static override properties = {
    tone: { attribute: false },
    icon: { attribute: false },
    heading: { attribute: false },
    text: { attribute: false },
    waiting: { attribute: false },
  };

  declare tone: NoticeTone;
  declare icon: IconName;
  declare heading: string;
  /** May hold line breaks. */
  declare text: string;
  /** Something is under way. */
  declare waiting: boolean;

  constructor() {
    super();
    this.tone = 'calm';
    this.icon = 'lock';
    this.heading = '';
    this.text = '';
    this.waiting = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { tone, heading, text, waiting } = this;
    return html`<div class="notice ${tone} ${waiting ? 'waiting' : ''}" role="status" aria-busy=${waiting}>
      <span class="badge">${icon(this.icon)}</span>
      ${heading ? html`<h2>${heading}</h2>` : nothing}${text ? html`<p>${text}</p>` : nothing}
    </div>`;
  }
}
