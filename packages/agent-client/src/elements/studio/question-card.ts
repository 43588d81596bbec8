// One question in the editor: its head with what can be done, its warnings, and its fields while it is open.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Verdict } from './check.ts';
import type { DraftQuestion } from './draft.ts';
import { warningText } from './issue-texts.ts';
import { kindText, type QuestionContext, questionFields } from './question-fields.ts';

/** What can be done with a question. */
export interface QuestionActions {
  readonly toggle: () => void;
  readonly moveTo: (at: number) => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
  readonly grab: (event: PointerEvent) => void;
}

/** How a question stands in the list. */
export interface CardState {
  readonly count: number;
  readonly isOpen: boolean;
  readonly isDragged: boolean;
  readonly isFull: boolean;
  readonly verdict: Verdict;
}

/** The card. */
export function questionCard(
  question: DraftQuestion,
  context: QuestionContext,
  { count, isOpen, isDragged, isFull, verdict }: CardState,
  actions: QuestionActions,
): TemplateResult {
  const { writing, at, change } = context;
  const { say, words } = writing;
  const number = at + 1;
  const { key, label } = question;
  const warnings = verdict.warnings.get(at) ?? [];
  const isWrong = [...verdict.errors.keys()].some(
    (path) => path.startsWith(`questions.${at}.`) && context.errorAt(path),
  );
  const onKey = (event: KeyboardEvent) => {
    const to = event.key === 'ArrowUp' ? at - 1 : event.key === 'ArrowDown' ? at + 1 : undefined;
    if (to === undefined) return;
    event.preventDefault();
    actions.moveTo(to);
  };
  return html`<li class="question ${isDragged ? 'dragged' : ''} ${isWrong ? 'wrong' : ''}" data-key=${key}>
    <div class="question-head">
      <button class="quiet round handle" type="button" aria-label=${say('drag', { number })} @pointerdown=${actions.grab} @keydown=${onKey}>${icon('grip')}</button>
      <button class="quiet opener" type="button" aria-expanded=${isOpen} aria-controls="fields-${key}" @click=${actions.toggle}>
        <span class="number">${number}</span>
        <span class="what">
          <bdi class="label">${label.trim() || html`<em>${say('untitledQuestion')}</em>`}</bdi>
          <span class="kind">${kindText(writing, question)}${question.required ? nothing : html` · ${words.say('optional')}`}</span>
        </span>
        ${question.masked ? html`<span class="tag">${icon('eyeOff')}${words.say('masked')}</span>` : nothing}
        ${question.offTheRecord ? html`<span class="tag">${icon('clock')}${words.say('offTheRecord')}</span>` : nothing}
        ${icon('chevron', isOpen ? 'turned' : '')}
      </button>
      <div class="question-buttons">
        <button class="quiet round" type="button" aria-label=${say('moveUp', { number })} ?disabled=${at === 0} @click=${() => actions.moveTo(at - 1)}>${icon('up')}</button>
        <button class="quiet round" type="button" aria-label=${say('moveDown', { number })} ?disabled=${number === count} @click=${() => actions.moveTo(at + 1)}>${icon('down')}</button>
        <button class="quiet round" type="button" aria-label=${say('duplicate', { number })} ?disabled=${isFull} @click=${actions.duplicate}>${icon('copy')}</button>
        <button class="quiet round danger" type="button" aria-label=${say('remove', { number })} @click=${actions.remove}>${icon('trash')}</button>
      </div>
    </div>
    ${warnings.map(
      (warning) => html`<p class="notice warn">${icon('warning')}<span>${warningText(writing, warning)}
        ${warning.code === 'masked_missing' ? html`<button class="link" type="button" @click=${() => change({ masked: true })}>${say('fixMask')}</button>` : nothing}</span></p>`,
    )}
    <div id="fields-${key}" ?hidden=${!isOpen}>${isOpen ? questionFields(question, context) : nothing}</div>
  </li>`;
}
