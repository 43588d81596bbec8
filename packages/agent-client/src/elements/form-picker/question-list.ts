// The preview of a form's questions: labels and what is special about them. No inputs.
import type { FormDefinition, Question } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

/** The questions of a form as a list to look at. */
export function questionList(words: Words, { questions }: FormDefinition): TemplateResult {
  return html`<div class="preview">
    <h4>${words.say('asksFor')}</h4>
    <ol>${questions.map((question) => html`<li><bdi>${question.label}</bdi>${marks(words, question)}</li>`)}</ol>
  </div>`;
}

function marks(words: Words, { offTheRecord, required }: Question): TemplateResult | typeof nothing {
  if (offTheRecord) return html`<span class="tag">${icon('clock')}${words.say('offTheRecord')}</span>`;
  return required ? nothing : html`<span class="tag">${words.say('optional')}</span>`;
}
