// The endpoints as cards: how each stands, what it is told, how its messages are signed. Never an address beyond its host, never a secret.
import type { WebhookDeliveryView, WebhookEndpointView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import type { WebhookSay } from './texts.ts';

/** What became of a test. */
export type Tried = 'running' | WebhookDeliveryView['attempts'][number];

/** What the cards need of the page. */
export interface CardsOptions {
  readonly endpoints: readonly WebhookEndpointView[];
  readonly tried: ReadonlyMap<string, Tried>;
  readonly locale: string;
  readonly say: WebhookSay;
  readonly test: (id: string) => void;
  readonly enable: (id: string) => void;
}

/** Most messages that the server counts. */
const COUNTED = 200;

/** The cards. */
export function endpointCards(options: CardsOptions): TemplateResult {
  return html`<ul class="endpoints" aria-label=${options.say('endpoints')}>${options.endpoints.map((each) => card(each, options))}</ul>`;
}

/** How an endpoint stands, as a tag. */
function standing({ disabledAt, failingSince, lastSuccessAt }: WebhookEndpointView, say: WebhookSay): TemplateResult {
  if (disabledAt !== null) return html`<span class="tag bad">${icon('warning')}${say('disabled')}</span>`;
  if (failingSince !== null) return html`<span class="tag bad">${icon('warning')}${say('failing')}</span>`;
  if (lastSuccessAt === null) return html`<span class="tag">${say('quiet')}</span>`;
  return html`<span class="tag good">${icon('check')}${say('working')}</span>`;
}

function card(endpoint: WebhookEndpointView, { tried, locale, say, test, enable }: CardsOptions): TemplateResult {
  const { id, origin, secrets, waiting, nextAttemptAt, lastSuccessAt, failingSince, disabledAt } = endpoint;
  const time = (at: number) => html`<time datetime=${new Date(at).toISOString()}>${fullTime(at, locale)}</time>`;
  const fact = (label: string, value: TemplateResult | string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const state = tried.get(id);
  const isRunning = state === 'running';
  return html`<li class="card" data-endpoint=${id}>
    <div class="card-head"><h3><bdi>${id}</bdi></h3>${standing(endpoint, say)}</div>
    <p class="muted"><bdi dir="ltr" class="mono">${visibleText(origin)}</bdi></p>
    ${disabledAt === null ? nothing : html`<p class="notice bad">${icon('warning')}<span>${say('goneNote', { time: fullTime(disabledAt, locale) })}</span></p>`}
    <dl>
      ${fact(say('lastSuccess'), lastSuccessAt === null ? html`<span class="muted">${say('never')}</span>` : time(lastSuccessAt))}
      ${failingSince === null ? nothing : fact(say('failingSince'), time(failingSince))}
      ${fact(say('waiting'), waiting >= COUNTED ? say('atLeast', { count: waiting }) : String(waiting))}
      ${nextAttemptAt === null || disabledAt !== null ? nothing : fact(say('nextTry'), time(nextAttemptAt))}
      ${fact(say('told'), told(endpoint, say))}
      ${fact(say('signing'), html`<details class="signing"><summary>${say('secrets', { count: secrets })}</summary><p class="muted">${say('secretHow')}</p></details>`)}
    </dl>
    <div class="buttons">
      <button class="test" type="button" aria-disabled=${isRunning} @click=${() => !isRunning && test(id)}>${isRunning ? html`<span class="spinner"></span>${say('testing')}` : html`${icon('send', 'flips')}${say('test')}`}</button>
      ${disabledAt === null ? nothing : html`<button class="enable" type="button" @click=${() => enable(id)}>${icon('undo')}${say('enable')}</button>`}
    </div>
    <div aria-live="polite">${state === undefined || isRunning ? nothing : result(state as Exclude<Tried, 'running'>, locale, say)}</div>
  </li>`;
}

function told({ allEvents, events }: WebhookEndpointView, say: WebhookSay): TemplateResult | string {
  if (allEvents) return say('everything');
  return html`<details><summary>${say('kinds', { count: events.length })}</summary><ul>${events.map((type) => html`<li>${say(`event.${type}`)}</li>`)}</ul></details>`;
}

function result(attempt: Exclude<Tried, 'running'>, locale: string, say: WebhookSay): TemplateResult {
  const isGood = attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
  const time = duration(attempt.durationMs, locale);
  const text = isGood
    ? say('testGood', { status: attempt.status ?? 0, time })
    : say('testBad', { reason: reasonOf(attempt, say) });
  return html`<p class="notice ${isGood ? 'good' : 'bad'}">${icon(isGood ? 'check' : 'warning')}<span>${text}</span></p>`;
}

/** How long an attempt took. */
export function duration(ms: number, locale: string): string {
  const unit = ms < 1000 ? 'millisecond' : 'second';
  const value = ms < 1000 ? ms : ms / 1000;
  const style = { numberingSystem: 'latn', style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

/** What came of an attempt, in words where there are some. */
export function reasonOf(
  { status, code }: Pick<Exclude<Tried, 'running'>, 'status' | 'code'>,
  say: WebhookSay,
): string {
  if (status !== undefined) return `HTTP ${status}`;
  if (code === 'timeout') return say('timeout');
  if (code === 'address_refused') return say('refusedAddress');
  return `${say('noConnection')} (${code})`;
}
