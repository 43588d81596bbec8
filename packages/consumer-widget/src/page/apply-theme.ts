// Puts a theme on the form page (SF-THM-09…12). Colours were checked on their way in; they are set through the CSSOM, which a
// strict CSP allows.
import { type FormTheme, formThemeProperties } from '../internal/form-theme.ts';

/** Colour of the device's status bar where marks on it are dark. */
const LIGHT_BAR = '#ffffff';

/**
 * Applies a theme to a document.
 *
 * @param document - the form page
 * @param theme - empty for the defaults; links always have those (SF-THM-13)
 */
export function applyTheme(document: Document, theme: FormTheme): void {
  const { style } = document.documentElement;
  for (const [part, property] of Object.entries(formThemeProperties)) {
    const color = theme[part as keyof typeof formThemeProperties];
    if (color !== undefined) style.setProperty(property, color);
  }
  const lightContent = theme.statusBarLightContent ?? true;
  if (!lightContent) style.colorScheme = 'only light';
  const bar = lightContent ? (theme.navigationBackgroundColor ?? '#0363ad') : LIGHT_BAR;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', bar);
}
