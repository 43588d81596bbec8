import { describe, expect, test } from 'vitest';
import { assertRecipientPublicKey, hpkeOpen, hpkeSeal } from '../../src/crypto/hpke.ts';
import { importX25519PrivateKey, x25519 } from '../../src/crypto/x25519.ts';
import { isLowOrderX25519 } from '../../src/crypto/x25519-points.ts';
import { field, type WycheproofTest, wycheproof } from './files.ts';

const tests = wycheproof('wycheproof-x25519.json').flatMap((group) => group.tests);
const zeroes = tests.filter(({ flags }) => flags.includes('ZeroSharedSecret'));
const others = tests.filter(({ flags }) => !flags.includes('ZeroSharedSecret'));
const binding = { info: new Uint8Array(), aad: new Uint8Array() };

const privateKeyOf = (each: WycheproofTest): Promise<CryptoKey> => importX25519PrivateKey(field(each, 'private'));

const sharedSecret = async (each: WycheproofTest): Promise<Uint8Array> =>
  x25519(await privateKeyOf(each), field(each, 'public'));

describe('T9 X25519', () => {
  test('the file has both kinds', () => {
    expect(zeroes.length).toBe(31);
    expect(others.length).toBe(463);
    expect(zeroes.every((each) => field(each, 'shared').every((byte) => byte === 0))).toBe(true);
  });

  test('the platform agrees on every shared secret that is not zero', async () => {
    for (const each of others) expect(await sharedSecret(each)).toEqual(field(each, 'shared'));
  });

  test('control: an altered vector fails', async () => {
    const [first] = others;
    if (first === undefined) throw new Error('no vector');
    const wrong = field(first, 'shared');
    wrong[0] = (wrong[0] ?? 0) ^ 1;
    expect(await sharedSecret(first)).not.toEqual(wrong);
  });

  test('RFC 9180 §7.1.4 exactly the points that give an all-zero secret are refused, before any multiplication', () => {
    for (const each of zeroes) expect(isLowOrderX25519(field(each, 'public'))).toBe(true);
    for (const each of others) expect(isLowOrderX25519(field(each, 'public'))).toBe(false);
  });

  test('RFC 9180 §7.1.4 such a point is refused as a recipient key and as an encapsulated secret', async () => {
    for (const each of zeroes) {
      const point = field(each, 'public');
      const keyInvalid = { code: 'recipient_key_invalid' };
      expect(() => assertRecipientPublicKey('x25519', point)).toThrow(expect.objectContaining(keyInvalid));
      await expect(hpkeSeal('x25519', point, new Uint8Array(1), binding)).rejects.toMatchObject(keyInvalid);
      const opening = hpkeOpen('x25519', await privateKeyOf(each), point, new Uint8Array(17), binding);
      await expect(opening).rejects.toMatchObject({ code: 'answers_invalid' });
    }
  });

  test('the platform refuses them as well, so that the check above is the second of two', async () => {
    for (const each of zeroes) await expect(sharedSecret(each)).rejects.toThrow();
  });
});
