import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTellsafeError } from './errors.ts';
import { createUuid, isAccountId, isUuid, uuidFromBytes, uuidToBytes, withVersion4 } from './ids.ts';

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('a UUID is made of the given random bytes, version 4', () => {
  const asked: number[] = [];
  const uuid = createUuid((length) => {
    asked.push(length);
    return new Uint8Array(length).fill(0xff);
  });
  expect(uuid).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  expect(asked).toEqual([16]);
});

test('bytes and text stand for each other', () => {
  fc.assert(fc.property(sixteen, (bytes) => void expect(uuidToBytes(uuidFromBytes(bytes))).toEqual(bytes)));
  expect(uuidFromBytes(Uint8Array.from({ length: 16 }, (_, at) => at))).toBe('00010203-0405-0607-0809-0a0b0c0d0e0f');
});

test('setting the version leaves the given bytes alone', () => {
  const bytes = new Uint8Array(16);
  expect([...withVersion4(bytes)]).toEqual([0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]);
  expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('a wrong number of bytes is a wrong call', () => {
  for (const length of [0, 15, 17]) {
    expect(() => uuidFromBytes(new Uint8Array(length))).toThrow(RangeError);
    expect(() => withVersion4(new Uint8Array(length))).toThrow(RangeError);
  }
});

test('only the canonical spelling of a UUID is one', () => {
  const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
  expect(isUuid(uuid)).toBe(true);
  const wrong = [uuid.toUpperCase(), `{${uuid}}`, uuid.replaceAll('-', ''), `${uuid} `, `${uuid}\n`, '', null, 1];
  for (const text of wrong) expect(isUuid(text)).toBe(false);
  for (const text of [uuid.toUpperCase(), `${uuid}0`, '']) {
    let thrown: unknown;
    try {
      uuidToBytes(text);
    } catch (error) {
      thrown = error;
    }
    expect(isTellsafeError(thrown, 'encoding_invalid')).toBe(true);
  }
});

test('account ids are 1 to 32 of a-z, 0-9 and inner hyphens', () => {
  for (const id of ['a', '7', 'acme', 'acme-eu-1', 'a'.repeat(32)]) expect(isAccountId(id)).toBe(true);
  const wrong = ['', '-a', 'a-', 'A', 'a_b', 'ä', 'a b', 'a'.repeat(33), 'a\n', '../a', null, 5];
  for (const id of wrong) expect(isAccountId(id)).toBe(false);
});
