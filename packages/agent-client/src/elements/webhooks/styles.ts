// What the webhooks' page has beyond the areas' common look.
import { css } from 'lit';
import { logStyles } from '../shared/area/log-styles.ts';

/** Style sheets of `<tellsafe-webhooks>`. */
export const webhookStyles = [
  ...logStyles,
  css`
    .endpoints {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr));
      gap: 16px;
    }
    .card-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      justify-content: space-between;
    }
    .card h3 {
      overflow-wrap: anywhere;
    }
    .card dl {
      display: grid;
      gap: 6px;
    }
    .card dl > div {
      display: grid;
      grid-template-columns: minmax(110px, 2fr) 4fr;
      gap: 12px;
    }
    dt {
      color: var(--_muted);
    }
    dd {
      min-inline-size: 0;
    }
    summary {
      min-block-size: 24px;
      cursor: pointer;
    }
    details ul,
    details p {
      padding-block: 4px;
    }
    .log-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      justify-content: space-between;
    }
    td,
    tbody th {
      white-space: nowrap;
    }
    .details dl,
    .details ol {
      display: grid;
      gap: 4px;
      max-inline-size: min(100%, calc(100cqi - 64px));
      padding-inline-start: 26px;
    }
    .details li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 14px;
    }
  `,
];
