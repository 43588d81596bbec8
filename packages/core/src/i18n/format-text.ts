// Fills values into texts: plural forms by the rules of the language, inserted values unable to turn the sentence around.
import { isRightToLeft, type LocaleTag } from './locale.ts';
import type { PluralText } from './texts.ts';

/** Values by placeholder name. `count` chooses the plural form. */
export type TextParams = Readonly<Record<string, string | number>>;

type AnyTexts = { readonly locale: LocaleTag };

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
const directionControls = /\p{Bidi_Control}/gu;
/** Among others, around which isolates do no harm. */
const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{1eeff}]/u;

/**
 * Reads one text and fills in its placeholders.
 *
 * Where the directions of sentence and value may differ, the value is wrapped in isolates (Unicode UAX #9, FSI and PDI); its own
 * direction controls are dropped. Web addresses and numbers are never wrapped. Digits are ASCII digits in every language.
 *
 * @param texts - the texts of one language
 * @param key - name of the text
 * @param params - values by placeholder; a placeholder without a value stays as it is written
 * @example
 * ```ts
 * formatText(texts, 'minutesLeft', { count: 2 }); // "2 minutes left"
 * ```
 */
export function formatText<T extends AnyTexts>(
  texts: T,
  key: Exclude<keyof T, 'locale'>,
  params: TextParams = {},
): string {
  const text = texts[key] as string | PluralText;
  const pattern = typeof text === 'string' ? text : pluralForm(texts.locale, text, Number(params.count));
  return pattern.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? insertable(texts.locale, params[name] ?? '') : placeholder,
  );
}

function pluralForm(locale: LocaleTag, text: PluralText, count: number): string {
  return text[new Intl.PluralRules(locale).select(count)] ?? text.other;
}

function insertable(locale: LocaleTag, value: string | number): string {
  if (typeof value === 'number' || /^https?:\/\/\S+$/.test(value)) return String(value);
  const clean = value.replace(directionControls, '');
  if (!isRightToLeft(locale) && !rightToLeftLetter.test(clean)) return clean;
  return FIRST_STRONG_ISOLATE + clean + POP_DIRECTIONAL_ISOLATE;
}
