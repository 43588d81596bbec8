// Look of the charts: a colour for every count, 3:1 at least against the surface in light and dark, and what they share with the cards.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Colours of the counts, and the heads of cards. */
export const measureStyles = css`
  .sent { color: light-dark(#4b5a6b, #b4c0cd); }
  .received { color: light-dark(#0a7285, #67d3e4); }
  .viewed { color: light-dark(#7b3fb8, #caa4f7); }
  .submitted { color: light-dark(#0b62ad, #7fc1ff); }
  .declined { color: light-dark(#ad221b, #ffb3aa); }
  .expired { color: light-dark(#8a4f00, #ffca7a); }
  .read { color: light-dark(#0f6b3d, #74d8a4); }
  .card-head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    justify-content: space-between;
  }
  .card-head .toggle {
    margin-block: -7px; /* no higher than the heading, and its text ends with the card */
    margin-inline-end: -12px;
  }
  .stroke {
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .mark {
    fill: currentColor;
    stroke: var(--_surface);
    stroke-width: 1;
  }
  button.toggle[aria-pressed="true"] {
    background: var(--_accent-soft);
    color: var(--_text);
  }
  @media (forced-colors: active) {
    .sent, .received, .viewed, .submitted, .declined, .expired, .read {
      color: CanvasText;
    }
    .mark {
      stroke: Canvas;
    }
    button[aria-pressed="true"] {
      border-color: Highlight;
      outline: 1px solid Highlight;
    }
  }
`;

/** Style sheets of the trend. */
export const trendStyles = [
  ...areaStyles,
  measureStyles,
  css`
    :host {
      block-size: auto;
      overflow: visible;
      background: none;
      container: none;
    }
    :host > div {
      display: grid;
      gap: 12px;
    }
    .lines {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    .lines button {
      min-block-size: 28px;
      padding: 2px 10px 2px 8px;
      border-radius: 999px;
      color: var(--_muted);
      font-size: 12.5px;
    }
    .lines button[aria-pressed="true"] {
      border-color: var(--_edge);
      background: var(--_softer);
      color: var(--_text);
    }
    .lines button[aria-pressed="false"] .swatch {
      opacity: 0.45;
    }
    .plot {
      position: relative;
      block-size: 290px;
      border-radius: 8px;
      cursor: crosshair;
      touch-action: pan-y;
    }
    .plot > svg {
      position: absolute;
      inset-block-start: 0;
      inset-inline-start: 0;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    .grid {
      stroke: var(--_line);
    }
    .base {
      stroke: var(--_edge);
    }
    .cursor {
      stroke: var(--_edge);
      stroke-dasharray: 3 3;
    }
    text {
      font: 500 12px var(--_font);
      font-variant-numeric: tabular-nums;
    }
    .tick {
      fill: var(--_muted);
    }
    .label {
      fill: currentColor;
      font-weight: 600;
    }
    .tip {
      position: absolute;
      inset-block-start: 4px;
      z-index: 2;
      display: grid;
      gap: 6px;
      max-inline-size: min(260px, 70%);
      padding: 10px 12px;
      border: 1px solid var(--_line);
      border-radius: 8px;
      background: var(--_surface);
      box-shadow: var(--_shadow);
      font-size: 12.5px;
    }
    .tip dl {
      display: grid;
      gap: 3px;
    }
    .tip dl > div {
      display: flex;
      gap: 16px;
      justify-content: space-between;
    }
    .tip dt {
      display: flex;
      gap: 6px;
      align-items: center;
      color: var(--_muted);
    }
    .tip dt .swatch {
      flex: none;
    }
    .tip dd {
      font-weight: 650;
      font-variant-numeric: tabular-nums;
    }
    .below {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      align-items: center;
      justify-content: space-between;
    }
    .hint {
      font-size: 12.5px;
    }
    .table {
      max-block-size: 360px;
    }
    .hidden-text table {
      inline-size: 1px;
      table-layout: fixed;
    }
    .hidden-text :is(th, td) {
      padding: 0;
    }
    @media (forced-colors: active) {
      .tip {
        border-color: CanvasText;
      }
      .grid, .base, .cursor {
        stroke: GrayText;
      }
      .tick, .label {
        fill: CanvasText;
      }
    }
  `,
];
