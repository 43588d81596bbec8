// What the audit's page has beyond the areas' common look.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-audit>`. */
export const auditStyles = [
  ...areaStyles,
  css`
    .toolbar .wide {
      flex-basis: 100%;
      color: var(--_bad);
      font-size: 13px;
    }
    [aria-disabled="true"] {
      cursor: default;
      opacity: 0.55;
    }
    .chain-fields {
      display: flex;
      flex-wrap: wrap;
      gap: 12px 20px;
      align-items: start;
    }
    .chain-fields .field {
      flex: 1 1 320px;
    }
    .chain-fields .buttons {
      padding-block-start: 23px;
    }
    .head-line {
      display: flex;
      gap: 8px;
      align-items: center;
      min-block-size: 38px;
    }
    .verdict:empty {
      display: none;
    }
    .notice strong {
      font-weight: 650;
    }
    .findings {
      display: grid;
      gap: 2px;
      margin-block-start: 6px;
      padding-inline-start: 18px;
      list-style: disc;
    }
    .progress {
      display: grid;
      gap: 4px;
      color: var(--_muted);
    }
    progress {
      inline-size: 100%;
      accent-color: var(--_accent);
    }
    .toolbar :is(input, select) {
      block-size: 38px;
    }
    td,
    tbody th {
      vertical-align: middle;
    }
    tbody th {
      white-space: nowrap;
    }
    td:nth-child(3) {
      min-inline-size: 11em;
    }
    td:nth-child(4),
    td:nth-child(5) {
      min-inline-size: 9em;
    }
    .details td:first-child {
      min-inline-size: 0;
    }
    .id {
      display: inline-block;
      max-inline-size: 11em;
      overflow: hidden;
      text-overflow: ellipsis;
      vertical-align: bottom;
      white-space: nowrap;
    }
    td:nth-child(4) .id {
      display: block;
    }
    td:last-child .id {
      max-inline-size: 15em;
    }
    .symbol {
      border-radius: 3px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font-size: 0.85em;
    }
    tr.broken > * {
      background: var(--_bad-soft);
    }
    button.time {
      min-block-size: 28px;
      margin-inline-start: -8px;
      padding: 2px 8px 2px 4px;
      border-color: transparent;
      background: none;
      font-weight: 550;
    }
    button.time .icon {
      rotate: -90deg;
      color: var(--_muted);
    }
    [dir="rtl"] button.time .icon {
      rotate: 90deg;
    }
    [dir] button.time .icon.open {
      rotate: 0deg;
    }
    .stack {
      display: grid;
      justify-items: start;
    }
    .stack > * {
      grid-area: 1 / 1;
      white-space: nowrap;
    }
    .stack .mono,
    button.time:is(:hover, :focus-visible) time {
      visibility: hidden;
    }
    button.time:is(:hover, :focus-visible) .mono {
      visibility: visible;
    }
    .details td {
      padding-block: 4px 14px;
      background: var(--_softer);
      white-space: normal;
    }
    .details dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
      gap: 10px 20px;
      max-inline-size: min(100%, calc(100cqi - 64px));
    }
    .details dt {
      color: var(--_muted);
      font-size: 12.5px;
    }
    .pager {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      color: var(--_muted);
    }
    @container area (max-width: 760px) {
      .chain-fields .buttons {
        padding-block-start: 0;
      }
    }
    @media (forced-colors: active) {
      tr.broken > * {
        border: 1px solid CanvasText;
      }
    }
  `,
];
