// Whether a text is a CSS colour by itself: no `var()`, no `url()`, nothing that reaches outside.

/**
 * Whether a value is a colour that may be put into a style.
 *
 * @param value - anything
 */
export function isColor(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= 100 &&
    !/var\(|url\(|env\(|attr\(/i.test(value) &&
    CSS.supports('color', value)
  );
}
