// Something to be confirmed first, as a template: a modal question with a way back.
import type { FormDefinition } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit';
import { formPreview } from '../shared/form-preview.ts';
import type { Words } from '../shared/words.ts';

/** A question. */
export interface Question {
  readonly text: string;
  readonly yes: string;
  /** The form that is to be sent, to be looked at. With one, the focus is on yes: nothing is lost by it. */
  readonly form?: FormDefinition;
  readonly run: () => Promise<unknown>;
}

/** The dialog; shown while there is a question. */
export function questionDialog(
  words: Words,
  question: Question | undefined,
  { confirm, stop }: { readonly confirm: () => void; readonly stop: () => void },
): TemplateResult {
  /** A key that is held down has opened the dialog; it must not answer it too. */
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
  };
  return html`<dialog aria-labelledby="question" @close=${stop} @keydown=${onKey}>
    <p class="question" id="question">${question?.text}</p>
    ${question?.form ? html`<div class="form-to-send">${formPreview(words, question.form)}</div>` : nothing}
    <div class="answers">
      <button part="button" type="button" @click=${stop}>${words.say('cancel')}</button>
      <button class="primary" part="button" type="button" ?autofocus=${question?.form !== undefined} @click=${confirm}>${question?.yes}</button>
    </div>
  </dialog>`;
}
