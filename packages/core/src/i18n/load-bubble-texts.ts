// The texts of the invitation bubble, one chunk per language. Apart from the form page's, so that a host page loads only these.
import type { LocaleTag } from './locale.ts';
import type { BubbleTexts } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: BubbleTexts }>>> = {
  ar: () => import('./locales/ar-bubble.ts'),
  bg: () => import('./locales/bg-bubble.ts'),
  bn: () => import('./locales/bn-bubble.ts'),
  ca: () => import('./locales/ca-bubble.ts'),
  cs: () => import('./locales/cs-bubble.ts'),
  da: () => import('./locales/da-bubble.ts'),
  de: () => import('./locales/de-bubble.ts'),
  el: () => import('./locales/el-bubble.ts'),
  en: () => import('./locales/en-bubble.ts'),
  es: () => import('./locales/es-bubble.ts'),
  et: () => import('./locales/et-bubble.ts'),
  fa: () => import('./locales/fa-bubble.ts'),
  fi: () => import('./locales/fi-bubble.ts'),
  fil: () => import('./locales/fil-bubble.ts'),
  fr: () => import('./locales/fr-bubble.ts'),
  he: () => import('./locales/he-bubble.ts'),
  hi: () => import('./locales/hi-bubble.ts'),
  hr: () => import('./locales/hr-bubble.ts'),
  hu: () => import('./locales/hu-bubble.ts'),
  id: () => import('./locales/id-bubble.ts'),
  it: () => import('./locales/it-bubble.ts'),
  ja: () => import('./locales/ja-bubble.ts'),
  ko: () => import('./locales/ko-bubble.ts'),
  lt: () => import('./locales/lt-bubble.ts'),
  lv: () => import('./locales/lv-bubble.ts'),
  ms: () => import('./locales/ms-bubble.ts'),
  nb: () => import('./locales/nb-bubble.ts'),
  nl: () => import('./locales/nl-bubble.ts'),
  pl: () => import('./locales/pl-bubble.ts'),
  pt: () => import('./locales/pt-bubble.ts'),
  ro: () => import('./locales/ro-bubble.ts'),
  ru: () => import('./locales/ru-bubble.ts'),
  sk: () => import('./locales/sk-bubble.ts'),
  sl: () => import('./locales/sl-bubble.ts'),
  sr: () => import('./locales/sr-bubble.ts'),
  sv: () => import('./locales/sv-bubble.ts'),
  th: () => import('./locales/th-bubble.ts'),
  tr: () => import('./locales/tr-bubble.ts'),
  uk: () => import('./locales/uk-bubble.ts'),
  ur: () => import('./locales/ur-bubble.ts'),
  vi: () => import('./locales/vi-bubble.ts'),
  zh: () => import('./locales/zh-bubble.ts'),
  'zh-Hant': () => import('./locales/zh-Hant-bubble.ts'),
};

/**
 * Loads the bubble's texts of one language; other languages are not fetched.
 *
 * @param tag - from `pickLocale`
 */
export async function loadBubbleTexts(tag: LocaleTag): Promise<BubbleTexts> {
  return (await loaders[tag]()).texts;
}
