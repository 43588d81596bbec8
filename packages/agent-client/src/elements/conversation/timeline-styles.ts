// Look of the transcript's entries: days, bubbles, cards with status lines.
import { css } from 'lit';

/** Style sheet for {@link timelineEntry}. */
export const timelineStyles = css`
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
  .note,
  .hidden-note {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 6px;
    align-items: center;
    margin-block-start: 4px;
    padding-inline: 2px;
    color: var(--_muted);
    font-size: 12.5px;
  }
  .delivery {
    display: flex;
    gap: 2px 6px;
    align-items: center;
    margin-block-start: 4px;
    padding-inline: 2px;
    color: var(--_muted);
    font-size: 12.5px;
  }
  .delivery.warn {
    color: var(--_warn);
  }
  .system .delivery {
    justify-content: center;
  }
  .agent .delivery,
  .agent .note,
  .agent .hidden-note {
    justify-content: end;
  }
  .hidden-note button.link {
    margin-block-start: 0;
    min-block-size: 28px;
    padding: 3px 6px;
    background: none;
  }
  .hidden-note button.link:hover:not(:disabled) {
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
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin: 6px -8px -6px;
  }
  .lost {
    margin-block-start: 8px;
    color: var(--_muted);
    font-size: 13px;
  }
  .day {
    align-self: stretch;
    display: flex;
    gap: 12px;
    align-items: center;
    color: var(--_muted);
    font-size: 12.5px;
    font-weight: 550;
  }
  .day::before,
  .day::after {
    content: "";
    flex: 1;
    block-size: 1px;
    background: var(--_line);
  }
  .offers button {
    font-size: 13px;
  }
`;
