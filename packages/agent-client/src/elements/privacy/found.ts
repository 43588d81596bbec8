// What is held of a consumer or a conversation, and what can be done with it.
import type { HeldConversation, PrivacyFindRequest, PrivacyFindResponse } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import { type Ask, holdsOf, holdTags, type Place, type Writing } from './parts.ts';

/** What was found, page by page, for what was asked. */
export interface Found extends PrivacyFindResponse {
  readonly asked: Pick<PrivacyFindRequest, 'kind' | 'id'>;
}

/** What the results do. */
export interface FoundActions {
  readonly ask: Ask;
  readonly exportAll: () => void;
  readonly exportOne: (conversationId: string) => void;
  readonly more: () => void;
  readonly isBusy: boolean;
}

/** The results. */
export function foundCard(writing: Writing, found: Found, actions: FoundActions): TemplateResult {
  const { say, locale } = writing;
  const { asked, conversations, holds, erasedAt, cursor, consumerMac } = found;
  const isOfConsumer = asked.kind !== 'conversation';
  const whole: Place | undefined = isOfConsumer
    ? asked
    : consumerMac
      ? { kind: 'consumer-mac', id: consumerMac }
      : undefined;
  const isEmpty = conversations.length === 0;
  const count = { count: conversations.length };
  return html`<section class="card results" aria-labelledby="found">
    <div class="results-head">
      <h3 id="found" tabindex="-1">${isEmpty ? say('nothing') : say('found', count)}</h3>
      ${asked.kind === 'consumer' ? consumerButtons(writing, found, actions) : nothing}
    </div>
    ${erasedAt === undefined ? nothing : html`<p class="notice ${isEmpty ? 'good' : ''}">${icon('check')}<span>${say(isEmpty ? 'erasedAt' : 'erasedBefore', { time: fullTime(erasedAt, locale) })}</span></p>`}
    ${isEmpty && erasedAt === undefined ? html`<p class="muted">${say('nothingHint')}</p>` : nothing}
    ${whole && holds.length > 0 ? html`<p>${say('heldWhole')}</p>${holdTags(writing, whole, holds, actions.ask)}` : nothing}
    ${conversations.map((each) => conversation(writing, found, each, actions))}
    ${cursor === undefined ? nothing : html`<div class="buttons"><button type="button" class="more" ?disabled=${actions.isBusy} @click=${actions.more}>${say('more')}</button></div>`}
  </section>`;
}

function consumerButtons({ say }: Writing, found: Found, { ask, exportAll, isBusy }: FoundActions): TemplateResult {
  const { id } = found.asked;
  const holds = [...found.holds, ...found.conversations.flatMap((each) => each.holds)];
  return html`<div class="buttons">
    <button type="button" id="export" ?disabled=${isBusy} @click=${exportAll}>${icon('download')}${say('export')}</button>
    <button type="button" @click=${() => ask({ ask: 'hold', place: { kind: 'consumer', id } })}>${icon('lock')}${say('hold')}</button>
    <button type="button" class="danger" @click=${() => ask({ ask: 'erase', what: { kind: 'consumer', id }, holds })}>${say('eraseAll')}</button>
  </div>`;
}

function conversation(writing: Writing, found: Found, held: HeldConversation, actions: FoundActions): TemplateResult {
  const { ask, exportOne, isBusy } = actions;
  const { say, locale } = writing;
  const { conversationId: id, status, startedAt, keptUntil, holds, forms } = held;
  const place: Place = { kind: 'conversation', id };
  const all = holdsOf(found.holds, held);
  return html`<article class="conversation" aria-label="${say('conversation')} ${id}">
    <div class="results-head">
      <span class="mono" dir="ltr">${id}</span>
      <span class="buttons">
        <button type="button" class="export" ?disabled=${isBusy} @click=${() => exportOne(id)}>${icon('download')}${say('export')}</button>
        <button type="button" @click=${() => ask({ ask: 'hold', place })}>${icon('lock')}${say('hold')}</button>
        <button type="button" class="danger" @click=${() => ask({ ask: 'erase', what: { kind: 'conversation', id }, holds: all })}>${say('erase')}</button>
      </span>
    </div>
    <div class="facts">
      <span class="tag ${status === 'open' ? 'good' : ''}">${say(status)}</span>
      <dl class="facts">
        <div><dt>${say('started')}</dt><dd>${fullTime(startedAt, locale)}</dd></div>
        <div><dt>${say('keptUntil')}</dt><dd>${all.length > 0 ? say('keptByHold') : fullTime(keptUntil, locale)}</dd></div>
      </dl>
    </div>
    ${holds.length > 0 ? holdTags(writing, place, holds, ask) : nothing}
    ${forms.length === 0 ? html`<p class="muted">${say('noForms')}</p>` : html`<ul class="forms" aria-label=${say('forms')}>${forms.map((form) => formRow(writing, form, all, ask))}</ul>`}
  </article>`;
}

function formRow(
  { say, locale }: Writing,
  { name, status, sentAt, submission }: HeldConversation['forms'][number],
  holds: Found['holds'],
  ask: Ask,
): TemplateResult {
  const isSealed = submission?.answers === 'sealed';
  return html`<li>
    <strong><bdi>${visibleText(name)}</bdi></strong>
    <span class="muted">${say(status)} · ${fullTime(submission?.submittedAt ?? sentAt, locale)}</span>
    ${submission ? html`<span class="tag ${isSealed ? '' : 'good'}">${icon(isSealed ? 'lock' : 'check')}${say(submission.answers)}</span>` : nothing}
    ${isSealed ? html`<button class="link" type="button" aria-label=${say('eraseAnswersOf', { form: name })} @click=${() => ask({ ask: 'erase', what: { kind: 'submission', id: submission.submissionId, form: name }, holds })}>${say('eraseAnswers')}</button>` : nothing}
  </li>`;
}
