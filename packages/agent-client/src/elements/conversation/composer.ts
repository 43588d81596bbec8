// The message field as a template: Enter sends, Shift+Enter starts a new line, one button for forms.
import { MESSAGE_LIMIT } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

/** What the composer shows and does. */
export interface ComposerOptions {
  readonly draft: string;
  readonly busy: boolean;
  readonly change: (text: string) => void;
  readonly send: () => void;
  readonly pick: () => void;
}

/** The composer. */
export function composer(words: Words, { draft, busy, change, send, pick }: ComposerOptions): TemplateResult {
  const onInput = (event: Event): void => change((event.target as HTMLTextAreaElement).value);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return html`<div class="composer" part="composer">
    <textarea rows="1" dir="auto" aria-label=${words.say('reply')} placeholder=${words.say('writeMessage')} maxlength=${MESSAGE_LIMIT} .value=${draft} @input=${onInput} @keydown=${onKey}></textarea>
    <div class="tools">
      <button class="form-button" part="button" type="button" @click=${pick}>${icon('lock')}${words.say('sendForm')}</button>
      <button class="primary" part="button" type="button" ?disabled=${busy || draft.trim() === ''} @click=${send}>${words.say('send')}${icon('send', 'flips')}</button>
    </div>
  </div>`;
}
