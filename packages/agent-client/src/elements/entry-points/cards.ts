// The entry points as cards: how each does, what it is called, its address for the provider. Of a credential its key, never a value.
import { localeOptions } from '@tellsafe/core/i18n';
import type { EntryPointView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { channelName } from '../shared/channel-name.ts';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import { clockTime, fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import { type EntryPointSay, type EntryPointTexts, entryPointTexts } from './texts.ts';

/** What the cards need of the page. */
export interface CardsOptions {
  readonly entryPoints: readonly EntryPointView[];
  readonly isBusy: boolean;
  readonly locale: string;
  readonly say: EntryPointSay;
  readonly copy: (entryPoint: EntryPointView) => void;
  readonly edit: (entryPoint: EntryPointView) => void;
  readonly resume: (entryPoint: EntryPointView) => void;
  readonly showQuarantine: (entryPoint: EntryPointView) => void;
}

/** What the server counts at most. */
const COUNTED = { unknown: 200, quarantined: 100 } as const;

/** The cards. */
export function entryPointCards(options: CardsOptions): TemplateResult {
  return html`<ul class="points" aria-label=${options.say('list')}>${options.entryPoints.map((each) => card(each, options))}</ul>`;
}

function standing({ stopped, lastInboundAt, lastAcceptedAt }: EntryPointView, say: EntryPointSay): TemplateResult {
  if (stopped) return html`<span class="tag bad">${icon('warning')}${say('stopped')}</span>`;
  if (lastInboundAt === null && lastAcceptedAt === null) return html`<span class="tag">${say('quiet')}</span>`;
  return html`<span class="tag good">${icon('check')}${say('running')}</span>`;
}

function card(entryPoint: EntryPointView, options: CardsOptions): TemplateResult {
  const { id, channel, name, label, language, routing, stopped, isStopped } = {
    ...entryPoint,
    isStopped: entryPoint.stopped !== null,
  };
  const { say, locale, isBusy } = options;
  const press = (run: (entryPoint: EntryPointView) => void) => () => !isBusy && run(entryPoint);
  return html`<li class="card" data-entry-point=${id}>
    <div class="card-head"><h3><bdi>${plainName(name)}</bdi></h3>${standing(entryPoint, say)}</div>
    <p class="muted">${channelName(channel)} · <bdi dir="ltr" class="mono">${id}</bdi></p>
    ${stopped ? html`<p class="notice bad">${icon('warning')}<span>${say('stoppedNote', { since: fullTime(stopped.since, locale), until: clockTime(stopped.until, locale) })} ${say('stoppedHow')} (<bdi dir="ltr">${visibleText(stopped.code)}</bdi>)</span></p>` : nothing}
    <dl>
      ${fact(say('label'), label === null ? html`<span class="muted">${say('noLabel')}</span>` : html`<bdi>${plainName(label)}</bdi>`)}
      ${fact(say('language'), language === null ? say('ownLanguage') : languageName(language, locale))}
      ${fact(say('routing'), say(routing))}
      ${health(entryPoint, options)}
      ${fact(say('credentials'), credentials(entryPoint, options))}
    </dl>
    <div class="for-provider"><p class="muted">${say('address')}</p><p class="address"><bdi dir="ltr" class="mono">${visibleText(entryPoint.address)}</bdi>
      <button class="quiet copy" type="button" aria-label=${`${say('copy')}: ${plainName(name)}`} @click=${press(options.copy)}>${icon('copy')}${say('copy')}</button></p></div>
    <div class="buttons">
      <button class="edit" type="button" aria-haspopup="dialog" aria-disabled=${isBusy} @click=${press(options.edit)}>${icon('edit')}${say('edit')}</button>
      ${isStopped ? html`<button class="resume" type="button" aria-disabled=${isBusy} @click=${press(options.resume)}>${icon('refresh')}${say('resume')}</button>` : nothing}
    </div>
  </li>`;
}

function health(entryPoint: EntryPointView, options: CardsOptions): TemplateResult {
  const { say, locale } = options;
  const { lastInboundAt, lastAcceptedAt, lastError, queued, unknown, quarantined } = entryPoint;
  const time = (at: number | null) =>
    at === null
      ? html`<span class="muted">${say('never')}</span>`
      : html`<time datetime=${new Date(at).toISOString()}>${fullTime(at, locale)}</time>`;
  const count = (counted: number, most: number = Number.POSITIVE_INFINITY) =>
    counted >= most ? say('atLeast', { count: counted }) : new Intl.NumberFormat(`${locale}-u-nu-latn`).format(counted);
  const show = html`<button class="link quarantine" type="button" aria-haspopup="dialog" @click=${() => options.showQuarantine(entryPoint)}>${say('quarantineShow')}<span class="hidden-text">: ${plainName(entryPoint.name)}</span></button>`;
  return html`
    ${fact(say('lastInbound'), time(lastInboundAt))}
    ${fact(say('lastAccepted'), time(lastAcceptedAt))}
    ${lastError ? fact(say('lastError'), html`${errorText(lastError.class, say)} (<bdi dir="ltr">${visibleText(lastError.code)}</bdi>), ${time(lastError.at)}`) : nothing}
    ${fact(say('queued'), count(queued))}
    ${unknown > 0 ? fact(say('unknown'), count(unknown, COUNTED.unknown)) : nothing}
    ${quarantined > 0 ? fact(say('quarantined'), html`${count(quarantined, COUNTED.quarantined)} ${show}`) : nothing}`;
}

function credentials({ credentials: all }: EntryPointView, { say, locale }: CardsOptions): TemplateResult {
  return html`<details><summary><bdi dir="ltr" class="mono">${all.map(({ key }) => key).join(', ')}</bdi></summary>
    <ul>${all.map(({ key, secrets, since }) => html`<li>${since === null ? key : say('credential', { key, count: secrets, since: fullTime(since, locale) })}</li>`)}</ul>
    <p class="muted">${say('rotateHow')}</p></details>`;
}

/** Classes that have words. */
function errorText(name: string, say: EntryPointSay): string {
  const key = `error.${name}`;
  return say(
    (Object.hasOwn(entryPointTexts.en, key) ? key : 'error.unknown') as Exclude<keyof EntryPointTexts, 'locale'>,
  );
}

function fact(label: string, value: TemplateResult | string): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function languageName(language: string, locale: string): string {
  const known = localeOptions().find(({ tag }) => tag === language)?.name;
  return known ?? new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
}
