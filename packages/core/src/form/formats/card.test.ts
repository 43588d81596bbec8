import { describe, expect, test } from 'vitest';
import { formatted } from '../../../test/form/questions.ts';
import { texts } from '../../../test/vectors/files.ts';
import { validateAnswer } from '../validate.ts';
import { passesLuhn } from './card.ts';
import { cardBrand } from './card-brands.ts';

interface Vectors {
  numbers: { pan: string; brand: string }[];
  luhnFailingNeighbours: string[];
  obfuscatedForms: string[];
  cardValidatorCases: { input: string; brand: string; upstreamValid: boolean }[];
}

const vectors = JSON.parse(texts['pan-test-numbers.json'] ?? '') as Vectors;
const card = formatted('card');

/** How the vectors and this package name the same brand. */
const sameBrand: Readonly<Record<string, string>> = { bccard: 'discover', 'american-express': 'amex' };

describe('SF-FORM-05 card numbers', () => {
  test.each(vectors.numbers)('$brand $pan is accepted and its brand known', ({ pan, brand }) => {
    expect(validateAnswer(card, pan)).toEqual({ value: pan });
    expect(cardBrand(pan)?.id).toBe(sameBrand[brand] ?? brand);
  });

  test.each(vectors.luhnFailingNeighbours)('%s fails Luhn', (pan) => {
    expect(validateAnswer(card, pan)).toEqual({ value: pan, error: { code: 'card_invalid', params: {} } });
  });

  test.each(vectors.cardValidatorCases)('$input as card-validator judges it, with Luhn for UnionPay too', (row) => {
    const digits = row.input.replace(/\D/g, '');
    const valid = row.upstreamValid && passesLuhn(digits);
    const result = validateAnswer(card, row.input);
    expect(result.error === undefined).toBe(valid);
    if (valid) expect(result.value).toBe(digits);
    expect(cardBrand(digits)?.id).toBe(sameBrand[row.brand] ?? row.brand);
  });

  test.each(vectors.obfuscatedForms)(
    '%j: groups, scripts and invisible characters are read, foreign signs are not',
    (text) => {
      const foreign = /[/:xy]|^00/.test(text);
      expect(validateAnswer(card, text)).toEqual(
        foreign
          ? { value: text, error: expect.objectContaining({ code: 'card_invalid' }) }
          : { value: '4111111111111111' },
      );
    },
  );

  test('the length of a known brand is checked and said', () => {
    expect(validateAnswer(card, '37144963539843').error).toEqual({
      code: 'card_length',
      params: { brand: 'American Express', lengths: '15' },
    });
    expect(validateAnswer(card, '42424242424242').error).toEqual({
      code: 'card_length',
      params: { brand: 'Visa', lengths: '13/16/19' },
    });
  });

  test('unknown brands need 12 to 19 digits and Luhn', () => {
    expect(cardBrand('900000000000')).toBeUndefined();
    expect(validateAnswer(card, '90000000006').error?.code).toBe('card_invalid');
    expect(validateAnswer(card, '900000000001').error).toBeUndefined();
    expect(validateAnswer({ ...card, maxLength: 40 }, '90000000000000000001').error?.code).toBe('card_invalid');
  });

  test('the brand is known from the first digits on', () => {
    expect(['4', '37', '2221', '222', '6011', '3', ''].map((digits) => cardBrand(digits)?.id)).toEqual([
      'visa',
      'amex',
      'mastercard',
      undefined,
      'discover',
      undefined,
      undefined,
    ]);
  });
});
