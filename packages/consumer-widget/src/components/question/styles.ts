// How a question looks: label above, field of 48 px with text of 16 px (smaller text makes phones zoom), error below in words.
import { css } from 'lit';

/** Styles of questions; part of the form's sheet because questions render into the form's tree. */
export const questionStyles = css`
.field { scroll-margin-block: 80px 24px; border: 0; margin: 0; padding: 0; min-inline-size: 0; }
label, legend { display: block; padding: 0; margin-block-end: 6px; font-weight: 700; color: var(--label); overflow-wrap: anywhere; }
.optional { font-weight: 400; }
.box { position: relative; display: flex; align-items: center; gap: 4px; background: var(--sheet); color: var(--ink);
border: 1px solid var(--edge); border-radius: 10px; min-block-size: 48px; }
.box:hover { border-color: var(--label); }
.box:focus-within { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 0; }
.wrong .box { border-color: var(--bad); }
.wrong .box:focus-within { outline-color: var(--bad); }
input, select { scroll-margin-block: 110px 40px; }
input:not([type="radio"]), select { flex: 1; min-inline-size: 0; inline-size: 100%; min-block-size: 46px; box-sizing: border-box;
padding: 10px 14px; border: 0; outline: 0; background: transparent; color: inherit; font: 16px/1.4 Arial, Helvetica, sans-serif;
border-radius: inherit; text-align: start; }
[dir="rtl"] input[dir="ltr"] { text-align: end; }
input::placeholder { color: var(--label); opacity: 1; }
input[inputmode="numeric"] { font-variant-numeric: tabular-nums; }
.masked { -webkit-text-security: disc; letter-spacing: 0.1em; }
.masked:placeholder-shown { -webkit-text-security: none; letter-spacing: normal; }
option { background: var(--sheet); color: var(--ink); }
.brand { flex: none; margin-inline-end: 12px; padding: 2px 8px; border-radius: 6px; font-size: 13px; font-weight: 700;
color: var(--accent); background: var(--wash); }
.reveal { flex: none; inline-size: 44px; block-size: 44px; border: 0; border-radius: 8px; background: transparent; color: var(--label); cursor: pointer; }
.reveal:hover { color: var(--accent); }
.choices { display: grid; gap: 8px; }
.choice { display: flex; align-items: center; gap: 12px; margin: 0; min-block-size: 48px; padding: 8px 14px; box-sizing: border-box;
border: 1px solid var(--edge); border-radius: 10px; font-weight: 400; color: var(--ink); cursor: pointer; }
.choice:has(:checked) { border-color: var(--accent); background: var(--wash); }
.choice:focus-within { outline: 2px solid var(--accent); }
.wrong .choice { border-color: var(--bad); }
input[type="radio"] { inline-size: 20px; block-size: 20px; margin: 0; accent-color: var(--accent); }
.help { margin: 6px 0 0; font-size: 14px; color: var(--label); }
.error { display: flex; gap: 6px; margin: 6px 0 0; font-size: 15px; color: var(--bad); }
.error .icon { inline-size: 20px; block-size: 20px; margin-block-start: 1px; }
`;
