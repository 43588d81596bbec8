// What a theme may say: the native SDKs' names without their prefix (SF-THM-01 to -12), and what link pages keep fixed (SF-THM-13).

import type { LocaleTag } from '../i18n/locale.ts';

/** A colour of its own for light and for dark screens; one text stands for both. `#rgb` or `#rrggbb`. */
export type ThemeColor = string | { readonly light: string; readonly dark: string };

/** A family that every device has; nothing is loaded from anywhere. */
export type ThemeFont = 'arial' | 'system' | 'serif' | 'rounded';

/** A picture that travels with the theme, because the form page loads nothing from other places (SF-WV-02). */
export interface ThemeLogo {
  /** `data:image/png;base64,…` (or jpeg, webp, svg+xml), at most {@link LOGO_LIMIT} characters. */
  readonly image: string;
  /** What it says, for those who do not see it; 1 to 80 characters. */
  readonly alt: string;
}

/** A brand's own words on the form page, in one language (SF-LANG-02); what is missing keeps the usual words. */
export interface ThemeTexts {
  /** The statement above the questions; 1 to 200 characters. */
  readonly securityHeader?: string;
  /** The statement below them; 1 to 300 characters. */
  readonly securityFooter?: string;
  /** The button that submits; 1 to 40 characters. */
  readonly submit?: string;
  /** After submitting; 1 to 200 characters, with `{form}` where the form's name stands (SF-WV-06). */
  readonly submittedText?: string;
}

/** A theme; every part is optional, and what is missing keeps the default. */
export interface Theme {
  /** SF-THM-01 */
  readonly bubbleBackgroundColor?: ThemeColor;
  /** SF-THM-02 */
  readonly bubbleBorderColor?: ThemeColor;
  /** SF-THM-03, CSS pixels, 0 to 8 */
  readonly bubbleBorderWidth?: number;
  /** SF-THM-04 */
  readonly bubbleTitleColor?: ThemeColor;
  /** SF-THM-05 */
  readonly bubbleDescriptionColor?: ThemeColor;
  /** SF-THM-06 */
  readonly bubbleFillFormButtonTextColor?: ThemeColor;
  /** SF-THM-07; `transparent` shows the bubble through */
  readonly bubbleFillFormButtonBackgroundColor?: ThemeColor;
  /** SF-THM-08 */
  readonly bubbleFormImageTintColor?: ThemeColor;
  /** SF-THM-09 */
  readonly navigationBackgroundColor?: ThemeColor;
  /** SF-THM-10 */
  readonly navigationTitleColor?: ThemeColor;
  /** SF-THM-11 */
  readonly backButtonColor?: ThemeColor;
  /** SF-THM-12 */
  readonly statusBarLightContent?: boolean;
  /** The button that submits. */
  readonly buttonBackgroundColor?: ThemeColor;
  readonly buttonTextColor?: ThemeColor;
  /** Marks, other buttons and the ring around what has the focus. */
  readonly accentColor?: ThemeColor;
  readonly fontFamily?: ThemeFont;
  readonly logo?: ThemeLogo;
  /** Lock marks beside the form page's statements, `true` by default; pages opened as a link always have them (SF-WV-01). */
  readonly lockMark?: boolean;
  /** Words by language, for people who read that language; a link always has the usual ones (SF-LANG-02). */
  readonly texts?: Readonly<Partial<Record<LocaleTag, ThemeTexts>>>;
}

/** Parts of a theme that are colours. */
export type ThemeColorName = Extract<keyof Theme, `${string}Color`>;

/** Longest data URL of a logo. */
export const LOGO_LIMIT = 16_384;
