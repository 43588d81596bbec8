// The consumer's texts, one chunk per language. Apart from the agents', so that a page bundles only its own.
import type { LocaleTag, Texts } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: Texts }>>> = {
  ar: () => import('./locales/ar.ts'),
  de: () => import('./locales/de.ts'),
  en: () => import('./locales/en.ts'),
};

/**
 * Loads the consumer's texts of one language; other languages are not fetched.
 *
 * @param tag - from `pickLocale`
 */
export async function loadTexts(tag: LocaleTag): Promise<Texts> {
  return (await loaders[tag]()).texts;
}
