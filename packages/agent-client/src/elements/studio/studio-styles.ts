// The look of the studio's page and list.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of the page. */
export const studioStyles = [
  ...areaStyles,
  css`
    .tabs {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      border-block-end: 1px solid var(--_line);
    }
    .tabs button {
      border-color: transparent;
      border-radius: 8px 8px 0 0;
      background: none;
      color: var(--_muted);
    }
    .tabs button[aria-selected="true"] {
      color: var(--_accent);
      box-shadow: inset 0 -2px var(--_accent);
    }
    .toolbar .find {
      flex: 1 1 240px;
      max-inline-size: 360px;
    }
    .named {
      display: grid;
      gap: 1px;
      justify-items: start;
      min-inline-size: 200px;
      max-inline-size: 46ch;
    }
    .named .link {
      padding-inline: 0;
      text-align: start;
    }
    .named .muted {
      font-weight: 400;
      font-size: 13px;
      overflow-wrap: anywhere;
    }
    td {
      vertical-align: middle;
    }
    .row-buttons {
      display: flex;
      gap: 4px;
      justify-content: end;
    }
    .choices-of-template {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
      gap: 10px;
    }
    .choices-of-template button {
      display: grid;
      gap: 2px;
      justify-items: start;
      padding: 12px 14px;
      text-align: start;
    }
    .choices-of-template .muted {
      font-weight: 400;
      font-size: 13px;
    }
    .said {
      position: sticky;
      inset-block-end: 12px;
      z-index: 3;
      justify-self: start;
      align-self: start;
      align-items: center;
      box-shadow: var(--_shadow);
    }
    @media (forced-colors: active) {
      .tabs button[aria-selected="true"] {
        outline: 2px solid Highlight;
      }
    }
  `,
];
