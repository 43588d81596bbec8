// The bytes of a key file: what is written is read again, and keys leave no string.
import { toBase64url } from '@tellsafe/core/encoding';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatKeyFile, parseKeyFile } from './file-format.ts';
import type { HeldKey, KeySet } from './key-set.ts';
import { KEY_CHARACTERS, readKeyText, writeKeyText } from './key-text.ts';

const keyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const instants = fc.nat(Number.MAX_SAFE_INTEGER);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (content: string) => new TextEncoder().encode(content);

test('the text of a key is its base64url, and only that is read', () => {
  fc.assert(
    fc.property(keyBytes, (key) => {
      const written = new Uint8Array(KEY_CHARACTERS);
      writeKeyText(key, written, 0);
      expect(text(written)).toBe(toBase64url(key));
      expect(readKeyText(written)).toEqual(key);
    }),
  );
  const whole = toBase64url(new Uint8Array(32).fill(255));
  const twice = `${whole.slice(0, -1)}${whole.endsWith('8') ? '9' : '8'}`;
  for (const wrong of ['', whole.slice(1), `${whole}A`, `+${whole.slice(1)}`, `é${whole.slice(2)}`, twice]) {
    const read = readKeyText(bytesOf(wrong));
    expect([wrong, read === undefined || toBase64url(read) === wrong]).toEqual([wrong, true]);
  }
});

test('a set comes back from its file, staged and activated keys too', () => {
  const held = fc.record({ key: keyBytes, createdAt: instants, activatedAt: fc.option(instants, { nil: undefined }) });
  const kind = fc.tuple(fc.array(held, { minLength: 1, maxLength: 5 }), fc.boolean());
  fc.assert(
    fc.property(kind, kind, (macs, wraps) => {
      const named = (name: string, [keys, last]: typeof macs): HeldKey[] =>
        keys.map(({ key, createdAt, activatedAt }, at) => ({
          ...{ id: `${name}-${at}`, key, createdAt },
          ...(last && at > 0 && at === keys.length - 1
            ? { staged: true as const }
            : activatedAt !== undefined && { activatedAt }),
        }));
      const set: KeySet = { macKeys: named('mac', macs), wrapKeys: named('wrap', wraps) };
      expect(parseKeyFile(formatKeyFile(set))).toEqual(set);
    }),
  );
});

test('a file written by hand, with other spaces, is read as well', () => {
  const key = toBase64url(new Uint8Array(32).fill(7));
  const other = toBase64url(new Uint8Array(32).fill(8));
  const content = `{"wrapKeys":[{"key" :\t"${key}","createdAt":1,"id":"w"}],"macKeys":[{"id":"m","createdAt":2,"key":\n"${other}"}],"version":1}`;
  expect(parseKeyFile(bytesOf(content))).toEqual({
    macKeys: [{ id: 'm', key: new Uint8Array(32).fill(8), createdAt: 2 }],
    wrapKeys: [{ id: 'w', key: new Uint8Array(32).fill(7), createdAt: 1 }],
  });
});

test('after reading, the bytes of the file hold no key any more', () => {
  const set = { macKeys: [{ id: 'm', key: new Uint8Array(32).fill(7), createdAt: 1 }], wrapKeys: [] };
  const bytes = formatKeyFile({ ...set, wrapKeys: [{ id: 'w', key: new Uint8Array(32).fill(8), createdAt: 1 }] });
  parseKeyFile(bytes);
  expect(text(bytes)).not.toContain(toBase64url(new Uint8Array(32).fill(7)).slice(0, 8));
});

test('what is staged must be last, and something must be current', () => {
  const member = (id: string, more: object = {}) => ({
    id,
    key: toBase64url(new Uint8Array(32)),
    createdAt: 1,
    ...more,
  });
  const read = (macKeys: readonly object[]) =>
    parseKeyFile(bytesOf(JSON.stringify({ version: 1, macKeys, wrapKeys: [member('w')] })));
  const staged = { staged: true };
  expect(read([member('a'), member('b', staged)])).toBeDefined();
  expect(read([member('b', staged)])).toBeUndefined();
  expect(read([member('b', staged), member('a')])).toBeUndefined();
  expect(read([member('a'), member('b', staged), member('c', staged)])).toBeUndefined();
  expect(read([member('a'), member('b', { staged: false })])).toBeUndefined();
  expect(read([member('a'), member('b', { ...staged, activatedAt: 2 })])).toBeUndefined();
  // Digits stand for a key that was cut out; here nothing was.
  expect(read([member('a', { key: '0'.repeat(KEY_CHARACTERS - 1) })])).toBeUndefined();
  expect(read([{ ...member('a'), key: undefined, 'ke\\u0079': '0'.repeat(KEY_CHARACTERS) }])).toBeUndefined();
});

test('any bytes are read or refused, without an error', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseKeyFile(bytes)));
});
