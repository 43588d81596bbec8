// How the bubble looks. It starts from `all: initial`, so that nothing of a host page's CSS leaks in; colours follow the host's
// `color-scheme`. Defaults are those of SF-THM-01…08; the page's own
// properties go before the theme of account and form. Important rules of a shadow root win over those of the page around.

/** Styles of `<tellsafe-invitation>`. */
export const invitationStyles = `
:host { display: block !important; visibility: visible !important; opacity: 1 !important; max-inline-size: 22rem; }
:host([hidden]), [hidden] { display: none !important; }
.bubble {
all: initial; color-scheme: inherit; display: block; padding: 18px; border-radius: 16px;
font: 16px/1.45 Arial, sans-serif; overflow-wrap: anywhere; --accent: light-dark(#0363ad, #7cc0f8);
--tint: var(--tellsafe-bubble-form-image-tint-color, var(--theme-bubbleFormImageTintColor, var(--accent)));
border: var(--tellsafe-bubble-border-width, var(--theme-bubbleBorderWidth, 2px)) solid var(--tellsafe-bubble-border-color, var(--theme-bubbleBorderColor, light-dark(#d4d4d5, #454b54)));
background: var(--tellsafe-bubble-background-color, var(--theme-bubbleBackgroundColor, light-dark(white, #1d2127)));
color: var(--tellsafe-bubble-description-color, var(--theme-bubbleDescriptionColor, light-dark(#6d6e70, #b3b8bf)));
}
.head, .actions { display: flex; align-items: center; gap: 10px; }
.title { font-size: 17px; color: var(--tellsafe-bubble-title-color, var(--theme-bubbleTitleColor, light-dark(black, #f2f4f6))); }
.mark {
flex: none; width: 24px; fill: none; stroke: currentColor; stroke-width: 1.75;
color: var(--tint);
}
p { margin: 10px 0 0; }
.status { font-size: 14px; font-weight: 700; white-space: pre-line; }
.actions { margin-top: 14px; flex-wrap: wrap; }
button {
all: unset; box-sizing: border-box; min-height: 44px; padding: 10px 18px; border-radius: 10px; cursor: pointer;
text-align: center; border: 1px solid transparent; flex: 1 0 auto; max-inline-size: 100%; color: var(--tint);
}
.fill {
flex-grow: 99; border-color: currentColor; font-weight: 700;
color: var(--tellsafe-bubble-fill-form-button-text-color, var(--theme-bubbleFillFormButtonTextColor, var(--accent)));
background: var(--tellsafe-bubble-fill-form-button-background-color, var(--theme-bubbleFillFormButtonBackgroundColor, transparent));
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.waiting .mark, .over .mark, button:disabled { color: light-dark(#6d6e70, #9aa0a8); cursor: default; }
@media (forced-colors: active) { button:disabled { color: GrayText; } .mark.mark.mark { color: CanvasText; } }
`;
