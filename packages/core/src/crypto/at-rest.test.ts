import { describe, expect, test } from 'vitest';
import { utf8 } from '../encoding/utf8.ts';
import { AT_REST_OVERHEAD_BYTES, atRestContext, openAtRest, prepareWrapping, sealAtRest } from './at-rest.ts';
import { webRandom } from './random.ts';

const invalid = expect.objectContaining({ code: 'at_rest_invalid' });
const dataKey = webRandom(32);
const context = atRestContext('acme', 'answers', 'group', 'id');
const plaintext = utf8('{"parts":[]}');

describe('at-rest layer', () => {
  test('what was sealed opens, from nothing to 64 KiB', () => {
    for (const length of [0, 1, 15, 16, 17, 65_536]) {
      const bytes = webRandom(length);
      const sealed = sealAtRest(dataKey, bytes, context, webRandom);
      expect(sealed.length).toBe(length + AT_REST_OVERHEAD_BYTES);
      expect(sealed[0]).toBe(1);
      expect(openAtRest(dataKey, sealed, context)).toEqual(bytes);
    }
  });

  test('the nonce is fresh each time and comes from the given source', () => {
    const first = sealAtRest(dataKey, plaintext, context, webRandom);
    expect(sealAtRest(dataKey, plaintext, context, webRandom)).not.toEqual(first);
    const fixed = sealAtRest(dataKey, plaintext, context, (length) => new Uint8Array(length).fill(7));
    expect([...fixed.subarray(1, 25)]).toEqual(new Array(24).fill(7));
  });

  test('every flipped bit, every shorter length and every longer one is refused', () => {
    const sealed = sealAtRest(dataKey, plaintext, context, webRandom);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = sealed.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openAtRest(dataKey, altered, context)).toThrow(invalid);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => openAtRest(dataKey, sealed.slice(0, length), context)).toThrow(invalid);
    }
    expect(() => openAtRest(dataKey, Uint8Array.from([...sealed, 0]), context)).toThrow(invalid);
  });

  test('another place or another key does not open', () => {
    const sealed = sealAtRest(dataKey, plaintext, context, webRandom);
    const places = [
      atRestContext('other', 'answers', 'group', 'id'),
      atRestContext('acme', 'data-key', 'group', 'id'),
      atRestContext('acme', 'answers', 'other', 'id'),
      atRestContext('acme', 'answers', 'group', 'other'),
      atRestContext('acme', 'answers', 'groupi', 'd'),
      new Uint8Array(),
    ];
    for (const place of places) expect(() => openAtRest(dataKey, sealed, place)).toThrow(invalid);
    expect(() => openAtRest(webRandom(32), sealed, context)).toThrow(invalid);
  });

  test('the refusal is one constant text with the cause kept apart', () => {
    const sealed = sealAtRest(dataKey, plaintext, context, webRandom);
    const messages = [
      () => openAtRest(webRandom(32), sealed, context),
      () => openAtRest(dataKey, sealed.slice(5), context),
    ].map((attempt) => {
      try {
        return String(attempt());
      } catch (error) {
        return String(error);
      }
    });
    expect(new Set(messages).size).toBe(1);
  });

  test('keys of another length are wrong calls', () => {
    for (const length of [0, 16, 31, 33]) {
      const key = new Uint8Array(length);
      expect(() => sealAtRest(key, plaintext, context, webRandom)).toThrow(RangeError);
      expect(() => openAtRest(key, plaintext, context)).toThrow(RangeError);
      expect(() => prepareWrapping(key)).toThrow(RangeError);
      expect(() => prepareWrapping(dataKey).wrap(key, context, webRandom)).toThrow(RangeError);
    }
  });
});

describe('wrapped data keys', () => {
  const kek = webRandom(32);
  const wrapping = prepareWrapping(kek);

  test('SF-RET-01 a data key unwraps with its key-encryption key in its place only', () => {
    const wrapped = wrapping.wrap(dataKey, context, webRandom);
    expect(wrapping.unwrap(wrapped, context)).toEqual(dataKey);
    expect(() => prepareWrapping(webRandom(32)).unwrap(wrapped, context)).toThrow(invalid);
    expect(() => wrapping.unwrap(wrapped, atRestContext('acme', 'answers', 'group', 'id2'))).toThrow(invalid);
  });

  test('a key-encryption key is never itself the key of a record', () => {
    const wrapped = wrapping.wrap(dataKey, context, webRandom);
    expect(() => openAtRest(kek, wrapped, context)).toThrow(invalid);
    expect(() => wrapping.unwrap(sealAtRest(kek, dataKey, context, webRandom), context)).toThrow(invalid);
  });

  test('SF-RET-03 nothing is wrapped or unwrapped with a key that was destroyed', () => {
    const over = prepareWrapping(kek);
    const wrapped = over.wrap(dataKey, context, webRandom);
    over.destroy();
    expect(() => over.wrap(dataKey, context, webRandom)).toThrow(TypeError);
    expect(() => over.unwrap(wrapped, context)).toThrow(TypeError);
    expect(wrapping.unwrap(wrapped, context)).toEqual(dataKey);
  });
});

test('draft-irtf-cfrg-xchacha-03 §A.3.1: the published ciphertext opens', () => {
  const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const key = Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at);
  const nonce = Uint8Array.from({ length: 24 }, (_, at) => 0x40 + at);
  const text =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
  const sealed = sealAtRest(key, utf8(text), hex('50515253c0c1c2c3c4c5c6c7'), () => nonce);
  expect(sealed.subarray(25)).toEqual(
    hex(
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96' +
        'b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e' +
        'c0875924c1c7987947deafd8780acf49',
    ),
  );
});
