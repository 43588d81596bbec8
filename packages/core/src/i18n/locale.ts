// Which languages there are and which one a person gets.

/** Languages in which consumers are spoken to, in the order of their tags. */
// biome-ignore format: a list of names
export const localeTags = [
  'ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fil',
  'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'ms', 'nb', 'nl',
  'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'th', 'tr', 'uk', 'ur', 'vi', 'zh',
  'zh-Hant',
] as const;

/** A language in which consumers are spoken to. `zh` is simplified, `zh-Hant` traditional Chinese. */
export type LocaleTag = (typeof localeTags)[number];

/** Languages of the workspace. */
export const agentLocaleTags = ['ar', 'de', 'en'] as const satisfies readonly LocaleTag[];

/** A language of the workspace. */
export type AgentLocaleTag = (typeof agentLocaleTags)[number];

/** A language to choose from. */
export interface LocaleOption {
  readonly tag: LocaleTag;
  /** The language's name in itself. */
  readonly name: string;
}

/** Every language of consumers, in the order of its tag. */
export function localeOptions(): readonly LocaleOption[] {
  return localeTags.map((tag) => {
    const [first = '', ...rest] = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return { tag, name: first.toLocaleUpperCase(tag) + rest.join('') };
  });
}

/**
 * Tells whether a language is written from right to left.
 *
 * @param tag - a language
 */
export function isRightToLeft(tag: LocaleTag): boolean {
  return /^(?:ar|fa|he|ur)$/.test(tag);
}

/**
 * Picks the language for a person (SF-LANG-01), from the languages that are named, with English, or else from every language of consumers.
 *
 * @param preferred - BCP 47 tags, best first, such as `navigator.languages`; anything else is passed over
 * @returns the first that is available, regions ignored where the script is the same, else English
 * @example
 * ```ts
 * pickLocale(['xx', 'de-AT']); // "de"
 * pickLocale(['zh-TW']); // "zh-Hant"
 * ```
 */
export function pickLocale(preferred: readonly string[]): LocaleTag;
export function pickLocale<Tag extends LocaleTag>(preferred: readonly string[], available: readonly Tag[]): Tag;
export function pickLocale(preferred: readonly string[], available: readonly LocaleTag[] = localeTags): LocaleTag {
  for (const tag of preferred) {
    const wanted = spokenIn(tag);
    const found = available.find((one) => one === wanted);
    if (found) return found;
  }
  return 'en';
}

/** The tag under which a language goes here; nothing for what is no tag. */
function spokenIn(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag.replaceAll('_', '-')).maximize();
    if (script === 'Hant') return 'zh-Hant';
    return /^n[no]$/.test(language) ? 'nb' : language;
  } catch {
    return undefined;
  }
}
