// Look of the page of privacy.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of `<tellsafe-privacy>`. */
export const privacyStyles = [
  ...areaStyles,
  css`
    .figure {
      gap: 2px;
      padding: 14px 16px;
    }
    .figure strong {
      font-size: 19px;
      font-weight: 650;
      font-variant-numeric: tabular-nums;
    }
    .figure .muted {
      font-size: 12.5px;
    }
    form.find {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      align-items: start;
    }
    form.find .field {
      flex: 0 1 190px;
    }
    form.find .id {
      flex: 1 1 300px;
    }
    form.find button {
      min-block-size: 38px;
      margin-block-start: 22px;
    }
    @container area (max-width: 640px) {
      form.find .field {
        flex-basis: 100%;
      }
      form.find button {
        margin-block-start: 0;
      }
    }
    .results {
      display: grid;
      gap: 16px;
      min-inline-size: 0;
    }
    .results-head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      justify-content: space-between;
    }
    #found:focus {
      outline: none;
    }
    .conversation {
      display: grid;
      gap: 10px;
      padding-block-start: 16px;
      border-block-start: 1px solid var(--_line);
    }
    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 20px;
      align-items: center;
    }
    .facts dt {
      display: inline;
      color: var(--_muted);
    }
    .facts dd {
      display: inline;
      margin-inline-start: 6px;
    }
    .forms li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
      align-items: center;
      min-block-size: 34px;
      overflow-wrap: anywhere;
    }
    .holds {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      align-items: center;
    }
    .hold {
      display: inline-flex;
      gap: 4px;
      align-items: center;
      max-inline-size: 100%;
      padding-inline-start: 10px;
      border-radius: 8px;
      background: var(--_warn-soft);
      color: var(--_warn);
      overflow-wrap: anywhere;
    }
    .hold button.link {
      color: inherit;
    }
    .destroyed {
      display: grid;
      gap: 4px;
      padding-inline-start: 20px;
      list-style: disc;
    }
    .reason {
      min-inline-size: 120px;
      max-inline-size: 300px;
      overflow-wrap: anywhere;
    }
    td.action {
      text-align: end;
    }
    td.action .buttons {
      flex-wrap: nowrap;
      justify-content: end;
    }
  `,
];
