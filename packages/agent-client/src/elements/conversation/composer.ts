// The message field as a template: Enter sends, Shift+Enter starts a new line, `/form` finds a form, one button for the picker.
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

/** Part of the limit from which the characters are counted. */
const NEAR = 0.8;

/** What the composer shows and does. */
export interface ComposerOptions {
  readonly draft: string;
  readonly busy: boolean;
  /** The channel would not take a message now; a note above the field says why. What is written stays. */
  readonly refused: boolean;
  /** Nor a form. */
  readonly formRefused: boolean;
  /** Characters that one message may have; a longer draft stays as it is until it is shortened. */
  readonly limit: number;
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
  const { draft, busy, refused, formRefused, limit, suggestions, change, send, pick } = options;
  const onInput = (event: Event): void => change((event.target as HTMLTextAreaElement).value);
  const onKey = (event: KeyboardEvent): void => {
    if (options.onKey(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat && draft.length <= limit) send();
  };
  const { found, active } = suggestions ?? {};
  const direction = draft === '' ? words.direction : 'auto'; // the hint is in the agent's language, the text in the consumer's
  return html`<div class="composer" part="composer">
    ${suggestions ? formSuggestions(words, suggestions) : nothing}
    <textarea rows="1" dir=${direction} aria-label=${words.say('reply')} placeholder=${words.say('composerHint')} aria-invalid=${draft.length > limit} aria-describedby="length"
      aria-autocomplete=${suggestions ? 'list' : nothing} aria-controls=${found?.length ? suggestionsId : nothing}
      aria-activedescendant=${active ? suggestionId(active) : nothing}
      .value=${draft} @input=${onInput} @keydown=${onKey}></textarea>
    <p class="hidden-text" role="status">${suggestions ? suggestionsStatus(words, suggestions) : nothing}</p>
    ${lengthLine(words, draft.length, limit)}
    <div class="tools">
      <button class="form-button" part="button" type="button" ?disabled=${formRefused} @click=${pick}>${icon('lock')}${words.say('sendForm')}</button>
      <button class="primary" part="button" type="button" ?disabled=${busy || refused || draft.trim() === '' || draft.length > limit} @click=${send}>${words.say('send')}${icon('send', 'flips')}</button>
    </div>
  </div>`;
}

/** Counts from where the end comes near; readers are told once it is passed. */
function lengthLine(words: Words, length: number, limit: number): TemplateResult {
  const number = new Intl.NumberFormat(words.locale);
  const counted = words.say('charactersOf', { length: number.format(length), limit: number.format(limit) });
  const isOver = length > limit;
  return html`<p class="length ${isOver ? 'over' : ''}" id="length" ?hidden=${length < limit * NEAR}>
    <span>${counted}</span> <span role="status">${isOver ? words.say('messageTooLong') : nothing}</span></p>`;
}
