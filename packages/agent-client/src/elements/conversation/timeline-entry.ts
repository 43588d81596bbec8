// One entry of the transcript as a template: a message bubble, or a card with status lines and what can be done about them.
import { isTerminal } from '@tellsafe/core/invitation';
import type { InvitationView, Message } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from '../shared/icons.ts';
import { clockTime, dayName } from '../shared/times.ts';
import type { Words } from '../shared/words.ts';
import { deliveryLine } from './delivery-line.ts';
import { type FileActions, fileLine } from './file-line.ts';
import type { StatusStep, TimelineEntry } from './timeline.ts';

/** What the cards can do; absent actions are not offered. */
export interface EntryActions {
  readonly view: (invitation: InvitationView) => void;
  readonly revoke?: (invitation: InvitationView) => void;
  readonly resend?: (invitation: InvitationView) => void;
  /** What can be done with a file of a message. */
  readonly file?: (message: Message, file: number) => FileActions;
  /** The message that was looked for. */
  readonly sought?: string | undefined;
  /** Asks for what was hidden in a message by a form. */
  readonly ask?: () => void;
}

/**
 * One entry.
 *
 * @param now - epoch milliseconds, for what is called today
 */
export function timelineEntry(words: Words, entry: TimelineEntry, actions: EntryActions, now: number): TemplateResult {
  if (entry.kind === 'day') return html`<li class="day"><span>${dayName(entry.at, now, words.locale)}</span></li>`;
  return entry.kind === 'message' ? bubble(words, entry.message, actions) : card(words, entry, actions);
}

function bubble(words: Words, message: Message, { ask, file, sought }: EntryActions): TemplateResult {
  const { from, name, text, at, masked, writtenAt = at, note, media = [], delivery, takenBack } = message;
  const time = html`<time datetime=${new Date(writtenAt).toISOString()}>${clockTime(writtenAt, words.locale)}</time>`;
  if (from === 'system')
    return html`<li class="system"><bdi>${text}</bdi> ${time}${deliveryLine(words, delivery)}</li>`;
  const who = name ?? words.say(from);
  return html`<li class="message ${from} ${message.id === sought ? 'sought' : ''}" data-id=${message.id} part="message ${from}">
    <p class="who"><bdi>${who}</bdi> ${time}</p>
    ${note === undefined ? nothing : html`<p class="note">${words.say(noteTexts[note])}</p>`}
    ${takenBack ? html`<p class="note">${words.say('takenBack')}</p>` : nothing}
    ${text === '' ? nothing : html`<p class="text" dir="auto">${text}</p>`}
    ${media.map((each, at) => fileLine(words, each, file?.(message, at)))}
    ${masked === undefined ? nothing : hiddenNote(words, from === 'consumer' ? ask : undefined)}
    ${deliveryLine(words, delivery)}
  </li>`;
}

const noteTexts = {
  edited: 'noteEdited',
  deleted: 'noteDeleted',
  reaction: 'noteReaction',
  unsupported: 'noteUnsupported',
} as const;

/** A card number was in the message (SF-POL-04). */
function hiddenNote(words: Words, ask: EntryActions['ask']): TemplateResult {
  return html`<p class="hidden-note">${icon('eyeOff')}<span>${words.say('cardHidden')}</span>
    ${ask ? html`<button class="link" part="ask-by-form" type="button" @click=${ask}>${words.say('askByForm')}</button>` : nothing}
  </p>`;
}

function card(
  words: Words,
  { invitation, steps, last }: Extract<TimelineEntry, { kind: 'form' }>,
  actions: EntryActions,
): TemplateResult {
  return html`<li class="form" part="form">
    <p class="title">${icon('form')}<bdi>${invitation.formName}</bdi></p>
    <ol>${steps.map((step) => line(words, step, invitation, actions))}</ol>
    ${last && isBehind(invitation) ? deliveryLine(words, invitation.delivery) : nothing}
    ${last ? offers(words, invitation, actions) : nothing}
  </li>`;
}

/** Whether what is known of the way of the link says more than the form's own status. */
function isBehind({ status, delivery }: InvitationView): boolean {
  const isDone = delivery === undefined || ['sent', 'delivered', 'read'].includes(delivery.state);
  return !isDone && (status === 'sent' || status === 'failed');
}

const icons: Readonly<Record<StatusStep['tone'], IconName>> = { plain: 'dot', good: 'check', warn: 'warning' };

function line(words: Words, step: StatusStep, invitation: InvitationView, actions: EntryActions): TemplateResult {
  const readable = step.line === 'lineSubmitted' && isReadable(invitation);
  return html`<li class=${step.tone}>
    <span class="mark">${icon(icons[step.tone])}</span>
    <span class="what">${words.say(step.line)}</span>
    <time datetime=${new Date(step.at).toISOString()}>${clockTime(step.at, words.locale)}</time>
    ${readable ? html`<button class="link" part="view-form" type="button" @click=${() => actions.view(invitation)}>${icon('lock')}${words.say('viewForm')}</button>` : nothing}
  </li>`;
}

/** Whether this session sent the form and may try to read its answers. */
function isReadable({ mine, submissionId }: InvitationView): boolean {
  return mine && submissionId !== undefined;
}

/** What can be done about a form in a conversation of one's own: again, back, or again because its answers are out of reach. */
function offers(
  words: Words,
  invitation: InvitationView,
  { revoke, resend }: EntryActions,
): TemplateResult | typeof nothing {
  if (!revoke || !resend || (invitation.status === 'submitted' && isReadable(invitation))) return nothing;
  const lost = invitation.status === 'submitted';
  return html`
    ${lost ? html`<p class="lost">${words.say('errorAnswersUnavailable')}</p>` : nothing}
    <p class="offers">
      <button class="quiet" part="button" type="button" @click=${() => resend(invitation)}>${icon('undo')}${words.say('sendAgain')}</button>
      ${isTerminal(invitation.status) ? nothing : html`<button class="quiet" part="button" type="button" @click=${() => revoke(invitation)}>${words.say('revoke')}</button>`}
    </p>
  `;
}
