// The reports' page: what it was asked, and the figures, charts and tables that answer.
import { type ReportCohort, type ReportDimension, reportDimensions } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { saveFile } from '../shared/area/save-file.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { breakdown } from './breakdown.ts';
import { cards } from './cards.ts';
import { formatsFor } from './format.ts';
import { funnel } from './funnel.ts';
import { loadReport, queryOf, volumeQueryOf } from './load-report.ts';
import { type Order, placeIn, type Question, type ReportData, type ReportFilter } from './model.ts';
import type { Open, Wanted, Writing } from './parts.ts';
import {
  dateProblems,
  datesOf,
  type Granularity,
  granularitiesFor,
  type Range,
  type RangeChoice,
  rangeOf,
  today,
  usualGranularity,
} from './range.ts';
import { reportsStyles } from './styles.ts';
import { loadTemporal, type TemporalApi } from './temporal.ts';
import { type ReportTexts, reportTexts } from './texts.ts';
import { toolbar } from './toolbar.ts';
import type { PeriodChosen } from './trend-chart.ts';
import { volume } from './volume.ts';

/**
 * A manager's reports: figures with the difference to the time before, funnel, trend, comparison, the invitations behind each, volume by
 * channel and entry point, and CSV.
 * The session needs the permission `reports.read`. What was chosen stays in the element; nothing of it is kept or put into an address.
 */
export class TellsafeReports extends AreaElement<ReportTexts> {
  static override styles = reportsStyles;

  protected override readonly texts = reportTexts;

  readonly #ownTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  #temporal: TemporalApi | undefined;
  #choice: RangeChoice = { preset: 'week' };
  #timeZone = this.#ownTimeZone;
  #granularity: Granularity | undefined;
  #cohort: ReportCohort = 'sent';
  #filter: ReportFilter = {};
  #dimension: ReportDimension = 'form';
  #order: Order = { by: 'sent', descending: true };
  #allRows = false;
  #asked: Question | undefined;
  #data: ReportData | undefined;
  #failure: unknown;
  #isSaving = false;
  #writing: (Writing & { readonly timeZone: string }) | undefined;
  readonly #say: Writing['say'] = (key, params) => this.say(key, params);

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#forget();
    const leave = client.on('session-ended', () => {
      this.#forget();
      this.requestUpdate();
    });
    return [...super.follow(client), leave];
  }

  protected override async load(client: AgentClient): Promise<void> {
    const api = this.#temporal ?? (await loadTemporal());
    this.#temporal = api;
    if (this.#hasDateProblems(client)) return;
    const question = this.#question(api, client.now());
    this.#asked = question;
    const before = this.#data;
    try {
      const choices = before && isSameTime(before.question, question) ? before.choices : undefined;
      const data = await loadReport(client.reports, question, choices);
      if (this.#asked !== question) return;
      this.#data = data;
      this.#failure = undefined;
      this.#announceFigures(data);
    } catch (error) {
      if (!before) throw error;
      if (this.#asked === question) this.#failure = error;
    }
  }

  protected override content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const data = this.#data;
    const writing = this.#writingIn(words, data?.question.timeZone ?? this.#timeZone);
    const { say } = writing;
    return html`
      <header class="area-head">
        <h2>${say('title')}</h2>
        <button class="quiet" type="button" aria-disabled=${phase === 'loading'} @click=${() => void this.reload()}>${phase === 'loading' ? html`<span class="spinner"></span>` : icon('refresh')}${say('refresh')}</button>
        <button class="primary" type="button" ?disabled=${!data || this.#isSaving} @click=${() => void this.#save('report')}>${icon('download')}${say('csv')}</button>
        <p class="lead">${data ? this.#lead(writing, data) : html`&nbsp;`}</p>
      </header>
      ${this.#toolbar(writing)}
      ${this.#failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)} <button class="link" type="button" @click=${() => void this.reload()}>${words.say('retry')}</button></span></div>` : nothing}
      ${data && !data.complete ? html`<div class="notice">${icon('clock')}<span>${say('counting')}</span></div>` : nothing}
      <div class="results">
        ${cards(writing, data, this.#open)}
        ${data ? [this.#charts(writing, data), this.#volume(writing, data)] : html`<div class="card placeholder"><span class="spinner"></span></div>`}
      </div>
      <tellsafe-report-invitations .writing=${writing}></tellsafe-report-invitations>`;
  }

  /** The same until language or time zone change, so that the charts are not drawn anew. */
  #writingIn(words: Words, timeZone: string): Writing {
    const known = this.#writing;
    if (known?.words === words && known.timeZone === timeZone) return known;
    const writing = { words, timeZone, say: this.#say, formats: formatsFor(words.locale, timeZone) };
    this.#writing = writing;
    return writing;
  }

  #lead({ say, formats }: Writing, { question }: ReportData): string {
    const { range, cohort } = question;
    const times = { range: formats.span(range), before: formats.span(range.before) };
    return `${say('comparedWith', times)}. ${say(cohort === 'sent' ? 'cohortSentNote' : 'cohortEventNote')}`;
  }

  #toolbar(writing: Writing): TemplateResult {
    const { client } = this;
    const api = this.#temporal;
    const range = this.#data?.question.range;
    const now = client?.now() ?? 0;
    return toolbar(writing, {
      choice: this.#choice,
      problems: api ? dateProblems(api, this.#choice, this.#timeZone, now) : {},
      today: api ? today(api, this.#timeZone, now) : '',
      timeZone: this.#timeZone,
      ownTimeZone: this.#ownTimeZone,
      granularity: this.#data?.question.granularity,
      granularities: range ? granularitiesFor(range) : [],
      cohort: this.#cohort,
      filter: this.#filter,
      choices: this.#data?.choices,
      dimensions: this.#dimensions(this.#data),
      onChoice: (choice) => this.#chooseRange(choice),
      onTimeZone: (timeZone) =>
        this.#ask(() => {
          this.#timeZone = timeZone;
        }),
      onGranularity: (granularity) =>
        this.#ask(() => {
          this.#granularity = granularity;
        }),
      onCohort: (cohort) =>
        this.#ask(() => {
          this.#cohort = cohort;
        }),
      onFilter: (filter) =>
        this.#ask(() => {
          this.#filter = filter;
        }),
    });
  }

  #charts(writing: Writing, data: ReportData): TemplateResult {
    const { say } = writing;
    const isEmpty = Object.values(data.totals.counts).every((count) => count === 0);
    if (isEmpty) {
      return html`<div class="card empty">${icon('chart')}<strong>${say('none')}</strong><span>${say('noneHint')}</span></div>`;
    }
    return html`
      <div class="charts">
        ${funnel(writing, data, this.#open)}
        <tellsafe-report-trend class="card" .rows=${data.trend} .granularity=${data.question.granularity} .writing=${writing} @period-chosen=${this.#onPeriod}></tellsafe-report-trend>
      </div>
      ${breakdown(writing, data, {
        dimensions: this.#dimensions(data),
        dimension: this.#dimension,
        order: this.#order,
        all: this.#allRows,
        choose: (dimension) =>
          this.#change(() => {
            this.#dimension = dimension;
            this.#allRows = false;
          }),
        sort: (order) =>
          this.#change(() => {
            this.#order = order;
          }),
        showAll: () =>
          this.#change(() => {
            this.#allRows = true;
          }),
        open: this.#open,
      })}`;
  }

  #volume(writing: Writing, data: ReportData): TemplateResult {
    return volume(writing, data, { isSaving: this.#isSaving, save: () => void this.#save('volume') });
  }

  /** Forms and agents always; channels and entry points when there is more than one. */
  #dimensions(data: ReportData | undefined): readonly ReportDimension[] {
    const isSeveral = (name: ReportDimension) =>
      (data?.choices[name].length ?? 0) > 1 || this.#filter[name] !== undefined;
    return reportDimensions.filter((name) => name === 'form' || name === 'agent' || isSeveral(name));
  }

  #question(api: TemporalApi, now: number): Question {
    const range = rangeOf(api, this.#choice, this.#timeZone, now);
    const possible = granularitiesFor(range);
    const wish = this.#granularity;
    const granularity = wish && possible.includes(wish) ? wish : usualGranularity(range);
    return { range, granularity, timeZone: this.#timeZone, cohort: this.#cohort, filter: this.#filter };
  }

  #hasDateProblems(client: AgentClient): boolean {
    const api = this.#temporal;
    return api !== undefined && Object.keys(dateProblems(api, this.#choice, this.#timeZone, client.now())).length > 0;
  }

  #chooseRange(choice: RangeChoice): void {
    const api = this.#temporal;
    const isFirst = choice.preset === 'custom' && this.#choice.preset !== 'custom';
    const range: Range | undefined = this.#data?.question.range;
    const own = isFirst && api && range ? datesOf(api, range, this.#timeZone) : {};
    this.#ask(() => {
      if (choice.preset !== this.#choice.preset) this.#granularity = undefined;
      this.#choice = { ...choice, ...own };
    });
  }

  #ask(change: () => void): void {
    this.#change(change);
    void this.reload();
  }

  #change(change: () => void): void {
    change();
    this.client?.touch();
    this.requestUpdate();
  }

  #announceFigures({ totals }: ReportData): void {
    const { words } = this;
    if (!words) return;
    const { number } = formatsFor(words.locale, this.#timeZone);
    const { sent, submitted } = totals.counts;
    this.announce(this.say('loaded', { sent: number(sent), submitted: number(submitted) }));
  }

  readonly #onPeriod = ({ detail }: CustomEvent<PeriodChosen>): void => {
    const { row, measure } = detail;
    const data = this.#data;
    const { words } = this;
    if (!data || !words) return;
    const span = { from: row.start, to: row.end };
    const period = formatsFor(words.locale, data.question.timeZone).period(span, data.question.granularity);
    this.#open({ span, measure, counts: row.counts, about: [period] });
  };

  readonly #open: Open = (wanted: Wanted): void => {
    const { client, words } = this;
    const data = this.#data;
    if (!client || !data || !words) return;
    this.client?.touch();
    const { question } = data;
    const filter = wanted.filter ?? question.filter;
    const { from, to } = wanted.span;
    const nameOf = (dimension: ReportDimension, id: string) => {
      const row = data.choices[dimension].find((each) => each[dimension] === id);
      return row ? placeIn(row, dimension, words).name : id;
    };
    const isWhole = wanted.span === question.range;
    const filtered = Object.entries(question.filter).map(([name, id]) => nameOf(name as ReportDimension, id ?? ''));
    const about = [
      ...(isWhole ? [formatsFor(words.locale, question.timeZone).span(wanted.span)] : []),
      ...new Set([...wanted.about, ...filtered]),
    ];
    const source = {
      reports: client.reports,
      query: { from, to, cohort: question.cohort, ...filter },
      dimensions: this.#dimensions(data),
      nameOf,
      explain: (error: unknown) => this.explain(error),
    };
    void this.renderRoot.querySelector('tellsafe-report-invitations')?.show(source, { ...wanted, about });
  };

  async #save(kind: 'report' | 'volume'): Promise<void> {
    const { client } = this;
    const data = this.#data;
    const api = this.#temporal;
    if (!client || !data || !api || this.#isSaving) return;
    this.#change(() => {
      this.#isSaving = true;
    });
    const { question } = data;
    const { first, last } = datesOf(api, question.range, question.timeZone);
    try {
      const { range, granularity: period } = question;
      const file =
        kind === 'volume'
          ? await client.reports.volumeCsv({ ...volumeQueryOf(question, range), period })
          : await client.reports.csv({ ...queryOf(question, range), period, by: [this.#dimension] });
      saveFile(file, `${kind}_${first}_${last}.csv`);
      this.#failure = undefined;
      this.announce(this.say('csvReady'));
    } catch (error) {
      this.#failure = error;
    }
    this.#isSaving = false;
    this.requestUpdate();
  }

  #forget(): void {
    this.#data = undefined;
    this.#asked = undefined;
    this.#failure = undefined;
    this.#filter = {};
  }
}

/** Whether forms, agents, channels and entry points of one are those of the other. */
function isSameTime(one: Question, other: Question): boolean {
  const { range, cohort } = other;
  return one.range.from === range.from && one.range.to === range.to && one.cohort === cohort;
}
