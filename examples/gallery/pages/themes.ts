// Themes to look at: the default, a brand's, and one at the edge of what contrast allows.
import type { Theme } from '@tellsafe/core/theme';
import { theme as juniper } from '../../live-desk/src/theme.ts';

/** Themes by name. */
export const themes: Readonly<Record<string, Theme>> = {
  Default: {},
  Juniper: juniper,
  Plum: {
    bubbleBorderWidth: 0,
    bubbleBackgroundColor: { light: '#f6effa', dark: '#291f33' },
    bubbleDescriptionColor: { light: '#5d4a6b', dark: '#cdbcdc' },
    bubbleFormImageTintColor: { light: '#6a2c91', dark: '#d3a4f2' },
    bubbleFillFormButtonTextColor: { light: '#ffffff', dark: '#2a1338' },
    bubbleFillFormButtonBackgroundColor: { light: '#6a2c91', dark: '#d3a4f2' },
    navigationBackgroundColor: '#4a1f66',
    buttonBackgroundColor: '#6a2c91',
    accentColor: { light: '#6a2c91', dark: '#d3a4f2' },
    fontFamily: 'rounded',
  },
  Paper: {
    navigationBackgroundColor: { light: '#f2efe6', dark: '#2a2822' },
    navigationTitleColor: { light: '#2b2a26', dark: '#f2efe6' },
    buttonBackgroundColor: '#2b2a26',
    accentColor: { light: '#7a4a12', dark: '#e3b778' },
    fontFamily: 'serif',
    lockMark: false,
    texts: { en: { securityHeader: 'Only Paper & Sons read what you write here', submit: 'Send it to us' } },
  },
};
