// The look that the areas share: the page, its head and toolbar, fields, cards, tables that scroll by themselves, dialogs.
import { css } from 'lit';
import { controls, theme } from '../theme.ts';

/** Style sheets of an area. */
export const areaStyles = [
  theme,
  controls,
  css`
    :host {
      display: block;
      block-size: 100%;
      overflow: auto;
      background: var(--_background);
      container: area / inline-size;
    }
    .area {
      display: flex;
      flex-direction: column;
      gap: 20px;
      max-inline-size: 1240px;
      min-block-size: 100%;
      margin-inline: auto;
      padding: 24px clamp(16px, 3cqi, 32px) 40px;
    }
    .area-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
    }
    .area-head h2 {
      margin-inline-end: auto;
      padding-block: 4px; /* as high as a button, so that titles stand at one height with and without one */
      font-size: 21px;
      font-weight: 650;
      letter-spacing: -0.015em;
      line-height: 1.25;
      text-wrap: balance;
    }
    .area-head .lead {
      flex-basis: 100%;
      padding-inline-end: max(0px, 100% - 84ch);
      color: var(--_muted);
      text-wrap: pretty;
    }
    h3 {
      font-size: 15px;
      font-weight: 650;
      line-height: 1.35;
    }
    .toolbar {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      align-items: end;
    }
    .field {
      display: grid;
      gap: 4px;
      align-content: start;
      min-inline-size: 0;
      color: var(--_text);
    }
    .toolbar .field {
      flex: 0 1 190px;
      min-inline-size: min(150px, 100%);
    }
    .field > span,
    .field > label {
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 550;
    }
    .field .hint {
      color: var(--_muted);
      font-size: 12.5px;
    }
    .field .error {
      display: flex;
      gap: 6px;
      color: var(--_bad);
      font-size: 13px;
    }
    select {
      inline-size: 100%;
      min-block-size: 38px;
      padding: 7px 34px 7px 12px;
      text-overflow: ellipsis;
      border: 1px solid var(--_edge);
      border-radius: 8px;
      background: var(--_surface);
      color: inherit;
      font: inherit;
      appearance: none;
      background-image:
        linear-gradient(45deg, transparent 50%, var(--_muted) 50%), linear-gradient(-45deg, transparent 50%, var(--_muted) 50%);
      background-position:
        right 17px top 50%,
        right 12px top 50%;
      background-repeat: no-repeat;
      background-size: 5px 5px;
    }
    [dir="rtl"] select {
      padding: 7px 12px 7px 34px;
      background-position:
        left 12px top 50%,
        left 17px top 50%;
    }
    select:focus-visible {
      outline-offset: -1px;
      border-color: var(--_accent);
    }
    input:not([type="checkbox"], [type="radio"], [type="color"], [type="range"]) {
      min-block-size: 38px;
      padding-block: 7px;
    }
    input[type="checkbox"],
    input[type="radio"] {
      flex: none;
      inline-size: 18px;
      block-size: 18px;
      margin: 0;
      accent-color: var(--_accent);
    }
    .check {
      display: flex;
      gap: 8px;
      align-items: center;
      min-block-size: 28px;
    }
    [aria-invalid="true"] {
      border-color: var(--_bad);
    }
    .card {
      display: grid;
      gap: 12px;
      align-content: start;
      min-inline-size: 0;
      padding: 18px 20px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    .cells {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(170px, 100%), 1fr));
      gap: 12px;
    }
    .table {
      position: relative; /* what is hidden inside scrolls with it */
      overflow: auto;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      overscroll-behavior-x: contain;
    }
    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-variant-numeric: tabular-nums;
    }
    caption {
      padding: 12px 16px;
      font-weight: 650;
      text-align: start;
    }
    th,
    td {
      padding: 9px 12px;
      border-block-end: 1px solid var(--_line);
      text-align: start;
      vertical-align: baseline;
    }
    tbody tr:last-child > * {
      border-block-end: 0;
    }
    thead th {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      background: var(--_softer);
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 600;
      white-space: nowrap;
    }
    tbody th {
      font-weight: 550;
    }
    th:first-child,
    td:first-child {
      padding-inline-start: 16px;
    }
    th:last-child,
    td:last-child {
      padding-inline-end: 16px;
    }
    td > time {
      white-space: nowrap;
    }
    .number {
      text-align: end;
    }
    .muted {
      color: var(--_muted);
    }
    .mono {
      font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
      font-size: 12.5px;
      overflow-wrap: anywhere;
    }
    .tag.good {
      background: var(--_good-soft);
      color: var(--_good);
    }
    .tag.bad {
      background: var(--_bad-soft);
      color: var(--_bad);
    }
    .notice.good {
      background: var(--_good-soft);
      color: var(--_good);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    button.destructive {
      border-color: transparent;
      background: var(--_bad);
      color: var(--_surface);
    }
    button.destructive:hover:not(:disabled) {
      background: color-mix(in oklab, var(--_bad) 88%, var(--_text));
    }
    dialog {
      inline-size: min(520px, calc(100vi - 32px));
      max-block-size: calc(100dvb - 32px);
      padding: 0;
      overflow: auto;
      border: 1px solid var(--_line);
      border-radius: calc(var(--_radius) + 4px);
      background: var(--_surface);
      color: var(--_text);
      box-shadow: var(--_shadow);
    }
    dialog::backdrop {
      background: rgb(10 16 24 / 45%);
    }
    dialog > form,
    dialog > .dialog {
      display: grid;
      gap: 14px;
      padding: 22px 24px;
    }
    dialog h3 {
      font-size: 17px;
    }
    dialog .buttons {
      justify-content: end;
      margin-block-start: 4px;
    }
    @container area (max-width: 480px) {
      .area-head h2 {
        flex-basis: 100%;
      }
      .area-head > :not(h2, .lead, .tag) {
        order: 1; /* what can be done comes after what it is about */
      }
      .area-head button.quiet {
        border-color: var(--_line);
      }
      .toolbar .field {
        flex: 1 1 140px;
        min-inline-size: min(140px, 100%);
      }
    }
    @media (forced-colors: active) {
      .card,
      .table,
      .notice,
      .tag,
      button.destructive {
        border: 1px solid CanvasText;
      }
      select {
        appearance: auto;
        background-image: none;
      }
    }
    @media print {
      :host {
        block-size: auto;
        overflow: visible;
      }
      .toolbar,
      .buttons {
        display: none;
      }
    }
  `,
];
