// Properties of the answer rules over generated input: never a crash, idempotence, formatting noise without effect.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passesLuhn } from '../../src/form/formats/card.ts';
import {
  type AnswerFormat,
  findMismatches,
  type Question,
  validateAnswer,
  yesNoChoices,
} from '../../src/form/index.ts';
import { formats, formatted, questionOf } from './questions.ts';

const questions: readonly Question[] = [
  questionOf('text'),
  questionOf('text', { characters: 'any', required: false }),
  questionOf('numeric'),
  questionOf('cvv'),
  questionOf('choice', { choices: yesNoChoices }),
  ...formats.flatMap((format) => [formatted(format), formatted(format, { characters: 'any' })]),
  ...(['card', 'expiry', 'date', 'phone', 'us-ssn', 'postal-code', 'pin'] as const).map((format) =>
    questionOf('numeric', { format }),
  ),
];
const anyQuestion = fc.constantFrom(...questions);

/** Text near the edge of being valid: digits of several scripts, separators, signs, invisible characters, letters. */
const nearlyValid = fc
  .array(
    fc.constantFrom(
      ...'0123456789 -/.+()@',
      ...'٠١٢۳৪५６７',
      'a',
      'DE',
      'ß',
      'İ',
      'é',
      '@example.com',
      '年',
      '日',
      '4111',
      '2029',
      '\u200b',
      '\u200c',
      '\u202e',
      '\ufeff',
      '\u00a0',
      '‐',
      '–',
      '−',
      '－',
      '\t',
      '\n',
      '\u0000',
      '\ud800',
      '<',
      "'",
      '＜',
      '😀',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(nearlyValid, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

function withCheckDigit(digits: string): string {
  return `${digits}${[...'0123456789'].find((digit) => passesLuhn(digits + digit))}`;
}

const digits = (min: number, max = min) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: min, maxLength: max }).map((list) => list.join(''));

/** A German IBAN: check digits are 98 minus the remainder (ISO 13616-1). */
const germanIban = digits(18).map((account) => {
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
});

/** Valid answers whose separators mean nothing. */
const valid: Readonly<Partial<Record<AnswerFormat | 'numeric' | 'cvv', fc.Arbitrary<string>>>> = {
  card: fc.oneof(
    digits(14).map((rest) => withCheckDigit(`4${rest}`)),
    digits(12).map((rest) => withCheckDigit(`37${rest}`)),
  ),
  iban: germanIban,
  'us-ssn': fc
    .tuple(fc.integer({ min: 1, max: 665 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9999 }))
    .map(([area, group, serial]) =>
      [String(area).padStart(3, '0'), String(group).padStart(2, '0'), String(serial).padStart(4, '0')].join(''),
    ),
  pin: digits(4, 12),
  phone: digits(6, 13).map((rest) => `+1${rest}`),
  numeric: digits(1, 40),
  cvv: digits(3, 4),
};

const noise = fc.constantFrom(' ', '-', '  ', ' - ', '\u00a0', '‑', '–', '\u200b', '\u200f', '\u202f');
const scripts = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce);

/** The same answer with separators between any two characters and digits of another script. */
function noisy(text: string, separators: readonly string[], zero: number): string {
  return [...text]
    .map((character, at) => {
      const written = /\d/.test(character) ? String.fromCodePoint(zero + Number(character)) : character;
      return at === 0 ? written : (separators[at % separators.length] ?? '') + written;
    })
    .join('');
}

describe('SF-FORM-05 properties', () => {
  test('no text makes a rule throw, and errors keep the text', () => {
    fc.assert(
      fc.property(anyQuestion, anyText, fc.option(fc.integer(), { nil: undefined }), (question, text, now) => {
        const { value, error } = validateAnswer(question, text, now === undefined ? {} : { now });
        if (error) expect(value).toBe(text);
        else expect(value.length).toBeLessThanOrEqual(question.maxLength);
      }),
      { numRuns: 3000 },
    );
  });

  test('a normalised value stays as it is and has no mismatch (SF-FORM-06)', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyQuestion, anyText, (question, text) => {
        const { value, error } = validateAnswer(question, text);
        if (error) return;
        accepted += 1;
        expect(validateAnswer(question, value)).toEqual({ value });
        expect(Object.keys(findMismatches({ questions: [question] }, { q: value }))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test.each(Object.entries(valid))('%s: separators and scripts never change validity or value', (kind, answers) => {
    const question = kind === 'numeric' || kind === 'cvv' ? questionOf(kind) : formatted(kind as AnswerFormat);
    fc.assert(
      fc.property(answers, fc.array(noise, { minLength: 1, maxLength: 5 }), scripts, (text, separators, zero) => {
        expect(validateAnswer(question, text)).toEqual({ value: text });
        expect(validateAnswer(question, noisy(text, separators, zero))).toEqual({ value: text });
      }),
      { numRuns: 300 },
    );
  });

  test.each(['card', 'us-ssn', 'pin', 'iban'] as const)('%s: noise does not make an invalid answer valid', (format) => {
    fc.assert(
      fc.property(digits(1, 25), fc.array(noise, { minLength: 1, maxLength: 5 }), scripts, (text, separators, zero) => {
        const plain = validateAnswer(formatted(format), text).error?.code;
        expect(validateAnswer(formatted(format), noisy(text, separators, zero)).error?.code).toBe(plain);
      }),
      { numRuns: 300 },
    );
  });

  test('a single wrong digit never passes Luhn', () => {
    fc.assert(
      fc.property(digits(14), fc.nat(15), fc.integer({ min: 1, max: 9 }), (rest, at, add) => {
        const pan = withCheckDigit(`4${rest}`);
        const wrong = pan.slice(0, at) + ((Number(pan[at]) + add) % 10) + pan.slice(at + 1);
        expect(passesLuhn(pan)).toBe(true);
        expect(passesLuhn(wrong)).toBe(false);
      }),
    );
  });

  test('every calendar day is accepted in ISO and no other day of a month is', () => {
    const date = formatted('date');
    fc.assert(
      fc.property(fc.integer({ min: 1800, max: 2199 }), fc.nat(13), fc.nat(32), (year, month, day) => {
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const real = new Date(Date.UTC(year, month - 1, day));
        const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
        expect(validateAnswer(date, iso).error === undefined).toBe(exists);
      }),
      { numRuns: 1000 },
    );
  });
});
