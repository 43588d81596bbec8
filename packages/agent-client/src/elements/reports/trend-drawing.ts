// The trend as SVG and as a table. Colours come from the style sheet, by the class of each line.
import type { ReportRow } from '@tellsafe/core/wire';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Writing } from './parts.ts';
import type { Granularity } from './range.ts';
import { type LineName, markPath, markShapes, type TrendGeometry, type TrendLine } from './trend-geometry.ts';

/** Rows up to which every point of a line has its mark. */
const MARKED_ROWS = 45;

/** What is drawn. */
export interface Drawing {
  readonly geometry: TrendGeometry;
  readonly rows: readonly ReportRow[];
  readonly granularity: Granularity;
  readonly width: number;
  readonly height: number;
  readonly turned: boolean;
  readonly labels: boolean;
  /** The row that is looked at. */
  readonly active: number | undefined;
}

/** The drawing. It is no picture to screen readers: the table says the same. */
export function drawing(writing: Writing, { geometry, width, height, ...rest }: Drawing): TemplateResult {
  const { left, right, top, bottom, xs } = geometry;
  const { active, rows } = rest;
  const x = active === undefined ? undefined : xs[active];
  return html`<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
    ${geometry.yTicks.map(({ y }) => svg`<line class="grid" x1=${left} x2=${right} y1=${y} y2=${y} />`)}
    <line class="base" x1=${left} x2=${right} y1=${bottom} y2=${bottom} />
    ${axes(writing, geometry, rest)}
    ${x === undefined ? nothing : svg`<line class="cursor" x1=${x} x2=${x} y1=${top} y2=${bottom} />`}
    ${geometry.lines.map((each) => lineOf(each, rows.length, active))}
    ${rest.labels ? geometry.lines.map((each) => label(writing, each, geometry, rest.turned)) : nothing}
  </svg>`;
}

function axes(
  { formats }: Writing,
  { left, right, bottom, yTicks, xTicks }: TrendGeometry,
  { turned, rows, granularity }: Pick<Drawing, 'turned' | 'rows' | 'granularity'>,
): TemplateResult[] {
  const wide = (rows.at(-1)?.end ?? 0) - (rows[0]?.start ?? 0) > 86_400_000 * 1.1;
  return [
    ...yTicks.map(
      ({ value, y }) =>
        svg`<text class="tick" x=${turned ? right + 8 : left - 8} y=${y + 4} text-anchor=${turned ? 'start' : 'end'} direction="ltr">${formats.number(value)}</text>`,
    ),
    ...xTicks.map(
      ({ index, x }) =>
        svg`<text class="tick" x=${x} y=${bottom + 19} text-anchor="middle">${formats.tick(rows[index]?.start ?? 0, granularity, wide)}</text>`,
    ),
  ];
}

function lineOf({ name, path, points }: TrendLine, rows: number, active: number | undefined): TemplateResult {
  const marked = points.filter((_, index) => rows <= MARKED_ROWS || index === active);
  return svg`<g class=${`line ${name}`}>
    <path class="stroke" d=${path} stroke-dasharray=${markShapes[name].dash} />
    ${marked.map(({ x, y }) => svg`<path class="mark" d=${markPath(name)} transform="translate(${x} ${y})" />`)}
    ${active === undefined ? nothing : svg`<path class="mark active" d=${markPath(name, 110)} transform="translate(${points[active]?.x} ${points[active]?.y})" />`}
  </g>`;
}

function label(
  { say, words }: Writing,
  { name, labelY }: TrendLine,
  { left, right }: TrendGeometry,
  turned: boolean,
): TemplateResult {
  const x = turned ? left - 4 : right + 4;
  // `start` is where the text begins, by its own direction: on the right in Arabic.
  const anchor = turned === (words.direction === 'rtl') ? 'start' : 'end';
  return svg`<text class=${`label ${name}`} x=${x} y=${labelY + 4} direction=${words.direction} text-anchor=${anchor}>${say(name)}</text>`;
}

/** How a line looks, for its button and for what is told of a period. */
export function swatch(name: LineName): TemplateResult {
  return html`<svg class=${`swatch ${name}`} width="26" height="12" viewBox="0 0 26 12" aria-hidden="true" focusable="false">
    <path class="stroke" d="M0 6H26" stroke-dasharray=${markShapes[name].dash} /><path class="mark" d=${markPath(name, 36)} transform="translate(13 6)" />
  </svg>`;
}

/** The same figures as a table. */
export function trendTable(
  { say, formats }: Writing,
  rows: readonly ReportRow[],
  granularity: Granularity,
  names: readonly LineName[],
): TemplateResult {
  return html`<table>
    <caption class="hidden-text">${say('trend')}</caption>
    <thead><tr><th scope="col">${say('when')}</th>${names.map((name) => html`<th scope="col" class="number">${say(name)}</th>`)}</tr></thead>
    <tbody>${repeat(
      rows,
      ({ start }) => start,
      ({ start, end, counts }) => html`<tr>
        <th scope="row">${formats.period({ from: start, to: end }, granularity)}</th>
        ${names.map((name) => html`<td class="number">${formats.number(counts[name])}</td>`)}
      </tr>`,
    )}</tbody>
  </table>`;
}
