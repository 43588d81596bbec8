// What the audit's page has beyond the areas' common look.
import { css } from 'lit';
import { logStyles } from '../shared/area/log-styles.ts';

/** Style sheets of `<tellsafe-audit>`. */
export const auditStyles = [
  ...logStyles,
  css`
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
    tr.broken > * {
      background: var(--_bad-soft);
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
