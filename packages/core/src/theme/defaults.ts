// The colours that hold where a theme says nothing (SF-THM-01 to -11). The widget's style sheets say the same.
import type { ThemeColorName } from './types.ts';

/** A colour for each kind of screen. */
export interface ColorPair {
  readonly light: string;
  readonly dark: string;
}

const both = (color: string): ColorPair => ({ light: color, dark: color });
const accent: ColorPair = { light: '#0363ad', dark: '#7cc0f8' };

/** Every colour of a theme. */
export const defaultColors: Readonly<Record<ThemeColorName, ColorPair>> = Object.freeze({
  bubbleBackgroundColor: { light: '#ffffff', dark: '#1d2127' },
  bubbleBorderColor: { light: '#d4d4d5', dark: '#454b54' },
  bubbleTitleColor: { light: '#000000', dark: '#f2f4f6' },
  bubbleDescriptionColor: { light: '#6d6e70', dark: '#b3b8bf' },
  bubbleFillFormButtonTextColor: accent,
  bubbleFillFormButtonBackgroundColor: both('transparent'),
  bubbleFormImageTintColor: accent,
  navigationBackgroundColor: both('#0363ad'),
  navigationTitleColor: both('#ffffff'),
  backButtonColor: both('#000000'),
  buttonBackgroundColor: both('#0363ad'),
  buttonTextColor: both('#ffffff'),
  accentColor: accent,
});

/**
 * What a theme cannot name: the sheet of the form page, its boxes (tinted by the accent of a theme that has one), the disc below
 * the mark that leaves the form.
 */
export const fixedColors = Object.freeze({
  sheet: { light: '#ffffff', dark: '#16191d' },
  tintedBox: { light: '#eaf3fa', dark: '#14283a' },
  backButtonDisc: both('#ffffff'),
}) satisfies Readonly<Record<string, ColorPair>>;
