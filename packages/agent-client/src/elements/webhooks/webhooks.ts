// The webhooks' page: endpoints as they stand, the log of one of them, sending again, trying.
import type {
  WebhookDeliveriesRequest,
  WebhookDeliveryStatus,
  WebhookDeliveryView,
  WebhookEndpointView,
} from '@tellsafe/core/wire';
import { webhookDeliveryStatuses } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AreaElement } from '../shared/area/area-element.ts';
import { areDaysInOrder, dayStart } from '../shared/area/days.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { deliveryTable } from './delivery-table.ts';
import { endpointCards, type Tried } from './endpoint-cards.ts';
import { type ReplayFields, type ReplayProblem, replayDialog, replayOf } from './replay-dialog.ts';
import { webhookStyles } from './styles.ts';
import { type WebhookSay, type WebhookTexts, webhookTexts } from './texts.ts';

const PAGE = 50;

interface LogFields {
  /** Empty: the first endpoint. */
  readonly endpoint: string;
  readonly status: WebhookDeliveryStatus | '';
  readonly from: string;
  readonly to: string;
}

const noFields: LogFields = { endpoint: '', status: '', from: '', to: '' };
const usualReplay: ReplayFields = { since: '', until: '', status: 'failed' };

/** Webhooks of an account, for an admin. The session needs the permission `accounts.manage`. */
export class TellsafeWebhooks extends AreaElement<WebhookTexts> {
  static override styles = webhookStyles;

  protected override readonly texts = webhookTexts;

  #endpoints: readonly WebhookEndpointView[] | undefined;
  #fields: LogFields = noFields;
  #deliveries: readonly WebhookDeliveryView[] = [];
  #cursor: string | undefined;
  #open: ReadonlySet<string> = new Set();
  #tried: ReadonlyMap<string, Tried> = new Map();
  #failure: unknown;
  #isBusy = false;
  #replay: ReplayFields = usualReplay;
  #problem: ReplayProblem | undefined;
  #replayFailure: unknown;

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#forget();
    const leave = client.on('session-ended', () => {
      this.#forget();
      this.requestUpdate();
    });
    return [...super.follow(client), leave];
  }

  protected override async load(client: AgentClient): Promise<void> {
    const asked = this.#fields;
    try {
      const endpoints = await client.webhooks.endpoints();
      const chosen = (endpoints.find(({ id }) => id === asked.endpoint) ?? endpoints[0])?.id;
      const page = chosen === undefined ? { deliveries: [] } : await client.webhooks.deliveries(chosen, this.#query());
      if (this.#fields !== asked) return;
      this.#endpoints = endpoints;
      this.#deliveries = page.deliveries;
      this.#cursor = 'cursor' in page ? page.cursor : undefined;
      this.#failure = undefined;
    } catch (error) {
      if (!this.#endpoints) throw error;
      if (this.#fields === asked) this.#failure = error;
    }
  }

  protected override content(words: Words): TemplateResult {
    const say = this.#say;
    return html`
      <header class="area-head">
        <h2>${say('title')}</h2>
        <button class="quiet" type="button" @click=${() => void this.reload()}>${icon('refresh')}${say('refresh')}</button>
        <p class="lead">${say('lead')}</p>
      </header>
      ${this.#failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)} <button class="link" type="button" @click=${() => void this.reload()}>${words.say('retry')}</button></span></div>` : nothing}
      ${this.#body(words)}`;
  }

  #body({ locale }: Words): TemplateResult {
    const say = this.#say;
    const endpoints = this.#endpoints;
    if (!endpoints) return html`<div class="empty"><span class="spinner"></span></div>`;
    if (endpoints.length === 0) {
      return html`<div class="card"><div class="empty">${icon('hook')}<strong>${say('noEndpoints')}</strong><p>${say('noEndpointsHow')}</p></div></div>`;
    }
    return html`${endpointCards({
      ...{ endpoints, tried: this.#tried, locale, say },
      test: (id) => void this.#test(id),
      enable: (id) => void this.#enable(id),
    })}
    <div class="log-head"><h3>${say('log')}</h3>
      <button class="open-replay" type="button" @click=${() => this.#openReplay()}>${icon('undo')}${say('replay')}</button></div>
    ${this.#toolbar(endpoints)}
    ${this.#log(locale)}
    ${replayDialog({
      ...{ endpoint: this.#chosen ?? '', fields: this.#replay, problem: this.#problem, isBusy: this.#isBusy, say },
      failure: this.#replayFailure ? this.explain(this.#replayFailure) : undefined,
      change: (change) => {
        this.#replay = { ...this.#replay, ...change };
        this.#problem = undefined;
        this.requestUpdate();
      },
      run: () => void this.#runReplay(),
      close: () => this.renderRoot.querySelector<HTMLElement>('.open-replay')?.focus(),
    })}`;
  }

  #toolbar(endpoints: readonly WebhookEndpointView[]): TemplateResult {
    const say = this.#say;
    const { status, from, to } = this.#fields;
    const inOrder = areDaysInOrder(this.#fields);
    const set = (name: keyof LogFields) => (event: Event) =>
      this.#filter({ ...this.#fields, [name]: (event.target as HTMLSelectElement).value });
    const day = (name: 'from' | 'to', wrong: boolean) => html`<label class="field"><span>${say(name)}</span>
      <input type="date" name=${name} .value=${name === 'from' ? from : to} aria-invalid=${wrong} aria-describedby=${wrong ? 'day-error' : nothing} @change=${set(name)}></label>`;
    const isClear = status === '' && from === '' && to === '';
    return html`<div class="toolbar" role="group" aria-label=${say('filters')}>
      <label class="field"><span>${say('endpoint')}</span><select name="endpoint" @change=${set('endpoint')}>
        ${endpoints.map(({ id }) => html`<option value=${id} ?selected=${id === this.#chosen}>${id}</option>`)}</select></label>
      <label class="field"><span>${say('status')}</span><select name="status" @change=${set('status')}>
        <option value="" ?selected=${status === ''}>${say('any')}</option>
        ${webhookDeliveryStatuses.map((name) => html`<option value=${name} ?selected=${status === name}>${say(name)}</option>`)}</select></label>
      ${day('from', false)}${day('to', !inOrder)}
      <button class="link" type="button" aria-disabled=${isClear} @click=${() => this.#filter({ ...noFields, endpoint: this.#fields.endpoint })}>${say('clear')}</button>
      ${inOrder ? nothing : html`<p class="wide" id="day-error" role="alert">${say('dateOrder')}</p>`}
    </div>`;
  }

  #log(locale: string): TemplateResult {
    const say = this.#say;
    const { status, from, to } = this.#fields;
    const rest = html`<button class="older" type="button" aria-disabled=${this.#isBusy} @click=${() => !this.#isBusy && void this.#older()}>${say('older')}</button>`;
    if (this.#deliveries.length === 0) {
      const isClear = status === '' && from === '' && to === '';
      return html`<div class="card"><div class="empty">${icon('send', 'flips')}<p>${say(isClear ? 'nothingSent' : 'none')}</p>${this.#cursor === undefined ? nothing : rest}</div></div>`;
    }
    return html`${deliveryTable({
      ...{ deliveries: this.#deliveries, open: this.#open, locale, say },
      label: say('logOf', { endpoint: this.#chosen ?? '' }),
      toggle: (id) => this.#toggle(id),
      resend: (id) => void this.#resend(id),
    })}
    <p class="pager">${say('shown', { count: this.#deliveries.length })} ${this.#cursor === undefined ? say('end') : rest}</p>`;
  }

  readonly #say: WebhookSay = (key, params) => this.say(key, params);

  get #chosen(): string | undefined {
    return (this.#endpoints?.find(({ id }) => id === this.#fields.endpoint) ?? this.#endpoints?.[0])?.id;
  }

  #query(): WebhookDeliveriesRequest {
    const { status, from, to } = this.#fields;
    const time = { ...(from !== '' && { since: dayStart(from) }), ...(to !== '' && { until: dayStart(to, 1) }) };
    return { ...time, ...(status !== '' && { status }), limit: PAGE };
  }

  #filter(fields: LogFields): void {
    this.#fields = fields;
    this.#open = new Set();
    this.requestUpdate();
    if (areDaysInOrder(fields)) void this.reload();
  }

  async #older(): Promise<void> {
    const { client } = this;
    const chosen = this.#chosen;
    const cursor = this.#cursor;
    const asked = this.#fields;
    if (!client || chosen === undefined || cursor === undefined) return;
    await this.#while(async () => {
      const page = await client.webhooks.deliveries(chosen, { ...this.#query(), cursor });
      if (this.#fields !== asked) return;
      this.#deliveries = [...this.#deliveries, ...page.deliveries];
      this.#cursor = page.cursor;
      this.announce(this.say('shown', { count: this.#deliveries.length }));
    });
  }

  async #resend(deliveryId: string): Promise<void> {
    const { client } = this;
    const chosen = this.#chosen;
    if (!client || chosen === undefined) return;
    await this.#while(async () => {
      const isSent = await client.webhooks.resend(chosen, deliveryId);
      this.announce(this.say(isSent ? 'resent' : 'busy'));
      void this.reload();
    });
  }

  async #test(id: string): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#try(id, 'running');
    try {
      const attempt = (await client.webhooks.test(id)).attempts.at(-1);
      this.#try(id, attempt);
      void this.reload();
    } catch (error) {
      this.#try(id, undefined);
      this.#failure = error;
    }
  }

  #try(id: string, tried: Tried | undefined): void {
    const all = new Map(this.#tried);
    if (tried) all.set(id, tried);
    else all.delete(id);
    this.#tried = all;
    this.requestUpdate();
  }

  async #enable(id: string): Promise<void> {
    const { client } = this;
    if (!client) return;
    await this.#while(async () => {
      await client.webhooks.enable(id);
      this.announce(this.say('enabled'));
      await this.reload();
      this.renderRoot.querySelector<HTMLElement>(`[data-endpoint="${id}"] .test`)?.focus();
    });
  }

  #openReplay(): void {
    this.#replay = usualReplay;
    this.#problem = undefined;
    this.#replayFailure = undefined;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#dialog?.showModal());
  }

  async #runReplay(): Promise<void> {
    const { client } = this;
    const chosen = this.#chosen;
    const wanted = replayOf(this.#replay);
    this.#problem = typeof wanted === 'string' ? wanted : undefined;
    if (!client || chosen === undefined || typeof wanted === 'string') return this.#showProblem();
    this.#isBusy = true;
    this.requestUpdate();
    try {
      const count = await client.webhooks.replay(chosen, wanted);
      this.#dialog?.close();
      this.announce(this.say('replayed', { count }));
      void this.reload();
    } catch (error) {
      this.#replayFailure = error;
    }
    this.#isBusy = false;
    this.requestUpdate();
  }

  #showProblem(): void {
    this.requestUpdate();
    void this.updateComplete.then(() => this.#dialog?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog.replay');
  }

  async #while(run: () => Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.requestUpdate();
    try {
      await run();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
    this.#isBusy = false;
    this.requestUpdate();
  }

  #toggle(id: string): void {
    const open = new Set(this.#open);
    if (!open.delete(id)) open.add(id);
    this.#open = open;
    this.requestUpdate();
  }

  /** Nothing of one session is shown in the next. */
  #forget(): void {
    this.#endpoints = undefined;
    this.#fields = noFields;
    this.#deliveries = [];
    this.#cursor = undefined;
    this.#open = new Set();
    this.#tried = new Map();
    this.#failure = undefined;
    this.#isBusy = false;
  }
}
