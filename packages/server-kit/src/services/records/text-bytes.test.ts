import { utf8 } from '@tellsafe/core/encoding';
import { expect, test } from 'vitest';
import { bytesOfText, textOfBytes } from './text-bytes.ts';

test('texts of every kind of character become the bytes of their UTF-8, and come back', () => {
  const texts = ['', 'a', 'é', 'שלום', '你好', '😀', 'a😀é'.repeat(5_000), 'a'.repeat(40_000), '\ufeffa'.slice(1)];
  const all = texts.map(bytesOfText);
  for (const [at, text] of texts.entries()) {
    expect(all[at]).toEqual(utf8(text));
    expect(textOfBytes(utf8(text))).toBe(text);
  }
});
