// The list above the message field as a template: the forms that `/form` found, or why there are none.
import type { AgentForm } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

/** What the list shows and does. */
export interface SuggestionsOptions {
  /** Nothing until they are loaded. */
  readonly found: readonly AgentForm[] | undefined;
  readonly active: AgentForm | undefined;
  /** A failure in words. */
  readonly problem: string;
  readonly choose: (form: AgentForm) => void;
}

/** Ids inside the conversation's shadow root. */
export const suggestionsId = 'suggestions';

/** The id of a form's option. */
export function suggestionId(form: AgentForm): string {
  return `suggestion-${form.id}`;
}

/** The list. It stays out of sight while the focus is elsewhere. */
export function formSuggestions(words: Words, options: SuggestionsOptions): TemplateResult {
  return html`<div class="suggestions" part="suggestions">
    ${list(words, options)}
    <p class="hint">${words.say('commandHint')}</p>
  </div>`;
}

/** What is read out when the list opens or finds nothing. */
export function suggestionsStatus(words: Words, { found, problem }: SuggestionsOptions): string {
  if (problem !== '') return problem;
  return words.say(found?.length === 0 ? 'noMatch' : 'commandHint');
}

function list(words: Words, { found, active, problem, choose }: SuggestionsOptions): TemplateResult {
  if (problem !== '') return html`<p class="none">${problem}</p>`;
  if (!found) return html`<p class="none"><span class="spinner"></span></p>`;
  if (found.length === 0) return html`<p class="none">${words.say('noMatch')}</p>`;
  return html`<ul id=${suggestionsId} role="listbox" aria-label=${words.say('secureForms')}>
    ${found.map((form) => option(words, form, form === active, choose))}
  </ul>`;
}

function option(words: Words, form: AgentForm, active: boolean, choose: (form: AgentForm) => void): TemplateResult {
  const { name, questions } = form.definition;
  const keepFocus = (event: Event): void => event.preventDefault();
  return html`<li id=${suggestionId(form)} role="option" aria-selected=${active} @pointerdown=${keepFocus} @mousedown=${keepFocus} @click=${() => choose(form)}>
    ${icon('form')}<span class="name"><bdi>${name}</bdi></span>
    <span class="count">${words.say('questionCount', { count: questions.length })}</span>
  </li>`;
}
