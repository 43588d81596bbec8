// How the overlay looks: a sheet in the middle of a wide window, the whole of a narrow one.
import { css } from 'lit';

/** Styles of `<tellsafe-overlay>`. */
export const overlayStyles = css`
  :host { display: contents !important; }
  dialog {
    all: initial; color-scheme: inherit; position: fixed; inset: 0; margin: auto; display: none; overflow: hidden;
    box-sizing: border-box; border-radius: 18px; background: light-dark(white, #16191d); color: light-dark(#4a4f57, #c9ced5);
    font: 400 16px/1.5 Arial, Helvetica, sans-serif;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 6%), 0 24px 64px rgb(8 20 34 / 32%);
  }
  .sheet { inline-size: min(560px, 100vw - 32px); block-size: min(var(--height, 720px), 100dvh - 48px); }
  .question { inline-size: min(420px, 100vw - 32px); block-size: fit-content; padding: 24px; }
  .question strong { font-size: 18px; color: light-dark(black, #f2f4f6); }
  .question p { margin: 8px 0 20px; }
  .actions { display: flex; flex-wrap: wrap; gap: 10px; }
  .actions button { flex: 1 1 auto; }
  dialog[open] { display: block; animation: rise 0.18s ease-out; }
  dialog::backdrop { background: rgb(13 21 32 / 58%); }
  iframe { all: unset; display: block; inline-size: 100%; block-size: 100%; color-scheme: inherit; }
  iframe[hidden] { display: none; }
  .veil {
    position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center;
    gap: 24px; padding: 24px; text-align: center; white-space: pre-line; background: light-dark(white, #16191d);
  }
  .mark {
    inline-size: 40px; block-size: 40px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round;
    color: light-dark(#0363ad, #7cc0f8); animation: breathe 1.6s ease-in-out infinite alternate;
  }
  button {
    all: unset; box-sizing: border-box; min-block-size: 44px; min-inline-size: 140px; padding: 10px 18px; border-radius: 10px;
    border: 1.5px solid currentColor; font: 700 16px/1.3 Arial, Helvetica, sans-serif; cursor: pointer;
    color: light-dark(#0363ad, #7cc0f8);
  }
  button:hover { text-decoration: underline; text-underline-offset: 3px; }
  button:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
  @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
  @keyframes breathe { from { opacity: 0.45; } }
  @media (max-width: 600px) {
    .sheet { inline-size: 100vw; block-size: 100dvh; border-radius: 0; }
  }
  @media (prefers-reduced-motion: reduce) { dialog[open], .mark { animation: none; } }
  @media (forced-colors: active) { dialog { border: 2px solid CanvasText; } }
`;
