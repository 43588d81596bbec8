// Texts that a server sends, one chunk per language.
import type { ChannelTexts, LocaleTag } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: ChannelTexts }>>> = {
  ar: () => import('./locales/ar-channel.ts'),
  de: () => import('./locales/de-channel.ts'),
  en: () => import('./locales/en-channel.ts'),
};

/**
 * Loads the texts that a server sends in one language.
 *
 * @param tag - language of the entry point
 */
export async function loadChannelTexts(tag: LocaleTag): Promise<ChannelTexts> {
  return (await loaders[tag]()).texts;
}
