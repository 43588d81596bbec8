// Look of the answers viewer.
import { css } from 'lit';
import { controls, panel, theme } from '../shared/theme.ts';

/** Style sheets of `<tellsafe-answers>`. */
export const answersStyles = [
  theme,
  controls,
  panel,
  css`
    header {
      display: grid;
      grid-template-columns: auto 1fr auto;
      padding: 14px 12px 14px 20px;
    }
    [dir="rtl"] header {
      padding: 14px 20px 14px 12px;
    }
    .badge {
      display: grid;
      place-items: center;
      inline-size: 36px;
      block-size: 36px;
      border-radius: 10px;
      background: var(--_good-soft);
      color: var(--_good);
    }
    h2 {
      font-size: 15px;
      font-weight: 650;
      line-height: 1.3;
      overflow-wrap: anywhere;
    }
    h2:focus {
      outline: none;
    }
    .when {
      color: var(--_muted);
      font-size: 12.5px;
    }
    .chip {
      display: flex;
      gap: 8px;
      align-items: center;
      padding: 8px 20px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font-size: 13px;
      font-weight: 550;
      font-variant-numeric: tabular-nums;
    }
    .notice {
      margin: 12px 20px 0;
    }
    dl {
      padding: 6px 20px;
    }
    .row {
      padding: 12px 0;
      border-block-end: 1px solid var(--_line);
    }
    .row:last-child {
      border-block-end: 0;
    }
    dt {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      align-items: center;
      color: var(--_muted);
      font-size: 12.5px;
      overflow-wrap: anywhere;
    }
    .tag .icon {
      inline-size: 13px;
      block-size: 13px;
    }
    .line {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
      align-items: center;
      justify-content: space-between;
      min-block-size: 36px;
    }
    .value {
      flex: 1 1 140px;
      min-inline-size: 0;
      max-block-size: 240px;
      overflow: auto;
      padding-block: 3px;
      font-size: 16px;
      font-weight: 550;
      line-height: 1.45;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .value:focus {
      outline: none;
    }
    .number {
      font-variant-numeric: tabular-nums lining-nums;
      letter-spacing: 0.02em;
    }
    bdi {
      display: inline-block;
      max-inline-size: 100%;
      unicode-bidi: isolate;
    }
    .number .group {
      display: inline-block;
    }
    .group + .group {
      margin-inline-start: 0.4em;
    }
    .dots {
      color: var(--_muted);
      letter-spacing: 0.12em;
      user-select: none;
    }
    .symbol {
      display: inline-block;
      margin-inline: 1px;
      padding: 0 5px;
      border-radius: 4px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font: 600 12px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
      direction: ltr;
      unicode-bidi: isolate;
      vertical-align: 1px;
    }
    .actions {
      display: flex;
      gap: 2px;
      margin-inline-end: -8px;
    }
    .actions button {
      padding-inline: 8px;
      font-size: 13px;
    }
    .time {
      position: absolute;
      inset: auto 0 0 0;
      block-size: 2px;
      border-radius: 1px;
      background: var(--_accent);
      transform-origin: 0 50%;
      animation: run-out 20s linear forwards;
    }
    [dir="rtl"] .time {
      transform-origin: 100% 50%;
    }
    @keyframes run-out {
      to {
        transform: scaleX(0);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .time {
        display: none;
      }
    }
    .none,
    .gone {
      padding-block: 6px;
      color: var(--_muted);
    }
    .gone {
      font-size: 13.5px;
    }
    .mismatch {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      margin-block-start: 4px;
      padding: 7px 10px;
      border-radius: 8px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font-size: 13px;
    }
    .again {
      padding: 4px 20px 16px;
    }
    .empty {
      flex: 1;
      gap: 14px;
    }
    .empty p {
      max-inline-size: 34ch;
    }
    footer {
      display: flex;
      gap: 8px;
      align-items: center;
      margin-block-start: auto;
      padding: 14px 20px;
      color: var(--_muted);
      font-size: 12.5px;
    }
    .status {
      position: sticky;
      inset-block-end: 0;
      padding: 10px 20px;
      background: var(--_text);
      color: var(--_surface);
      font-size: 13px;
    }
    .status:empty {
      position: absolute;
      padding: 0;
    }
    @media (forced-colors: active) {
      .time {
        background: Highlight;
      }
    }
  `,
];
