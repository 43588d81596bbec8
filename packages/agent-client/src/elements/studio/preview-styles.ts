// The look of the preview: the switches, and a phone's or a window's outline around the frame.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of the preview. */
export const previewStyles = [
  ...areaStyles,
  css`
    :host {
      display: grid;
      gap: 10px;
      block-size: auto;
      overflow: visible;
      background: none;
      min-inline-size: 0;
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    .bar select {
      flex: 1 1 120px;
      inline-size: auto;
      min-inline-size: 0;
      min-block-size: 34px;
      padding-block: 4px;
    }
    .group {
      display: inline-flex;
      padding: 2px;
      border-radius: 9px;
      background: var(--_soft);
    }
    .group button {
      min-block-size: 30px;
      padding: 3px 10px;
      border-color: transparent;
      border-radius: 7px;
      background: none;
      color: var(--_muted);
      font-size: 13px;
    }
    .group button[aria-pressed="true"] {
      background: var(--_surface);
      color: var(--_text);
      box-shadow: 0 1px 2px rgb(16 32 48 / 18%);
    }
    .screen {
      position: relative;
      justify-self: center;
      inline-size: 100%;
      block-size: min(680px, 72vh);
      overflow: hidden;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    .screen.phone {
      max-inline-size: 390px;
      border: 8px solid light-dark(#1c232b, #3a4450);
      border-radius: 30px;
    }
    .screen[hidden] {
      display: none;
    }
    iframe {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      border: 0;
    }
    /* At its corner whatever the direction of the page around it, so that it is scaled towards there. */
    .desktop iframe {
      position: absolute;
      inset: 0 auto auto 0;
      inline-size: calc(100% / var(--scale, 1));
      block-size: calc(100% / var(--scale, 1));
      scale: var(--scale, 1);
      transform-origin: top left;
    }
    .screen .empty {
      block-size: 100%;
    }
    .muted {
      font-size: 12.5px;
      text-align: center;
    }
    @media (forced-colors: active) {
      .group button[aria-pressed="true"] {
        outline: 2px solid Highlight;
      }
    }
  `,
];
