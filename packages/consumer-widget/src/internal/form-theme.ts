// The part of a theme that crosses into the form's frame (SF-THM-09…12): three colours and the status bar's style.
import { isColor } from './color.ts';

/** Theme of the form page. Every part is optional; what is missing keeps the default. */
export interface FormTheme {
  /** Colour of the navigation bar (SF-THM-09). */
  readonly navigationBackgroundColor?: string;
  /** Colour of the form's name in the bar (SF-THM-10). */
  readonly navigationTitleColor?: string;
  /** Colour of the mark on the button that leaves the form (SF-THM-11). */
  readonly backButtonColor?: string;
  /** Light marks on the device's status bar: sets `theme-color` and `color-scheme` (SF-THM-12). */
  readonly statusBarLightContent?: boolean;
}

/** Theme part → custom property that holds it. */
export const formThemeProperties = {
  navigationBackgroundColor: '--tellsafe-navigation-background-color',
  navigationTitleColor: '--tellsafe-navigation-title-color',
  backButtonColor: '--tellsafe-back-button-color',
} as const satisfies Partial<Record<keyof FormTheme, string>>;

/** Custom property of SF-THM-12: `true` or `false`. */
export const STATUS_BAR_PROPERTY = '--tellsafe-status-bar-light-content';

type ColorPart = keyof typeof formThemeProperties;

const colorParts = Object.keys(formThemeProperties) as ColorPart[];

/**
 * Keeps of an unknown value what is a theme. A colour must be one that CSS knows, so that nothing else can enter a style.
 *
 * @param value - anything, for example part of a message
 */
export function parseFormTheme(value: unknown): FormTheme {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  const theme: { -readonly [Part in keyof FormTheme]: FormTheme[Part] } = {};
  for (const part of colorParts) {
    const color = given[part];
    if (isColor(color)) theme[part] = color;
  }
  if (typeof given.statusBarLightContent === 'boolean') theme.statusBarLightContent = given.statusBarLightContent;
  return theme;
}

/**
 * Reads the theme of the form page from an element's custom properties, so that a host page sets everything in its own CSS.
 *
 * @param element - the invitation
 */
export function readFormTheme(element: Element): FormTheme {
  const style = getComputedStyle(element);
  const read = (property: string) => style.getPropertyValue(property).trim();
  const light = read(STATUS_BAR_PROPERTY);
  return parseFormTheme({
    ...Object.fromEntries(colorParts.map((part) => [part, read(formThemeProperties[part])])),
    statusBarLightContent: light === 'true' ? true : light === 'false' ? false : undefined,
  });
}
