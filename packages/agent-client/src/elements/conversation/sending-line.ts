// What may be sent by the channel of a conversation, in words, before the agent writes (CN-GEN-06).
import type { ConversationSummary, Sending } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { ExtraTextKey } from '../shared/extra-texts.ts';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import type { Words } from '../shared/words.ts';

type Refused = NonNullable<Sending['refused']>;

const short: Readonly<Record<Refused, ExtraTextKey>> = {
  opted_out: 'sendingOptedOut',
  closed: 'sendingClosed',
  window_closed: 'sendingWindow',
};
const long: Readonly<Record<Refused, ExtraTextKey>> = {
  opted_out: 'sendingOptedOutNote',
  closed: 'sendingClosedNote',
  window_closed: 'sendingWindowNote',
};

/** Why something would not be sent. @param now epoch ms by the server's clock */
export function refusedAt(sending: Sending | undefined, now: number): Refused | undefined {
  if (sending?.refused) return sending.refused;
  return sending?.until !== undefined && now >= sending.until ? 'window_closed' : undefined;
}

/** When what is shown changes by itself, epoch ms; `undefined` when it does not. */
export function nextSendingChange({ sending }: Pick<ConversationSummary, 'sending'>, now: number): number | undefined {
  const ends = [sending?.text.until, sending?.form.until].filter((at) => at !== undefined && at > now);
  return ends.length > 0 ? Math.min(...(ends as number[])) : undefined;
}

/** For the head: until when messages may be sent, or why not; nothing where the channel knows no such thing. */
export function sendingText(
  words: Words,
  { sending }: Pick<ConversationSummary, 'sending'>,
  now: number,
): string | undefined {
  const refused = refusedAt(sending?.text, now);
  if (refused) return words.say(short[refused]);
  const until = sending?.text.until;
  return until === undefined ? undefined : words.say('sendingUntil', { time: fullTime(until, words.locale) });
}

/** Above the message field: why nothing can be sent, and what can be done. */
export function sendingNote(
  words: Words,
  { sending }: Pick<ConversationSummary, 'sending'>,
  now: number,
): TemplateResult {
  const refused = refusedAt(sending?.text, now);
  const withForm = refused !== undefined && refusedAt(sending?.form, now) === undefined;
  return html`<div class="sending" role="status">${
    refused
      ? html`<p class="notice warn">${icon('warning')}<span>${words.say(long[refused])} ${withForm ? words.say('sendingFormNote') : nothing}</span></p>`
      : nothing
  }</div>`;
}
