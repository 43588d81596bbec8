import { expect, test } from 'vitest';
import { findControlCharacter, findUnsafeCharacter, foldToAscii, stripInvisible } from './characters.ts';

/** Unicode's decimal digits, from the engine itself. */
function decimalDigits(): string[] {
  const found: string[] = [];
  for (let point = 0; point <= 0x10ffff; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const character = String.fromCodePoint(point);
    if (/\p{Nd}/u.test(character)) found.push(character);
  }
  return found;
}

test('SF-FORM-05 the decimal digits of every script fold to ASCII, each run in order', () => {
  const digits = decimalDigits();
  expect(digits.length).toBeGreaterThan(600);
  expect(digits.length % 10).toBe(0);
  expect(digits.map(foldToAscii).join('')).toBe('0123456789'.repeat(digits.length / 10));
});

test('SF-FORM-05 fullwidth signs, dashes of every kind and white space of every kind become ASCII', () => {
  expect(foldToAscii('ＡＢｃ／．＠')).toBe('ABc/.@');
  expect(foldToAscii('1‐2‑3‒4–5—6―7−8﹣9－0')).toBe('1-2-3-4-5-6-7-8-9-0');
  expect(foldToAscii('1\u00a02\u202f3\u30004\t5\n6\u20097')).toBe('1 2 3 4 5 6 7');
  expect(foldToAscii('1\u200c2\u200d3')).toBe('123');
});

test('characters that nobody sees are dropped, joiners of letters stay', () => {
  expect(stripInvisible('\ufeff\u200b a\u202eb\u2066c\u00ad\u200f ')).toBe('abc');
  expect(stripInvisible('می\u200cخواهم')).toBe('می\u200cخواهم');
  expect(stripInvisible('👨\u200d👩\u200d👧')).toBe('👨\u200d👩\u200d👧');
});

test('SF-FORM-04 control characters are found and named', () => {
  expect(findControlCharacter('a\u0000b')).toBe('U+0000');
  expect(findControlCharacter('a\tb')).toBe('U+0009');
  expect(findControlCharacter('a\u007f')).toBe('U+007F');
  expect(findControlCharacter('a\u0085')).toBe('U+0085');
  expect(findControlCharacter('a\u2028')).toBe('U+2028');
  expect(findControlCharacter('a\ud800b')).toBe('U+D800');
  expect(findControlCharacter('Ünïcödé 漢字 👨‍👩‍👧 ’“”')).toBeUndefined();
});

test('SF-FORM-04 the unsafe characters are exactly < > ( ) \\ \' " &', () => {
  const refused = Array.from({ length: 0x250 }, (_, point) => String.fromCharCode(point)).filter(findUnsafeCharacter);
  expect(refused.join('')).toBe('"&\'()<>\\');
});
