// Contrast of a theme, checked when it is saved (SF-THM-14): text 4.5:1, marks 3:1, on light and on dark screens, defaults filled in.
import { ColorSpace, contrastWCAG21, mix, serialize, sRGB } from 'colorjs.io/fn';
import { type ColorPair, defaultColors, fixedColors } from './defaults.ts';
import type { Theme, ThemeColor, ThemeColorName } from './types.ts';

ColorSpace.register(sRGB);

/** WCAG 2.2, 1.4.3. */
const TEXT = 4.5;
/** WCAG 2.2, 1.4.11. */
const MARK = 3;

type Ground = ThemeColorName | keyof typeof fixedColors;

/** What is seen on what. */
const pairs: readonly (readonly [foreground: ThemeColorName, background: Ground, required: number])[] = [
  ['bubbleTitleColor', 'bubbleBackgroundColor', TEXT],
  ['bubbleDescriptionColor', 'bubbleBackgroundColor', TEXT],
  ['bubbleFillFormButtonTextColor', 'bubbleFillFormButtonBackgroundColor', TEXT],
  // The button that declines has the colour of the mark.
  ['bubbleFormImageTintColor', 'bubbleBackgroundColor', TEXT],
  ['navigationTitleColor', 'navigationBackgroundColor', TEXT],
  ['backButtonColor', 'backButtonDisc', MARK],
  ['buttonTextColor', 'buttonBackgroundColor', TEXT],
  ['accentColor', 'sheet', TEXT],
  ['accentColor', 'tintedBox', TEXT],
];

/** A pair that cannot be told apart well enough. */
export interface ContrastIssue {
  readonly foreground: ThemeColorName;
  readonly background: Ground;
  readonly scheme: keyof ColorPair;
  readonly foregroundColor: string;
  readonly backgroundColor: string;
  /** Rounded down to one decimal, so that 4.49 is never shown as 4.5. */
  readonly ratio: number;
  readonly required: number;
}

/**
 * Pairs of a theme with too little contrast.
 *
 * @param theme - checked by the schema
 */
export function contrastIssues(theme: Theme): ContrastIssue[] {
  return pairs.flatMap(([foreground, background, required]) =>
    (['light', 'dark'] as const).flatMap((scheme) => {
      const foregroundColor = colorOf(theme, foreground, scheme);
      const backgroundColor = groundOf(theme, background, scheme);
      const ratio = contrastWCAG21(foregroundColor, backgroundColor);
      if (ratio >= required) return [];
      const shown = Math.floor(ratio * 10) / 10;
      return [{ foreground, background, scheme, foregroundColor, backgroundColor, ratio: shown, required }];
    }),
  );
}

/** Share of the accent in a tinted box, as the form page mixes it. */
const TINT = 0.1;

function groundOf(theme: Theme, ground: Ground, scheme: keyof ColorPair): string {
  if (ground === 'tintedBox' && theme.accentColor !== undefined) {
    const tinted = mix(fixedColors.sheet[scheme], colorOf(theme, 'accentColor', scheme), TINT, { space: sRGB });
    return serialize(tinted, { format: 'hex' });
  }
  if (ground in fixedColors) return fixedColors[ground as keyof typeof fixedColors][scheme];
  const color = colorOf(theme, ground as ThemeColorName, scheme);
  return color === 'transparent' ? colorOf(theme, 'bubbleBackgroundColor', scheme) : color;
}

function colorOf(theme: Theme, name: ThemeColorName, scheme: keyof ColorPair): string {
  const color: ThemeColor = theme[name] ?? defaultColors[name];
  return typeof color === 'string' ? color : color[scheme];
}
