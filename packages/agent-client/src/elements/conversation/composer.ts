// The message field as a template: Enter sends, Shift+Enter starts a new line, `/form` finds a form, one button for the picker.
import { MESSAGE_LIMIT } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import {
  formSuggestions,
  type SuggestionsOptions,
  suggestionId,
  suggestionsId,
  suggestionsStatus,
} from './form-suggestions.ts';

/** What the composer shows and does. */
export interface ComposerOptions {
  readonly draft: string;
  readonly busy: boolean;
  /** The forms to choose from while the draft is the command. */
  readonly suggestions: SuggestionsOptions | undefined;
  readonly change: (text: string) => void;
  /** Sends the message, or chooses the active form. */
  readonly send: () => void;
  readonly pick: () => void;
  /** Whether the list took the key. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** The composer. */
export function composer(words: Words, options: ComposerOptions): TemplateResult {
  const { draft, busy, suggestions, change, send, pick } = options;
  const onInput = (event: Event): void => change((event.target as HTMLTextAreaElement).value);
  const onKey = (event: KeyboardEvent): void => {
    if (options.onKey(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) send();
  };
  const { found, active } = suggestions ?? {};
  const direction = draft === '' ? words.direction : 'auto'; // the hint is in the agent's language, the text in the consumer's
  return html`<div class="composer" part="composer">
    ${suggestions ? formSuggestions(words, suggestions) : nothing}
    <textarea rows="1" dir=${direction} aria-label=${words.say('reply')} placeholder=${words.say('composerHint')} maxlength=${MESSAGE_LIMIT}
      aria-autocomplete=${suggestions ? 'list' : nothing} aria-controls=${found?.length ? suggestionsId : nothing}
      aria-activedescendant=${active ? suggestionId(active) : nothing}
      .value=${draft} @input=${onInput} @keydown=${onKey}></textarea>
    <p class="hidden-text" role="status">${suggestions ? suggestionsStatus(words, suggestions) : nothing}</p>
    <div class="tools">
      <button class="form-button" part="button" type="button" @click=${pick}>${icon('lock')}${words.say('sendForm')}</button>
      <button class="primary" part="button" type="button" ?disabled=${busy || draft.trim() === ''} @click=${send}>${words.say('send')}${icon('send', 'flips')}</button>
    </div>
  </div>`;
}
