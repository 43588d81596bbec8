// The texts of an element: which language, loaded once, core's and these elements' own behind one function.
import {
  type AgentLocaleTag,
  type AgentTextKey,
  type AgentTexts,
  agentLocaleTags,
  formatText,
  isRightToLeft,
  loadAgentTexts,
  pickLocale,
  type TextParams,
} from '@tellsafe/core/i18n';
import { type ExtraTextKey, type ExtraTexts, extraTexts } from './extra-texts.ts';

/** Texts of one language. */
export interface Words {
  readonly locale: AgentLocaleTag;
  readonly direction: 'ltr' | 'rtl';
  /** Reads a text and fills its placeholders. */
  say(key: AgentTextKey | ExtraTextKey, params?: TextParams): string;
}

const loaded = new Map<AgentLocaleTag, Words>();

/** The texts of a language that {@link loadWords} has loaded before. */
export function knownWords(locale: AgentLocaleTag): Words | undefined {
  return loaded.get(locale);
}

/** Loads the texts of a language. */
export async function loadWords(locale: AgentLocaleTag): Promise<Words> {
  const known = loaded.get(locale);
  if (known) return known;
  const words = wordsOf(await loadAgentTexts(locale), extraTexts[locale]);
  loaded.set(locale, words);
  return words;
}

/**
 * The language for an element: its own wish, the nearest `lang` around it, then what the browser prefers.
 *
 * @param element - asks
 * @param wish - its `language` attribute
 */
export function localeFor(element: Element, wish: string | undefined): AgentLocaleTag {
  return pickLocale([wish ?? '', nearestLanguage(element) ?? '', ...navigator.languages], agentLocaleTags);
}

/** `closest('[lang]')` that goes on through shadow roots. */
function nearestLanguage(element: Element): string | undefined {
  for (let at: Element | null = element; at; ) {
    const found: Element | null = at.closest('[lang]');
    if (found) return found.getAttribute('lang') ?? undefined;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return undefined;
}

function wordsOf(texts: AgentTexts, extra: ExtraTexts): Words {
  return {
    locale: texts.locale,
    direction: isRightToLeft(texts.locale) ? 'rtl' : 'ltr',
    say: (key, params) =>
      isExtra(key) ? formatText(extra, key, params) : formatText(texts, key as AgentTextKey, params),
  };
}

function isExtra(key: AgentTextKey | ExtraTextKey): key is ExtraTextKey {
  return Object.hasOwn(extraTexts.en, key);
}
