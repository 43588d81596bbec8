// The history of an account: forms of closed conversations, who has read them, and their answers once somebody decides to read.
import { isTellsafeError } from '@tellsafe/core';
import type { HistoryEntry, HistoryListResponse, HistoryReading } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import type { AnswersSource } from '../answers/answers.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { details } from './details.ts';
import type { KeyDialog } from './key-dialog.ts';
import { filters, type HistoryFilter, historyTable, isInOrder, noFilter, queryOf, type Writing } from './list.ts';
import { historyStyles } from './styles.ts';
import { type HistoryTexts, historyTexts } from './texts.ts';

/** Entries that are asked for at once. */
const PAGE = 50;

/**
 * A manager's history: submitted forms of closed conversations. The session needs the permission `history.answers.read` in an account
 * with the feature `history`. Nothing is read before somebody presses the button that says what reading means; answers are shown by
 * `<tellsafe-answers>`, and wiped when the dialog closes. An archive key that the brand holds is imported here, into memory.
 */
export class TellsafeHistory extends AreaElement<HistoryTexts> {
  static override styles = historyStyles;

  protected override readonly texts = historyTexts;

  #filter: HistoryFilter = noFilter;
  #entries: readonly HistoryEntry[] = [];
  #cursor: string | undefined;
  #archive: HistoryListResponse['archive'] | undefined;
  #isLoading = false;
  #failure: unknown;
  readonly #forms = new Map<string, string>();
  readonly #agents = new Map<string, string>();
  #opened: HistoryEntry | undefined;
  #reads: readonly HistoryReading[] | 'failed' | undefined;
  #source: AnswersSource | undefined;

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#drop();
    return [...super.follow(client), client.on('session-ended', () => this.#drop())];
  }

  protected override async load(client: AgentClient): Promise<void> {
    const page = await client.history.list({ ...queryOf(this.#filter), limit: PAGE });
    this.#entries = [];
    this.#take(page);
  }

  protected override content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const writing = this.#writing(words);
    const choices = { forms: this.#forms, agents: this.#agents };
    return html`
      <header class="area-head"><h2>${this.say('title')}</h2><p class="lead">${this.say('lead')}</p></header>
      ${this.#archive === 'brand' ? this.#keyCard() : nothing}
      ${filters(
        writing,
        this.#filter,
        choices,
        (change) => void this.#choose({ ...this.#filter, ...change }),
        () => void this.#reset(),
      )}
      ${this.#failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)}</span></p>` : nothing}
      ${phase === 'loading' ? html`<div class="card wait"><span class="spinner"></span></div>` : this.#list(writing)}
      ${this.#dialog(writing)}
      <tellsafe-history-key .writing=${writing} .history=${this.client?.history} @key-imported=${this.#onImported}></tellsafe-history-key>`;
  }

  #writing(words: Words): Writing {
    return { words, say: (key, params) => this.say(key, params), explain: (error) => this.explain(error) };
  }

  #keyCard(): TemplateResult {
    const keys = this.client?.history.archiveKeys() ?? [];
    const isHeld = keys.length > 0;
    return html`<section class="card key ${isHeld ? 'held' : ''}" aria-labelledby="key-card">
      <span class="badge">${icon('lock')}</span>
      <div class="about">
        <h3 id="key-card">${this.say('keyTitle')}</h3>
        <p>${this.say(isHeld ? 'keyHeld' : 'keyMissing')}</p>
        ${keys.map(({ keyId }) => html`<p class="mono">${keyId}</p>`)}
      </div>
      <div class="buttons">
        ${isHeld ? html`<button type="button" data-action="forget" @click=${this.#forgetKeys}>${this.say('forgetKey')}</button>` : nothing}
        <button class=${isHeld ? '' : 'primary'} type="button" data-action="import" @click=${() => this.#keyDialog?.show()}>${this.say('importKey')}</button>
      </div>
    </section>`;
  }

  #list(writing: Writing): TemplateResult {
    const { length } = this.#entries;
    if (length === 0 && this.#cursor === undefined) return this.#nothing();
    return html`
      ${historyTable(writing, this.#entries, (entry) => void this.#open(entry))}
      <div class="foot">
        <span>${this.say('shown', { count: length })}${this.#cursor === undefined ? ` · ${this.say('end')}` : ''}</span>
        ${this.#cursor === undefined ? nothing : html`<button type="button" data-action="more" aria-disabled=${this.#isLoading} @click=${() => void this.#more()}>${this.say('more')}</button>`}
      </div>`;
  }

  #nothing(): TemplateResult {
    if (this.#filter === noFilter) {
      return html`<div class="card empty">${icon('lock')}<strong>${this.say('none')}</strong><span>${this.say('noneHint')}</span></div>`;
    }
    return html`<div class="card empty">${icon('search')}<strong>${this.say('noMatch')}</strong></div>`;
  }

  #dialog(writing: Writing): TemplateResult {
    const entry = this.#opened;
    return html`<dialog aria-labelledby="entry-title" @close=${this.#forgetOpened}>${
      entry === undefined
        ? nothing
        : this.#source
          ? html`<tellsafe-answers .client=${this.client} .source=${this.#source} language=${writing.words.locale} @answers-closed=${this.#hide}></tellsafe-answers>`
          : details(writing, {
              entry,
              reads: this.#reads,
              lacksKey: this.#lacksKey(entry),
              read: () => void this.#read(entry),
              importKey: () => this.#keyDialog?.show(),
              close: this.#hide,
            })
    }</dialog>`;
  }

  /** Whether the key that an entry needs has to be imported first: a reading that cannot open anything would be recorded, too. */
  #lacksKey({ archiveKeyId }: HistoryEntry): boolean {
    const keys = this.client?.history.archiveKeys() ?? [];
    return this.#archive === 'brand' && !keys.some(({ keyId }) => keyId === archiveKeyId);
  }

  get #modal(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #keyDialog(): KeyDialog | null {
    return this.renderRoot.querySelector('tellsafe-history-key');
  }

  async #open(entry: HistoryEntry): Promise<void> {
    this.#opened = entry;
    this.#reads = undefined;
    this.requestUpdate();
    await this.updateComplete;
    this.#modal?.showModal();
    try {
      const reads = await this.client?.history.reads(entry);
      if (this.#opened === entry) this.#reads = reads;
    } catch {
      if (this.#opened === entry) this.#reads = 'failed';
    }
    this.requestUpdate();
  }

  async #read(entry: HistoryEntry): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#source = {
      ...{ invitationId: entry.invitationId, formName: entry.formName },
      read: () => client.history.read(entry),
      says: { note: this.say('readerNote'), gone: this.say('notRecorded'), withdrawn: this.say('wiped') },
      explain: (error) => this.#explainRefusal(error),
    };
    this.requestUpdate();
    await this.updateComplete;
    const viewer = this.renderRoot.querySelector('tellsafe-answers');
    await viewer?.updateComplete;
    viewer?.focus();
  }

  /** One text for whatever the server has against it, because it says no more either. */
  #explainRefusal(error: unknown): string {
    if (isTellsafeError(error, 'permission_denied')) return this.say('refused');
    if (isTellsafeError(error, 'key_unknown')) return this.say('otherKey', { key: String(error.params?.keyId ?? '') });
    if (isTellsafeError(error, 'answers_unavailable')) return this.say('unavailable');
    if (isTellsafeError(error, 'answers_invalid')) return this.say('invalid');
    return this.explain(error);
  }

  async #choose(filter: HistoryFilter): Promise<void> {
    this.#filter = filter;
    this.#failure = undefined;
    this.requestUpdate();
    if (!isInOrder(filter)) return;
    await this.reload();
    this.announce(this.say('shown', { count: this.#entries.length }));
  }

  /** The button goes with the filters; the focus goes to the first of them. */
  async #reset(): Promise<void> {
    const done = this.#choose(noFilter);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('select')?.focus();
    await done;
  }

  async #more(): Promise<void> {
    const { client } = this;
    const cursor = this.#cursor;
    if (!client || cursor === undefined || this.#isLoading) return;
    const before = this.#entries.length;
    this.#isLoading = true;
    this.#failure = undefined;
    this.requestUpdate();
    await this.latest(
      () => client.history.list({ ...queryOf(this.#filter), limit: PAGE, cursor }),
      (page) => this.#take(page),
      (error) => {
        this.#failure = error;
      },
    );
    this.#isLoading = false;
    this.announce(this.say('shown', { count: this.#entries.length }));
    await this.updateComplete;
    // The button may be gone: the focus goes to the first of what came.
    const rows = this.renderRoot.querySelectorAll<HTMLElement>('tbody button');
    if (this.#cursor === undefined) (rows[before] ?? rows[before - 1])?.focus();
  }

  #take({ entries, cursor, archive }: HistoryListResponse): void {
    this.#entries = [...this.#entries, ...entries];
    this.#cursor = cursor;
    this.#archive = archive;
    for (const { formId, formName, agent } of entries) {
      this.#forms.set(formId, formName);
      this.#agents.set(agent.id, agent.name);
    }
  }

  readonly #onImported = (): void => {
    this.announce(this.say('imported'));
    const place = this.#opened ? '[data-action="read"]' : '[data-action="import"]';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(place)?.focus());
  };

  readonly #forgetKeys = (): void => {
    this.client?.history.forgetArchiveKeys();
    this.announce(this.say('forgotten'));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[data-action="import"]')?.focus());
  };

  readonly #hide = (): void => this.#modal?.close();

  readonly #forgetOpened = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    this.#opened = undefined;
    this.#reads = undefined;
    this.#source = undefined;
    this.requestUpdate();
  };

  /** The session is over, or another one begins: nothing of it stays on the page. */
  #drop(): void {
    this.#modal?.close();
    this.#keyDialog?.hide();
    this.#entries = [];
    this.#cursor = undefined;
    this.#archive = undefined;
    this.#forms.clear();
    this.#agents.clear();
    this.#filter = noFilter;
    this.#opened = undefined;
    this.#source = undefined;
    this.requestUpdate();
  }
}
