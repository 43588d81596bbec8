import { describe, expect, test } from 'vitest';
import { formats, formatted, questionOf } from '../../test/form/questions.ts';
import { yesNoChoices } from './question.ts';
import type { AnswerType } from './types.ts';
import { findMismatches, validateAnswer, validateAnswers } from './validate.ts';

describe('SF-FORM-02 answer types', () => {
  test('text keeps what was typed, without space around it', () => {
    expect(validateAnswer(questionOf('text'), '  Zoë  van der Berg ')).toEqual({ value: 'Zoë  van der Berg' });
  });

  test('numeric takes digits of any script with spaces and dashes between, and keeps leading zeros', () => {
    for (const text of ['00 12-34', '٠٠١٢٣٤', '００１２３４', '০০১২৩৪', '00–12–34']) {
      expect(validateAnswer(questionOf('numeric'), text), text).toEqual({ value: '001234' });
    }
    for (const text of ['12a', '1.5', '1,000', '-5', '+5', '5-', '½', '٣٫٥', '1e3', '0x10']) {
      expect(validateAnswer(questionOf('numeric'), text).error?.code, text).toBe('numeric_invalid');
    }
  });

  test('cvv takes 3 or 4 digits', () => {
    for (const [text, value] of [
      ['123', '123'],
      ['1234', '1234'],
      [' 1 2 3 ', '123'],
      ['१२३', '123'],
    ] as const) {
      expect(validateAnswer(questionOf('cvv'), text)).toEqual({ value });
    }
    for (const text of ['12', '12345', '12a', '-123', '<script>']) {
      expect(validateAnswer(questionOf('cvv'), text).error, text).toEqual({ code: 'cvv_invalid', params: {} });
    }
  });

  test('choice takes exactly one of its values', () => {
    const question = questionOf('choice', { choices: yesNoChoices });
    expect(validateAnswer(question, 'yes')).toEqual({ value: 'yes' });
    for (const text of ['Yes', 'maybe', 'yes,no', 'constructor']) {
      expect(validateAnswer(question, text).error, text).toEqual({ code: 'choice_invalid', params: {} });
    }
    expect(validateAnswer(questionOf('choice'), 'yes').error?.code).toBe('choice_invalid');
  });

  test('a format on a numeric question leaves no letters', () => {
    const code = questionOf('numeric', { format: 'postal-code' });
    expect(validateAnswer(code, '12345-6789')).toEqual({ value: '12345-6789' });
    expect(validateAnswer(code, 'SW1A 1AA').error?.code).toBe('numeric_invalid');
    expect(validateAnswer(questionOf('numeric', { format: 'expiry' }), '2029-08')).toEqual({ value: '08/29' });
    expect(validateAnswer(questionOf('numeric', { format: 'date' }), '3.4.1985')).toEqual({ value: '1985-04-03' });
    expect(validateAnswer(questionOf('numeric', { format: 'phone' }), '+1 555 123 4567')).toEqual({
      value: '+15551234567',
    });
  });
});

describe('SF-FORM-03 required and max length', () => {
  const types: AnswerType[] = ['text', 'numeric', 'cvv', 'choice'];
  test.each([...types.map((type) => questionOf(type)), ...formats.map((format) => formatted(format))])(
    'an empty answer to $type $format is refused when required and empty otherwise',
    (question) => {
      for (const text of ['', '   ', '\t\n', '\u200b\ufeff\u202e', '\u3000']) {
        expect(validateAnswer(question, text)).toEqual({ value: text, error: { code: 'required', params: {} } });
        expect(validateAnswer({ ...question, required: false }, text)).toEqual({ value: '' });
      }
    },
  );

  test('length counts UTF-16 units of the normalised value', () => {
    const question = questionOf('text', { maxLength: 4 });
    expect(validateAnswer(question, '  abcd  ')).toEqual({ value: 'abcd' });
    expect(validateAnswer(question, '👍👍')).toEqual({ value: '👍👍' });
    expect(validateAnswer(question, '👍👍a').error).toEqual({ code: 'too_long', params: { max: 4, length: 5 } });
    expect(validateAnswer(formatted('card', { maxLength: 16 }), '4111 1111 1111 1111')).toEqual({
      value: '4111111111111111',
    });
    expect(validateAnswer(questionOf('numeric', { maxLength: 3 }), '12 34').error).toEqual({
      code: 'too_long',
      params: { max: 3, length: 4 },
    });
  });
});

describe('SF-FORM-04 characters', () => {
  test.each(['<', '>', '(', ')', '\\', "'", '"', '&'])('safe refuses %s and names it', (character) => {
    expect(validateAnswer(questionOf('text'), `a${character}b`)).toEqual({
      value: `a${character}b`,
      error: { code: 'character_refused', params: { character } },
    });
    expect(validateAnswer(questionOf('text', { characters: 'any' }), `a${character}b`)).toEqual({
      value: `a${character}b`,
    });
  });

  test('the first refused character is named', () => {
    expect(validateAnswer(questionOf('text'), 'x & <b>').error?.params).toEqual({ character: '&' });
  });

  test.each([
    '\u0000',
    '\u0007',
    '\t',
    '\n',
    '\r',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ud800',
    '\udc00',
  ])('control character %j is refused everywhere and named by its number', (character) => {
    const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    for (const characters of ['safe', 'any'] as const) {
      expect(validateAnswer(questionOf('text', { characters }), `a${character}b`).error).toEqual({
        code: 'control_character_refused',
        params: { character: name },
      });
    }
  });

  test('characters that steer direction never reach the value', () => {
    expect(validateAnswer(questionOf('text'), 'abc\u202egpj.exe')).toEqual({ value: 'abcgpj.exe' });
    expect(validateAnswer(questionOf('text', { characters: 'any' }), '\u2067abc\u2069')).toEqual({ value: 'abc' });
  });

  test('in a formatted answer the refused character is named before the format complains', () => {
    expect(validateAnswer(formatted('iban'), 'DE89<script>').error?.params).toEqual({ character: '<' });
    expect(validateAnswer(formatted('card', { characters: 'any' }), '4111<').error).toEqual({
      code: 'card_invalid',
      params: {},
    });
    expect(validateAnswer(formatted('date'), '1985\u000004').error?.params).toEqual({ character: 'U+0000' });
  });

  test('typographic apostrophes and letters of all scripts are fine', () => {
    for (const text of ['O’Brien', 'Ångström', '山田太郎', 'محمد', 'Nguyễn', '#12/4, Flat 3; c/o Smith @ Co.']) {
      expect(validateAnswer(questionOf('text'), text)).toEqual({ value: text });
    }
  });
});

describe('SF-FORM-06 the same rules for the whole form and for what arrives', () => {
  const definition = {
    questions: [
      questionOf('text', { id: 'name' }),
      questionOf('text', { id: 'card', format: 'card' }),
      questionOf('cvv', { id: 'cvv' }),
      questionOf('text', { id: 'constructor', required: false }),
    ],
  };

  test('values of all questions, errors of the refused', () => {
    const { values, errors } = validateAnswers(definition, { name: 'Ann', card: '4111 1111 1111 1112', extra: 'x' });
    expect({ ...values }).toEqual({ name: 'Ann', card: '4111 1111 1111 1112', cvv: '', constructor: '' });
    expect({ ...errors }).toEqual({
      card: { code: 'card_invalid', params: {} },
      cvv: { code: 'required', params: {} },
    });
    expect('constructor' in errors).toBe(false);
  });

  test('members that answers inherit do not count', () => {
    expect(validateAnswers(definition, Object.create({ name: 'Ann' })).errors.name?.code).toBe('required');
  });

  test('what the page sends has no mismatch, in either payload', () => {
    const { values } = validateAnswers(definition, { name: ' Ann ', card: '4111-1111-1111-1111', cvv: ' 123' });
    expect({ ...findMismatches(definition, values) }).toEqual({});
    const { cvv = '', ...recorded } = values;
    expect({ ...findMismatches(definition, recorded, 'recorded') }).toEqual({});
    expect({ ...findMismatches(definition, { cvv }, 'off-the-record') }).toEqual({});
  });

  test('refused, not normalised, foreign and missing answers are all reported', () => {
    const hostile = JSON.parse(
      '{"name":"A\\u202eB","card":"4111 1111 1111 1111","cvv":"12","__proto__":"x","toString":"y"}',
    ) as Record<string, string>;
    const found = findMismatches(definition, hostile);
    expect(Object.fromEntries(Object.entries(found).map(([id, { code }]) => [id, code]))).toEqual(
      Object.fromEntries([
        ['name', 'not_normalised'],
        ['card', 'not_normalised'],
        ['cvv', 'cvv_invalid'],
        ['__proto__', 'question_unknown'],
        ['toString', 'question_unknown'],
      ]),
    );
    expect(findMismatches(definition, {}, 'off-the-record').cvv?.code).toBe('required');
    expect(findMismatches(definition, { cvv: '123' }, 'recorded').cvv?.code).toBe('question_unknown');
  });

  test('answers that are not text are mismatches and no crash', () => {
    const wrong = { name: 5, card: null, cvv: ['123'], constructor: {} } as unknown as Record<string, string>;
    expect(Object.values(findMismatches(definition, wrong)).map(({ code }) => code)).toEqual([
      'required',
      'required',
      'required',
      'not_normalised',
    ]);
  });

  test('no error repeats the answer', () => {
    for (const format of formats) {
      const { error } = validateAnswer(formatted(format), 'SECRET-4111-CANARY!');
      expect(JSON.stringify(error), format).not.toMatch(/SECRET|4111|CANARY/);
    }
  });
});
