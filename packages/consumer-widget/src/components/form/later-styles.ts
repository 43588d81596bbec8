// How the parts look that come later.

/** Styles of the warning, of what is wrong, the questions before leaving, and the mark of a card's brand; and what not everybody needs. */
export const laterStyles = /* css */ `
.box:where(:hover:not(:focus-within)) { border-color: var(--label); }
.close:hover .icon { background: white; }
.quiet:hover { text-decoration: underline; }
.reveal:hover { color: var(--accent); }
.wrong .box, .wrong .choice { border-color: var(--bad); outline-color: var(--bad); }
.error { display: flex; gap: 6px; margin-block-start: 6px; font-size: 15px; }
.error .icon { inline-size: 20px; margin-block: 1px auto; block-size: 20px; }
.bad.banner { background: var(--bad-wash); }
.bad.banner, .error { color: var(--bad); }
.summary { display: block; padding: 14px 16px; border-radius: 12px; border-inline-start: 4px solid var(--bad); background: var(--bad-wash); }
.summary h2 { margin: 0 0 6px; font-size: 17px; }
.summary ul { margin: 0; padding-inline-start: 20px; }
.summary li { padding-block: 3px; }
.summary a { display: inline-block; min-inline-size: 24px; font-weight: 700; color: var(--bad); }
dialog { inline-size: min(400px, 100vw - 40px); padding: 24px; border: 1px solid var(--edge); border-radius: 16px; background: var(--sheet); color: var(--ink); }
dialog p { margin-block-end: 20px; font-size: 17px; }
dialog::backdrop { background: #0d1520a0; }
.primary.submit { display: flex; align-items: center; justify-content: center; gap: 10px; }
.submit::before { content: ""; inline-size: 18px; block-size: 18px; border: 3px solid #ffffff66; border-block-start-color: white; border-radius: 50%; animation: turn 0.9s linear infinite; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { .submit::before { animation: none; } }
.brand { flex: none; display: flex; align-items: center; gap: 8px; margin-inline-end: 12px; font-size: 14px; color: var(--label); }
.brand svg { inline-size: 34px; block-size: 22px; border-radius: 4px; forced-color-adjust: none; }
@media (max-width: 480px) { .brand span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); } }
/* The bar must not cover what has the focus; in a low window it would leave no room beside it. */
a, button, input, select { scroll-margin-block: 150px 40px; }
@media (max-height: 480px) { .bar { position: static; } }
@media (forced-colors: active) {
dialog, .summary { border: 1px solid CanvasText; }
.wrong .box, .wrong .choice { border-width: 3px; }
.box:focus-within, .choice:focus-within { outline-offset: 2px; }
.icon { color: inherit !important; }
}
`;
