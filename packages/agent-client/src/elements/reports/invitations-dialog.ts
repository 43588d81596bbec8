// The list of the invitations behind a figure, page by page, in a dialog.
import type { ReportDimension, ReportInvitation, ReportMeasure } from '@tellsafe/core/wire';
import { reportMeasures } from '@tellsafe/core/wire';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ReportInvitationsQuery, Reports } from '../../reports.ts';
import { areaStyles } from '../shared/area/area-styles.ts';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import { dimensionTexts } from './model.ts';
import type { Wanted, Writing } from './parts.ts';

const PAGE = 50;
const times = ['viewed', 'submitted', 'read', 'ended'] as const;

/** What the dialog lists from. */
export interface Source {
  readonly reports: Reports;
  readonly query: Omit<ReportInvitationsQuery, 'measure' | 'limit' | 'cursor'>;
  readonly dimensions: readonly ReportDimension[];
  /** The name of a form, agent, channel or entry point. */
  nameOf(dimension: ReportDimension, id: string): string;
  explain(error: unknown): string;
}

/** Internal part of `<tellsafe-reports>`: not a public element. */
export class InvitationsDialog extends LitElement {
  static override styles = [
    ...areaStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: min(1120px, calc(100vi - 32px));
      }
      .head {
        display: flex;
        gap: 12px;
        align-items: start;
        justify-content: space-between;
      }
      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      .table {
        max-block-size: max(200px, 55dvb);
      }
      td,
      th {
        white-space: nowrap;
      }
      .name {
        min-inline-size: 110px;
        max-inline-size: 260px;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .mono {
        white-space: nowrap;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
        min-block-size: 36px;
      }
    `,
  ];
  static override properties = { writing: { attribute: false } };

  declare writing: Writing | undefined;

  #wanted: Wanted | undefined;
  #source: Source | undefined;
  #measure: ReportMeasure = 'sent';
  #rows: readonly ReportInvitation[] = [];
  #cursor: string | undefined;
  #failure: unknown;
  #isLoading = false;
  #turn = 0;

  constructor() {
    super();
    this.writing = undefined;
  }

  /** Opens the dialog. */
  async show(source: Source, wanted: Wanted): Promise<void> {
    this.#source = source;
    this.#wanted = wanted;
    this.#choose(wanted.measure);
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult | typeof nothing {
    const { writing } = this;
    const wanted = this.#wanted;
    if (!writing || !wanted) return nothing;
    const { say, words } = writing;
    return html`<dialog dir=${words.direction} aria-labelledby="title" @close=${this.#forget}>
      <div class="dialog">
        <div class="head">
          <h3 id="title">${say('invitations')}</h3>
          <button class="quiet round" type="button" aria-label=${words.say('close')} @click=${this.#close}>${icon('close')}</button>
        </div>
        <p class="about">${wanted.about.map((text) => html`<span class="tag"><bdi>${plainName(text)}</bdi></span>`)}</p>
        ${this.#measureField(writing, wanted)}
        ${this.#failure ? this.#problem(writing) : nothing}
        ${this.#rows.length > 0 ? this.#table(writing) : nothing}
        <div class="foot">
          <p role="status">${this.#summary(writing, wanted)}</p>
          ${
            this.#cursor !== undefined && !this.#failure
              ? html`<button class="more" type="button" aria-disabled=${this.#isLoading} @click=${this.#more}>${say('showMore')}</button>`
              : nothing
          }
        </div>
      </div>
    </dialog>`;
  }

  #measureField({ say, formats }: Writing, { counts }: Wanted): TemplateResult {
    const change = (event: Event) => {
      const measure = reportMeasures[(event.target as HTMLSelectElement).selectedIndex];
      if (measure) this.#choose(measure);
    };
    return html`<div class="toolbar"><label class="field"><span>${say('measure')}</span>
      <select name="measure" @change=${change}>${reportMeasures.map(
        (name) =>
          html`<option .selected=${live(name === this.#measure)}>${say(name)} (${formats.number(counts[name])})</option>`,
      )}</select>
    </label></div>`;
  }

  #summary({ say, formats }: Writing, { counts }: Wanted): TemplateResult | string {
    if (this.#isLoading && this.#rows.length === 0) return html`<span class="spinner"></span>`;
    if (this.#failure) return '';
    const [count, total] = [this.#rows.length, counts[this.#measure]];
    if (this.#cursor !== undefined) {
      return say('shownOf', { count: formats.number(count), total: formats.number(Math.max(count, total)) });
    }
    if (count === 0) return total > 0 ? say('erasedNote') : say('noInvitations');
    const shown = say('shown', { count });
    return count < total ? `${shown}. ${say('erasedNote')}` : shown;
  }

  #table(writing: Writing): TemplateResult {
    const { say } = writing;
    const dimensions = this.#source?.dimensions ?? [];
    return html`<div class="table" role="region" tabindex="0" aria-labelledby="title" aria-busy=${this.#isLoading}>
      <table>
        <thead><tr>
          <th scope="col">${say('sent')}</th>
          ${dimensions.map((name) => html`<th scope="col">${say(dimensionTexts[name])}</th>`)}
          <th scope="col">${say('status')}</th>
          ${times.map((name) => html`<th scope="col">${say(name)}</th>`)}
          <th scope="col">${say('invitation')}</th>
          <th scope="col">${say('conversation')}</th>
        </tr></thead>
        <tbody>${this.#rows.map((row) => this.#row(writing, row, dimensions))}</tbody>
      </table>
    </div>`;
  }

  #row({ say, formats }: Writing, row: ReportInvitation, dimensions: readonly ReportDimension[]): TemplateResult {
    const name = (dimension: ReportDimension) =>
      html`<td class="name"><bdi>${plainName(this.#source?.nameOf(dimension, row[dimension]) ?? row[dimension])}</bdi></td>`;
    const moment = (at: number | undefined) => (at === undefined ? nothing : formats.moment(at));
    return html`<tr>
      <th scope="row">${moment(row.at.sent)}</th>
      ${dimensions.map(name)}
      <td>${say(row.status)}</td>
      ${times.map((each) => html`<td>${moment(row.at[each])}</td>`)}
      <td class="mono" dir="ltr">${row.invitationId}</td>
      <td class="mono" dir="ltr">${row.conversationId}</td>
    </tr>`;
  }

  #problem({ words }: Writing): TemplateResult {
    return html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.#source?.explain(this.#failure)}
      <button class="link" type="button" @click=${this.#more}>${words.say('retry')}</button></span></div>`;
  }

  #choose(measure: ReportMeasure): void {
    this.#measure = measure;
    this.#rows = [];
    this.#cursor = undefined;
    this.#isLoading = false;
    void this.#load();
  }

  async #load(): Promise<void> {
    const source = this.#source;
    if (!source) return;
    this.#turn += 1;
    const turn = this.#turn;
    this.#isLoading = true;
    this.#failure = undefined;
    this.requestUpdate();
    const cursor = this.#cursor === undefined ? {} : { cursor: this.#cursor };
    try {
      const page = await source.reports.invitations({
        ...source.query,
        ...{ measure: this.#measure, limit: PAGE, ...cursor },
      });
      if (turn !== this.#turn) return;
      this.#rows = [...this.#rows, ...page.invitations];
      this.#cursor = page.cursor;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#failure = error;
    }
    this.#isLoading = false;
    this.requestUpdate();
    await this.updateComplete;
    this.#keepFocus();
  }

  /** The button that had the focus is gone after the last page. */
  #keepFocus(): void {
    const root = this.shadowRoot;
    if (root?.activeElement || !root?.querySelector('dialog')?.open) return;
    (root.querySelector<HTMLElement>('.more') ?? root.querySelector<HTMLElement>('.table, select'))?.focus();
  }

  readonly #more = (): void => {
    if (!this.#isLoading) void this.#load();
  };

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  readonly #forget = (): void => {
    // A busy page may hear of the end only when the dialog is open again.
    if (this.renderRoot.querySelector('dialog')?.open) return;
    this.#turn += 1;
    this.#rows = [];
    this.#wanted = undefined;
    this.#source = undefined;
    this.requestUpdate();
  };
}
