// The agents' texts, one chunk per language.
import type { AgentTexts, LocaleTag } from './texts.ts';

const loaders: Readonly<Record<LocaleTag, () => Promise<{ texts: AgentTexts }>>> = {
  ar: () => import('./locales/ar-agent.ts'),
  de: () => import('./locales/de-agent.ts'),
  en: () => import('./locales/en-agent.ts'),
};

/**
 * Loads the agents' texts of one language; other languages are not fetched.
 *
 * @param tag - from `pickLocale`
 */
export async function loadAgentTexts(tag: LocaleTag): Promise<AgentTexts> {
  return (await loaders[tag]()).texts;
}
