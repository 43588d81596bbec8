import { describe, expect, test } from 'vitest';
import { formats, formatted, questionOf } from '../../test/form/questions.ts';
import { displayGroups, inputHints } from './input-hints.ts';

describe('SF-WV-07 keyboard and autofill', () => {
  test.each([
    ['card', 'numeric', 'cc-number'],
    ['expiry', 'numeric', 'cc-exp'],
    ['email', 'email', 'email'],
    ['phone', 'tel', 'tel'],
    ['postal-code', 'text', 'postal-code'],
    ['pin', 'numeric', 'one-time-code'],
  ] as const)('%s: keyboard %s, autofill %s', (format, inputMode, autocomplete) => {
    expect(inputHints(formatted(format))).toMatchObject({ inputMode, autocomplete, spellcheck: false, dir: 'ltr' });
  });

  test('cvv, numeric and plain text', () => {
    expect(inputHints(questionOf('cvv'))).toMatchObject({ inputMode: 'numeric', autocomplete: 'cc-csc', dir: 'ltr' });
    expect(inputHints(questionOf('numeric'))).toMatchObject({ inputMode: 'numeric', autocomplete: 'off', dir: 'ltr' });
    expect(inputHints(questionOf('text'))).toEqual({
      inputMode: 'text',
      autocomplete: 'on',
      autocapitalize: 'sentences',
      spellcheck: false,
      dir: 'auto',
    });
    expect(inputHints(questionOf('text', { masked: true }))).toMatchObject({
      autocomplete: 'off',
      autocapitalize: 'none',
    });
    expect(inputHints(questionOf('text', { offTheRecord: true })).autocomplete).toBe('off');
  });

  test('a numeric postal code and an expiry get a numeric keyboard; dates need separators and do not', () => {
    expect(inputHints(questionOf('numeric', { format: 'postal-code' })).inputMode).toBe('numeric');
    expect(inputHints(questionOf('numeric', { format: 'date' })).inputMode).toBe('text');
    expect(inputHints(questionOf('numeric', { format: 'expiry' })).inputMode).toBe('numeric');
  });

  test('SF-WV-03 spelling is never checked; SF-LANG-03 formats are left-to-right', () => {
    for (const format of formats) {
      expect(inputHints(formatted(format))).toMatchObject({ spellcheck: false, dir: 'ltr' });
    }
  });
});

test.each([
  ['card', '4111111111111111', '4111 1111 1111 1111'],
  ['card', '378282246310005', '3782 822463 10005'],
  ['card', '36227206271667', '3622 720627 1667'],
  ['card', '4917610000000000003', '4917 6100 0000 0000 003'],
  ['iban', 'DE89370400440532013000', 'DE89 3704 0044 0532 0130 00'],
  ['us-ssn', '123456789', '123 45 6789'],
  ['us-ssn', '12', '12'],
  ['email', 'a@b.co', 'a@b.co'],
  ['card', '', ''],
] as const)('%s %s is read as %s', (format, value, shown) => {
  const groups = displayGroups({ format }, value);
  expect(groups.join(' ')).toBe(shown);
  expect(groups.join('')).toBe(value);
});
