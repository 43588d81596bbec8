// What a theme of account or form changes on the form page; loaded with a form that has one. Properties that the host page set
// win over it (SF-THM-09 to -11, SF-THM-14). Words of the brand's own are part of it (SF-LANG-02).
import type { Texts } from '@tellsafe/core/i18n';
import type { Theme, ThemeFont } from '@tellsafe/core/theme';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssColor } from '../../internal/theme-colors.ts';

const families: Readonly<Record<ThemeFont, string>> = {
  arial: 'Arial, Helvetica, sans-serif',
  system: 'system-ui, sans-serif',
  serif: 'Georgia, ui-serif, serif',
  rounded: 'ui-rounded, "SF Pro Rounded", system-ui, sans-serif',
};

/** Selector, property, part of the theme, and the host's custom property that goes before it. */
const rules = [
  ['.bar', 'background', 'navigationBackgroundColor', '--tellsafe-navigation-background-color'],
  ['.bar', 'color', 'navigationTitleColor', '--tellsafe-navigation-title-color'],
  ['.close', 'color', 'backButtonColor', '--tellsafe-back-button-color'],
  ['.primary:enabled', 'background', 'buttonBackgroundColor', '--tellsafe-button-background-color'],
  ['.primary:enabled', 'color', 'buttonTextColor', '--tellsafe-button-text-color'],
  [':host, tellsafe-form', '--accent', 'accentColor', '--tellsafe-accent-color'],
] as const satisfies readonly (readonly [string, string, keyof Theme, string])[];

/** Boxes take a tint of the accent; core's check of contrast knows the same tenth. */
const tint = ':host, tellsafe-form { --wash: color-mix(in srgb, var(--accent) 10%, var(--sheet)); }';
/** A page that is open as a link has no theme, so it always has its lock marks (SF-THM-13). */
const noLockMark = '.secure > .icon, footer > .icon { display: none; }';
const logoStyles = '.logo { max-inline-size: 112px; max-block-size: 32px; object-fit: contain; }';

/**
 * Styles of a theme.
 *
 * @param theme - of account and form together
 */
export function themeStyles(theme: Theme): string {
  const colors = rules.map(([selector, property, part, own]) => {
    const color = cssColor(theme[part]);
    return color ? `${selector} { ${property}: var(${own}, ${color}); }` : '';
  });
  const family = theme.fontFamily && families[theme.fontFamily];
  const font = family ? `:host, tellsafe-form { font-family: ${family}; }` : '';
  return `${colors.join('')}${cssColor(theme.accentColor) ? tint : ''}${font}${theme.logo ? logoStyles : ''}${theme.lockMark === false ? noLockMark : ''}`;
}

/**
 * The logo of a theme.
 *
 * @param theme - of account and form together
 */
export function logoTemplate({ logo }: Theme): TemplateResult | typeof nothing {
  return logo?.image.startsWith('data:image/')
    ? html`<img class="logo" part="logo" src=${logo.image} alt=${logo.alt} />`
    : nothing;
}

/**
 * The brand's own words in place of the usual ones (SF-LANG-02), where it has some in the person's language.
 *
 * @param theme - of account and form together
 * @param texts - the person's language
 */
export function themeWords({ texts: own }: Theme, texts: Texts): Texts {
  const words = own?.[texts.locale];
  if (!words) return texts;
  const { securityFooter = texts.securityFooterArchive } = words;
  return { ...texts, ...words, securityFooterArchive: securityFooter };
}
