import { expect, test } from 'vitest';
import { formatted, questionOf } from '../../test/form/questions.ts';
import { lintDefinition } from './lint.ts';

test('SF-FORM-09 a label longer than 60 characters', () => {
  const [fits, long] = ['x'.repeat(60), '😀'.repeat(61)];
  expect(lintDefinition({ questions: [questionOf('text', { label: fits })] })).toEqual([]);
  expect(lintDefinition({ questions: [questionOf('text', { label: long })] })).toEqual([
    { code: 'label_too_long', questionId: 'q', params: { length: 61, max: 60 } },
  ]);
});

test('SF-FORM-09 duplicate labels, whatever their case and spacing', () => {
  const questions = ['Name', 'City', ' NAME', 'name'].map((label, at) => questionOf('text', { id: `q${at}`, label }));
  expect(lintDefinition({ questions })).toEqual([
    { code: 'label_duplicate', questionId: 'q2', params: { sameAs: 'q0' } },
    { code: 'label_duplicate', questionId: 'q3', params: { sameAs: 'q0' } },
  ]);
});

test('SF-FORM-09 masked missing on card, PIN and social security number, only there', () => {
  for (const format of ['card', 'pin', 'us-ssn'] as const) {
    expect(lintDefinition({ questions: [formatted(format)] })).toEqual([
      { code: 'masked_missing', questionId: 'q', params: {} },
    ]);
    expect(lintDefinition({ questions: [formatted(format, { masked: true })] })).toEqual([]);
  }
  expect(lintDefinition({ questions: [formatted('email'), questionOf('cvv', { label: 'CVV' })] })).toEqual([]);
});

test('SF-OTR-04 help or placeholder that asks for a security code', () => {
  expect(lintDefinition({ questions: [questionOf('text', { help: 'Also type your CVV' })] })[0]?.code).toBe(
    'help_asks_for_cvv',
  );
  expect(lintDefinition({ questions: [questionOf('cvv', { placeholder: 'CVV' })] })).toEqual([]);
});
