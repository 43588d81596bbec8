// Colours, type and the small pieces that every element uses. Custom properties without underscore are the public theme.
import { css } from 'lit';

/**
 * The theme. Each value can be set from outside; light and dark follow `color-scheme`, which is inherited from the page.
 *
 * Public: --tellsafe-font, --tellsafe-accent, --tellsafe-on-accent, --tellsafe-background, --tellsafe-surface, --tellsafe-text,
 * --tellsafe-muted, --tellsafe-line, --tellsafe-radius.
 */
export const theme = css`
  :host {
    --_font: var(--tellsafe-font, Inter, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, Arial, sans-serif);
    --_accent: var(--tellsafe-accent, light-dark(#0b62ad, #7fc1ff));
    --_on-accent: var(--tellsafe-on-accent, light-dark(#ffffff, #04233f));
    --_background: var(--tellsafe-background, light-dark(#f3f5f8, #0e1217));
    --_surface: var(--tellsafe-surface, light-dark(#ffffff, #161b22));
    --_text: var(--tellsafe-text, light-dark(#16202b, #e9eef4));
    --_muted: var(--tellsafe-muted, light-dark(#566474, #9fadbd));
    --_line: var(--tellsafe-line, light-dark(#dfe4ea, #2a323c));
    --_edge: light-dark(#8592a1, #66758a);
    --_radius: var(--tellsafe-radius, 10px);
    --_soft: color-mix(in oklab, var(--_text) 5%, var(--_surface));
    --_softer: color-mix(in oklab, var(--_text) 3%, var(--_surface));
    --_accent-soft: color-mix(in oklab, var(--_accent) 11%, var(--_surface));
    --_good: light-dark(#0f6b3d, #74d8a4);
    --_good-soft: light-dark(#e4f4eb, #12291f);
    --_warn: light-dark(#7d4700, #ffca7a);
    --_warn-soft: light-dark(#fdf1de, #2e2311);
    --_bad: light-dark(#ad221b, #ffb3aa);
    --_bad-soft: light-dark(#fdecea, #361a19);
    --_shadow: 0 1px 2px light-dark(rgb(16 32 48 / 7%), rgb(0 0 0 / 40%)), 0 8px 24px light-dark(rgb(16 32 48 / 6%), rgb(0 0 0 / 30%));
    box-sizing: border-box;
    color: var(--_text);
    font: 400 14px/1.5 var(--_font);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box; /* not inherited: what a details element holds would not get it */
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  svg {
    flex: none;
    display: block;
  }
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      transition: none !important;
    }
  }
`;

/** Buttons and inputs. */
export const controls = css`
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 34px;
    padding: 5px 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    font-weight: 550;
    line-height: 1.3;
    cursor: pointer;
    transition: background-color 120ms, border-color 120ms, color 120ms;
  }
  button:hover:not(:disabled) {
    background: var(--_soft);
  }
  button:disabled {
    cursor: not-allowed;
    color: var(--_muted);
    background: var(--_soft);
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  button.primary:disabled {
    background: var(--_soft);
    border-color: var(--_line);
    color: var(--_muted);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }
  button.quiet:hover:not(:disabled) {
    background: var(--_soft);
    color: var(--_text);
  }
  button.round {
    inline-size: 34px;
    padding: 0;
  }
  button.link {
    min-block-size: 28px;
    padding: 3px 6px;
    border: 0;
    background: none;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  button.link:hover:not(:disabled) {
    background: var(--_accent-soft);
  }
  button.danger {
    color: var(--_bad);
  }
  input,
  textarea {
    inline-size: 100%;
    padding: 8px 12px;
    border: 1px solid var(--_edge);
    border-radius: 8px;
    background: var(--_surface);
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input:focus-visible,
  textarea:focus-visible {
    outline-offset: -1px;
    border-color: var(--_accent);
  }
  .notice {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    padding: 10px 12px;
    border-radius: 8px;
    background: var(--_soft);
    color: var(--_text);
  }
  .notice .icon {
    margin-block-start: 1px;
  }
  .notice.bad {
    background: var(--_bad-soft);
    color: var(--_bad);
  }
  .notice.warn {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 7px;
    border-radius: 999px;
    background: var(--_soft);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 550;
    white-space: nowrap;
  }
  .tag.warn {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  .empty {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 6px;
    padding: 32px 24px;
    color: var(--_muted);
    text-align: center;
  }
  .empty strong {
    color: var(--_text);
    font-size: 16px;
    font-weight: 600;
  }
  .empty > .icon {
    inline-size: 28px;
    block-size: 28px;
    margin-block-end: 6px;
  }
  .spinner {
    inline-size: 18px;
    block-size: 18px;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: spin 800ms linear infinite;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
`;

/** A column beside the conversation: scrolls by itself, its header stays. */
export const panel = css`
  :host {
    display: block;
    min-block-size: 0;
    overflow: auto;
    background: var(--_surface);
  }
  section {
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
  }
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    gap: 12px;
    align-items: center;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
  }
`;
