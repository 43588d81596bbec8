// Which languages there are and which one a person gets.
import type { LocaleTag } from './texts.ts';

/** A language to choose from. */
export interface LocaleOption {
  readonly tag: LocaleTag;
  /** The language's name in itself. */
  readonly name: string;
}

/** Apart from the names, which a page that only picks a language need not load. */
const localeTags: readonly LocaleTag[] = ['ar', 'de', 'en'];

/** Every language, in the order of its tag. */
export const localeOptions: readonly LocaleOption[] = [
  { tag: 'ar', name: 'العربية' },
  { tag: 'de', name: 'Deutsch' },
  { tag: 'en', name: 'English' },
];

/**
 * Picks the language for a person (SF-LANG-01).
 *
 * @param preferred - BCP 47 tags, best first, such as `navigator.languages`; anything else is passed over
 * @returns the first that is available, regions ignored, else English
 * @example
 * ```ts
 * pickLocale(['fr-CA', 'de-AT']); // "de"
 * ```
 */
export function pickLocale(preferred: readonly string[]): LocaleTag {
  for (const tag of preferred) {
    const language = String(tag).toLowerCase().split(/[-_]/, 1)[0];
    const found = localeTags.find((one) => one === language);
    if (found) return found;
  }
  return 'en';
}
