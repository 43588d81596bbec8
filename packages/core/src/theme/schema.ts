// Themes from outside: strict shape, colours that are nothing but colours, a logo that is nothing but a picture. Contrast is
// contrast.ts. Uses zod; pages never load it.
import * as z from 'zod';
import type { ErrorIssue } from '../errors.ts';
import { localeTags } from '../i18n/locale.ts';
import type { ContrastIssue } from './contrast.ts';
import { defaultColors } from './defaults.ts';
import { LOGO_LIMIT, type Theme, type ThemeColor, type ThemeColorName, type ThemeTexts } from './types.ts';

const hexPattern = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const isHex = (value: unknown): boolean => typeof value === 'string' && hexPattern.test(value);

function isColor(value: unknown): value is ThemeColor {
  if (typeof value !== 'object' || value === null) return isHex(value);
  const { light, dark, ...more } = value as Readonly<Record<string, unknown>>;
  return isHex(light) && isHex(dark) && Object.keys(more).length === 0;
}

const says = (code: string) => ({ params: { code } });
const color = z.custom<ThemeColor>(isColor, says('color_invalid'));
const background = z.custom<ThemeColor>((value) => value === 'transparent' || isColor(value), says('color_invalid'));
const names = Object.keys(defaultColors) as ThemeColorName[];
const optionalColor = color.exactOptional();
const colors = Object.fromEntries(names.map((name) => [name, optionalColor])) as Record<
  ThemeColorName,
  z.ZodExactOptional<typeof color>
>;

/** The picture formats that every browser draws; scripts inside an SVG never run in an `<img>`. */
const picturePattern = /^data:image\/(?:png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/;
const image = z
  .string()
  .max(LOGO_LIMIT)
  .refine((text) => picturePattern.test(text), says('picture_invalid'));

/** One visible line. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text), says('text_invalid'));
const words: z.ZodType<ThemeTexts> = z.strictObject({
  securityHeader: line(200).exactOptional(),
  securityFooter: line(300).exactOptional(),
  submit: line(40).exactOptional(),
  submittedText: line(200)
    .refine((text) => text.includes('{form}'), says('form_name_missing'))
    .exactOptional(),
});
const optionalWords = words.exactOptional();
const texts = z.strictObject(Object.fromEntries(localeTags.map((tag) => [tag, optionalWords])));

/** What a theme may be. */
export const themeSchema: z.ZodType<Theme> = z.strictObject({
  ...colors,
  bubbleFillFormButtonBackgroundColor: background.exactOptional(),
  bubbleBorderWidth: z.number().min(0).max(8).exactOptional(),
  statusBarLightContent: z.boolean().exactOptional(),
  fontFamily: z.enum(['arial', 'system', 'serif', 'rounded']).exactOptional(),
  logo: z.strictObject({ image, alt: z.string().trim().min(1).max(80) }).exactOptional(),
  lockMark: z.boolean().exactOptional(),
  texts: texts.exactOptional(),
});

export { type ContrastIssue, contrastIssues } from './contrast.ts';

/**
 * A pair with too little contrast as an issue of an error.
 *
 * @param issue - what was found
 */
export function describeContrast({ foreground, ...params }: ContrastIssue): ErrorIssue {
  return { path: foreground, code: 'contrast_too_low', params: { ...params } };
}
