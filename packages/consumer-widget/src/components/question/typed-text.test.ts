import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrangeTyped, caretForDeletion } from './typed-text.ts';

const card = { format: 'card' } as const;

/** Types, deletes and pastes the way a browser does; `|` marks the caret. */
function show({ text, caret }: { text: string; caret: number }): string {
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

test('SF-FORM-05 card numbers are shown in the groups of their brand', () => {
  expect(show(arrangeTyped(card, { text: '4111111111111111', caret: 16 }, true))).toBe('4111 1111 1111 1111|');
  expect(show(arrangeTyped(card, { text: '378282246310005', caret: 15 }, true))).toBe('3782 822463 10005|');
  expect(show(arrangeTyped({ format: 'us-ssn' }, { text: '123456789', caret: 9 }, true))).toBe('123-45-6789|');
  expect(show(arrangeTyped({ format: 'iban' }, { text: 'de89370400440532013000', caret: 22 }, true))).toBe(
    'DE89 3704 0044 0532 0130 00|',
  );
});

test('SF-FORM-05 the caret stays behind the digit that was typed in the middle', () => {
  expect(show(arrangeTyped(card, { text: '4111 19111', caret: 7 }, true))).toBe('4111 19|11 1');
});

test('SF-FORM-05 deleting at a separator takes the digit beyond it', () => {
  expect(caretForDeletion(card, { text: '4111 1', caret: 5 }, 'deleteContentBackward')).toBe(4);
  expect(caretForDeletion(card, { text: '4111 1', caret: 4 }, 'deleteContentForward')).toBe(5);
  expect(caretForDeletion(card, { text: '4111 1', caret: 3 }, 'deleteContentBackward')).toBe(3);
});

test('SF-FORM-05 a slash is put into an expiry while typing, and never put back after it was deleted', () => {
  expect(show(arrangeTyped({ format: 'expiry' }, { text: '082', caret: 3 }, true))).toBe('08/2|');
  expect(show(arrangeTyped({ format: 'expiry' }, { text: '0829', caret: 4 }, false))).toBe('0829|');
  expect(show(arrangeTyped({ format: 'expiry' }, { text: '2029-08', caret: 7 }, true))).toBe('2029-08|');
});

test.each([
  ['4111-1111-1111-1111', 'dashes'],
  ['4111\u00a01111\u00a01111\u00a01111', 'non-breaking spaces'],
  ['\u202a4111\u20111111\u20131111\u22121111\u202c', 'dashes of every kind and marks of direction'],
  ['٤١١١ ١١١١ ١١١١ ١١١١', 'Arabic-Indic digits'],
  ['۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱', 'Persian digits'],
  ['४१११ ११११ ११११ ११११', 'Devanagari digits'],
  ['４１１１－１１１１－１１１１－１１１１', 'fullwidth digits'],
  [' 4111  1111 1111\t1111\n', 'white space of every kind'],
])('SF-FORM-05 a card number pasted as %j (%s) is grouped', (text) => {
  expect(show(arrangeTyped(card, { text, caret: text.length }, true))).toBe('4111 1111 1111 1111|');
});

test('SF-FORM-05 a digit of another script in the middle keeps the caret behind it', () => {
  expect(show(arrangeTyped(card, { text: '4111 1٢11', caret: 7 }, true))).toBe('4111 12|11');
});

test.each([
  ['٠٨٢', '08/2'],
  ['８２９', '08/29'],
  ['82', '08/2'],
  ['1229', '12/29'],
  ['082029', '08/2029'],
])('SF-FORM-05 an expiry typed as %j on a keyboard of digits becomes %j', (text, arranged) => {
  expect(show(arrangeTyped({ format: 'expiry' }, { text, caret: text.length }, true))).toBe(`${arranged}|`);
});

test.each(['2', '8', '20', '2029', '8/', '08 / 2', '1', '13', '0', '08/29', '08.29', '2029-08', '202908'])(
  'SF-FORM-05 an expiry typed as %j is left alone',
  (text) => {
    expect(show(arrangeTyped({ format: 'expiry' }, { text, caret: text.length }, true))).toBe(`${text}|`);
  },
);

test('a mistake is left as it was typed, so that it can be seen', () => {
  for (const text of ['4111 11x1', '٤١x', '<script>', '']) {
    expect(arrangeTyped(card, { text, caret: text.length }, true).text).toBe(text);
  }
});

test('arranging keeps every character, is stable, and keeps what stands before the caret', () => {
  const plain = (text: string) => text.replace(/[\s-]/g, '');
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9 -]{0,30}$/), fc.nat(30), fc.boolean(), (text, at, inserting) => {
      const caret = Math.min(at, text.length);
      const once = arrangeTyped(card, { text, caret }, inserting);
      expect(plain(once.text)).toBe(plain(text));
      expect(plain(once.text.slice(0, once.caret))).toBe(plain(text.slice(0, caret)));
      expect(arrangeTyped(card, once, inserting).text).toBe(once.text);
    }),
  );
});
