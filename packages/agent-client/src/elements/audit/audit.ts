// The audit's page: entries with filters, files of them, and whether the chain fits.
import type { AuditFormat, AuditHeadView, AuditItem } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { AuditProgress } from '../../audit.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { areDaysInOrder } from '../shared/area/days.ts';
import { saveFile } from '../shared/area/save-file.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { type Checking, chainCard, headText, parseHead } from './chain-card.ts';
import { entryTable } from './entry-rows.ts';
import { type Fields, filterFields, filterOf, noFields } from './filter-fields.ts';
import { auditStyles } from './styles.ts';
import { type AuditTexts, auditTexts } from './texts.ts';

const PAGE = 50;
/** A page of entries may be empty and not the last one: so many are asked for at once, each is an entry of the audit. */
const TRIES = 5;

/**
 * The audit of an account: entries with filters, export, head and verification of the chain. The session needs the permission
 * `audit.read`. Nothing is asked for by itself: looking is an entry of the audit.
 */
export class TellsafeAudit extends AreaElement<AuditTexts> {
  static override styles = auditStyles;

  protected override readonly texts = auditTexts;

  #fields: Fields = noFields;
  #entries: readonly AuditItem[] = [];
  #cursor: string | undefined;
  #open: ReadonlySet<string> = new Set();
  #head: AuditHeadView | null | undefined;
  #noted = '';
  #notedWrong = false;
  #checking: Checking = { state: 'idle' };
  #stopping: AbortController | undefined;
  #failure: unknown;
  #busy: 'older' | AuditFormat | undefined;
  #hasLoaded = false;

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#forget();
    const leave = client.on('session-ended', () => {
      this.#forget();
      this.requestUpdate();
    });
    return [...super.follow(client), leave];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopping?.abort();
  }

  protected override async load(client: AgentClient): Promise<void> {
    if (!areDaysInOrder(this.#fields)) return;
    const asked = this.#fields;
    try {
      const [page, head] = await Promise.all([this.#page(client, undefined), this.#head ?? client.audit.head()]);
      if (this.#fields !== asked) return;
      this.#entries = page.entries;
      this.#cursor = page.cursor;
      this.#open = new Set();
      this.#head = head;
      this.#failure = undefined;
      if (this.#hasLoaded) this.announce(this.say('shown', { count: page.entries.length }));
      this.#hasLoaded = true;
    } catch (error) {
      if (!this.#hasLoaded) throw error;
      if (this.#fields === asked) this.#failure = error;
    }
  }

  protected override content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const say = this.#say;
    return html`
      <header class="area-head">
        <h2>${say('title')}</h2>
        <button class="quiet" type="button" @click=${() => void this.#refresh()}>${icon('refresh')}${say('refresh')}</button>
        ${this.#exportButton('jsonl', say('exportJson'), 'quiet')}
        ${this.#exportButton('csv', say('exportCsv'), 'primary')}
        <p class="lead">${say('lead')}</p>
      </header>
      ${chainCard({
        ...{ head: this.#head, noted: this.#noted, notedWrong: this.#notedWrong, checking: this.#checking, say },
        onNoted: (text) => this.#note(text),
        verify: () => void this.#verify(),
        stop: () => this.#stopping?.abort(),
        copy: () => void this.#copyHead(),
      })}
      ${filterFields({
        ...{ fields: this.#fields, say, locale: words.locale },
        change: (change) => this.#filter({ ...this.#fields, ...change }),
        clear: () => this.#filter(noFields),
      })}
      ${this.#failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)} <button class="link" type="button" @click=${() => void this.reload()}>${words.say('retry')}</button></span></div>` : nothing}
      ${this.#list(words, phase)}`;
  }

  #list(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const say = this.#say;
    if (!this.#hasLoaded) return html`<div class="empty"><span class="spinner"></span></div>`;
    const rest = this.#cursor === undefined ? nothing : this.#olderButton();
    if (this.#entries.length === 0 && phase === 'ready') {
      const text = say(this.#cursor === undefined ? 'none' : 'noneYet');
      return html`<div class="card"><div class="empty">${icon('search')}<p>${text}</p>${rest}</div></div>`;
    }
    return html`${entryTable({
      ...{ entries: this.#entries, open: this.#open, locale: words.locale, say },
      toggle: (position) => this.#toggle(position),
    })}
    <p class="pager">${say('shown', { count: this.#entries.length })} ${this.#cursor === undefined ? say('end') : rest}</p>`;
  }

  readonly #say = (
    key: Exclude<keyof AuditTexts, 'locale'>,
    params?: Readonly<Record<string, string | number>>,
  ): string => this.say(key, params);

  #exportButton(format: AuditFormat, text: string, look: string): TemplateResult {
    const isBusy = this.#busy !== undefined;
    return html`<button class=${look} type="button" aria-disabled=${isBusy} @click=${() => !isBusy && void this.#export(format)}>
      ${this.#busy === format ? html`<span class="spinner"></span>` : icon('download')}${text}</button>`;
  }

  #olderButton(): TemplateResult {
    const isBusy = this.#busy !== undefined;
    return html`<button class="older" type="button" aria-disabled=${isBusy} @click=${() => !isBusy && void this.#older()}>
      ${this.#busy === 'older' ? html`<span class="spinner"></span>` : nothing}${this.say('older')}</button>`;
  }

  async #page(client: AgentClient, start: string | undefined) {
    let cursor = start;
    for (let tries = 1; ; tries += 1) {
      const from = cursor === undefined ? {} : { cursor };
      const page = await client.audit.list({ ...filterOf(this.#fields), limit: PAGE, ...from });
      cursor = page.cursor;
      if (page.entries.length > 0 || cursor === undefined || tries === TRIES) return page;
    }
  }

  #filter(fields: Fields): void {
    this.#fields = fields;
    this.requestUpdate();
    if (areDaysInOrder(fields)) void this.reload();
  }

  #refresh(): Promise<void> {
    this.#head = undefined;
    return this.reload();
  }

  async #older(): Promise<void> {
    const { client } = this;
    const asked = this.#fields;
    if (!client) return;
    await this.#while('older', async () => {
      const page = await this.#page(client, this.#cursor);
      if (this.#fields !== asked) return;
      this.#entries = [...this.#entries, ...page.entries];
      this.#cursor = page.cursor;
      this.announce(this.say('shown', { count: this.#entries.length }));
    });
  }

  async #export(format: AuditFormat): Promise<void> {
    const { client } = this;
    if (!client || !areDaysInOrder(this.#fields)) return;
    await this.#while(format, async () => {
      const file = await client.audit.export(format, filterOf(this.#fields));
      if (client !== this.client || !client.state.get().session) return;
      saveFile(file, `audit-${new Date(client.now()).toISOString().slice(0, 10)}.${format}`);
      this.announce(this.say('exported'));
    });
  }

  async #while(what: 'older' | AuditFormat, run: () => Promise<void>): Promise<void> {
    this.#busy = what;
    this.requestUpdate();
    try {
      await run();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
    this.#busy = undefined;
    this.requestUpdate();
  }

  #note(text: string): void {
    this.#noted = text;
    this.#notedWrong = false;
    this.requestUpdate();
  }

  async #verify(): Promise<void> {
    const { client } = this;
    const head = parseHead(this.#noted);
    this.#notedWrong = this.#noted.trim() !== '' && !head;
    if (!client || this.#notedWrong) return this.requestUpdate();
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#check({ state: 'running' });
    const onProgress = (progress: AuditProgress) =>
      !stopping.signal.aborted && this.#check({ state: 'running', progress });
    try {
      const verdict = await client.audit.verify({ ...(head && { head }), onProgress, signal: stopping.signal });
      if (stopping.signal.aborted) return this.#check({ state: 'stopped' });
      this.#head = verdict.head ?? this.#head;
      this.#check({ state: 'done', verdict });
    } catch (error) {
      this.#check(stopping.signal.aborted ? { state: 'stopped' } : { state: 'failed', text: this.explain(error) });
    }
  }

  #check(checking: Checking): void {
    this.#checking = checking;
    this.requestUpdate();
  }

  async #copyHead(): Promise<void> {
    if (!this.#head) return;
    await navigator.clipboard.writeText(headText(this.#head));
    this.announce(this.say('copied'));
  }

  #toggle(position: string): void {
    const open = new Set(this.#open);
    if (!open.delete(position)) open.add(position);
    this.#open = open;
    this.requestUpdate();
  }

  /** Nothing of one session is shown in the next. */
  #forget(): void {
    this.#stopping?.abort();
    this.#fields = noFields;
    this.#entries = [];
    this.#cursor = undefined;
    this.#open = new Set();
    this.#head = undefined;
    this.#checking = { state: 'idle' };
    this.#failure = undefined;
    this.#busy = undefined;
    this.#hasLoaded = false;
  }
}
