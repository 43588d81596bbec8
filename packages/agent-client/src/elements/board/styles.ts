// Look of the live board.
import { css } from 'lit';
import { findStyles } from '../conversation/find-styles.ts';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-board>`. */
export const boardStyles = [
  ...areaStyles,
  findStyles,
  css`
    .area-head h2 {
      margin-inline-end: 0;
    }
    .area-head .lead {
      max-inline-size: 100%;
    }
    @container area (max-inline-size: 560px) {
      .toolbar .field {
        flex: 1 1 140px;
        min-inline-size: min(140px, 100%);
      }
    }
    .cells {
      grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
    }
    .figure {
      display: grid;
      gap: 2px;
      justify-content: start;
      justify-items: start;
      align-content: start;
      padding: 14px 16px;
      border-radius: var(--_radius);
      text-align: start;
    }
    .figure strong {
      font-size: 26px;
      font-weight: 650;
      line-height: 1.15;
      letter-spacing: -0.02em;
      font-variant-numeric: tabular-nums;
    }
    .figure span {
      color: var(--_muted);
      font-size: 13px;
      font-weight: 500;
    }
    .figure[aria-pressed="true"] {
      border-color: var(--_accent);
      background: var(--_accent-soft);
      box-shadow: inset 0 0 0 1px var(--_accent);
    }
    .figure[aria-pressed="true"] span {
      color: var(--_text);
    }
    .figure.alert strong {
      color: var(--_warn);
    }
    .area-head .start {
      margin-inline-start: auto;
    }
    @container area (max-inline-size: 480px) {
      .area-head .start {
        margin-inline-start: 0;
      }
    }
    .search .toolbar {
      align-items: start;
    }
    .search .who {
      flex: 1 1 220px;
    }
    .words {
      display: grid;
      gap: 4px;
    }
    .words h4 {
      margin: 0;
      font-size: 14px;
      font-weight: 650;
    }
    .words .find {
      padding: 4px 0 0;
      border: 0;
    }
    .live {
      gap: 6px;
    }
    .live::before {
      content: "";
      inline-size: 7px;
      block-size: 7px;
      border-radius: 50%;
      background: currentColor;
    }
    td,
    th[scope="row"] {
      vertical-align: middle;
    }
    td time {
      white-space: nowrap;
    }
    th button.mono {
      margin-inline-start: -6px;
      white-space: nowrap;
    }
    .name {
      min-inline-size: 126px;
      max-inline-size: 220px;
      overflow-wrap: anywhere;
    }
    .forms {
      min-inline-size: 220px;
    }
    .forms ul {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .forms li {
      min-inline-size: 0;
      max-inline-size: 100%;
    }
    .forms .tag {
      max-inline-size: 100%;
      white-space: normal;
      border-radius: 9px;
    }
    .forms bdi {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .state {
      white-space: nowrap;
      font-weight: 650;
    }
    .divider {
      opacity: 0.6;
    }
    tr.changed > * {
      animation: changed 2.4s ease-out;
    }
    @keyframes changed {
      from {
        background: var(--_accent-soft);
      }
      30% {
        background: var(--_accent-soft);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      tr.changed > * {
        background: var(--_accent-soft);
        animation: none;
      }
    }
    .pages {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 12px;
      align-items: center;
      justify-content: space-between;
      min-block-size: 38px;
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }
    .dialog .head {
      display: flex;
      gap: 12px;
      align-items: start;
      justify-content: space-between;
    }
    .steps {
      display: grid;
      gap: 0;
    }
    .steps li {
      position: relative;
      display: grid;
      grid-template-columns: 28px 1fr;
      column-gap: 12px;
      padding-block-end: 16px;
    }
    .steps li:not(:last-child)::before {
      content: "";
      position: absolute;
      inset-block: 28px 0;
      inset-inline-start: 13.5px;
      inline-size: 1px;
      background: var(--_line);
    }
    .steps .mark {
      display: grid;
      grid-row: span 2;
      place-items: center;
      inline-size: 28px;
      block-size: 28px;
      border-radius: 50%;
      background: var(--_soft);
      color: var(--_muted);
      font-size: 12px;
    }
    .steps .what {
      min-inline-size: 0;
      padding-block-start: 3px;
      overflow-wrap: anywhere;
    }
    .steps strong {
      font-weight: 600;
    }
    .steps time {
      grid-column: 2;
      font-size: 12.5px;
    }
    .wait {
      display: grid;
      place-items: center;
      min-block-size: 160px;
    }
    @media (forced-colors: active) {
      .figure[aria-pressed="true"] {
        outline: 3px solid Highlight;
      }
      tr.changed > * {
        outline: 1px solid Highlight;
        outline-offset: -1px;
      }
    }
  `,
];
