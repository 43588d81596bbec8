import { describe, expect, test } from 'vitest';
import { formatted } from '../../../test/form/questions.ts';
import { validateAnswer } from '../validate.ts';

const expiry = formatted('expiry');

describe('SF-FORM-05 expiry', () => {
  test.each([
    '08/29',
    '8/29',
    '08/2029',
    '8/2029',
    '2029-08',
    '2029/8',
    '2029 08',
    '08-29',
    '08.29',
    '08 29',
    '08 / 29',
    '0829',
    '082029',
    '202908',
    ' 08/29 ',
    '٠٨/٢٩',
    '０８／２９',
    '०८/२०२९',
    '08–29',
  ])('%j is August 2029', (text) => {
    expect(validateAnswer(expiry, text)).toEqual({ value: '08/29' });
  });

  test.each([
    '13/29',
    '00/29',
    '0/29',
    '29/08',
    '08/1929',
    '08/2129',
    '1929-08',
    '2029-13',
    '2029-00',
    '082',
    '20298',
    '08/9',
    'Aug 29',
    '08/29/01',
    '8',
    '/',
    '08//29',
    '2012',
  ])('%j is refused', (text) => {
    expect(validateAnswer(expiry, text)).toEqual({ value: text, error: { code: 'expiry_invalid', params: {} } });
  });

  test('six digits that begin with 20 are a year', () => {
    expect(validateAnswer(expiry, '202012').value).toBe('12/20');
    expect(validateAnswer(expiry, '122020').value).toBe('12/20');
  });

  test('a card is good until its month is over in every time zone; only then, and only with a clock, it is refused', () => {
    const over = Date.UTC(2029, 8, 1, 12);
    expect(validateAnswer(expiry, '08/29', { now: over - 1 })).toEqual({ value: '08/29' });
    expect(validateAnswer(expiry, '08/29', { now: over })).toEqual({
      value: '08/29',
      error: { code: 'expiry_past', params: {} },
    });
    expect(validateAnswer(expiry, '12/29', { now: Date.UTC(2030, 0, 1, 12) }).error?.code).toBe('expiry_past');
    expect(validateAnswer(expiry, '12/29', { now: Date.UTC(2029, 11, 31) }).error).toBeUndefined();
    expect(validateAnswer(expiry, '08/01').error).toBeUndefined();
  });
});
