// How a notice looks: a mark in a soft circle, a heading, a text, all in the middle.

/** Styles of notices; part of the form's sheet. */
export const noticeStyles = /* css */ `
.notice { text-align: center; }
.notice h2 { margin: 0 0 6px; font-size: 24px; }
.notice p { max-inline-size: 36ch; white-space: pre-line; font-size: 17px; }
.badge { display: inline-grid; place-items: center; inline-size: 72px; block-size: 72px; margin-block-end: 20px; border-radius: 50%; background: var(--wash); color: var(--accent); }
.badge .icon { inline-size: 34px; block-size: 34px; }
.good .badge { background: var(--good-wash); color: var(--good); }
.bad .badge { background: var(--bad-wash); color: var(--bad); }
.waiting .badge { animation: breathe 1.4s ease-in-out infinite alternate; }
@keyframes breathe { from { opacity: 0.5; } }
`;
