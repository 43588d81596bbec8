// The look of the editor and of the settings: two columns where there is room, the preview staying in sight.
import { css } from 'lit';
import { areaStyles } from '../shared/area/area-styles.ts';

/** Style sheets of the editor. */
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
    .questions {
      display: grid;
      gap: 8px;
    }
    .question {
      display: grid;
      gap: 8px;
      min-inline-size: 0;
      padding: 6px;
      border: 1px solid var(--_line);
      border-radius: 9px;
      background: var(--_surface);
    }
    .question.wrong {
      border-color: var(--_bad);
    }
    .question.dragged {
      border-color: var(--_accent);
      box-shadow: var(--_shadow);
    }
    .question > .notice {
      margin-inline: 8px;
    }
    .question-head {
      display: flex;
      flex-wrap: wrap;
      gap: 2px;
      align-items: center;
    }
    .handle {
      cursor: grab;
      touch-action: none;
    }
    .dragged .handle {
      cursor: grabbing;
    }
    button.opener {
      display: flex;
      flex: 1 1 200px;
      flex-wrap: wrap;
      gap: 4px 10px;
      justify-content: start;
      min-inline-size: 0;
      min-block-size: 44px;
      color: var(--_text);
      text-align: start;
    }
    .opener .number {
      display: grid;
      place-items: center;
      min-inline-size: 24px;
      block-size: 24px;
      border-radius: 50%;
      background: var(--_accent-soft);
      color: var(--_accent);
      font-size: 12.5px;
      font-variant-numeric: tabular-nums;
    }
    .what {
      display: grid;
      flex: 1 1 120px;
      min-inline-size: 0;
    }
    .what .label {
      justify-self: start;
      overflow-wrap: anywhere;
    }
    .what em {
      color: var(--_muted);
      font-weight: 450;
    }
    .what .kind {
      color: var(--_muted);
      font-size: 12.5px;
      font-weight: 450;
    }
    .turned {
      rotate: 180deg;
    }
    .question-buttons {
      display: flex;
      margin-inline-start: auto;
    }
    .fields {
      display: grid;
      gap: 14px;
      padding: 6px 8px 10px;
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
    .choice {
      display: flex;
      gap: 6px;
    }
    .choices .error {
      display: flex;
      gap: 6px;
      color: var(--_bad);
      font-size: 13px;
    }
    details.card {
      display: block;
    }
    details > .theme {
      margin-block-start: 14px;
    }
    details > summary {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
      align-items: baseline;
      cursor: pointer;
      list-style-position: inside;
    }
    details > summary::before {
      content: "";
      inline-size: 7px;
      block-size: 7px;
      border: solid var(--_muted);
      border-width: 0 2px 2px 0;
      rotate: -45deg;
    }
    [dir="rtl"] details > summary::before {
      rotate: 135deg;
    }
    details[open] > summary::before,
    [dir="rtl"] details[open] > summary::before {
      rotate: 45deg;
    }
    .theme {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 14px;
    }
    .theme th,
    .theme td {
      vertical-align: middle;
    }
    .theme .notice ul {
      display: grid;
      gap: 4px;
    }
    input[type="color"] {
      inline-size: 44px;
      block-size: 30px;
      padding: 2px;
      cursor: pointer;
    }
    input[type="color"].bad {
      outline: 2px solid var(--_bad);
    }
    .logo {
      display: flex;
      gap: 12px;
      align-items: center;
    }
    .logo img {
      max-inline-size: 140px;
      max-block-size: 40px;
    }
  `,
];
