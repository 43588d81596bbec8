// How an input for each kind of question behaves, as data: keyboard, autofill, direction, grouping of what is shown.
import { cardBrand } from './formats/card-brands.ts';
import type { AnswerFormat, Question } from './types.ts';

/** Attributes for an `<input>`, ready to be set. There is no `maxlength` among them: it would cut what is pasted without a word. */
export interface InputHints {
  readonly inputMode: 'text' | 'numeric' | 'email' | 'tel';
  /** Autofill token (HTML, autofill detail tokens), `on` or `off` (SF-WV-07). */
  readonly autocomplete: string;
  readonly autocapitalize: 'none' | 'characters' | 'sentences';
  /** Always false: some browsers send text to a server to check its spelling (SF-WV-03). */
  readonly spellcheck: false;
  /** Numbers and addresses stay left-to-right inside right-to-left pages (SF-LANG-03). */
  readonly dir: 'ltr' | 'auto';
}

type Kind = AnswerFormat | 'numeric' | 'cvv';
type Row = readonly [InputHints['inputMode'], autocomplete: string, autocapitalize?: InputHints['autocapitalize']];

const table: Readonly<Record<Kind, Row>> = {
  numeric: ['numeric', 'off'],
  cvv: ['numeric', 'cc-csc'],
  card: ['numeric', 'cc-number'],
  expiry: ['numeric', 'cc-exp'],
  iban: ['text', 'off', 'characters'],
  email: ['email', 'email'],
  phone: ['tel', 'tel'],
  date: ['text', 'off'],
  'us-ssn': ['numeric', 'off'],
  'postal-code': ['text', 'postal-code', 'characters'],
  pin: ['numeric', 'one-time-code'],
};

/**
 * Tells how the input of a question behaves.
 *
 * Free text offers autofill (names, addresses) unless it is masked or off the record.
 *
 * @param question - a question of a parsed definition; a choice gets the hints of text
 */
export function inputHints(question: Question): InputHints {
  const kind: Kind | undefined =
    question.format ?? (question.type === 'numeric' || question.type === 'cvv' ? question.type : undefined);
  if (kind === undefined) {
    const autocomplete = question.masked || question.offTheRecord ? 'off' : 'on';
    return hints('text', autocomplete, question.masked ? 'none' : 'sentences', 'auto');
  }
  const [inputMode, autocomplete, autocapitalize = 'none'] = table[kind];
  const numeric = inputMode === 'text' && question.type === 'numeric' ? 'numeric' : inputMode;
  return hints(kind === 'date' ? 'text' : numeric, autocomplete, autocapitalize, 'ltr');
}

/**
 * Splits a normalised value into the groups in which people read it: card 4-4-4-4 (American Express 4-6-5, Diners Club 4-6-4),
 * IBAN in fours, social security number 3-2-4. Joined, the groups are the value again.
 *
 * @param question - a question of a parsed definition
 * @param value - its normalised answer
 */
export function displayGroups(question: Pick<Question, 'format'>, value: string): readonly string[] {
  if (question.format === 'us-ssn') return split(value, [3, 2]);
  if (question.format === 'iban') return split(value, []);
  if (question.format !== 'card') return [value];
  const brand = cardBrand(value)?.id;
  return split(value, brand === 'amex' || (brand === 'diners' && value.length === 14) ? [4, 6] : []);
}

function hints(
  inputMode: InputHints['inputMode'],
  autocomplete: string,
  autocapitalize: InputHints['autocapitalize'],
  dir: InputHints['dir'],
): InputHints {
  return { inputMode, autocomplete, autocapitalize, spellcheck: false, dir };
}

/** Cuts at the given lengths, the last group taking the rest; without lengths in fours. */
function split(value: string, lengths: readonly number[]): readonly string[] {
  if (lengths.length === 0) return value.match(/.{1,4}/gsu) ?? [value];
  const groups: string[] = [];
  let at = 0;
  for (const length of [...lengths, value.length]) {
    if (at < value.length) groups.push(value.slice(at, at + length));
    at += length;
  }
  return groups;
}
