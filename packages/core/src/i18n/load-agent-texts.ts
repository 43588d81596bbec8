// The agents' texts, one chunk per language.
import type { AgentLocaleTag } from './locale.ts';
import type { AgentTexts } from './texts.ts';

const loaders: Readonly<Record<AgentLocaleTag, () => Promise<{ texts: AgentTexts }>>> = {
  ar: () => import('./locales/ar-agent.ts'),
  de: () => import('./locales/de-agent.ts'),
  en: () => import('./locales/en-agent.ts'),
};

/**
 * Loads the agents' texts of one language; other languages are not fetched.
 *
 * @param tag - from `pickLocale(…, agentLocaleTags)`
 */
export async function loadAgentTexts(tag: AgentLocaleTag): Promise<AgentTexts> {
  return (await loaders[tag]()).texts;
}
