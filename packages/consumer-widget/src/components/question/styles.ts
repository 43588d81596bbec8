// How a question looks: label above, field of 48 px with text of 16 px (smaller text makes phones zoom), error below in words.

/** Styles of questions; part of the form's sheet because questions render into the form's tree. */
export const questionStyles = /* css */ `
.field { border: 0; margin: 0; padding: 0; min-inline-size: 0; }
label, legend { display: block; padding: 0 0 6px; font-weight: 700; color: var(--label); }
.optional { font-weight: 400; }
.box, .choice { display: flex; align-items: center; min-block-size: 48px; border: 1px solid var(--edge); border-radius: 10px; }
.box:focus-within, .choice:focus-within { border-color: var(--accent); outline: 2px solid var(--accent); }
.box > input, .box > select { flex: 1; min-inline-size: 0; min-block-size: 46px; padding: 10px 14px; outline: 0; }
[dir="rtl"] input { text-align: right; }
input::placeholder { color: var(--label); opacity: 1; }
.masked { -webkit-text-security: disc; letter-spacing: 0.1em; }
.masked:placeholder-shown { -webkit-text-security: none; letter-spacing: normal; }
.reveal { flex: none; min-block-size: 0; padding: 10px; color: var(--label); }
.help { margin-block-start: 6px; }
`;
