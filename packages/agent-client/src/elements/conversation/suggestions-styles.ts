// Look of the list above the message field.
import { css } from 'lit';

/** Style sheet for the list that `/form` opens. */
export const suggestionsStyles = css`
  .suggestions {
    position: absolute;
    inset-inline: -1px;
    inset-block-end: calc(100% + 6px);
    z-index: 2;
    max-block-size: min(300px, 45vh);
    overflow: auto;
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .composer:not(:focus-within) .suggestions {
    display: none;
  }
  [role="option"] {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: 38px;
    padding: 6px 10px;
    border-radius: 8px;
    cursor: pointer;
  }
  [role="option"] .icon {
    flex: none;
    color: var(--_accent);
  }
  [role="option"] .name {
    flex: 1;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  [role="option"] .count,
  .suggestions .hint,
  .suggestions .none {
    color: var(--_muted);
    font-size: 12.5px;
  }
  [role="option"]:hover {
    background: var(--_soft);
  }
  [role="option"][aria-selected="true"] {
    background: var(--_accent-soft);
  }
  .suggestions .none {
    display: grid;
    padding: 12px 10px;
    font-size: 14px;
  }
  .suggestions .hint {
    padding: 6px 10px 2px;
  }
  @media (forced-colors: active) {
    [role="option"][aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
