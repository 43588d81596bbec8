// Look of a conversation.
import { css } from 'lit';
import { avatarStyles } from '../shared/avatar-styles.ts';
import { controls, theme } from '../shared/theme.ts';

/** Style sheets of `<tellsafe-conversation>`. */
export const conversationStyles = [
  theme,
  controls,
  avatarStyles,
  css`
    :host {
      display: grid;
      grid-template-rows: minmax(0, 1fr);
      min-block-size: 0;
      background: var(--_background);
      container: conversation / inline-size;
    }
    section {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto auto;
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
    time {
      color: var(--_muted);
      font-size: 12px;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .message {
      align-self: start;
      max-inline-size: min(78%, 560px);
    }
    .message.agent {
      align-self: end;
    }
    .who {
      display: flex;
      gap: 8px;
      align-items: baseline;
      margin-block-end: 3px;
      padding-inline: 2px;
      color: var(--_muted);
      font-size: 12.5px;
    }
    .agent .who {
      justify-content: end;
    }
    .text {
      inline-size: fit-content;
      padding: 9px 13px;
      border: 1px solid var(--_line);
      border-radius: 14px;
      border-start-start-radius: 4px;
      background: var(--_surface);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .agent .text {
      margin-inline-start: auto;
      border-color: transparent;
      border-radius: 14px;
      border-start-end-radius: 4px;
      background: var(--_accent-soft);
    }
    .system {
      align-self: center;
      color: var(--_muted);
      font-size: 12.5px;
      text-align: center;
    }
    .form {
      align-self: end;
      inline-size: min(100%, 440px);
      padding: 12px 16px;
      border: 1px solid var(--_line);
      border-radius: 14px;
      border-start-end-radius: 4px;
      background: var(--_surface);
      box-shadow: 0 1px 2px light-dark(rgb(16 32 48 / 5%), rgb(0 0 0 / 30%));
    }
    .title {
      display: flex;
      gap: 8px;
      align-items: center;
      margin-block-end: 8px;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .title .icon {
      color: var(--_accent);
    }
    .form ol li {
      position: relative;
      display: grid;
      grid-template-columns: 20px 1fr auto;
      gap: 0 10px;
      align-items: baseline;
      padding-block: 3px;
      font-size: 13.5px;
    }
    .form ol li:not(:last-child)::after {
      content: "";
      position: absolute;
      inset-block: 19px -7px;
      inset-inline-start: 9.5px;
      inline-size: 1px;
      background: var(--_line);
    }
    .mark {
      align-self: start;
      margin-block-start: 1px;
      color: var(--_muted);
    }
    .mark .icon {
      inline-size: 20px;
      block-size: 20px;
    }
    .plain .icon {
      fill: currentColor;
    }
    li.good .what {
      color: var(--_good);
      font-weight: 600;
    }
    li.good .mark {
      color: var(--_good);
    }
    li.warn .mark,
    li.warn .what {
      color: var(--_warn);
    }
    button.link {
      grid-column: 2 / -1;
      justify-self: start;
      margin-block-start: 8px;
      min-block-size: 36px;
      padding: 6px 14px;
      border-radius: 8px;
      background: var(--_accent-soft);
    }
    button.link:hover:not(:disabled) {
      background: color-mix(in oklab, var(--_accent) 18%, var(--_surface));
    }
    .offers {
      margin: 6px -8px -6px;
    }
    .offers button {
      font-size: 13px;
    }
    .notice {
      margin: 0 20px 12px;
    }
    .composer {
      margin: 0 20px 20px;
      border: 1px solid var(--_edge);
      border-radius: 14px;
      background: var(--_surface);
    }
    .composer:focus-within {
      border-color: var(--_accent);
      box-shadow: 0 0 0 1px var(--_accent);
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
    dialog p {
      font-size: 15px;
    }
    dialog div {
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
