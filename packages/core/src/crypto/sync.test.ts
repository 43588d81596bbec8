import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../encoding/utf8.ts';
import { sha256 } from './digest.ts';
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

  test('a recipient key has the same id on servers and in pages, and another for each suite', async () => {
    const publicKey = new Uint8Array(32).fill(3);
    const id = recipientKeyIdSync('x25519', publicKey);
    expect(id).toBe(await recipientKeyId('x25519', publicKey));
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(recipientKeyIdSync('xwing', publicKey)).not.toBe(id);
  });
});
