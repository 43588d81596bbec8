// Which language a person reads, and its texts, loaded when needed (SF-LANG-01).
import { loadTexts, pickLocale, type Texts } from '@tellsafe/core/i18n';

/**
 * Loads the texts for a person.
 *
 * @param preferred - language tags, best first; empty ones are passed over; then the device's languages, then English
 */
export function loadTextsFor(...preferred: readonly string[]): Promise<Texts> {
  return loadTexts(pickLocale([...preferred.filter(Boolean), ...(globalThis.navigator?.languages ?? [])]));
}
