// Look of the page of operators.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-operators>`. */
export const peopleStyles = [
  ...areaStyles,
  css`
    .toolbar .search {
      flex: 1 1 240px;
      max-inline-size: 360px;
    }
    .who {
      display: grid;
      justify-items: start;
      gap: 1px;
      min-inline-size: 140px;
      overflow-wrap: anywhere;
    }
    .who .muted {
      font-weight: 400;
      font-size: 12.5px;
    }
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    td.action {
      text-align: end;
    }
    .grants td {
      white-space: nowrap;
    }
    .grants th[scope="col"] {
      text-align: start;
    }
    .never {
      color: var(--_muted);
    }
    .access {
      display: grid;
      gap: 10px;
      padding-block-start: 14px;
      border-block-start: 1px solid var(--_line);
    }
    .access .buttons {
      justify-content: start;
      margin: 0;
    }
    .secret {
      display: flex;
      gap: 8px;
      align-items: center;
    }
    .secret output {
      flex: 1;
      min-inline-size: 0;
      padding: 9px 12px;
      border: 1px dashed var(--_edge);
      border-radius: 8px;
      background: var(--_softer);
      font-size: 15px;
      user-select: all;
    }
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(190px, 100%), 1fr));
      gap: 14px;
    }
  `,
];
