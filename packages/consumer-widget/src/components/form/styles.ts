// How the form looks. One sheet for the form and its parts, used in a shadow root and in the isolated document alike, hence the
// double selector. Colours follow `color-scheme`; defaults are those of SF-THM-09…13.
import { noticeStyles } from '../notice/styles.ts';
import { questionStyles } from '../question/styles.ts';

/** Styles of `<tellsafe-form>`. */
export const formStyles = /* css */ `
:host, tellsafe-form { display: block; --accent: light-dark(#0363ad, #7cc0f8); --ink: light-dark(#15202b, #f0f3f6); --label: light-dark(#63666b, #b3b8bf);
--sheet: light-dark(white, #16191d); --edge: light-dark(#85898f, #747b84); --wash: light-dark(#eaf3fa, #14283a); --bad: light-dark(#b3261e, #ff9f97);
--bad-wash: light-dark(#fdeeed, #3a1a18); --good: light-dark(#12703c, #77d29b); --good-wash: light-dark(#e7f5ec, #12301f); --warn-wash: light-dark(#fff6e0, #35290c);
font: 16px/1.5 Arial, Helvetica, sans-serif; color: var(--ink); background: var(--sheet); overflow-wrap: anywhere; }
* { box-sizing: border-box; }
p, h1 { margin: 0; }
button, input, select { font: inherit; color: inherit; background: transparent; border: 0; border-radius: 10px; }
button { min-block-size: 48px; padding: 10px 20px; color: var(--accent); cursor: pointer; }
.bar { position: sticky; inset-block-start: 0; z-index: 1; display: flex; align-items: center; gap: 12px; min-block-size: 60px; padding: 8px max(20px, 50% - 260px);
background: var(--tellsafe-navigation-background-color, #0363ad); color: var(--tellsafe-navigation-title-color, white); }
h1 { flex: 1; font-size: 19px; line-height: 1.3; text-align: start; }
.close { flex: none; margin-inline-end: -8px; min-block-size: 0; padding: 6px; border-radius: 50%; color: var(--tellsafe-back-button-color, black); }
.close .icon { display: block; inline-size: 32px; block-size: 32px; padding: 7px; border-radius: 50%; background: #ffffffe0; stroke-width: 2.25; }
main { display: flex; flex-direction: column; gap: 20px; max-inline-size: 560px; margin: 0 auto; padding: 20px; }
.icon { flex: none; inline-size: 24px; block-size: 24px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; vertical-align: middle; }
.secure, .banner { display: flex; gap: 12px; padding: 14px 16px; border-radius: 12px; background: var(--wash); }
.secure > .icon, footer > .icon { color: var(--accent); }
.fine, footer, .help { font-size: 14px; color: var(--label); }
form { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px 16px; }
form > * { grid-column: 1 / -1; }
@media (min-width: 360px) { .half { grid-column: auto; } }
.note { color: var(--label); }
.banner { flex-wrap: wrap; align-items: center; background: var(--warn-wash); }
.banner > span { flex: 1 1 12em; }
.actions, .landing { display: flex; flex-direction: column; gap: 10px; }
.primary, .secondary { font-weight: 700; }
.primary { background: #0363ad; color: white; }
.primary:hover { background: #02508c; }
.secondary { border: 1.5px solid; }
button:disabled { cursor: default; }
.primary:disabled { background: #5f6b76; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[tabindex] { outline: 0; }
.close:focus-visible { outline-color: var(--tellsafe-navigation-title-color, white); outline-offset: 0; }
footer { display: flex; gap: 10px; padding-block-start: 16px; border-block-start: 1px solid var(--wash); }
.landing { align-items: center; gap: 28px; padding: 40px 0 24px; }
.landing > button { inline-size: min(100%, 320px); }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: reduce) { .badge { animation: none !important; } }
@media (forced-colors: active) { .box, .choice, button, .secure, .banner { border: 1px solid CanvasText; } .box:focus-within { outline-color: Highlight; } .close .icon { background: none; } }
${questionStyles} ${noticeStyles}`;
