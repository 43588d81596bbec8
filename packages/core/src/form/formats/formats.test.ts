import { describe, expect, test } from 'vitest';
import { formatted } from '../../../test/form/questions.ts';
import { validateAnswer } from '../validate.ts';

describe('SF-FORM-05 email', () => {
  const email = formatted('email', { characters: 'any' });

  test.each([
    ['name@example.com', 'name@example.com'],
    [' First.Last+tag@Mail.Example.CO.UK ', 'First.Last+tag@mail.example.co.uk'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['a@b.co', 'a@b.co'],
    ['имя@пример.рф', 'имя@пример.рф'],
    ['user＠example．com', 'user@example.com'],
    ['x@xn--80akhbyknj4f.com', 'x@xn--80akhbyknj4f.com'],
  ])('%j is accepted', (text, value) => {
    expect(validateAnswer(email, text)).toEqual({ value });
  });

  test.each([
    'name',
    'name@',
    '@example.com',
    'name@example',
    'na me@example.com',
    'a@b@',
    '.name@example.com',
    'name.@example.com',
    'na..me@example.com',
    'name@-example.com',
    'name@example-.com',
    'name@example..com',
    'name@.com',
    'name@127.0.0.1',
    'name@[127.0.0.1]',
    '"a b"@example.com',
    'a,b@example.com',
    'Name <name@example.com>',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
    'name@example.com.',
    'mailto:name@example.com',
  ])('%j is refused', (text) => {
    expect(validateAnswer(email, text).error?.code).toBe('email_invalid');
  });

  test('SF-FORM-04 with safe characters the refused one is named, also when the address is right', () => {
    const safe = formatted('email');
    expect(validateAnswer(safe, "o'brien@example.com").error).toEqual({
      code: 'character_refused',
      params: { character: "'" },
    });
    expect(validateAnswer(safe, 'Name <name@example.com>').error?.params).toEqual({ character: '<' });
  });
});

describe('SF-FORM-05 phone', () => {
  const phone = formatted('phone');

  test.each([
    ['+44 20 7946 0958', '+442079460958'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['(+44) 20 7946 0958', '+442079460958'],
    ['0044 20 7946 0958', '+442079460958'],
    ['.0 044 20 7946 0958', '+442079460958'],
    ['(020) 7946 0958', '02079460958'],
    ['(555) 123-4567', '5551234567'],
    ['555.123.4567', '5551234567'],
    ['030/123456', '030123456'],
    ['+٩٧١ ٤ ١٢٣ ٤٥٦٧', '+97141234567'],
    ['\u202a+1 555 123 4567\u202c', '+15551234567'],
    ['＋８１-3-1234-5678', '+81312345678'],
  ])('%j is read as %s', (text, value) => {
    expect(validateAnswer(phone, text)).toEqual({ value });
  });

  test.each([
    '12345',
    '+1',
    '1234567890123456',
    '+0123456789',
    '555-CALL-NOW',
    '55+5123456',
    '++15551234567',
    '0000123456',
    '555 123 4567 x89',
    '()',
  ])('%j is refused', (text) => {
    expect(validateAnswer(phone, text)).toEqual({ value: text, error: { code: 'phone_invalid', params: {} } });
  });
});

describe('SF-FORM-05 date', () => {
  const date = formatted('date');

  test.each([
    ['1985-04-03', '1985-04-03'],
    ['1985/4/3', '1985-04-03'],
    ['1985.04.03', '1985-04-03'],
    ['1985 04 03', '1985-04-03'],
    ['19850403', '1985-04-03'],
    ['3.4.1985', '1985-04-03'],
    ['03. 04. 1985', '1985-04-03'],
    ['31/12/1999', '1999-12-31'],
    ['12/31/1999', '1999-12-31'],
    ['31-12-1999', '1999-12-31'],
    ['4/4/1984', '1984-04-04'],
    ['29.02.2024', '2024-02-29'],
    ['２０２４年２月２９日', '2024-02-29'],
    ['١٩٨٥-٠٤-٠٣', '1985-04-03'],
  ])('%j is %s', (text, value) => {
    expect(validateAnswer(date, text)).toEqual({ value });
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '31.02.2024',
    '13/13/1999',
    '1446-09-01',
    '2567-01-01',
    '1799-12-31',
    '2200-01-01',
    '85-04-03',
    '03/04/85',
    '3 April 1985',
    '1985-04/03',
    '1985',
    '31121999',
    '1985-04-03T00:00',
  ])('%j is not a date', (text) => {
    expect(validateAnswer(date, text)).toEqual({ value: text, error: { code: 'date_invalid', params: {} } });
  });

  test.each(['03/04/1985', '3-4-1985', '12/11/2001', '3 4 1985'])(
    '%j could be two dates and is asked again',
    (text) => {
      expect(validateAnswer(date, text).error).toEqual({ code: 'date_ambiguous', params: {} });
    },
  );
});

describe('SF-FORM-05 social security number', () => {
  const ssn = formatted('us-ssn');

  test.each([
    '123-45-6789',
    '123456789',
    '123 45 6789',
    '１２３－４５－６７８９',
    '665-01-0001',
    '899-99-9999',
    '001-01-0001',
  ])('%j', (text) => {
    expect(validateAnswer(ssn, text).value).toMatch(/^\d{9}$/);
    expect(validateAnswer(ssn, text).error).toBeUndefined();
  });

  test.each([
    '000-45-6789',
    '666-45-6789',
    '900-45-6789',
    '999-99-9999',
    '123-00-6789',
    '123-45-0000',
    '12345678',
    '1234567890',
    '123-45-678X',
  ])('%j was never issued or is no number', (text) => {
    expect(validateAnswer(ssn, text).error).toEqual({ code: 'ssn_invalid', params: {} });
  });
});

describe('SF-FORM-05 postal code', () => {
  const code = formatted('postal-code');

  test.each([
    ['SW1A 1AA', 'SW1A 1AA'],
    ['sw1a  1aa', 'SW1A 1AA'],
    ['12345-6789', '12345-6789'],
    ['12345 - 6789', '12345-6789'],
    ['10115', '10115'],
    ['〒100－0001'.slice(1), '100-0001'],
    ['١٢٣٤٥', '12345'],
    ['K1A 0B1', 'K1A 0B1'],
    ['101', '101'],
  ])('%j is %s', (text, value) => {
    expect(validateAnswer(code, text)).toEqual({ value });
  });

  test.each(['12', 'ABCDE', '-1234', '1234-', '1234567890123', '12_34', 'Straße 5'])('%j is refused', (text) => {
    expect(validateAnswer(code, text).error?.code).toBe('postal_code_invalid');
  });
});

describe('SF-FORM-05 PIN', () => {
  const pin = formatted('pin');

  test.each([
    ['0000', '0000'],
    ['123456789012', '123456789012'],
    ['1 2 3 4', '1234'],
    ['۱۲۳۴', '1234'],
  ])('%j is %s', (text, value) => {
    expect(validateAnswer(pin, text)).toEqual({ value });
  });

  test.each(['123', '1234567890123', '12a4'])('%j is refused with the range', (text) => {
    expect(validateAnswer(pin, text).error).toEqual({ code: 'pin_invalid', params: { min: 4, max: 12 } });
  });
});
