// Look of the way between the areas: a rail beside them, a menu under the bar where there is no room for one.
import { css } from 'lit';

/** Styles of the rail and its menu. */
export const navigationStyles = css`
  .rail {
    inline-size: 108px;
    min-block-size: 0;
    overflow: auto;
    padding: 10px 8px 16px;
    border-inline-end: 1px solid var(--_line);
    background: var(--_surface);
    overscroll-behavior: contain;
  }
  .rail ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
  }
  .place {
    display: grid;
    justify-items: center;
    gap: 3px;
    inline-size: 100%;
    min-block-size: 58px;
    padding: 8px 3px 7px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    font-size: 11.5px;
    font-weight: 550;
    line-height: 1.2;
    text-align: center;
  }
  .place:hover:not([aria-current]) {
    color: var(--_text);
  }
  .place[aria-current],
  .place[aria-current]:hover {
    background: var(--_accent-soft);
    color: light-dark(color-mix(in oklab, var(--_accent) 85%, black), var(--_accent));
  }
  .place:focus-visible {
    outline-offset: -2px;
  }
  .place-name {
    max-inline-size: 100%;
    hyphens: auto;
    overflow-wrap: break-word;
  }
  .mark {
    position: relative;
  }
  .mark .icon {
    inline-size: 22px;
    block-size: 22px;
  }
  .badge {
    position: absolute;
    inset-block-start: -6px;
    inset-inline-start: 13px;
    min-inline-size: 17px;
    padding: 0 4px;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 11px;
    font-weight: 650;
    line-height: 17px;
    text-align: center;
  }
  .menu {
    position: relative;
    display: none;
  }
  .menu .icon {
    inline-size: 22px;
    block-size: 22px;
  }
  .menu .dot {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
  }
  .area-main {
    block-size: 100%;
    min-block-size: 0;
    overflow: auto;
  }
  @container workspace (max-width: 719px) {
    .bar:has(.menu) {
      padding-inline-start: 8px;
    }
    .menu {
      display: inline-flex;
    }
    .body {
      position: relative;
    }
    .rail {
      display: none;
      position: absolute;
      z-index: 5;
      inset-block: 0 auto;
      inset-inline: 0;
      inline-size: auto;
      max-block-size: 100%;
      border-inline-end: 0;
      border-block-end: 1px solid var(--_line);
      box-shadow: var(--_shadow);
    }
    .rail[data-open="true"] {
      display: block;
    }
    .place {
      grid-template-columns: auto minmax(0, 1fr);
      gap: 14px;
      align-items: center;
      justify-items: start;
      min-block-size: 46px;
      padding: 6px 14px;
      font-size: 15px;
      text-align: start;
    }
  }
  @media (forced-colors: active) {
    .place[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .badge {
      border: 1px solid CanvasText;
    }
  }
`;
