// The consumer's texts, one chunk per language. Apart from the agents', so that a page bundles only its own.
import type { LocaleTag } from './locale.ts';
import type { Texts } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: Texts }>>> = {
  ar: () => import('./locales/ar.ts'),
  bg: () => import('./locales/bg.ts'),
  bn: () => import('./locales/bn.ts'),
  ca: () => import('./locales/ca.ts'),
  cs: () => import('./locales/cs.ts'),
  da: () => import('./locales/da.ts'),
  de: () => import('./locales/de.ts'),
  el: () => import('./locales/el.ts'),
  en: () => import('./locales/en.ts'),
  es: () => import('./locales/es.ts'),
  et: () => import('./locales/et.ts'),
  fa: () => import('./locales/fa.ts'),
  fi: () => import('./locales/fi.ts'),
  fil: () => import('./locales/fil.ts'),
  fr: () => import('./locales/fr.ts'),
  he: () => import('./locales/he.ts'),
  hi: () => import('./locales/hi.ts'),
  hr: () => import('./locales/hr.ts'),
  hu: () => import('./locales/hu.ts'),
  id: () => import('./locales/id.ts'),
  it: () => import('./locales/it.ts'),
  ja: () => import('./locales/ja.ts'),
  ko: () => import('./locales/ko.ts'),
  lt: () => import('./locales/lt.ts'),
  lv: () => import('./locales/lv.ts'),
  ms: () => import('./locales/ms.ts'),
  nb: () => import('./locales/nb.ts'),
  nl: () => import('./locales/nl.ts'),
  pl: () => import('./locales/pl.ts'),
  pt: () => import('./locales/pt.ts'),
  ro: () => import('./locales/ro.ts'),
  ru: () => import('./locales/ru.ts'),
  sk: () => import('./locales/sk.ts'),
  sl: () => import('./locales/sl.ts'),
  sr: () => import('./locales/sr.ts'),
  sv: () => import('./locales/sv.ts'),
  th: () => import('./locales/th.ts'),
  tr: () => import('./locales/tr.ts'),
  uk: () => import('./locales/uk.ts'),
  ur: () => import('./locales/ur.ts'),
  vi: () => import('./locales/vi.ts'),
  zh: () => import('./locales/zh.ts'),
  'zh-Hant': () => import('./locales/zh-Hant.ts'),
};

/**
 * Loads the consumer's texts of one language; other languages are not fetched.
 *
 * @param tag - from `pickLocale`
 */
export async function loadTexts(tag: LocaleTag): Promise<Texts> {
  return (await loaders[tag]()).texts;
}
