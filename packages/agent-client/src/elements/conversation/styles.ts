// Look of a conversation.
import { css } from 'lit';
import { avatarStyles } from '../shared/avatar-styles.ts';
import { formPreviewStyles } from '../shared/form-preview-styles.ts';
import { controls, theme } from '../shared/theme.ts';
import { findStyles } from './find-styles.ts';
import { suggestionsStyles } from './suggestions-styles.ts';
import { timelineStyles } from './timeline-styles.ts';

/** Style sheets of `<tellsafe-conversation>`. */
export const conversationStyles = [
  theme,
  controls,
  avatarStyles,
  formPreviewStyles,
  suggestionsStyles,
  timelineStyles,
  findStyles,
  css`
    :host {
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      min-block-size: 0;
      background: var(--_background);
      container: conversation / inline-size;
    }
    section {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto auto;
      grid-template-columns: minmax(0, 1fr);
      min-block-size: 0;
    }
    .bare {
      position: absolute;
      padding: 12px;
    }
    header {
      display: flex;
      gap: 12px;
      align-items: center;
      min-block-size: 65px;
      padding: 10px 20px;
      border-block-end: 1px solid var(--_line);
      background: var(--_surface);
    }
    .about {
      flex: 1;
      min-inline-size: 0;
    }
    h2 {
      overflow: hidden;
      font-size: 15px;
      font-weight: 650;
      line-height: 1.3;
      text-overflow: ellipsis;
      white-space: nowrap;
      text-align: start;
    }
    h2:focus {
      outline: none;
    }
    .whose {
      overflow: hidden;
      color: var(--_muted);
      font-size: 12.5px;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .actions {
      display: flex;
      gap: 8px;
    }
    .menu {
      position: relative;
    }
    .menu ul {
      position: absolute;
      inset-block-start: calc(100% + 6px);
      inset-inline-end: 0;
      z-index: 3;
      min-inline-size: 210px;
      padding: 6px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      box-shadow: var(--_shadow);
    }
    .menu ul[hidden] {
      display: none;
    }
    .menu li button {
      justify-content: start;
      inline-size: 100%;
      color: var(--_text);
      font-weight: 450;
    }
    .log {
      min-block-size: 0;
      overflow: auto;
      overscroll-behavior: contain;
      padding: 20px;
    }
    .log:focus-visible {
      outline-offset: -3px;
    }
    .log > ul {
      display: flex;
      flex-direction: column;
      gap: 14px;
      min-block-size: 100%;
      max-inline-size: 820px;
      margin-inline: auto;
      justify-content: end;
    }
    .notice {
      margin: 0 20px 12px;
    }
    .composer {
      position: relative;
      margin: 0 20px 20px;
      border: 1px solid var(--_edge);
      border-radius: 14px;
      background: var(--_surface);
    }
    .composer:focus-within {
      border-color: var(--_accent);
      box-shadow: 0 0 0 1px var(--_accent);
    }
    .length {
      margin: 0;
      padding: 2px 14px;
      font-size: 13px;
      color: var(--_muted);
    }
    .length.over {
      color: var(--_bad);
    }
    textarea {
      display: block;
      min-block-size: 44px;
      max-block-size: 180px;
      padding: 11px 14px 4px;
      border: 0;
      background: transparent;
      resize: none;
      field-sizing: content;
    }
    textarea:focus-visible {
      outline: none;
    }
    .tools {
      display: flex;
      gap: 8px;
      justify-content: space-between;
      padding: 6px 8px 8px;
    }
    .form-button {
      border-color: transparent;
      background: var(--_accent-soft);
      color: var(--_accent);
    }
    .form-button:hover:not(:disabled) {
      background: color-mix(in oklab, var(--_accent) 18%, var(--_surface));
    }
    .flips:dir(rtl) {
      scale: -1 1;
    }
    .foot-note {
      display: flex;
      flex-wrap: wrap;
      gap: 10px 16px;
      align-items: center;
      justify-content: center;
      padding: 16px 20px;
      border-block-start: 1px solid var(--_line);
      background: var(--_surface);
      color: var(--_muted);
    }
    .empty {
      block-size: 100%;
    }
    dialog {
      max-inline-size: min(420px, calc(100vw - 32px));
      padding: 24px;
      border: 1px solid var(--_line);
      border-radius: 14px;
      background: var(--_surface);
      color: var(--_text);
      box-shadow: var(--_shadow);
    }
    dialog::backdrop {
      background: rgb(10 16 24 / 45%);
    }
    .question {
      font-size: 16px;
      font-weight: 600;
      line-height: 1.35;
      overflow-wrap: anywhere;
    }
    .form-to-send {
      display: grid;
      gap: 12px;
      margin-block-start: 16px;
    }
    .answers {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      justify-content: end;
      margin-block-start: 20px;
    }
    @container conversation (max-width: 560px) {
      header {
        padding-inline: 12px;
      }
      .actions .label {
        display: none;
      }
      .actions > button,
      .menu > button {
        inline-size: 36px;
        padding: 0;
      }
      .log {
        padding: 16px 12px;
      }
      .message {
        max-inline-size: 88%;
      }
      .composer {
        margin: 0 12px 12px;
      }
      .notice {
        margin-inline: 12px;
      }
    }
  `,
];
