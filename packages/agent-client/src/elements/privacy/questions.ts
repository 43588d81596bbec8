// What is asked before something is erased, held or released.
import type { HoldView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import type { Erasable, Question, Writing } from './parts.ts';

/** What the dialogs do. */
export interface QuestionActions {
  readonly reason: string;
  /** What is wrong with the reason, in words. */
  readonly reasonProblem: string;
  readonly failure: string;
  readonly isBusy: boolean;
  readonly onReason: (text: string) => void;
  readonly onCancel: () => void;
  readonly onSure: () => void;
}

const eraseTexts = {
  consumer: { title: 'eraseConsumerQuestion', destroys: ['destroysAll', 'destroysMessages', 'destroysForms'] },
  conversation: { title: 'eraseConversationQuestion', destroys: ['destroysMessages', 'destroysForms'] },
  submission: { title: 'eraseSubmissionQuestion', destroys: ['destroysAnswers'] },
} as const;

/** The content of the dialog. */
export function questionView(writing: Writing, question: Question, actions: QuestionActions): TemplateResult {
  if (question.ask === 'hold') return holdForm(writing, question, actions);
  if (question.ask === 'release') return releaseView(writing, question.hold, actions);
  return question.holds.length > 0
    ? heldView(writing, question.holds, actions)
    : eraseView(writing, question.what, actions);
}

function eraseView({ say }: Writing, what: Erasable, actions: QuestionActions): TemplateResult {
  const { title, destroys } = eraseTexts[what.kind];
  return html`<div class="dialog">
    <h3 id="question">${say(title, what.kind === 'submission' ? { form: what.form } : {})}</h3>
    ${what.kind === 'submission' ? nothing : html`<p class="mono" dir="ltr"><bdi>${visibleText(what.id)}</bdi></p>`}
    <p>${say('destroyed')}:</p>
    <ul class="destroyed">${destroys.map((each) => html`<li>${say(each)}</li>`)}</ul>
    <p class="muted">${say('stays')}</p>
    <div class="notice bad">${icon('warning')}<strong>${say('forever')}</strong></div>
    ${failureView(actions)}
    <div class="buttons">
      <button type="button" autofocus @click=${actions.onCancel}>${say('cancel')}</button>
      <button class="destructive" id="sure" type="button" ?disabled=${actions.isBusy} @click=${actions.onSure}>${say('erase')}</button>
    </div>
  </div>`;
}

function heldView({ say, locale }: Writing, holds: readonly HoldView[], { onCancel }: QuestionActions): TemplateResult {
  return html`<div class="dialog">
    <h3 id="question">${say('heldTitle')}</h3>
    <p>${say('heldNote')}</p>
    <ul class="destroyed">${holds.map((hold) => html`<li><bdi>${visibleText(hold.holdId)}</bdi> · ${fullTime(hold.at, locale)}</li>`)}</ul>
    <div class="buttons"><button class="primary" type="button" autofocus @click=${onCancel}>${say('close')}</button></div>
  </div>`;
}

function holdForm({ say }: Writing, { place }: Question & { ask: 'hold' }, actions: QuestionActions): TemplateResult {
  const { reason, reasonProblem } = actions;
  const isOfConsumer = place.kind !== 'conversation';
  return html`<form novalidate @submit=${(event: Event) => {
    event.preventDefault();
    actions.onSure();
  }}>
    <h3 id="question">${say(isOfConsumer ? 'holdConsumer' : 'holdConversation')}</h3>
    <p class="mono" dir="ltr"><bdi>${visibleText(place.id)}</bdi></p>
    <p>${say('holdNote')}${isOfConsumer ? ` ${say('holdConsumerNote')}` : nothing}</p>
    <div class="field">
      <label for="reason">${say('reason')}</label>
      <input id="reason" dir="auto" autocomplete="off" maxlength="80" .value=${live(reason)} aria-invalid=${reasonProblem ? 'true' : 'false'}
        aria-describedby=${reasonProblem ? 'reason-hint reason-error' : 'reason-hint'}
        @input=${(event: Event) => actions.onReason((event.target as HTMLInputElement).value)} />
      <p class="hint" id="reason-hint">${say('reasonHint')}</p>
      ${reasonProblem ? html`<span class="error" id="reason-error">${icon('warning')}${reasonProblem}</span>` : nothing}
    </div>
    ${failureView(actions)}
    <div class="buttons">
      <button type="button" @click=${actions.onCancel}>${say('cancel')}</button>
      <button class="primary" id="sure" type="submit" ?disabled=${actions.isBusy}>${say('hold')}</button>
    </div>
  </form>`;
}

function releaseView({ say }: Writing, { holdId }: HoldView, actions: QuestionActions): TemplateResult {
  return html`<div class="dialog">
    <h3 id="question">${say('releaseQuestion', { reason: holdId })}</h3>
    <p>${say('releaseNote')}</p>
    ${failureView(actions)}
    <div class="buttons">
      <button type="button" autofocus @click=${actions.onCancel}>${say('cancel')}</button>
      <button class="destructive" id="sure" type="button" ?disabled=${actions.isBusy} @click=${actions.onSure}>${say('release')}</button>
    </div>
  </div>`;
}

function failureView({ failure }: QuestionActions): TemplateResult | typeof nothing {
  return failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${failure}</span></div>` : nothing;
}
