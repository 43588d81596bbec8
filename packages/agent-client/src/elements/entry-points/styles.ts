// What the page of entry points has beyond the areas' common look.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-entry-points>`. */
export const entryPointStyles = [
  ...areaStyles,
  css`
    .points {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(400px, 100%), 1fr));
      gap: 16px;
      align-items: start;
    }
    .for-provider {
      display: grid;
      gap: 4px;
    }
    .card-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      justify-content: space-between;
    }
    h3 {
      overflow-wrap: anywhere;
    }
    dl {
      display: grid;
      gap: 6px;
    }
    dl > div {
      display: grid;
      grid-template-columns: minmax(110px, 2fr) 4fr;
      gap: 12px;
    }
    dt {
      color: var(--_muted);
    }
    dd {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .address {
      display: flex;
      gap: 8px;
      align-items: center;
      padding: 4px 4px 4px 12px;
      border-radius: 8px;
      background: var(--_softer);
    }
    [dir="rtl"] .address {
      padding: 4px 12px 4px 4px;
    }
    .address bdi {
      flex: 1;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    summary {
      min-block-size: 24px;
      cursor: pointer;
    }
    details ul,
    details p {
      padding-block: 4px;
    }
  `,
];
