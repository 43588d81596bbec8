// Look of the form picker.
import { css } from 'lit';
import { formPreviewStyles } from '../shared/form-preview-styles.ts';
import { controls, panel, theme } from '../shared/theme.ts';

/** Style sheets of `<tellsafe-form-picker>`. */
export const formPickerStyles = [
  theme,
  controls,
  panel,
  formPreviewStyles,
  css`
    header {
      display: flex;
      justify-content: space-between;
      min-block-size: 65px;
      padding-block: 10px;
      padding-inline: 20px 12px;
    }
    h2 {
      font-size: 15px;
      font-weight: 650;
    }
    h2:focus {
      outline: none;
    }
    .search {
      position: relative;
      margin: 16px 20px 8px;
    }
    .search .icon {
      position: absolute;
      inset-block-start: 10px;
      inset-inline-start: 11px;
      color: var(--_muted);
    }
    .search input {
      padding-inline-start: 36px;
    }
    .notice {
      margin: 12px 20px 0;
    }
    ul {
      display: grid;
      gap: 8px;
      padding: 8px 20px;
    }
    ul:last-of-type {
      padding-block-end: 20px;
    }
    ul > li {
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      overflow: clip;
    }
    li.open {
      border-color: var(--_accent);
    }
    h3 {
      font: inherit;
    }
    .summary {
      display: grid;
      grid-template-columns: auto 1fr auto;
      gap: 12px;
      inline-size: 100%;
      padding: 12px;
      border: 0;
      border-radius: calc(var(--_radius) - 1px);
      text-align: start;
    }
    .summary:focus-visible {
      outline-offset: -3px;
    }
    .badge {
      display: grid;
      place-items: center;
      inline-size: 36px;
      block-size: 36px;
      border-radius: 10px;
      background: var(--_accent-soft);
      color: var(--_accent);
    }
    .about {
      display: grid;
      min-inline-size: 0;
    }
    .name {
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .count {
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 400;
    }
    .chevron {
      color: var(--_muted);
      transition: rotate 150ms;
    }
    .open .chevron {
      rotate: 180deg;
    }
    .details {
      display: grid;
      gap: 14px;
      padding: 2px 14px 14px;
    }
    .details[hidden] {
      display: none;
    }
    .group {
      padding: 10px 20px 0;
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 600;
    }
    .status {
      position: sticky;
      inset-block-end: 0;
      margin-block-start: auto;
      padding: 10px 20px;
      background: var(--_good-soft);
      color: var(--_good);
      font-weight: 550;
    }
    .status:empty {
      position: absolute;
      padding: 0;
    }
  `,
];
