// The look of areas that show a log: filters with a word about what is wrong, rows that disclose their details, pages one after the other.
import { css } from 'lit';
import { areaStyles } from './area-styles.ts';

/** Style sheets of an area that shows a log. */
export const logStyles = [
  ...areaStyles,
  css`
    .toolbar .wide {
      flex-basis: 100%;
      color: var(--_bad);
      font-size: 13px;
    }
    .toolbar :is(input, select) {
      block-size: 38px;
    }
    [aria-disabled="true"] {
      cursor: default;
      opacity: 0.55;
    }
    td,
    tbody th {
      vertical-align: middle;
    }
    .symbol {
      border-radius: 3px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font-size: 0.85em;
    }
    button.disclose {
      min-block-size: 28px;
      margin-inline-start: -8px;
      padding: 2px 8px 2px 4px;
      border-color: transparent;
      background: none;
      font-weight: 550;
    }
    button.disclose .icon {
      rotate: -90deg;
      color: var(--_muted);
    }
    [dir="rtl"] button.disclose .icon {
      rotate: 90deg;
    }
    [dir] button.disclose .icon.open {
      rotate: 0deg;
    }
    .details td {
      padding-block: 4px 14px;
      background: var(--_softer);
      white-space: normal;
    }
    .pager {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      color: var(--_muted);
    }
  `,
];
