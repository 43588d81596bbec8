// Card numbers in ordinary text (CN-SEC-01, SF-POL-04): found however people group, space or write them, and masked but for the
// last four digits. A number counts when its length and first digits are a network's and its check digit is right.
import { foldToAscii } from '../form/characters.ts';
import { passesLuhn } from '../form/formats/card.ts';
import { cardBrand } from '../form/formats/card-brands.ts';

/** A card number in a text. */
export interface FoundCardNumber {
  /** UTF-16 offsets of the first digit and behind the last one. */
  readonly start: number;
  readonly end: number;
  /** ASCII digits, 13 to 19. */
  readonly digits: string;
}

/** A text without card numbers. */
export interface MaskedText {
  readonly text: string;
  /** How many were masked. */
  readonly count: number;
}

/** Digits that nothing stands between; `start` and `end` in the text. */
interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Whether it may be the country code of a phone number: `+` stands before it. */
  readonly dialled: boolean;
}

interface Candidate extends FoundCardNumber {
  readonly isUsual: boolean;
}

const SHORTEST = 13;
const LONGEST = 19;
/** E.164 allows 15 digits, but no country uses more than 13; longer ones after a plus may be cards. */
const LONGEST_PHONE = 13;

/** No character below stands for a digit but those of ASCII, and none decorates: `\u00ad`, the soft hyphen. */
const ASCII_END = 0xad;
const number = /\p{N}/u;
/** Shows nothing or only decorates the digit before it: joiners, direction marks, variation selectors, keycaps. */
const decoration = /[\p{Cf}\p{M}]/u;
/** A space or a dash as a web address or a page has it. */
const escaped = /%(?:20|2d|09|0a|0d|c2%a0)|&nbsp;|&#(?:160|32|45);/giu;
/** What people, forms and files put between groups, {@link escaped} apart. At most {@link LONGEST_GAP} characters. */
const separator = /^[\s\p{Pd}\p{Cf}\p{M}\u2212.,/\\_|·•~:;+]+$/u;
const LONGEST_GAP = 8;
/** As cards print their numbers: in fours, or 4-6-5 and 4-6-4; or all in one. */
const usualGroups = /^(?:\d{13,19}|\d{4} \d{4} \d{4} \d{4}(?: \d{3})?|\d{4} \d{6} \d{4,5})$/;

/**
 * Finds card numbers. Linear in the length of the text.
 *
 * @param text - any text
 * @returns in order, without overlaps
 */
export function findCardNumbers(text: string): readonly FoundCardNumber[] {
  // Most messages hold too few digits for the rest.
  if (!mayHoldDigits(text)) return [];
  // As many spaces as the escape is long, so that the places stay.
  const plain = text.replace(escaped, (found) => ' '.repeat(found.length));
  return runsOf(plain)
    .flatMap(cardsOf)
    .sort((a, b) => a.start - b.start);
}

/**
 * Masks card numbers: all digits but the last four become `*`, what stood between them goes. The text never gets longer.
 *
 * @param text - any text
 * @example
 * ```ts
 * maskCardNumbers('It is 4111 1111 1111 1111.').text; // "It is ************1111."
 * ```
 */
export function maskCardNumbers(text: string): MaskedText {
  const found = findCardNumbers(text);
  let masked = '';
  let from = 0;
  for (const { start, end, digits } of found) {
    masked += text.slice(from, start) + '*'.repeat(digits.length - 4) + digits.slice(-4);
    from = end;
  }
  return { text: masked + text.slice(from), count: found.length };
}

function mayHoldDigits(text: string): boolean {
  let count = 0;
  for (const character of text) {
    if (digitsIn(character) !== '') count += 1;
    if (count >= SHORTEST) return true;
  }
  return false;
}

/** Groups of digits that only separators stand between. */
function runsOf(text: string): Group[][] {
  const runs: Group[][] = [];
  let last: Group | undefined;
  for (const group of groupsOf(text)) {
    const gap = last ? text.slice(last.end, group.start) : undefined;
    const joins = gap !== undefined && gap.length <= LONGEST_GAP && separator.test(gap);
    if (joins) runs.at(-1)?.push(group);
    else runs.push([group]);
    last = group;
  }
  return runs;
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let digits = '';
  let start = 0;
  let end = 0;
  let at = 0;
  let before = '';
  let shown = '';
  const finish = (): void => {
    if (digits !== '') groups.push({ digits, start, end, dialled: before === '+' });
    digits = '';
  };
  for (const character of text) {
    const value = digitsIn(character);
    if (value !== '') {
      if (digits === '') {
        start = at;
        before = shown;
      }
      digits += value;
      end = at + character.length;
    }
    const decorates = character.charCodeAt(0) >= ASCII_END && decoration.test(character);
    if (value === '' && !decorates) finish();
    at += character.length;
    if (!decorates) shown = character;
  }
  finish();
  return groups;
}

/** The ASCII digits that a character stands for: of every script, fullwidth, circled, mathematical. */
function digitsIn(character: string): string {
  const code = character.charCodeAt(0);
  if (code < ASCII_END) return code >= 0x30 && code <= 0x39 ? character : '';
  if (!number.test(character)) return '';
  const plain = foldToAscii(character.normalize('NFKC'));
  return /^[0-9]$/.test(plain) ? plain : '';
}

/** The card numbers of a run: whole groups side by side. Those grouped as on a card go before others that share digits with them. */
function cardsOf(run: readonly Group[]): FoundCardNumber[] {
  const candidates = run.flatMap((_, first) => candidatesFrom(run, first));
  candidates.sort((a, b) => Number(b.isUsual) - Number(a.isUsual) || a.start - b.start || b.end - a.end);
  const taken: FoundCardNumber[] = [];
  for (const { isUsual: _, ...card } of candidates) {
    if (taken.every(({ start, end }) => card.end <= start || card.start >= end)) taken.push(card);
  }
  return taken;
}

function candidatesFrom(run: readonly Group[], first: number): Candidate[] {
  const found: Candidate[] = [];
  let digits = '';
  for (let at = first; at < run.length; at += 1) {
    const group = run[at] as Group;
    digits += group.digits;
    if (digits.length > LONGEST) break;
    const start = run[first] as Group;
    if (start.dialled && digits.length <= LONGEST_PHONE) continue;
    if (digits.length < SHORTEST || !isCardNumber(digits)) continue;
    const groups = run.slice(first, at + 1).map((each) => each.digits);
    found.push({
      ...{ start: start.start, end: group.end, digits },
      isUsual: usualGroups.test(groups.join(' ')),
    });
  }
  return found;
}

function isCardNumber(digits: string): boolean {
  return passesLuhn(digits) && cardBrand(digits)?.lengths.includes(digits.length) === true;
}
