// The preview of a form: what the consumer is asked, in which way, and what is special about it. No inputs.
import type { AnswerFormat, AnswerType, FormDefinition, Question } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit';
import type { ExtraTextKey } from './extra-texts.ts';
import { icon } from './icons.ts';
import type { Words } from './words.ts';

const types: Readonly<Record<AnswerType, ExtraTextKey>> = {
  text: 'typeText',
  numeric: 'typeNumeric',
  cvv: 'typeCvv',
  choice: 'typeChoice',
};

const formats: Readonly<Record<AnswerFormat, ExtraTextKey>> = {
  card: 'formatCard',
  expiry: 'formatExpiry',
  iban: 'formatIban',
  email: 'formatEmail',
  phone: 'formatPhone',
  date: 'formatDate',
  'us-ssn': 'formatUsSsn',
  'postal-code': 'formatPostalCode',
  pin: 'formatPin',
};

/** A form as the consumer will meet it: description, questions in order, note. */
export function formPreview(words: Words, definition: FormDefinition): TemplateResult {
  const { description, questions, note } = definition;
  return html`<p class="description" dir="auto">${description}</p>
    <div class="preview">
      <p class="asks" id="asks-${definition.id}">${words.say('asksFor')}</p>
      <ol aria-labelledby="asks-${definition.id}">${questions.map((question) => entry(words, question))}</ol>
    </div>
    ${note ? html`<p class="description" dir="auto">${note}</p>` : nothing}`;
}

function entry(words: Words, question: Question): TemplateResult {
  const { label, help, type, format, choices } = question;
  return html`<li>
    <span class="label"><bdi>${label}</bdi></span>
    <span class="kind">
      <span>${words.say(format ? formats[format] : types[type])}</span>
      ${(choices ?? []).map((choice) => html` <bdi class="choice">${choice.label}</bdi>`)}
    </span>
    ${marks(words, question)}
    ${help ? html`<span class="help" dir="auto">${help}</span>` : nothing}
  </li>`;
}

function marks(words: Words, { masked, offTheRecord, required }: Question): TemplateResult | typeof nothing {
  if (!masked && !offTheRecord && required) return nothing;
  return html`<span class="marks">
    ${masked ? html`<span class="tag">${icon('eyeOff')}${words.say('masked')}</span>` : nothing}
    ${offTheRecord ? html`<span class="tag">${icon('clock')}${words.say('offTheRecord')}</span>` : nothing}
    ${required ? nothing : html`<span class="tag">${words.say('optional')}</span>`}
  </span>`;
}
