// The texts of the invitation bubble, one chunk per language. Apart from the form page's, so that a host page loads only these.
import type { BubbleTexts, LocaleTag } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: BubbleTexts }>>> = {
  ar: () => import('./locales/ar-bubble.ts'),
  de: () => import('./locales/de-bubble.ts'),
  en: () => import('./locales/en-bubble.ts'),
};

/**
 * Loads the bubble's texts of one language; other languages are not fetched.
 *
 * @param tag - from `pickLocale`
 */
export async function loadBubbleTexts(tag: LocaleTag): Promise<BubbleTexts> {
  return (await loaders[tag]()).texts;
}
