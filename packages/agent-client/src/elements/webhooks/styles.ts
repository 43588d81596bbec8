// What the webhooks' page has beyond the areas' common look.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-webhooks>`. */
export const webhookStyles = [
  ...areaStyles,
  css`
    .endpoints {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr));
      gap: 16px;
    }
    .card-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      justify-content: space-between;
    }
    .card h3 {
      overflow-wrap: anywhere;
    }
    .card dl {
      display: grid;
      gap: 6px;
    }
    .card dl > div {
      display: grid;
      grid-template-columns: minmax(110px, 2fr) 4fr;
      gap: 12px;
    }
    dt {
      color: var(--_muted);
    }
    dd {
      min-inline-size: 0;
    }
    summary {
      min-block-size: 24px;
      cursor: pointer;
    }
    details ul,
    details p {
      padding-block: 4px;
    }
    [aria-disabled="true"] {
      cursor: default;
      opacity: 0.6;
    }
    .log-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      justify-content: space-between;
    }
    .toolbar .wide {
      flex-basis: 100%;
      color: var(--_bad);
      font-size: 13px;
    }
    .toolbar :is(input, select) {
      block-size: 38px;
    }
    td,
    tbody th {
      vertical-align: middle;
      white-space: nowrap;
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
    .symbol {
      border-radius: 3px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font-size: 0.85em;
    }
    .details td {
      padding-block: 4px 14px;
      background: var(--_softer);
      white-space: normal;
    }
    .details dl,
    .details ol {
      display: grid;
      gap: 4px;
      max-inline-size: min(100%, calc(100cqi - 64px));
      padding-inline-start: 26px;
    }
    .details li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 14px;
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
