// How the parts of the studio write: texts, dates, numbers, in one language.
import type { TextParams } from '@tellsafe/core/i18n';
import type { StudioVersion } from '@tellsafe/core/wire';
import { fullTime } from '../shared/times.ts';
import type { Words } from '../shared/words.ts';
import type { StudioTextKey } from './texts.ts';

/** What a part needs to write. */
export interface Writing {
  readonly words: Words;
  readonly say: (key: StudioTextKey, params?: TextParams) => string;
}

/** When something was changed, and by whom. */
export function changedText(writing: Writing, { at, by }: Pick<StudioVersion, 'at' | 'by'>): string {
  const time = fullTime(at, writing.words.locale);
  return by ? writing.say('byPerson', { time, name: by.name }) : writing.say('byCode', { time });
}

const units = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** Seconds in the largest units that say them exactly, at most two. */
export function duration({ words }: Writing, seconds: number): string {
  const parts: string[] = [];
  let left = seconds;
  for (const [size, unit] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0)
      parts.push(new Intl.NumberFormat(words.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  return new Intl.ListFormat(words.locale, { type: 'unit' }).format(parts.slice(0, 2));
}
