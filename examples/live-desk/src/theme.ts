// Juniper's looks: what a brand would say about its forms. Checked for contrast at start, on light and on dark screens.
import type { Theme } from '@tellsafe/core/theme';

const leaf =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="#fdfaf3" stroke-width="1.75"><path d="M12 2C7 7 5 10.5 5 14a7 7 0 0 0 6 6.9V22h2v-1.1A7 7 0 0 0 19 14c0-3.5-2-7-7-12Zm0 4v12"/></svg>';
const green = { light: '#1f5c46', dark: '#7cc3a4' };

/** The theme of the demo's account. */
export const theme: Theme = {
  bubbleBackgroundColor: { light: '#ffffff', dark: '#1b2320' },
  bubbleBorderColor: { light: '#cfd8d3', dark: '#3c4a44' },
  bubbleFillFormButtonTextColor: { light: '#ffffff', dark: '#10231b' },
  bubbleFillFormButtonBackgroundColor: green,
  bubbleFormImageTintColor: green,
  navigationBackgroundColor: '#1f4d3b',
  navigationTitleColor: '#fdfaf3',
  buttonBackgroundColor: '#1f5c46',
  buttonTextColor: '#ffffff',
  accentColor: green,
  logo: { image: `data:image/svg+xml;base64,${btoa(leaf)}`, alt: 'Juniper' },
};
