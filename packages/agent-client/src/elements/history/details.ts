// One form of the history before anything is read: what it is, who has read it, what reading means.
import type { HistoryEntry, HistoryReading } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import { fullTime } from '../shared/times.ts';
import type { Writing } from './list.ts';

/** What is shown, and what can be done. */
export interface Details {
  readonly entry: HistoryEntry;
  /** `undefined` while they are being asked for. */
  readonly reads: readonly HistoryReading[] | 'failed' | undefined;
  readonly lacksKey: boolean;
  readonly read: () => void;
  readonly importKey: () => void;
  readonly close: () => void;
}

/** The details. */
export function details(writing: Writing, shown: Details): TemplateResult {
  const { say, words } = writing;
  const { entry, close } = shown;
  return html`<div class="dialog">
    <div class="head">
      <h3 id="entry-title"><bdi>${plainName(entry.formName)}</bdi></h3>
      <button class="quiet round" type="button" aria-label=${words.say('close')} @click=${close}>${icon('close')}</button>
    </div>
    <dl class="facts">
      <dt>${say('agent')}</dt><dd><bdi>${plainName(entry.agent.name)}</bdi></dd>
      <dt>${say('submitted')}</dt><dd>${fullTime(entry.submittedAt, words.locale)}</dd>
      <dt>${say('closed')}</dt><dd>${fullTime(entry.closedAt, words.locale)}</dd>
    </dl>
    ${readings(writing, shown.reads)}
    ${entry.archiveKeyId === undefined ? html`<p class="notice">${icon('lock')}<span>${say('noAnswers')}</span></p>` : reading(writing, shown)}
  </div>`;
}

function readings({ say, words }: Writing, reads: Details['reads']): TemplateResult {
  const list =
    reads === undefined
      ? html`<p class="muted">${words.say('loading')}</p>`
      : reads === 'failed'
        ? html`<p class="muted">${say('readsFailed')}</p>`
        : reads.length === 0
          ? html`<p class="muted">${say('nobodyRead')}</p>`
          : html`<ul>${reads.map(({ agent, at }) => html`<li>${say('readingOf', { agent: plainName(agent.name), time: fullTime(at, words.locale) })}</li>`)}</ul>`;
  return html`<section class="reads" aria-live="polite"><h4>${say('readBefore')}</h4>${list}</section>`;
}

function reading({ say }: Writing, { lacksKey, read, importKey }: Details): TemplateResult {
  return html`
    <p class="notice warn">${icon('eye')}<span>${say(lacksKey ? 'keyMissing' : 'warning')}</span></p>
    <div class="buttons">
      ${
        lacksKey
          ? html`<button class="primary" type="button" data-action="import-first" @click=${importKey}>${say('importKey')}</button>`
          : html`<button class="primary" type="button" data-action="read" @click=${read}>${icon('lock')}${say('read')}</button>`
      }
    </div>`;
}
