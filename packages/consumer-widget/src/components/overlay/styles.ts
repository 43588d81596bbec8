// How the overlay looks: a sheet in the middle of a wide window, the whole of a narrow one. Comes after the bubble's styles.

/** Styles of the dialogs. */
export const overlayStyles = `
dialog {
all: initial; color-scheme: inherit; position: fixed; inset: 0; margin: auto; display: none; overflow: hidden;
box-sizing: border-box; border-radius: 18px; background: light-dark(white, #16191d); color: light-dark(#4a4f57, #c9ced5);
font: 400 16px/1.5 Arial, Helvetica, sans-serif; --accent: light-dark(#0363ad, #7cc0f8);
box-shadow: 0 0 0 1px light-dark(rgb(0 0 0 / 6%), rgb(255 255 255 / 16%)), 0 24px 64px rgb(8 20 34 / 32%);
}
dialog[open] { display: block; animation: rise 0.18s ease-out; }
dialog::backdrop { background: rgb(13 21 32 / 58%); }
.sheet { inline-size: min(560px, 100vw - 32px); block-size: min(var(--height, 720px), 100dvh - 48px); }
.question { inline-size: min(420px, 100vw - 32px); block-size: fit-content; max-block-size: calc(100dvh - 16px); overflow: auto; padding: 24px; }
.question strong { font-size: 18px; color: light-dark(black, #f2f4f6); }
.question .actions { margin-top: 20px; }
iframe { all: unset; display: block; inline-size: 100%; block-size: 100%; color-scheme: inherit; }
.veil {
position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center;
gap: 24px; padding: 24px; text-align: center; white-space: pre-line; background: light-dark(white, #16191d);
}
.veil .mark { inline-size: 40px; stroke-width: 1.5; color: var(--accent); animation: breathe 1.6s ease-in-out infinite alternate; }
dialog button { min-inline-size: 140px; border-color: currentColor; font-weight: 700; color: var(--accent); }
dialog .veil button { flex: none; }
dialog button:hover { text-decoration: underline; text-underline-offset: 3px; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@keyframes breathe { from { opacity: 0.45; } }
@media (max-width: 600px) { .sheet { inline-size: 100vw; block-size: 100dvh; border-radius: 0; } }
.over .mark { animation: none; }
@media (prefers-reduced-motion: reduce) { dialog[open], .veil .mark { animation: none; } }
@media (forced-colors: active) { dialog { border: 2px solid CanvasText; } }
`;
