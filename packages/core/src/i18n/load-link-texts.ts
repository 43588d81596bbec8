// Texts of link pages on computers, one chunk per language, which nobody else loads.
import type { LocaleTag } from './locale.ts';
import type { LinkTexts } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: LinkTexts }>>> = {
  ar: () => import('./locales/ar-link.ts'),
  bg: () => import('./locales/bg-link.ts'),
  bn: () => import('./locales/bn-link.ts'),
  ca: () => import('./locales/ca-link.ts'),
  cs: () => import('./locales/cs-link.ts'),
  da: () => import('./locales/da-link.ts'),
  de: () => import('./locales/de-link.ts'),
  el: () => import('./locales/el-link.ts'),
  en: () => import('./locales/en-link.ts'),
  es: () => import('./locales/es-link.ts'),
  et: () => import('./locales/et-link.ts'),
  fa: () => import('./locales/fa-link.ts'),
  fi: () => import('./locales/fi-link.ts'),
  fil: () => import('./locales/fil-link.ts'),
  fr: () => import('./locales/fr-link.ts'),
  he: () => import('./locales/he-link.ts'),
  hi: () => import('./locales/hi-link.ts'),
  hr: () => import('./locales/hr-link.ts'),
  hu: () => import('./locales/hu-link.ts'),
  id: () => import('./locales/id-link.ts'),
  it: () => import('./locales/it-link.ts'),
  ja: () => import('./locales/ja-link.ts'),
  ko: () => import('./locales/ko-link.ts'),
  lt: () => import('./locales/lt-link.ts'),
  lv: () => import('./locales/lv-link.ts'),
  ms: () => import('./locales/ms-link.ts'),
  nb: () => import('./locales/nb-link.ts'),
  nl: () => import('./locales/nl-link.ts'),
  pl: () => import('./locales/pl-link.ts'),
  pt: () => import('./locales/pt-link.ts'),
  ro: () => import('./locales/ro-link.ts'),
  ru: () => import('./locales/ru-link.ts'),
  sk: () => import('./locales/sk-link.ts'),
  sl: () => import('./locales/sl-link.ts'),
  sr: () => import('./locales/sr-link.ts'),
  sv: () => import('./locales/sv-link.ts'),
  th: () => import('./locales/th-link.ts'),
  tr: () => import('./locales/tr-link.ts'),
  uk: () => import('./locales/uk-link.ts'),
  ur: () => import('./locales/ur-link.ts'),
  vi: () => import('./locales/vi-link.ts'),
  zh: () => import('./locales/zh-link.ts'),
  'zh-Hant': () => import('./locales/zh-Hant-link.ts'),
};

/**
 * Loads the texts of a link page on a computer.
 *
 * @param tag - language of the page
 */
export async function loadLinkTexts(tag: LocaleTag): Promise<LinkTexts> {
  return (await loaders[tag]()).texts;
}
