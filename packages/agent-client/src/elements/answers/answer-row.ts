// One row of the viewer as a template: label, value or dots, marks, buttons. Values enter text nodes and nothing else.
import { displayGroups, inputHints, type Question } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit';
import type { AnsweredQuestion } from '../../answers.ts';
import { icon } from '../shared/icons.ts';
import { visibleText } from '../shared/visible.ts';
import type { Words } from '../shared/words.ts';

/** What a row can do. */
export interface RowActions {
  readonly reveal: (questionId: string, button: EventTarget | null) => void;
  /** Back behind dots, unless another value is the revealed one by now. */
  readonly mask: (questionId: string) => void;
  readonly copy: (questionId: string) => void;
}

const sensitiveFormats: readonly string[] = ['card', 'pin', 'us-ssn'];

/** Whether a value stays behind dots until it is revealed (SF-AGT-03). */
export function isSensitive({ masked, type, format, offTheRecord }: Question): boolean {
  return masked || offTheRecord || type === 'cvv' || (format !== undefined && sensitiveFormats.includes(format));
}

/**
 * The row of one question.
 *
 * @param answered - question and value
 * @param revealed - whether its value is to be seen although it is sensitive
 * @param goneText - what is said of an answer that is not there; default: that it was off the record and its time is over
 */
export function answerRow(
  words: Words,
  answered: AnsweredQuestion,
  revealed: boolean,
  actions: RowActions,
  goneText?: string,
): TemplateResult {
  const { question, value, mismatch } = answered;
  const leave = (event: FocusEvent): void => {
    const row = event.currentTarget as HTMLElement;
    if (revealed && !row.contains(event.relatedTarget as Node | null)) actions.mask(question.id);
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (!revealed || event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault(); // a dialog around it stays open
    actions.mask(question.id);
  };
  return html`<div class="row" part="row" @focusout=${leave} @keydown=${onEscape}>
    <dt part="label">
      <bdi>${question.label}</bdi>
      ${question.offTheRecord ? html`<span class="tag">${icon('clock')}${words.say('offTheRecord')}</span>` : nothing}
    </dt>
    <dd>
      ${value === undefined ? gone(goneText ?? words.say('offTheRecordGone')) : shown(words, question, value, revealed, actions)}
      ${mismatch ? html`<p class="mismatch" part="mismatch">${icon('warning')}<span>${words.say('mismatch')}</span></p>` : nothing}
    </dd>
  </div>`;
}

function gone(text: string): TemplateResult {
  return html`<p class="gone">${text}</p>`;
}

function shown(
  words: Words,
  question: Question,
  value: string,
  revealed: boolean,
  actions: RowActions,
): TemplateResult {
  if (value === '') return html`<p class="none">${words.say('noAnswer')}</p>`;
  const sensitive = isSensitive(question);
  const toggle = (event: Event): void =>
    revealed ? actions.mask(question.id) : actions.reveal(question.id, event.currentTarget);
  const label = question.label;
  return html`<div class="line">
    ${sensitive && !revealed ? dots(words) : plain(question, value)}
    <span class="actions">
      ${
        sensitive
          ? html`<button class="quiet" part="button" type="button" aria-label=${words.say(revealed ? 'hideNamed' : 'revealNamed', { label })} @click=${toggle}>
              ${icon(revealed ? 'eyeOff' : 'eye')}<span>${words.say(revealed ? 'hide' : 'reveal')}</span>
            </button>`
          : nothing
      }
      <button class="quiet" part="button" type="button" aria-label=${words.say('copyNamed', { label })} @click=${() => actions.copy(question.id)}>
        ${icon('copy')}<span>${words.say('copy')}</span>
      </button>
    </span>
    ${sensitive && revealed ? html`<span class="time" aria-hidden="true"></span>` : nothing}
  </div>`;
}

/** Always the same dots, so that they do not tell the length. */
function dots(words: Words): TemplateResult {
  return html`<span class="value dots" part="value"><span aria-hidden="true">••••••••</span><span class="hidden-text">${words.say('hiddenAnswer')}</span></span>`;
}

/** The value as text; groups are set apart by the style sheet, so that the text itself stays the value. */
function plain(question: Question, value: string): TemplateResult {
  const chosen = question.choices?.find((choice) => choice.value === value);
  const text = chosen?.label ?? value;
  const { dir } = chosen || question.type === 'choice' ? { dir: 'auto' } : inputHints(question);
  const numeric = dir === 'ltr' && question.format !== 'email';
  return html`<span class="value ${numeric ? 'number' : ''}" part="value" tabindex="-1"><bdi dir=${dir}>${displayGroups(
    question,
    text,
  ).map((group) => html`<span class="group">${visibleText(group)}</span>`)}</bdi></span>`;
}
