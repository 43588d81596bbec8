// What is wrong with a brand's own words, by the rules by which the server decides.
import type { LocaleTag } from '@tellsafe/core/i18n';
import type { Theme, ThemeTexts } from '@tellsafe/core/theme';
import { themeSchema } from '@tellsafe/core/theme/schema';
import type { StudioTextKey } from './texts.ts';

/** Parts of a brand's own words in one language. */
export type WordsPart = keyof ThemeTexts;

/** Longest text of each part, characters; the order of the fields. */
export const wordsLimits: Readonly<Record<WordsPart, number>> = {
  securityHeader: 200,
  securityFooter: 300,
  submit: 40,
  submittedText: 200,
};

/** One text that would be refused. */
export interface WordsIssue {
  readonly locale: LocaleTag;
  readonly part: WordsPart;
  /** Says what is wrong; `{max}` is the part's limit. */
  readonly text: StudioTextKey;
}

const textOf: Readonly<Record<string, StudioTextKey>> = {
  too_small: 'errorMissing',
  too_big: 'errorTooLong',
  form_name_missing: 'errorFormName',
};

/**
 * The first issue of each text of a theme.
 *
 * @param theme - as it stands in the fields
 */
export function wordsIssues({ texts }: Theme): readonly WordsIssue[] {
  const found = texts && themeSchema.safeParse({ texts }).error?.issues;
  const issues = new Map<string, WordsIssue>();
  for (const { path, code, ...issue } of found ?? []) {
    const [, locale, part] = path as [string, LocaleTag, WordsPart];
    const name = 'params' in issue ? `${issue.params?.code}` : code;
    const key = `${locale} ${part}`;
    if (!issues.has(key)) issues.set(key, { locale, part, text: textOf[name] ?? 'errorLine' });
  }
  return [...issues.values()];
}

/**
 * A theme with one text changed.
 *
 * @param theme - stays as it is
 * @param text - empty for the usual words
 */
export function withWords(theme: Theme, locale: LocaleTag, part: WordsPart, text: string): Theme {
  const { texts, ...rest } = theme;
  const { [part]: _before, ...others } = texts?.[locale] ?? {};
  const words: ThemeTexts = text === '' ? others : { ...others, [part]: text };
  const { [locale]: _all, ...languages } = texts ?? {};
  const all = Object.keys(words).length === 0 ? languages : { ...languages, [locale]: words };
  return Object.keys(all).length === 0 ? rest : { ...rest, texts: all };
}
