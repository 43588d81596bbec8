// Forms, agents, channels or entry points beside each other: a sortable table with a bar for what it is sorted by.
import type { ReportDimension, ReportMeasure, ReportRow } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plainName } from '../shared/plain-name.ts';
import { cssValues } from './css-values.ts';
import { dimensionTexts, type Order, placeIn, type ReportData, shareOf, sorted, WEB } from './model.ts';
import { countButton, type Open, type Writing } from './parts.ts';

/** Rows that are shown at first. */
export const FIRST_ROWS = 12;

const columns = ['sent', 'received', 'viewed', 'submitted', 'declined', 'expired', 'read'] as const;

/** What the table shows and does. */
export interface BreakdownOptions {
  /** Those that can be chosen. */
  readonly dimensions: readonly ReportDimension[];
  readonly dimension: ReportDimension;
  readonly order: Order;
  readonly all: boolean;
  readonly choose: (dimension: ReportDimension) => void;
  readonly sort: (order: Order) => void;
  readonly showAll: () => void;
  readonly open: Open;
}

/** The table. */
export function breakdown(writing: Writing, data: ReportData, options: BreakdownOptions): TemplateResult {
  const { say, words, formats } = writing;
  const { dimension, order, all } = options;
  const rows = sorted(data.breakdown[dimension], dimension, order, words);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return html`<section class="card breakdown" aria-labelledby="breakdown-title">
    <div class="card-head">
      <h3 id="breakdown-title">${say('breakdown')}</h3>
      <div class="segments" role="group" aria-label=${say('by')}>${options.dimensions.map(
        (name) =>
          html`<button type="button" aria-pressed=${name === dimension} @click=${() => options.choose(name)}>${say(dimensionTexts[name])}</button>`,
      )}</div>
    </div>
    <div class="table" role="region" tabindex="0" aria-label=${`${say('breakdown')}: ${say(dimensionTexts[dimension])}`}>
      <table>
        <thead><tr>
          ${head(writing, 'name', say(dimensionTexts[dimension]), options)}
          ${columns.map((name) => head(writing, name, say(name), options))}
          ${head(writing, 'share', say('shareSubmitted'), options)}
          ${head(writing, 'viewedToSubmitted', say('viewedToSubmitted'), options)}
        </tr></thead>
        <tbody>${repeat(
          shown,
          (row) => placeIn(row, dimension, words).id,
          (row) => line(writing, row, data, options),
        )}</tbody>
      </table>
    </div>
    ${
      shown.length < rows.length
        ? html`<button class="link" type="button" @click=${options.showAll}>${say('showAll', { count: formats.number(rows.length) })}</button>`
        : nothing
    }
  </section>`;
}

function head(_: Writing, by: Order['by'], text: string, { order, sort }: BreakdownOptions): TemplateResult {
  const isSorted = order.by === by;
  const descending = isSorted ? !order.descending : by !== 'name';
  const state = isSorted ? (order.descending ? 'descending' : 'ascending') : 'none';
  return html`<th scope="col" class=${by === 'name' ? '' : 'number'} aria-sort=${state}>
    <button class="sort" type="button" @click=${() => sort({ by, descending })}>${text}<span class="way" aria-hidden="true">${isSorted ? (order.descending ? '▼' : '▲') : ''}</span></button>
  </th>`;
}

function line(writing: Writing, row: ReportRow, data: ReportData, options: BreakdownOptions): TemplateResult {
  const { formats, words } = writing;
  const { dimension, order } = options;
  const { id, name } = placeIn(row, dimension, words);
  const about = plainName(name);
  const filter = { ...data.question.filter, [dimension]: id };
  const cell = (measure: ReportMeasure) => {
    const open = () => options.open({ span: data.question.range, measure, filter, counts: row.counts, about: [name] });
    return countButton(writing, { measure, count: row.counts[measure], open, about });
  };
  return html`<tr>
    <th scope="row"><bdi>${about}</bdi>${id === name || id === WEB ? nothing : html`<span class="id mono muted"><bdi>${plainName(id)}</bdi></span>`}
      <div class="bars"><div class="bar" ${cssValues({ 'inline-size': `${barOf(row, data.breakdown[dimension], order) * 100}%` })}></div></div>
    </th>
    ${columns.map((measure) => html`<td class="number">${cell(measure)}</td>`)}
    <td class="number">${formats.rate(shareOf(row.counts.submitted, row.counts.sent))}</td>
    <td class="number">${formats.duration(row.medianSec.viewedToSubmitted)}</td>
  </tr>`;
}

/** The part of the largest value that a row has of what it is sorted by; of what was sent when that is no count. */
function barOf(row: ReportRow, rows: readonly ReportRow[], { by }: Order): number {
  const measure = by in row.counts ? (by as ReportMeasure) : 'sent';
  if (by === 'share') return shareOf(row.counts.submitted, row.counts.sent) ?? 0;
  const most = Math.max(1, ...rows.map(({ counts }) => counts[measure]));
  return row.counts[measure] / most;
}
