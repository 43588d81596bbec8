// Look of the workspace: one, two or three panes by its own width.
import { css } from 'lit';
import { avatarStyles } from '../shared/avatar-styles.ts';
import { controls, theme } from '../shared/theme.ts';

/** Style sheets of `<tellsafe-workspace>`. */
export const workspaceStyles = [
  theme,
  controls,
  avatarStyles,
  css`
    :host {
      display: block;
      block-size: 100%;
      min-block-size: 320px;
      overflow: hidden;
      background: var(--_background);
      container: workspace / inline-size;
    }
    .alone {
      block-size: 100%;
      gap: 10px;
    }
    .alone p {
      max-inline-size: 46ch;
      margin-block-end: 10px;
    }
    .frame {
      display: flex;
      flex-direction: column;
      block-size: 100%;
    }
    .bar {
      display: flex;
      gap: 16px;
      align-items: center;
      min-block-size: 54px;
      padding: 8px 12px 8px 20px;
      border-block-end: 1px solid var(--_line);
      background: var(--_surface);
    }
    [dir="rtl"] .bar {
      padding: 8px 20px 8px 12px;
    }
    .brand {
      display: flex;
      gap: 8px;
      align-items: center;
      font-size: 16px;
      font-weight: 700;
      letter-spacing: -0.01em;
    }
    .brand .icon {
      color: var(--_accent);
    }
    .connection {
      display: flex;
      gap: 7px;
      align-items: center;
      margin-inline-end: auto;
      color: var(--_muted);
      font-size: 12.5px;
    }
    .lamp {
      flex: none;
      inline-size: 8px;
      block-size: 8px;
      border-radius: 50%;
      background: var(--_edge);
    }
    .live .lamp {
      background: light-dark(#1d9a5a, #4cc38a);
    }
    .offline .lamp {
      background: light-dark(#d9822b, #ffb454);
    }
    .agent {
      display: flex;
      gap: 9px;
      align-items: center;
      font-weight: 550;
    }
    .agent .avatar {
      inline-size: 30px;
      block-size: 30px;
      font-size: 11.5px;
    }
    .flips:dir(rtl) {
      scale: -1 1;
    }
    .idle {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 12px;
      align-items: center;
      padding: 8px 20px;
      background: var(--_warn-soft);
      color: var(--_warn);
      font-weight: 550;
      font-variant-numeric: tabular-nums;
    }
    .idle p {
      flex: 1;
    }
    .body {
      display: grid;
      flex: 1;
      grid-template-rows: minmax(0, 1fr);
      grid-template-columns: auto minmax(0, 1fr);
      min-block-size: 0;
    }
    .content {
      grid-column: 2;
      min-block-size: 0;
      min-inline-size: 0;
      container: content / inline-size;
    }
    .panes {
      display: grid;
      grid-template-rows: minmax(0, 1fr);
      grid-template-columns: 300px minmax(0, 1fr);
      block-size: 100%;
    }
    .panes[hidden] {
      display: none;
    }
    [data-side="open"] .panes {
      grid-template-columns: 300px minmax(0, 1fr) 372px;
    }
    .list {
      min-block-size: 0;
      overflow: auto;
      overscroll-behavior: contain;
      padding: 8px 8px 20px;
      border-inline-end: 1px solid var(--_line);
      background: var(--_surface);
    }
    .main,
    .side {
      display: grid;
      grid-template-rows: minmax(0, 1fr);
      min-block-size: 0;
      min-inline-size: 0;
    }
    .side {
      border-inline-start: 1px solid var(--_line);
      background: var(--_surface);
    }
    .channel-filter {
      display: block;
      padding: 4px 4px 0;
    }
    .channel-filter select {
      inline-size: 100%;
      min-block-size: 36px;
      padding: 6px 10px;
      border: 1px solid var(--_line);
      border-radius: 8px;
      background: var(--_surface);
      color: inherit;
      font: inherit;
    }
    .group h2 {
      display: flex;
      gap: 6px;
      padding: 12px 12px 6px;
      color: var(--_muted);
      font-size: 12px;
      font-weight: 600;
    }
    .group h2 span {
      font-weight: 450;
    }
    .item {
      position: relative;
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 0 11px;
      align-items: center;
      inline-size: 100%;
      padding: 10px 12px;
      border: 0;
      border-radius: var(--_radius);
      background: none;
      font-weight: 400;
      text-align: start;
    }
    .item[aria-current] {
      background: var(--_accent-soft);
    }
    .item:focus-visible {
      outline-offset: -2px;
    }
    .item .avatar {
      grid-row: 1 / span 3;
    }
    .item .name,
    .snippet {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      text-align: start;
    }
    /* The text is cut at its own end, and lies at the list's start, whatever the direction of either. */
    .item bdi {
      display: block;
      overflow: hidden;
      text-overflow: ellipsis;
      text-align: left;
    }
    [dir="rtl"] .item bdi {
      text-align: right;
    }
    .item .name {
      font-weight: 600;
    }
    .via {
      overflow: hidden;
      grid-column: 2 / 4;
      color: var(--_muted);
      font-size: 12px;
      text-align: start;
    }
    .snippet {
      grid-column: 2 / 4;
      color: var(--_muted);
      font-size: 13px;
    }
    .item time {
      color: var(--_muted);
      font-size: 12px;
      font-variant-numeric: tabular-nums;
    }
    .unread .snippet {
      grid-column: 2 / 3;
      color: var(--_text);
      font-weight: 550;
    }
    .form-line {
      display: flex;
      grid-column: 2 / 4;
      gap: 0 6px;
      align-items: center;
      min-inline-size: 0;
      margin-block-start: 3px;
      color: var(--_muted);
      font-size: 12px;
    }
    .form-line .icon {
      inline-size: 14px;
      block-size: 14px;
    }
    .form-name {
      flex: 0 1 auto;
      min-inline-size: 3em;
      overflow: hidden;
      white-space: nowrap;
    }
    .form-status {
      flex: none;
      white-space: nowrap;
      font-weight: 550;
    }
    .form-line.good .form-status,
    .form-line.good .icon {
      color: var(--_good);
    }
    .form-line.warn .form-status,
    .form-line.warn .icon {
      color: var(--_warn);
    }
    .dot {
      justify-self: end;
      inline-size: 9px;
      block-size: 9px;
      border-radius: 50%;
      background: var(--_accent);
    }
    .closed .avatar {
      opacity: 0.7;
    }
    .back {
      display: none;
    }
    @container content (max-width: 1079px) {
      .panes {
        grid-template-columns: 260px minmax(0, 1fr);
      }
      [data-side="open"] .panes {
        grid-template-columns: 260px minmax(0, 1fr);
      }
      [data-side="open"] .main {
        display: none;
      }
    }
    @container content (max-width: 719px) {
      .panes,
      [data-side="open"] .panes {
        grid-template-columns: minmax(0, 1fr);
      }
      .list,
      .main,
      .side {
        display: none;
        border: 0;
      }
      [data-pane="list"] .list {
        display: block;
      }
      [data-pane="conversation"] .main,
      [data-side="open"][data-pane="side"] .side {
        display: grid;
      }
      .back {
        display: inline-flex;
      }
    }
    @container workspace (max-width: 719px) {
      .bar {
        gap: 10px;
        padding-inline: 16px 8px;
      }
      .bar .label,
      .agent .name {
        display: none;
      }
    }
    @media (forced-colors: active) {
      .item[aria-current] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
