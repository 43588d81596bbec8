// Look of the history.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-history>`. */
export const historyStyles = [
  ...areaStyles,
  css`
    .area-head .lead {
      max-inline-size: 100%;
    }
    @container area (max-inline-size: 560px) {
      .toolbar .field {
        flex: 1 1 140px;
        min-inline-size: min(140px, 100%);
      }
    }
    .toolbar {
      align-items: start;
    }
    .toolbar > button {
      margin-block-start: 25px;
    }
    .field .hint,
    .field .error {
      font-weight: 400;
    }
    .toolbar .error:empty {
      display: none;
    }
    .toolbar input {
      block-size: 38px;
    }
    .key {
      display: flex;
      flex-wrap: wrap;
      gap: 10px 16px;
      align-items: center;
      padding: 14px 18px;
    }
    .key .badge {
      display: grid;
      place-items: center;
      inline-size: 36px;
      block-size: 36px;
      border-radius: 10px;
      background: var(--_soft);
      color: var(--_muted);
    }
    .key.held .badge {
      background: var(--_good-soft);
      color: var(--_good);
    }
    .key .about {
      flex: 1 1 260px;
      min-inline-size: 0;
    }
    .key .about p {
      color: var(--_muted);
      font-size: 13px;
    }
    .name {
      min-inline-size: 100px;
      max-inline-size: 280px;
      overflow-wrap: anywhere;
    }
    td,
    th[scope="row"] {
      vertical-align: middle;
    }
    td time {
      white-space: nowrap;
    }
    th button.link {
      margin-inline-start: -6px;
      justify-content: start;
      text-align: start;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      justify-content: space-between;
      min-block-size: 38px;
      color: var(--_muted);
    }
    .head {
      display: flex;
      gap: 12px;
      align-items: start;
      justify-content: space-between;
    }
    .head h3 {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .facts {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 4px 16px;
    }
    .facts dt {
      color: var(--_muted);
    }
    .facts dd {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .reads {
      display: grid;
      gap: 6px;
    }
    .reads h4 {
      margin: 0;
      font-size: 13px;
      font-weight: 650;
    }
    .reads li {
      overflow-wrap: anywhere;
    }
    .wait {
      display: grid;
      place-items: center;
      min-block-size: 160px;
    }
    tellsafe-answers {
      border-radius: inherit;
    }
  `,
];
