import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fastestCpuMs } from '../../../../../scripts/cpu-time.ts';
import { visiblePieces, withoutActing } from './visible-text.ts';

const seen = (text: string): string =>
  visiblePieces(text)
    .map((piece) => ('text' in piece ? piece.text : `[${piece.symbol}]`))
    .join('');

describe('SF-AGT-03 hostile text', () => {
  test.each([
    ['plain', 'O’Brien & Söhne <b>', 'O’Brien & Söhne <b>'],
    ['control characters', 'a\u0000b\u001b[31mc\r\nd\u007f', 'a[␀]b[␛][31mc[␍][␊]d[␡]'],
    ['C1 controls', 'a\u0085b\u009f', 'a[NEL]b[U+009F]'],
    ['direction overrides', '4111\u202e2222\u2066x\u2069', '4111[RLO]2222[LRI]x[PDI]'],
    ['marks and separators', 'a\u200eb\u2028c\ufeff', 'a[LRM]b[LS]c[BOM]'],
    ['invisible letters', 'a\u200bb\u3164c\u2800', 'a[ZWSP]b[U+3164]c[U+2800]'],
    ['tag characters', 'a\u{e0041}b', 'a[U+E0041]b'],
    ['unpaired surrogates', 'a\ud800b', 'a[U+D800]b'],
    ['joiners in words and emoji', 'می\u200cخواهم 👩\u200d🚀 क्\u200dष', 'می\u200cخواهم 👩\u200d🚀 क्\u200dष'],
    ['joiners elsewhere', '12\u200d34', '12[ZWJ]34'],
    ['nothing', '', ''],
  ])('%s', (_, text, shown) => {
    expect(seen(text)).toBe(shown);
  });

  test('a copied value holds nothing that acts', () => {
    expect(withoutActing('4111\n\u202e1111\u0000')).toBe('41111111');
  });

  test('nothing that acts stays in a text piece, nothing else is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const texts = visiblePieces(text).flatMap((piece) => ('text' in piece ? [piece.text] : []));
        expect(texts.join('')).toBe(withoutActing(text));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is about control characters
        expect(texts.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/);
      }),
    );
  });

  test('T21 100 KB of the worst takes at most 20 ms for each kind', async () => {
    for (const unit of ['\u200d', '\u202e', 'a\u200c', '\u0000', '\ufe0f\u200d']) {
      const text = unit.repeat(100_000 / unit.length);
      expect(await fastestCpuMs(() => withoutActing(text), 20)).toBeLessThan(20);
    }
  });
});
