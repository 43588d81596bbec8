// The live board of an account: figures, filters, a table that follows the stream, and the timeline of one conversation.
import type { BoardConversationResponse } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AgentClient } from '../../agent-client.ts';
import type { BoardState } from '../../board.ts';
import { type BoardEntries, boardCounts } from '../../board-state.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { FindBar, findBar } from '../conversation/find-bar.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import type { Words } from '../shared/words.ts';
import type { Writing } from './parts.ts';
import {
  type BoardFilter,
  type BoardOrder,
  type BoardView,
  boardOrders,
  boardRows,
  boardViews,
  type Choice,
  channelChoices,
  choicesOf,
  everyPlace,
  noFilter,
  PAGE_ROWS,
  shortId,
} from './rows.ts';
import { ConversationSearch } from './search.ts';
import { searchView } from './search-view.ts';
import { boardStyles } from './styles.ts';
import { boardTable } from './table.ts';
import { type BoardTexts, boardTexts } from './texts.ts';
import { timeline } from './timeline.ts';

/** How long a row that changed is marked, in milliseconds. */
export const MARK_MS = 2_500;
/** How often ages are written anew, in milliseconds. */
const TICK_MS = 15_000;
const figures = ['waiting', 'open', 'formsOut', 'unread', 'expired'] as const;

/**
 * A manager's live board: every conversation of the account with who has it, since when it waits, and the statuses of its forms. The
 * session needs the permission `conversations.watch`. It shows statuses alone: no message, no name of a consumer, no answer.
 */
export class TellsafeBoard extends AreaElement<BoardTexts> {
  static override styles = boardStyles;

  protected override readonly texts = boardTexts;

  #filter: BoardFilter = noFilter;
  #order: BoardOrder = 'sortWaiting';
  #page = 0;
  #known: BoardState | undefined;
  #changed = new Map<string, ReturnType<typeof setTimeout>>();
  #tick: ReturnType<typeof setInterval> | undefined;
  #opened: string | undefined;
  #shown: BoardConversationResponse | undefined;
  #failure: unknown;
  readonly #search = new ConversationSearch(this);
  readonly #words: FindBar;

  constructor() {
    super();
    const conversationId = () => this.#opened;
    const client = () => this.client;
    this.#words = new FindBar({
      requestUpdate: () => this.requestUpdate(),
      get client() {
        return client();
      },
      get conversationId() {
        return conversationId();
      },
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    for (const timer of this.#changed.values()) clearTimeout(timer);
    this.#changed.clear();
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    const { board } = client;
    this.#known = board.state.get();
    clearInterval(this.#tick);
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
    const leave = board.state.subscribe((state) => this.#take(state));
    return [leave, board.watch(), ...super.follow(client)];
  }

  protected override reload(): Promise<void> {
    const { board } = this.client ?? {};
    if (board?.state.get().phase === 'failed') board.reload();
    return super.reload();
  }

  protected override async load({ board }: AgentClient): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const settle = ({ phase, error }: BoardState): void => {
        if (phase === 'ready') resolve();
        if (phase === 'failed') reject(error);
        if (phase === 'ready' || phase === 'failed') leave();
      };
      const leave = board.state.subscribe(settle);
      settle(board.state.get());
    });
  }

  protected override content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const { client } = this;
    const state = client?.board.state.get();
    const writing: Writing = { words, now: client?.now() ?? 0, say: (key, params) => this.say(key, params) };
    const isLive = state?.connection === 'live';
    if (this.#search.isOpen) return this.#searching(writing, state?.entries ?? new Map());
    return html`
      <header class="area-head">
        <h2>${this.say('title')}</h2>
        ${phase === 'ready' ? html`<span class="tag live ${isLive ? 'good' : 'warn'}" role="status">${isLive ? words.say('live') : this.say('offline')}</span>` : nothing}
        <button class="start" type="button" data-action="search" @click=${() => void this.#toggleSearch()}>${icon('search')}${this.say('search')}</button>
        <p class="lead">${this.say('lead')}</p>
      </header>
      ${this.#figures(writing, state?.entries ?? new Map())}
      ${this.#toolbar(words, state?.entries ?? new Map())}
      ${state && !state.complete ? html`<p class="notice">${this.say('limited')}</p>` : nothing}
      ${phase === 'loading' || !state ? html`<div class="card wait"><span class="spinner"></span></div>` : this.#rows(writing, state.entries)}
      ${this.#dialog(writing)}`;
  }

  #searching(writing: Writing, entries: BoardEntries): TemplateResult {
    const { agents } = choicesOf(entries.values(), writing.words.locale);
    const met = new Map(agents.map((each) => [each.id, each]));
    for (const { agent } of this.#search.found ?? []) if (agent) met.set(agent.id, agent);
    return html`
      <header class="area-head">
        <h2>${this.say('search')}</h2>
        <button class="start" type="button" data-action="back" @click=${() => void this.#toggleSearch()}>${this.say('searchBack')}</button>
        <p class="lead">${this.say('searchLead')}</p>
      </header>
      ${searchView(writing, {
        search: this.#search,
        agents: named([...met.values()]),
        places: named(everyPlace(entries.values(), this.say('channelWeb'))),
        look: () => void this.#look(() => this.#search.look()),
        more: () => void this.#look(() => this.#search.more()),
        open: (id) => void this.#open(id),
        explain: (failure) => this.explain(failure),
      })}
      ${this.#dialog(writing)}`;
  }

  async #look(ask: () => Promise<boolean>): Promise<void> {
    const isAnswered = await ask();
    if (isAnswered) this.announce(this.say('shown', { count: this.#search.found?.length ?? 0 }));
    else if (this.#search.problem) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.search [aria-invalid=true]')?.focus();
    }
  }

  /** Between the board and the search; the focus goes to the first thing of either. */
  async #toggleSearch(): Promise<void> {
    if (this.#search.isOpen) this.#search.reset();
    else this.#search.isOpen = true;
    this.client?.touch();
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(this.#search.isOpen ? '#who' : '[data-action=search]')?.focus();
  }

  #figures(writing: Writing, entries: BoardEntries): TemplateResult {
    const counts = boardCounts(entries.values(), writing.now);
    const number = new Intl.NumberFormat(`${writing.words.locale}-u-nu-latn`);
    return html`<div class="cells" role="group" aria-label=${this.say('figures')}>${figures.map((name) => {
      const isChosen = this.#filter.view === name;
      const isAlert = counts[name] > 0 && (name === 'waiting' || name === 'unread');
      return html`<button class="figure ${isAlert ? 'alert' : ''}" type="button" data-figure=${name} aria-pressed=${isChosen} @click=${() => this.#choose({ view: isChosen ? '' : name })}>
        <span>${this.say(name)}</span><strong>${number.format(counts[name])}</strong>
      </button>`;
    })}</div>`;
  }

  #toolbar(words: Words, entries: BoardEntries): TemplateResult {
    const { agents, forms } = choicesOf(entries.values(), words.locale);
    const { view, agent, form, channel } = this.#filter;
    const channels = channelChoices(entries.values(), this.say('channelWeb'));
    const views = boardViews.map((id) => ({ id, name: this.say(id) }));
    const orders = boardOrders.map((id) => ({ id, name: this.say(id) }));
    return html`<div class="toolbar">
      ${this.#select('view', this.say('show'), this.say('everything'), views, view, (value) => this.#choose({ view: value as BoardView | '' }))}
      ${this.#select('agent', this.say('agent'), this.say('everyAgent'), named(agents), agent, (value) => this.#choose({ agent: value }))}
      ${this.#select('form', this.say('form'), this.say('everyForm'), named(forms), form, (value) => this.#choose({ form: value }))}
      ${channels.length > 1 || channel ? this.#select('channel', this.say('channel'), words.say('everyChannel'), named(channels), channel, (value) => this.#choose({ channel: value })) : nothing}
      ${this.#select('order', this.say('sort'), undefined, orders, this.#order, (value) => {
        this.#order = value as BoardOrder;
        this.#choose({});
      })}
      ${view || agent || form || channel ? html`<button class="link" type="button" @click=${() => this.#reset()}>${this.say('reset')}</button>` : nothing}
    </div>`;
  }

  /** Options are told apart by their place: ids are not put into attributes. */
  #select(
    field: string,
    label: string,
    all: string | undefined,
    choices: readonly Choice[],
    chosen: string,
    choose: (id: string) => void,
  ): TemplateResult {
    const options = all === undefined ? choices : [{ id: '', name: all }, ...choices];
    const change = (event: Event): void => choose(options[(event.target as HTMLSelectElement).selectedIndex]?.id ?? '');
    return html`<label class="field"><span>${label}</span><select name=${field} @change=${change}>${options.map(
      ({ id, name }) => html`<option .selected=${live(id === chosen)}>${name}</option>`,
    )}</select></label>`;
  }

  #rows(writing: Writing, entries: BoardEntries): TemplateResult {
    const rows = boardRows(entries.values(), this.#filter, this.#order, writing.now);
    if (rows.length === 0) return this.#nothing(entries.size === 0);
    const last = Math.floor((rows.length - 1) / PAGE_ROWS);
    const page = Math.min(this.#page, last);
    const start = page * PAGE_ROWS;
    const shown = rows.slice(start, start + PAGE_ROWS);
    const turn = (to: number) => (): void => {
      this.#page = to;
      this.requestUpdate();
    };
    return html`
      ${boardTable(writing, { rows: shown, changed: new Set(this.#changed.keys()), open: (id) => void this.#open(id) })}
      <div class="pages">
        <span>${last === 0 ? this.say('shown', { count: rows.length }) : this.say('pageOf', { first: start + 1, last: start + shown.length, count: rows.length })}</span>
        ${
          last === 0
            ? nothing
            : html`<nav class="buttons" aria-label=${this.say('pages')}>
                <button type="button" aria-disabled=${page === 0} @click=${turn(Math.max(0, page - 1))}>${this.say('earlier')}</button>
                <button type="button" aria-disabled=${page === last} @click=${turn(Math.min(last, page + 1))}>${this.say('later')}</button>
              </nav>`
        }
      </div>`;
  }

  #nothing(isEmpty: boolean): TemplateResult {
    if (isEmpty) {
      return html`<div class="card empty">${icon('chat')}<strong>${this.say('none')}</strong><span>${this.say('noneHint')}</span></div>`;
    }
    return html`<div class="card empty">${icon('search')}<strong>${this.say('noMatch')}</strong><button type="button" @click=${() => this.#reset()}>${this.say('reset')}</button></div>`;
  }

  #dialog(writing: Writing): TemplateResult {
    const { words } = writing;
    return html`<dialog aria-labelledby="timeline-title" @close=${this.#close}>${
      this.#opened === undefined
        ? nothing
        : html`<div class="dialog">
            <div class="head">
              <h3 id="timeline-title">${this.say('conversation')} <span class="mono">${shortId(this.#opened)}</span></h3>
              <button class="quiet round" type="button" aria-label=${words.say('close')} @click=${() => this.#modal?.close()}>${icon('close')}</button>
            </div>
            ${this.#mayFindWords ? nothing : html`<p class="muted">${this.say('timelineNote')}</p>`}
            ${this.#failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)}</span></p>` : nothing}
            ${this.#wordsIn(writing)}
            ${this.#shown ? timeline(writing, this.#shown) : this.#failure ? nothing : html`<div class="wait"><span class="spinner"></span></div>`}
          </div>`
    }</dialog>`;
  }

  get #mayFindWords(): boolean {
    return this.client?.state.get().session?.permissions.includes('transcripts.read') ?? false;
  }

  /** Words in the conversation, for whoever may read transcripts; the server decides. */
  #wordsIn({ words, now }: Writing): TemplateResult | typeof nothing {
    if (!this.#mayFindWords) return nothing;
    const change = (text: string): void => {
      this.#words.text = text;
      this.requestUpdate();
    };
    return html`<section class="words" aria-labelledby="words-title">
      <h4 id="words-title">${this.say('wordsTitle')}</h4>
      <p class="muted">${this.say('wordsNote')}</p>
      ${findBar(words, this.#words, now, { change, explain: (failure) => this.explain(failure) })}
    </section>`;
  }

  get #modal(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #open(conversationId: string): Promise<void> {
    this.#opened = conversationId;
    this.#shown = undefined;
    this.#words.reset();
    this.#words.isOpen = true;
    this.requestUpdate();
    await this.updateComplete;
    this.#modal?.showModal();
    await this.#fetch(conversationId);
  }

  async #fetch(conversationId: string): Promise<void> {
    this.#failure = undefined;
    try {
      const shown = await this.client?.board.timeline(conversationId);
      if (this.#opened === conversationId) this.#shown = shown;
    } catch (error) {
      if (this.#opened === conversationId) this.#failure = error;
    }
    this.requestUpdate();
  }

  readonly #close = (): void => {
    this.#opened = undefined;
    this.#shown = undefined;
    this.#failure = undefined;
    this.#words.reset();
    this.requestUpdate();
  };

  #choose(change: Partial<BoardFilter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.#page = 0;
    this.client?.touch();
    const { client } = this;
    if (client) {
      const rows = boardRows(client.board.state.get().entries.values(), this.#filter, this.#order, client.now());
      this.announce(this.say('shown', { count: rows.length }));
    }
  }

  /** The button goes with the filters; the focus goes to the first of them. */
  #reset(): void {
    this.#choose(noFilter);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('select')?.focus());
  }

  /** News of the board: changed rows are marked, an open timeline is written anew. */
  #take(state: BoardState): void {
    const former = this.#known;
    this.#known = state;
    this.requestUpdate();
    if (state.phase === 'failed' && this.phase === 'ready') void super.reload();
    if (state.phase !== 'ready' && this.#opened !== undefined) this.#modal?.close();
    if (state.phase === 'idle') this.#search.reset();
    if (former?.phase !== 'ready' || former.entries === state.entries) return;
    for (const [id, entry] of state.entries) if (former.entries.get(id) !== entry) this.#mark(id);
    const { client } = this;
    const id = this.#opened;
    if (client && id !== undefined && former.entries.get(id) !== state.entries.get(id)) void this.#fetch(id);
  }

  #mark(id: string): void {
    clearTimeout(this.#changed.get(id));
    const unmark = (): void => {
      this.#changed.delete(id);
      this.requestUpdate();
    };
    this.#changed.set(id, setTimeout(unmark, MARK_MS));
  }
}

function named(choices: readonly Choice[]): readonly Choice[] {
  return choices.map(({ id, name }) => ({ id, name: plainName(name) }));
}
