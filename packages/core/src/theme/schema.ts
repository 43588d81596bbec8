// Themes from outside: strict shape, colours that are nothing but colours, a logo that is nothing but a picture. Contrast is
// contrast.ts. Uses zod; pages never load it.
import * as z from 'zod/mini';
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
const optionalColor = z.exactOptional(color);
const colors = Object.fromEntries(names.map((name) => [name, optionalColor])) as Record<
  ThemeColorName,
  z.ZodMiniExactOptional<typeof color>
>;

/** The picture formats that every browser draws; scripts inside an SVG never run in an `<img>`. */
const picturePattern = /^data:image\/(?:png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/;
const image = z.string().check(
  z.maxLength(LOGO_LIMIT),
  z.refine((text) => picturePattern.test(text), says('picture_invalid')),
);

/** One visible line. */
const line = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text), says('text_invalid')),
  );
const words: z.ZodMiniType<ThemeTexts> = z.strictObject({
  securityHeader: z.exactOptional(line(200)),
  securityFooter: z.exactOptional(line(300)),
  submit: z.exactOptional(line(40)),
  submittedText: z.exactOptional(
    line(200).check(z.refine((text) => text.includes('{form}'), says('form_name_missing'))),
  ),
});
const optionalWords = z.exactOptional(words);
const texts = z.strictObject(Object.fromEntries(localeTags.map((tag) => [tag, optionalWords])));

/** What a theme may be. */
export const themeSchema: z.ZodMiniType<Theme> = z.strictObject({
  ...colors,
  bubbleFillFormButtonBackgroundColor: z.exactOptional(background),
  bubbleBorderWidth: z.exactOptional(z.number().check(z.minimum(0), z.maximum(8))),
  statusBarLightContent: z.exactOptional(z.boolean()),
  fontFamily: z.exactOptional(z.enum(['arial', 'system', 'serif', 'rounded'])),
  logo: z.exactOptional(z.strictObject({ image, alt: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)) })),
  lockMark: z.exactOptional(z.boolean()),
  texts: z.exactOptional(texts),
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
