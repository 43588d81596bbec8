// The look of the studio's dialogs and of differences.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of a dialog that is an element of its own. */
export const dialogStyles = [
  ...areaStyles,
  css`
    :host {
      display: contents;
    }
    dialog {
      inline-size: min(680px, calc(100vi - 32px));
    }
    .versions {
      display: grid;
      gap: 8px;
    }
    .versions > li {
      display: grid;
      gap: 8px;
      padding: 12px 14px;
      border: 1px solid var(--_line);
      border-radius: 8px;
    }
    .version-head {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 10px;
      align-items: center;
    }
    .version-head .muted {
      margin-inline-end: auto;
    }
    .differences {
      display: grid;
      gap: 6px;
      font-size: 13.5px;
    }
    .differences li {
      padding-inline-start: 10px;
      border-inline-start: 3px solid var(--_line);
      overflow-wrap: anywhere;
    }
    .differences .added {
      border-color: var(--_good);
    }
    .differences .removed {
      border-color: var(--_bad);
    }
    .values {
      display: block;
    }
    del {
      color: var(--_bad);
    }
    ins {
      color: var(--_good);
      text-decoration: none;
      font-weight: 550;
    }
    .sides {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
      gap: 16px;
    }
    .sides > section {
      display: grid;
      gap: 8px;
      align-content: start;
    }
  `,
];
