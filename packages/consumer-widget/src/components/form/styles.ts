// How the form looks. One sheet for the form and its parts, used in a shadow root and in the isolated document alike, hence the
// double selector. Colours follow `color-scheme`; defaults are those of SF-THM-09…13.
import { css } from 'lit';
import { noticeStyles } from '../notice/styles.ts';
import { questionStyles } from '../question/styles.ts';

/** Styles of `<tellsafe-form>`. */
export const formStyles = css`
:host, tellsafe-form { display: block; --accent: light-dark(#0363ad, #7cc0f8); --ink: light-dark(#15202b, #f0f3f6); --label: light-dark(#6d6e70, #b3b8bf);
--sheet: light-dark(white, #16191d); --edge: light-dark(#85898f, #747b84); --wash: light-dark(#eaf3fa, #14283a); --bad: light-dark(#b3261e, #ff9f97);
--bad-wash: light-dark(#fdeeed, #3a1a18); --good: light-dark(#12703c, #77d29b); --good-wash: light-dark(#e7f5ec, #12301f); --warn-wash: light-dark(#fff6e0, #35290c);
font: 16px/1.5 Arial, Helvetica, sans-serif; color: var(--ink); background: var(--sheet); }
.page { display: flex; flex-direction: column; }
.bar { position: sticky; inset-block-start: 0; z-index: 1; display: flex; align-items: center; gap: 12px; min-block-size: 60px; padding-block: 8px; padding-inline: max(20px, 50% - 260px) max(12px, 50% - 268px);
box-sizing: border-box; background: var(--tellsafe-navigation-background-color, #0363ad); color: var(--tellsafe-navigation-title-color, white); }
h1 { flex: 1; margin: 0; font-size: 19px; line-height: 1.3; outline: 0; overflow-wrap: anywhere; text-align: start; }
.close { flex: none; inline-size: 44px; block-size: 44px; padding: 6px; border: 0; background: transparent; border-radius: 50%; cursor: pointer; color: var(--tellsafe-back-button-color, black); }
.close .icon { inline-size: 32px; block-size: 32px; padding: 7px; box-sizing: border-box; border-radius: 50%; background: rgb(255 255 255 / 88%); stroke-width: 2.25; }
.close:hover .icon { background: white; }
main { display: flex; flex-direction: column; gap: 20px; inline-size: 100%; max-inline-size: 560px; margin: 0 auto; padding: 20px; box-sizing: border-box; }
.icon { flex: none; inline-size: 24px; block-size: 24px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; vertical-align: middle; }
.secure { display: flex; gap: 12px; padding: 14px 16px; border-radius: 12px; background: var(--wash); }
.secure > .icon, footer > .icon { color: var(--accent); }
.secure p, footer p { margin: 0; }
.fine, footer { font-size: 14px; color: light-dark(#55585d, #b3b8bf); }
form { display: flex; flex-direction: column; gap: 20px; }
.note { margin: 0; color: var(--label); }
.banner { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; margin: 0; padding: 12px 16px; border-radius: 12px; background: var(--warn-wash); }
.banner > span { flex: 1 1 12em; }
.banner.bad { background: var(--bad-wash); color: var(--bad); }
.summary { padding: 14px 16px; border-radius: 12px; background: var(--bad-wash); border-inline-start: 4px solid var(--bad); }
h2 { margin: 0 0 6px; font-size: 17px; }
.notice h2 { font-size: 24px; }
.summary ul { margin: 0; padding-inline-start: 20px; }
.summary li { padding-block: 3px; }
.summary a { color: var(--bad); font-weight: 700; }
.actions { display: flex; flex-direction: column; gap: 10px; }
.primary, .secondary, .quiet, .small { min-block-size: 48px; padding: 11px 20px; box-sizing: border-box; border: 1.5px solid transparent; border-radius: 10px;
font: 700 16px/1.4 Arial, Helvetica, sans-serif; cursor: pointer; }
.primary { background: #0363ad; color: white; }
.primary:hover { background: #02508c; }
.secondary, .small { background: transparent; color: var(--accent); border-color: currentColor; }
.small { min-block-size: 44px; padding: 8px 14px; }
.quiet { background: transparent; color: var(--accent); font-weight: 400; }
.quiet:hover { text-decoration: underline; }
button:disabled { cursor: default; }
.primary:disabled { background: light-dark(#5f6b76, #4b545e); }
button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.close:focus-visible { outline-color: var(--tellsafe-navigation-title-color, white); outline-offset: 0; }
footer { display: flex; gap: 10px; padding-block-start: 16px; border-block-start: 1px solid light-dark(#e1e4e8, #2c3138); }
.landing { display: flex; flex-direction: column; gap: 28px; padding: 40px 0 24px; outline: 0; }
.said { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.confirm { inline-size: min(400px, 100vw - 40px); box-sizing: border-box; padding: 24px; border: 0; border-radius: 16px; background: var(--sheet); color: var(--ink);
box-shadow: 0 24px 64px rgb(8 20 34 / 32%); }
.confirm p { margin: 0 0 20px; font-size: 17px; }
.confirm::backdrop { background: rgb(13 21 32 / 58%); }
@media (prefers-reduced-motion: reduce) { .badge { animation: none !important; } }
@media (forced-colors: active) { .box, .choice, .primary, .confirm, .secure, .banner { border: 1px solid CanvasText; } .box:focus-within { outline-color: Highlight; } }
${questionStyles} ${noticeStyles}`;
