// Where consumers come in, and the language that each entry point speaks when the consumer's own is not known (SF-LANG-02).
import type { EntryPointLanguage } from '@tellsafe/core/wire';
import { type EntryPointSettings, originOf } from './entry-point-settings.ts';

/** One way in: a channel, and a number, page or business id of it. */
export type EntryPoint = Pick<EntryPointLanguage, 'channel' | 'entryPoint'>;

/** The brand's pages and apps. */
export const webEntryPoint: EntryPoint = Object.freeze({ channel: 'web', entryPoint: 'web' });

/** Every entry point of an account, each with its language; `null` is the consumer's own. */
export function entryPointLanguages(
  webLanguage: string | undefined,
  others: readonly EntryPointSettings[] = [],
): readonly EntryPointLanguage[] {
  return [
    { ...webEntryPoint, language: webLanguage ?? null },
    ...others.map((each) => ({ ...originOf(each), language: each.language ?? null })),
  ];
}

/** Whether two name the same. */
export function isSameEntryPoint(one: EntryPoint, other: EntryPoint): boolean {
  return one.channel === other.channel && one.entryPoint === other.entryPoint;
}

/**
 * The language of an entry point.
 *
 * @returns undefined for the consumer's own
 */
export function languageFor(
  { languages }: { readonly languages: readonly EntryPointLanguage[] },
  entryPoint: EntryPoint = webEntryPoint,
): string | undefined {
  return languages.find((each) => isSameEntryPoint(each, entryPoint))?.language ?? undefined;
}
