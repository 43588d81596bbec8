// ML-KEM-768 against Wycheproof, of the platform and of noble, with the checks that stand before it.
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../../src/crypto/constant-time.ts';
import { isReducedMlKem768 } from '../../src/crypto/ml-kem-keys.ts';
import { ML_KEM_CIPHERTEXT_BYTES, ML_KEM_PUBLIC_KEY_BYTES, ML_KEM_SEED_BYTES } from '../../src/crypto/xwing/ml-kem.ts';
import { nobleMlKem } from '../../src/crypto/xwing/noble-ml-kem.ts';
import { webMlKem } from '../../src/crypto/xwing/web-ml-kem.ts';
import { alteredField, field, firstValid, verdicts, type WycheproofTest, wycheproof } from './files.ts';

const sources = [
  ['the platform', webMlKem],
  ['noble', nobleMlKem],
] as const;
const opening = wycheproof('wycheproof-mlkem-768.json').flatMap((group) => group.tests);
const sealing = wycheproof('wycheproof-mlkem-768-encaps.json').flatMap((group) => group.tests);

/** What stands before every encapsulation: length and modulus (FIPS 203 §7.2). */
const isUsable = (publicKey: Uint8Array) =>
  publicKey.length === ML_KEM_PUBLIC_KEY_BYTES && isReducedMlKem768(publicKey);

describe.each(sources)('T9 ML-KEM-768 of %s', (_name, mlKem) => {
  // Lengths are checked before ML-KEM is asked: `enc` and seeds of another length never get here (suites.ts, hpke.ts).
  const accepts = async (each: WycheproofTest): Promise<boolean> => {
    const [seed, ciphertext] = [field(each, 'seed'), field(each, 'c')];
    if (seed.length !== ML_KEM_SEED_BYTES || ciphertext.length !== ML_KEM_CIPHERTEXT_BYTES) return false;
    const sameKey = each.ek === undefined || equalBytes(await mlKem.publicKeyOf(seed), field(each, 'ek'));
    return sameKey && equalBytes(await mlKem.decapsulate(seed, ciphertext), field(each, 'K'));
  };

  test('keys and decapsulation', async () => {
    expect(opening.length).toBe(45);
    expect(await verdicts(opening, accepts)).toEqual([]);
  });

  test('control: an altered vector fails', async () => {
    const valid = firstValid(opening);
    for (const name of ['K', 'c', 'seed']) expect(await verdicts([alteredField(valid, name)], accepts)).toHaveLength(1);
  });

  test('a fresh encapsulation to each usable key, and none to the others', async () => {
    for (const each of sealing.filter(({ result }) => result === 'valid')) {
      const { secret, ciphertext } = await mlKem.encapsulate(field(each, 'ek'));
      expect([secret.length, ciphertext.length]).toEqual([32, ML_KEM_CIPHERTEXT_BYTES]);
    }
  });
});

describe('T9 ML-KEM-768 encapsulation keys', () => {
  test('FIPS 203 §7.2 exactly the keys that must be refused are refused, before any multiplication', async () => {
    expect(sealing.length).toBe(16);
    expect(await verdicts(sealing, (each) => isUsable(field(each, 'ek')))).toEqual([]);
    expect(sealing.filter(({ flags }) => flags.includes('ModulusOverflow')).length).toBeGreaterThan(0);
  });

  test('noble gives the expected ciphertext and secret for given randomness', async () => {
    const accepts = (each: WycheproofTest): boolean => {
      if (!isUsable(field(each, 'ek'))) return false;
      const { sharedSecret, cipherText } = ml_kem768.encapsulate(field(each, 'ek'), field(each, 'm'));
      return equalBytes(sharedSecret, field(each, 'K')) && equalBytes(cipherText, field(each, 'c'));
    };
    expect(await verdicts(sealing, accepts)).toEqual([]);
    for (const name of ['K', 'c', 'm', 'ek'])
      expect(await verdicts([alteredField(firstValid(sealing), name)], accepts)).toHaveLength(1);
  });

  test('control: without the check of the modulus the keys of Wycheproof pass', async () => {
    const lengthOnly = (each: WycheproofTest) => field(each, 'ek').length === ML_KEM_PUBLIC_KEY_BYTES;
    expect((await verdicts(sealing, lengthOnly)).length).toBeGreaterThan(5);
  });
});
