// @tellsafe/core/theme: how bubble and form look, as data. Checking it is @tellsafe/core/theme/schema.
export { type ColorPair, defaultColors, fixedColors } from './defaults.ts';
export type { Theme, ThemeColor, ThemeColorName, ThemeFont, ThemeLogo, ThemeTexts } from './types.ts';
export { LOGO_LIMIT } from './types.ts';
