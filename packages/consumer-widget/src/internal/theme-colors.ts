// A theme's colours as CSS. What is not plainly a colour is left out, so that nothing else can enter a style.

const plain = /^(?:#(?:[0-9a-f]{3}|[0-9a-f]{6})|transparent)$/i;

/**
 * A theme's colour as CSS.
 *
 * @param color - a `ThemeColor` of core, as it came from the server
 * @returns undefined for what is none
 */
export function cssColor(color: unknown): string | undefined {
  if (plain.test(String(color))) return String(color);
  const { light, dark } = Object(color) as { readonly light?: unknown; readonly dark?: unknown };
  return plain.test(String(light)) && plain.test(String(dark)) ? `light-dark(${light}, ${dark})` : undefined;
}
