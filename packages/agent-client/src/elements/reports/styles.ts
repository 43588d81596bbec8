// Look of the reports' page.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';
import { measureStyles } from './chart-styles.ts';

/** Buttons that are figures. */
export const countStyles = css`
  button.count {
    min-block-size: 24px;
    min-inline-size: 24px;
    margin: -2px -6px;
    padding: 1px 6px;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--_accent);
    font: inherit;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  button.count:hover {
    background: var(--_accent-soft);
    text-decoration-color: currentColor;
  }
`;

/** Style sheets of `<tellsafe-reports>`. */
export const reportsStyles = [
  ...areaStyles,
  measureStyles,
  countStyles,
  css`
    .results {
      display: grid;
      gap: 16px;
    }
    .area-head .spinner {
      inline-size: 1.25em;
      block-size: 1.25em;
    }
    .cells.counts {
      grid-template-columns: repeat(auto-fit, minmax(min(142px, 100%), 1fr));
    }
    .area-head .lead {
      padding-inline-end: 0;
    }
    .cells.times {
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    }
    .figure {
      grid-template-rows: auto auto 1fr auto;
      align-content: stretch;
      gap: 1px;
      padding: 14px 16px;
    }
    .figure h3 {
      color: var(--_muted);
      font-size: 13px;
      font-weight: 600;
    }
    .big {
      font-size: 25px;
      font-weight: 650;
      letter-spacing: -0.02em;
      line-height: 1.35;
      font-variant-numeric: tabular-nums;
    }
    .big button.count {
      color: var(--_text);
      font-weight: inherit;
      letter-spacing: inherit;
    }
    .rate,
    .change {
      min-block-size: 1.5em;
      color: var(--_muted);
      font-size: 12.5px;
    }
    .change {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
    }
    .change > [aria-hidden]:first-child {
      color: var(--_text);
      font-weight: 600;
    }
    .sign {
      font-size: 9px;
      vertical-align: 1px;
    }
    .charts {
      display: grid;
      gap: 16px;
    }
    @container area (inline-size > 940px) {
      .charts {
        grid-template-columns: minmax(0, 5fr) minmax(0, 8fr);
      }
    }
    .placeholder {
      min-block-size: 380px;
      place-items: center;
      align-content: center;
    }
    .funnel table {
      table-layout: auto;
    }
    .funnel thead th {
      position: static;
      padding-block: 0 4px;
      background: none;
      white-space: normal;
      vertical-align: bottom;
    }
    .funnel th,
    .funnel td {
      padding: 7px 5px;
      border: 0;
      vertical-align: middle;
    }
    .funnel th:first-child,
    .funnel td:first-child {
      padding-inline-start: 0;
    }
    .funnel th:last-child,
    .funnel td:last-child {
      padding-inline-end: 0;
    }
    .funnel .bars {
      inline-size: 100%;
      min-inline-size: 60px;
    }
    .bars {
      display: flex;
    }
    td.bars {
      display: table-cell;
      white-space: nowrap;
    }
    .bar {
      block-size: 6px;
      border-radius: 3px;
      background: var(--_accent);
    }
    td.bars .bar,
    td.bars .lost {
      display: inline-block;
      block-size: 26px;
      border-radius: 4px;
      vertical-align: middle;
    }
    .lost {
      border: 1px dashed var(--_edge);
      background: repeating-linear-gradient(-45deg, transparent 0 5px, color-mix(in oklab, var(--_edge) 35%, transparent) 5px 6px);
    }
    .ends {
      display: grid;
      gap: 6px;
      margin-block-start: auto;
      padding-block-start: 12px;
      border-block-start: 1px solid var(--_line);
    }
    h4 {
      margin: 0;
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 600;
    }
    .ends ul {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 20px;
    }
    .ends li {
      display: flex;
      gap: 8px;
    }
    .segments {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .segments button {
      min-block-size: 30px;
      padding: 3px 10px;
      color: var(--_muted);
      font-size: 13px;
    }
    .segments button[aria-pressed="true"] {
      border-color: var(--_accent);
      background: var(--_accent-soft);
      color: var(--_text);
    }
    .table th:has(.sort) {
      padding-block: 3px;
    }
    button.sort {
      min-block-size: 28px;
      margin-inline: -6px;
      padding: 2px 6px;
      border: 0;
      background: none;
      color: inherit;
      font-size: inherit;
      font-weight: inherit;
    }
    button.sort:hover:not(:disabled) {
      background: var(--_soft);
    }
    [aria-sort="ascending"] .sort,
    [aria-sort="descending"] .sort {
      color: var(--_text);
    }
    .way {
      inline-size: 10px;
      font-size: 9px;
    }
    .breakdown tbody th {
      min-inline-size: 170px;
      max-inline-size: 340px;
      overflow-wrap: anywhere;
    }
    .breakdown thead .number {
      white-space: normal;
    }
    .breakdown thead .number .sort {
      justify-content: end;
      text-align: end;
    }
    :is(.breakdown, .volume) .id {
      display: block;
      font-weight: 400;
    }
    .breakdown .bars {
      margin-block-start: 4px;
    }
    .volume :is(h3, p) {
      margin: 0;
    }
    .volume tbody th {
      min-inline-size: 110px;
      max-inline-size: 340px;
      overflow-wrap: anywhere;
    }
    .volume thead th {
      white-space: normal;
    }
    .volume tfoot :is(th, td) {
      border-block-start: 1px solid var(--_line);
      font-weight: 600;
    }
    .field .error:empty {
      display: none;
    }
    input[type="date"] {
      block-size: 38px;
      padding-block: 6px;
    }
    .toolbar {
      align-items: start;
    }
    .toolbar .field {
      flex: 1 1 150px;
      max-inline-size: 240px;
    }
    @container area (inline-size < 560px) {
      .toolbar .field {
        flex-basis: 40%;
        max-inline-size: none;
      }
      .card {
        padding: 14px;
      }
      .cells.counts {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .cells.counts > :last-child:nth-child(odd) {
        grid-column: 1 / -1;
      }
      .funnel .wide {
        display: none;
      }
    }
    @media (forced-colors: active) {
      .bar {
        background: CanvasText;
        forced-color-adjust: none;
      }
      .lost {
        border-color: GrayText;
      }
    }
  `,
];
