// Texts that a server sends, one chunk per language.
import type { LocaleTag } from './locale.ts';
import type { ChannelTexts } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: ChannelTexts }>>> = {
  ar: () => import('./locales/ar-channel.ts'),
  bg: () => import('./locales/bg-channel.ts'),
  bn: () => import('./locales/bn-channel.ts'),
  ca: () => import('./locales/ca-channel.ts'),
  cs: () => import('./locales/cs-channel.ts'),
  da: () => import('./locales/da-channel.ts'),
  de: () => import('./locales/de-channel.ts'),
  el: () => import('./locales/el-channel.ts'),
  en: () => import('./locales/en-channel.ts'),
  es: () => import('./locales/es-channel.ts'),
  et: () => import('./locales/et-channel.ts'),
  fa: () => import('./locales/fa-channel.ts'),
  fi: () => import('./locales/fi-channel.ts'),
  fil: () => import('./locales/fil-channel.ts'),
  fr: () => import('./locales/fr-channel.ts'),
  he: () => import('./locales/he-channel.ts'),
  hi: () => import('./locales/hi-channel.ts'),
  hr: () => import('./locales/hr-channel.ts'),
  hu: () => import('./locales/hu-channel.ts'),
  id: () => import('./locales/id-channel.ts'),
  it: () => import('./locales/it-channel.ts'),
  ja: () => import('./locales/ja-channel.ts'),
  ko: () => import('./locales/ko-channel.ts'),
  lt: () => import('./locales/lt-channel.ts'),
  lv: () => import('./locales/lv-channel.ts'),
  ms: () => import('./locales/ms-channel.ts'),
  nb: () => import('./locales/nb-channel.ts'),
  nl: () => import('./locales/nl-channel.ts'),
  pl: () => import('./locales/pl-channel.ts'),
  pt: () => import('./locales/pt-channel.ts'),
  ro: () => import('./locales/ro-channel.ts'),
  ru: () => import('./locales/ru-channel.ts'),
  sk: () => import('./locales/sk-channel.ts'),
  sl: () => import('./locales/sl-channel.ts'),
  sr: () => import('./locales/sr-channel.ts'),
  sv: () => import('./locales/sv-channel.ts'),
  th: () => import('./locales/th-channel.ts'),
  tr: () => import('./locales/tr-channel.ts'),
  uk: () => import('./locales/uk-channel.ts'),
  ur: () => import('./locales/ur-channel.ts'),
  vi: () => import('./locales/vi-channel.ts'),
  zh: () => import('./locales/zh-channel.ts'),
  'zh-Hant': () => import('./locales/zh-Hant-channel.ts'),
};

/**
 * Loads the texts that a server sends in one language.
 *
 * @param tag - language of the entry point
 */
export async function loadChannelTexts(tag: LocaleTag): Promise<ChannelTexts> {
  return (await loaders[tag]()).texts;
}
