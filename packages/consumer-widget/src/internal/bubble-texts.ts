// Which language a bubble speaks, and its texts, loaded when needed (SF-LANG-01).
import { type BubbleTexts, loadBubbleTexts, pickLocale } from '@tellsafe/core/i18n';
import { pause } from './retry.ts';

/** When the texts could not be loaded, they are tried again after this many milliseconds, or when the network comes back. */
const RELOAD_MS = 5_000;

/**
 * Loads the texts of a bubble; tries until it works.
 *
 * @param language - language tag; empty for the device's language, else English
 * @param isWanted - whether somebody still waits for them
 */
export async function bubbleTextsFor(language: string, isWanted: () => boolean): Promise<BubbleTexts | undefined> {
  const tag = pickLocale([language, ...navigator.languages]);
  while (isWanted()) {
    try {
      return await loadBubbleTexts(tag);
    } catch {
      await pause(RELOAD_MS);
    }
  }
  return undefined;
}
