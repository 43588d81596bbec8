// Look of files in messages and of finding words in a conversation.
import { css } from 'lit';

/** Style sheet for {@link fileLine} and {@link findBar}. */
export const findStyles = css`
  .file {
    display: grid;
    gap: 4px;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-block-start: 4px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_surface);
    font-size: 13px;
  }
  .file p {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 6px;
    align-items: center;
    overflow-wrap: anywhere;
  }
  .file p.file-name {
    flex-wrap: nowrap;
    align-items: start;
  }
  .file-name .icon {
    flex: none;
    margin-block-start: 2px;
  }
  .file-name span {
    min-inline-size: 0;
  }
  .find-toggle {
    flex: none;
    min-inline-size: 36px;
    padding: 6px;
  }
  /* Names that do not fit are cut short; they do not widen the column. */
  section {
    grid-template-columns: minmax(0, 1fr);
  }
  .file .facts,
  .find .when,
  .find-status {
    color: var(--_muted);
    font-size: 12.5px;
  }
  .file-actions button {
    min-block-size: 28px;
    padding: 3px 8px;
  }
  .file .file-failure {
    flex-wrap: nowrap;
    color: var(--_warn);
  }
  .file img {
    max-inline-size: 100%;
    max-block-size: 320px;
    border-radius: 8px;
    object-fit: contain;
  }
  .find {
    display: grid;
    gap: 6px;
    padding: 10px 16px;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
  }
  .find form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .find input {
    flex: 1 1 180px;
    min-inline-size: 0;
    min-block-size: 36px;
    padding: 6px 12px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .find-status:empty {
    display: none;
  }
  .find ul {
    display: grid;
    gap: 2px;
    max-block-size: 200px;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }
  .find li button,
  .find .place {
    display: grid;
    gap: 1px;
    justify-items: start;
    justify-content: start;
    font-weight: 400;
    inline-size: 100%;
    block-size: auto;
    padding: 6px 8px;
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  mark {
    border-radius: 3px;
    background: light-dark(#ffe08a, #7a5c00);
    color: light-dark(#241a00, #fff4d6);
  }
  .message.sought {
    border-radius: 14px;
    outline: 2px solid var(--_accent);
    outline-offset: 4px;
  }
`;
