// Asks which time of an endpoint is sent again. It asks before it does.
import { html, nothing, type TemplateResult } from 'lit';
import type { WebhookReplayTime } from '../../webhooks.ts';
import { icon } from '../shared/icons.ts';
import type { WebhookSay } from './texts.ts';

/** What is in the dialog; times as `2026-11-22T14:30`, by the clock of this device. */
export interface ReplayFields {
  readonly since: string;
  readonly until: string;
  readonly status: 'failed' | 'delivered' | '';
}

/** What is wrong with it. */
export type ReplayProblem = 'sinceMissing' | 'untilOrder';

/** Reads the dialog. */
export function replayOf({ since, until, status }: ReplayFields): WebhookReplayTime | ReplayProblem {
  const [from, to] = [new Date(since).getTime(), new Date(until).getTime()];
  if (since === '' || Number.isNaN(from)) return 'sinceMissing';
  if (until !== '' && !(to > from)) return 'untilOrder';
  return { since: Math.max(0, from), ...(until !== '' && { until: to }), ...(status !== '' && { status }) };
}

/** What the dialog needs of the page. */
export interface ReplayOptions {
  readonly endpoint: string;
  readonly fields: ReplayFields;
  readonly problem: ReplayProblem | undefined;
  readonly failure: string | undefined;
  readonly isBusy: boolean;
  readonly say: WebhookSay;
  readonly change: (change: Partial<ReplayFields>) => void;
  readonly run: () => void;
  readonly close: () => void;
}

/** The dialog; it is opened by `showModal`. */
export function replayDialog(options: ReplayOptions): TemplateResult {
  const { endpoint, fields, problem, failure, isBusy, say, change, run, close } = options;
  const time = (name: 'since' | 'until', wrong: ReplayProblem) => html`<label class="field"><span>${say(name)}</span>
    <input type="datetime-local" name=${name} .value=${fields[name]} aria-invalid=${problem === wrong} aria-describedby=${problem === wrong ? `${name}-error` : nothing}
      @input=${(event: Event) => change({ [name]: (event.target as HTMLInputElement).value })}>
    ${problem === wrong ? html`<span class="error" id="${name}-error" role="alert">${icon('warning')}<span>${say(wrong)}</span></span>` : nothing}</label>`;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) run();
  };
  return html`<dialog class="replay" aria-labelledby="replay-title" @close=${close}>
    <form method="dialog" novalidate @submit=${submit}>
      <h3 id="replay-title">${say('replayTitle', { endpoint })}</h3>
      <p class="muted">${say('replayNote')}</p>
      ${time('since', 'sinceMissing')}
      ${time('until', 'untilOrder')}
      <label class="field"><span>${say('which')}</span>
        <select name="which" @change=${(event: Event) => change({ status: (event.target as HTMLSelectElement).value as ReplayFields['status'] })}>
          <option value="failed" ?selected=${fields.status === 'failed'}>${say('onlyFailed')}</option>
          <option value="delivered" ?selected=${fields.status === 'delivered'}>${say('onlyDelivered')}</option>
          <option value="" ?selected=${fields.status === ''}>${say('all')}</option>
        </select></label>
      ${failure === undefined ? nothing : html`<p class="notice bad" role="alert">${icon('warning')}<span>${failure}</span></p>`}
      <div class="buttons">
        <button type="button" @click=${(event: Event) => (event.target as HTMLElement).closest('dialog')?.close()}>${say('cancel')}</button>
        <button class="primary" type="submit" aria-disabled=${isBusy}>${isBusy ? html`<span class="spinner"></span>` : nothing}${say('resend')}</button>
      </div>
    </form>
  </dialog>`;
}
