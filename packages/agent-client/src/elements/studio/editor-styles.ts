// The look of the editor and of the settings: two columns where there is room, the preview staying in sight.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';
import { questionStyles } from './question-styles.ts';
import { themeStyles } from './theme-styles.ts';

/** Style sheets of the editor and the settings. */
export const editorStyles = [
  ...areaStyles,
  css`
    :host {
      block-size: auto;
      overflow: visible;
      background: none;
    }
    .editor {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    [tabindex="-1"]:focus {
      outline: none;
    }
    .field {
      grid-template-columns: minmax(0, 1fr);
    }
    .field > .hint {
      font-weight: 400;
    }
    .area-head {
      padding-block: 8px;
      background: var(--_background);
    }
    .area-head h2 {
      margin-inline-end: 0;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .area-head .tag {
      margin-inline-end: auto;
    }
    [dir="rtl"] .flips {
      scale: -1 1;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 24px;
      align-items: start;
    }
    .column {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
      min-inline-size: 0;
    }
    @container area (inline-size > 900px) {
      .columns {
        grid-template-columns: minmax(0, 1fr) minmax(320px, 430px);
      }
      .area-head {
        position: sticky;
        inset-block-start: 0;
        z-index: 2;
      }
      .side {
        position: sticky;
        inset-block-start: 64px;
      }
    }
    .section-head {
      display: flex;
      gap: 12px;
      align-items: baseline;
      justify-content: space-between;
    }
    .pair,
    .checks {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
      gap: 14px;
      align-items: start;
    }
    .narrow {
      max-inline-size: 260px;
    }
    .check-field .hint {
      display: block;
      padding-inline-start: 26px;
      color: var(--_muted);
      font-size: 12.5px;
    }
    textarea {
      resize: vertical;
    }
    fieldset {
      display: grid;
      gap: 8px;
      margin: 0;
      padding: 10px 12px 12px;
      border: 1px solid var(--_line);
      border-radius: 8px;
    }
    legend {
      padding-inline: 4px;
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 550;
    }
  `,
  questionStyles,
  themeStyles,
];
