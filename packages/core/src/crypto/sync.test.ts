import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../encoding/utf8.ts';
import { sha256 } from './digest.ts';
import { findOneShot, nobleHash, runtimeHash, type SyncHash } from './hash-sync.ts';
import { recipientKeyId } from './hpke.ts';
import { hashSync, hkdfSync, hmacSync, prepareHmac, recipientKeyIdSync } from './sync.ts';

const someBytes = fc.uint8Array({ maxLength: 200 });

/** HMAC by the platform: a second opinion. */
async function webHmac(key: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

describe('synchronous hashing', () => {
  test('agrees with WebCrypto', async () => {
    await fc.assert(
      fc.asyncProperty(someBytes, async (bytes) => void expect(hashSync(bytes)).toEqual(await sha256(bytes))),
    );
  });

  test('HMAC takes a message in parts, prepared or not', async () => {
    const key = fc.uint8Array({ minLength: 1, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(key, someBytes, someBytes, async (secret, a, b) => {
        const whole = Uint8Array.from([...a, ...b]);
        const expected = await webHmac(Uint8Array.from(secret), whole);
        expect(hmacSync(secret, a, b)).toEqual(expected);
        const prepared = prepareHmac(secret);
        expect(prepared(whole)).toEqual(expected);
        expect(prepared(a, b)).toEqual(expected);
      }),
    );
  });

  test('a prepared key does not change when the bytes it came from are wiped', () => {
    const key = new Uint8Array(32).fill(9);
    const expected = hmacSync(key, utf8('a'));
    const prepared = prepareHmac(key);
    key.fill(0);
    expect(prepared(utf8('a'))).toEqual(expected);
  });

  test('SF-RET-03 a destroyed prepared key signs nothing any more', () => {
    const prepared = prepareHmac(new Uint8Array(32).fill(9));
    prepared.destroy();
    expect(() => prepared(utf8('a'))).toThrow();
  });

  test('HKDF refuses lengths outside 0 to 8160', () => {
    const empty = new Uint8Array();
    for (const length of [-1, 8161, 1.5, Number.NaN]) {
      expect(() => hkdfSync(new Uint8Array(32), empty, empty, length)).toThrow(RangeError);
    }
    expect(hkdfSync(new Uint8Array(32), empty, empty, 0).length).toBe(0);
    expect(hkdfSync(new Uint8Array(32), empty, empty, 8160).length).toBe(8160);
    expect(hkdfSync(new Uint8Array(32), empty, empty).length).toBe(32);
  });

  test('HKDF agrees with WebCrypto, for lengths of one block and of many', async () => {
    for (const [length, keyLength, saltLength, infoLength] of [
      [32, 32, 0, 16],
      [1, 22, 13, 10],
      [64, 80, 80, 80],
      [82, 16, 64, 0],
      [8160, 32, 65, 3],
    ] as const) {
      const key = new Uint8Array(keyLength).fill(3);
      const salt = Uint8Array.from({ length: saltLength }, (_, at) => at);
      const info = Uint8Array.from({ length: infoLength }, (_, at) => at + 7);
      const imported = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
      const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, imported, length * 8);
      expect(hkdfSync(key, salt, info, length)).toEqual(new Uint8Array(bits));
    }
  });

  test('a recipient key has the same id on servers and in pages, and another for each suite', async () => {
    const publicKey = new Uint8Array(32).fill(3);
    const id = recipientKeyIdSync('x25519', publicKey);
    expect(id).toBe(await recipientKeyId('x25519', publicKey));
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(recipientKeyIdSync('xwing', publicKey)).not.toBe(id);
  });
});

describe('by the runtime and in JavaScript', () => {
  const oneShot = findOneShot();
  if (!oneShot) throw new Error('the tests run where there is one');
  const kinds: [name: string, hash: SyncHash][] = [
    ['by the runtime', runtimeHash(oneShot)],
    ['in JavaScript', nobleHash],
  ];

  test.each(kinds)(
    'SHA-256 and HMAC agree with WebCrypto %s, for every length of key and message',
    async (_name, hash) => {
      const lengths = [0, 1, 31, 32, 63, 64, 65, 127, 128, 129, 4_031, 4_032, 4_033, 5_000];
      for (const length of lengths) {
        const bytes = Uint8Array.from({ length }, (_, at) => at * 31);
        expect(hash.sha256(bytes)).toEqual(await sha256(bytes));
        for (const keyLength of [1, 32, 64, 65, 200]) {
          const key = Uint8Array.from({ length: keyLength }, (_, at) => at * 17 + 1);
          const parts = [bytes.subarray(0, length >> 1), bytes.subarray(length >> 1)];
          expect(hash.hmac(key, parts)).toEqual(await webHmac(key, bytes));
        }
      }
    },
  );

  test.each(kinds)('RFC 4231 §4.2 and §4.7 hold %s', (_name, hash) => {
    const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex(hash.hmac(new Uint8Array(20).fill(0x0b), [utf8('Hi There')]))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    const message = utf8('Test Using Larger Than Block-Size Key - Hash Key First');
    expect(hex(hash.hmac(new Uint8Array(131).fill(0xaa), [message]))).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    );
  });

  test('SF-RET-03 nothing of a key stays in the room where a MAC is made', () => {
    const seen: Uint8Array[] = [];
    const hash = runtimeHash((algorithm, data, encoding) => {
      seen.push(data);
      return oneShot(algorithm, data, encoding);
    });
    hash.hmac(new Uint8Array(32).fill(7), [new Uint8Array(100).fill(9)]);
    hash.hmac(new Uint8Array(32).fill(7), [new Uint8Array(10_000).fill(9)]);
    expect(seen).toHaveLength(4);
    for (const room of seen) expect(room.every((byte) => byte === 0)).toBe(true);
  });
});
