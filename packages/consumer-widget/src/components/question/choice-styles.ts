// How choices look; loaded with them.

/** Styles of radio buttons and lists. */
export const choiceStyles = /* css */ `
.choices { display: grid; gap: 8px; }
.choice { gap: 12px; margin: 0; padding: 8px 14px; font-weight: 400; color: var(--ink); cursor: pointer; }
.choice:has(:checked) { border-color: var(--accent); background: var(--wash); }
.choice input { inline-size: 20px; block-size: 20px; margin: 0; accent-color: var(--accent); }
.box > select { margin-inline-end: 8px; }
@media (forced-colors: active) { .choice:has(:checked) { border: 3px solid Highlight; } }
option { background: var(--sheet); color: var(--ink); }
`;
