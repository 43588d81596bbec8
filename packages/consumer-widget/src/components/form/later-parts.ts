// Parts of a form that a person meets only once it is there: the summary of errors, the warning before the end, the questions
// before leaving and declining, and what makes typing comfortable. A chunk of its own (performance.md P6).
import { formatText, type Texts } from '@tellsafe/core/i18n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { WARNING_SECONDS } from '../../controllers/expiry.ts';
import type { FormState } from '../../controllers/form-state.ts';
import { icon } from '../../styles/form-icons.ts';
import type { TellsafeQuestion } from '../question/question.ts';

export { attachComforts } from './comforts.ts';

/**
 * Warns once when the time runs short; the seconds stand outside the alert, so that they are not read out one by one.
 *
 * @param texts - the person's language
 * @param state - of the form
 * @param extend - the one action that gives more time (SF-TIME-08)
 */
export function warningTemplate(
  texts: Texts,
  { secondsLeft, extensionsLeft, busy }: FormState,
  extend: () => void,
): TemplateResult | typeof nothing {
  if (secondsLeft > WARNING_SECONDS) return nothing;
  return html`<div class="banner warn">${icon('clock')}<span role="alert">${texts.endsSoon}</span>${
    extensionsLeft > 0
      ? html`<button class="secondary" type="button" ?disabled=${busy} @click=${extend}>${texts.extend}</button>`
      : nothing
  }</div>`;
}

/**
 * Says what came of the press on the submit button: that it is under way, which only the button itself shows, or which answers are
 * wrong, with links to their fields (SF-WV-04).
 *
 * @param texts - the person's language
 * @param questions - those that had an error when the person wanted to submit
 * @param busy - what is under way
 */
export function outcomeTemplate(
  texts: Texts,
  questions: readonly TellsafeQuestion[],
  busy: FormState['busy'],
): TemplateResult {
  return html`<p class="said" role="status">${busy === 'submit' ? texts.submitting : ''}</p>${summaryTemplate(texts, questions)}`;
}

function summaryTemplate(texts: Texts, questions: readonly TellsafeQuestion[]): TemplateResult | typeof nothing {
  const wrong = questions.filter((question) => question.errorText);
  if (wrong.length === 0) return nothing;
  return html`<div class="summary"><div role="alert"><h2>${formatText(texts, 'errorHeading', { count: wrong.length })}</h2></div><ul>${wrong.map(
    (question) =>
      html`<li><a href="#${question.fieldId}" @click=${(event: Event) => goTo(event, question)}><span dir="auto">${question.question.label}</span></a>: ${question.errorText}</li>`,
  )}</ul></div>`;
}

/** A link to a field moves the focus; the address stays free of a fragment. */
function goTo(event: Event, question: TellsafeQuestion): void {
  event.preventDefault();
  question.focus();
}

/**
 * Asks before something that cannot be taken back: what was typed is lost in any case, the form perhaps (SF-INV-05, SF-FLOW-10).
 *
 * @param texts - the person's language
 * @param confirming - what is asked
 * @param reopen - whether the form can be opened again
 * @param onAnswer - told whether the person wants it
 */
export function confirmTemplate(
  texts: Texts,
  confirming: 'leave' | 'decline',
  reopen: FormState['reopen'],
  onAnswer: (confirmed: boolean) => void,
): TemplateResult {
  const leaving = confirming === 'leave';
  const leaveWords = reopen === 'never' ? texts.leaveQuestion : texts.leaveTypedQuestion;
  const answer = (confirmed: boolean) => (event: Event) => {
    event.preventDefault();
    // Closing gives the focus back to what had it; a dialog that is only taken away does not.
    (event.currentTarget as Element).closest('dialog')?.close();
    onAnswer(confirmed);
  };
  return html`<dialog aria-labelledby="confirm-words" @cancel=${answer(false)}>
    <p id="confirm-words">${leaving ? leaveWords : texts.declineQuestion}</p>
    <div class="actions">
      <button class="primary" type="button" autofocus @click=${answer(false)}>${leaving ? texts.stay : texts.cancel}</button>
      <button class="secondary" type="button" @click=${answer(true)}>${leaving ? texts.leaveConfirm : texts.declineConfirm}</button>
    </div></dialog>`;
}
