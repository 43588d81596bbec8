// What a payment card in the default theme does without: choices, every other format, themes.
import { formatRules, type Question } from '@tellsafe/core/form';
import type { Texts } from '@tellsafe/core/i18n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { logoTemplate, themeStyles, themeWords } from '../form/theme-styles.ts';
import { choiceStyles } from './choice-styles.ts';
import type { QuestionKinds } from './kinds.ts';

/** More choices than this become a native list. */
const RADIO_LIMIT = 5;

/** What a choice is drawn from. */
export interface ChoiceParts {
  readonly question: Question;
  readonly fieldId: string;
  readonly texts: Texts;
  readonly disabled: boolean;
  readonly isWrong: boolean;
  readonly label: TemplateResult;
  readonly notes: TemplateResult;
  /** Ids of what describes the field. */
  readonly describedBy: string;
  onChange(event: Event): void;
  onFocusOut(event: FocusEvent): void;
}

/** Every kind of question. */
export const allKinds: QuestionKinds = {
  rules: formatRules,
  styles: (theme) => choiceStyles + themeStyles(theme),
  logo: logoTemplate,
  words: themeWords,
  choiceTemplate: (parts) =>
    (parts.question.choices ?? []).length > RADIO_LIMIT ? listTemplate(parts) : radioTemplate(parts),
};

function listTemplate(parts: ChoiceParts): TemplateResult {
  const { question, fieldId, texts, disabled, isWrong, label, notes, describedBy } = parts;
  return html`<div class="field ${isWrong ? 'wrong' : ''}" @focusout=${parts.onFocusOut}>
    <label for=${fieldId}>${label}</label>
    <div class="box list">
      <select id=${fieldId} name=${question.id} aria-required=${question.required} aria-invalid=${isWrong}
        aria-describedby=${describedBy || nothing} ?disabled=${disabled} @change=${parts.onChange}>
        <option value="">${texts.choose}</option>
        ${question.choices?.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
      </select>
    </div>
    ${notes}
  </div>`;
}

function radioTemplate(parts: ChoiceParts): TemplateResult {
  const { question, fieldId, disabled, isWrong, label, notes, describedBy } = parts;
  return html`<fieldset class="field ${isWrong ? 'wrong' : ''}" role="radiogroup" aria-required=${question.required}
    aria-invalid=${isWrong} aria-describedby=${describedBy || nothing} @focusout=${parts.onFocusOut}>
    <legend>${label}</legend>
    <div class="choices">${question.choices?.map(
      ({ value, label }, index) => html`<label class="choice"><input type="radio" id=${index === 0 ? fieldId : nothing}
        name=${question.id} value=${value} ?disabled=${disabled} @change=${parts.onChange} /><span dir="auto">${label}</span></label>`,
    )}</div>
    ${notes}
  </fieldset>`;
}
