import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fastestCpuMs } from '../../../../scripts/cpu-time.ts';
import {
  canonicalJson,
  fromBase64url,
  fromUtf8,
  isBase64url,
  type Json,
  lengthPrefixed,
  toBase64url,
  utf8,
} from './index.ts';

const refused = expect.objectContaining({ code: 'encoding_invalid' });

describe('base64url', () => {
  test('RFC 4648 §10 vectors, without padding', () => {
    const pairs = [
      ['', ''],
      ['f', 'Zg'],
      ['fo', 'Zm8'],
      ['foo', 'Zm9v'],
      ['foob', 'Zm9vYg'],
      ['fooba', 'Zm9vYmE'],
      ['foobar', 'Zm9vYmFy'],
    ] as const;
    for (const [plain, encoded] of pairs) {
      expect(toBase64url(utf8(plain))).toBe(encoded);
      expect(fromUtf8(fromBase64url(encoded))).toBe(plain);
    }
    expect(toBase64url(Uint8Array.of(0xfb, 0xff, 0xbf))).toBe('-_-_');
  });

  test('every byte string has exactly one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(fromBase64url(text)).toEqual(bytes);
        expect(isBase64url(text, bytes.length)).toBe(true);
        expect(isBase64url(text, bytes.length + 1)).toBe(false);
        expect(text).toBe(Buffer64.encode(bytes));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,12}$/), (text) => {
        if (isBase64url(text)) expect(toBase64url(fromBase64url(text))).toBe(text);
      }),
    );
  });

  test('padding, foreign characters, impossible lengths and loose bits are refused', () => {
    const wrong = ['Zg==', 'Zg=', 'Z', 'Zm9vY', 'Zh', 'Zm9', 'Zm9v\n', ' Zm9v', 'Zm+v', 'Zm/v', 'Zm9ü', 'Zm9v.'];
    for (const text of wrong) {
      expect(isBase64url(text)).toBe(false);
      expect(() => fromBase64url(text)).toThrow(refused);
    }
    for (const other of [null, undefined, 7, ['Zm9v']]) expect(isBase64url(other)).toBe(false);
  });

  test('bytes beyond one chunk survive', () => {
    const bytes = Uint8Array.from({ length: 70_001 }, (_, at) => (at * 31) & 0xff);
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  });

  test('100 KB of hostile text is judged within 20 ms', async () => {
    const texts = ['A'.repeat(100_000), `${'A'.repeat(100_000)}!`, '!'.repeat(100_000), `${'A-_'.repeat(33_333)}=`];
    for (const text of texts) {
      expect(await fastestCpuMs(() => isBase64url(text), 5)).toBeLessThan(20);
    }
  });
});

/** The platform's own encoder as a second opinion. */
const Buffer64 = {
  encode: (bytes: Uint8Array) =>
    btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', ''),
};

describe('utf8', () => {
  test('well-formed text and its bytes stand for each other, a byte order mark included', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(fromUtf8(utf8(text))).toBe(text)));
    expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa');
  });

  test('half of a surrogate pair is refused, not replaced', () => {
    for (const text of ['\ud800', 'a\udc00', '\udc00\ud800']) expect(() => utf8(text)).toThrow(refused);
    expect(utf8('😀').length).toBe(4);
  });

  test('bytes that are not UTF-8 are refused', () => {
    const wrong = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf5, 0x80, 0x80, 0x80]];
    for (const bytes of wrong) expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(refused);
  });
});

describe('lengthPrefixed', () => {
  test('each part follows its length in four bytes', () => {
    expect([...lengthPrefixed('ab', Uint8Array.of(9), '')]).toEqual([0, 0, 0, 2, 97, 98, 0, 0, 0, 1, 9, 0, 0, 0, 0]);
    expect(lengthPrefixed().length).toBe(0);
    expect([...lengthPrefixed('é')]).toEqual([0, 0, 0, 2, 0xc3, 0xa9]);
  });

  test('no two lists of parts give the same bytes; plain concatenation does (control)', () => {
    const lists = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(toBase64url(lengthPrefixed(...a)) === toBase64url(lengthPrefixed(...b))).toBe(same);
      }),
    );
    expect(['ab', 'c'].join('')).toBe(['a', 'bc'].join(''));
  });
});

describe('canonicalJson', () => {
  test('members are sorted by UTF-16 code units and nothing is added (RFC 8785 §3.2.3)', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson({ b: [true, null, { d: '"\\\u0007', c: -5 }], a: '' })).toBe(
      '{"a":"","b":[true,null,{"c":-5,"d":"\\"\\\\\\u0007"}]}',
    );
    expect(canonicalJson(-0)).toBe('0');
  });

  test('the order in which members were written does not matter', () => {
    const values = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean()));
    fc.assert(
      fc.property(values, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual({ ...value });
      }),
    );
  });

  test('whatever has no single spelling is refused', () => {
    const circle: Json[] = [];
    circle.push(circle);
    const holes = new Array(2);
    const wrong: unknown[] = [
      undefined,
      { a: undefined },
      [undefined],
      holes,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      10n,
      () => 1,
      Symbol('a'),
      new Date(0),
      new Map(),
      new Uint8Array(1),
      '\ud800',
      { '\ud800': 1 },
      circle,
    ];
    for (const value of wrong) expect(() => canonicalJson(value as Json)).toThrow(refused);
  });

  test('a member named __proto__ is a member like any other', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}') as Json)).toBe('{"__proto__":{"a":1}}');
  });
});
