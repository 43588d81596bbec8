// Which languages there are, which one a person gets, and how its texts are loaded: one chunk per language and audience.
import type { AgentTexts, ChannelTexts, LocaleTag, Texts } from './texts.ts';

/** A language to choose from. */
export interface LocaleOption {
  readonly tag: LocaleTag;
  /** The language's name in itself. */
  readonly name: string;
}

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
    const found = localeOptions.find((option) => option.tag === language);
    if (found) return found.tag;
  }
  return 'en';
}

const consumerLoaders: Readonly<Record<LocaleTag, () => Promise<{ texts: Texts }>>> = {
  ar: () => import('./locales/ar.ts'),
  de: () => import('./locales/de.ts'),
  en: () => import('./locales/en.ts'),
};

const agentLoaders: Readonly<Record<LocaleTag, () => Promise<{ texts: AgentTexts }>>> = {
  ar: () => import('./locales/ar-agent.ts'),
  de: () => import('./locales/de-agent.ts'),
  en: () => import('./locales/en-agent.ts'),
};

const channelLoaders: Readonly<Record<LocaleTag, () => Promise<{ texts: ChannelTexts }>>> = {
  ar: () => import('./locales/ar-channel.ts'),
  de: () => import('./locales/de-channel.ts'),
  en: () => import('./locales/en-channel.ts'),
};

/**
 * Loads the consumer's texts of one language; other languages are not fetched.
 *
 * @param tag - from {@link pickLocale}
 */
export async function loadTexts(tag: LocaleTag): Promise<Texts> {
  return (await consumerLoaders[tag]()).texts;
}

/**
 * Loads the agents' texts of one language.
 *
 * @param tag - from {@link pickLocale}
 */
export async function loadAgentTexts(tag: LocaleTag): Promise<AgentTexts> {
  return (await agentLoaders[tag]()).texts;
}

/**
 * Loads the texts that a server sends in one language.
 *
 * @param tag - language of the entry point
 */
export async function loadChannelTexts(tag: LocaleTag): Promise<ChannelTexts> {
  return (await channelLoaders[tag]()).texts;
}
