// Symmetric primitives against Wycheproof. X25519 and ML-KEM have files of their own. Left out are ECDH over P-256 and Ed25519:
// nothing of the product uses either.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../../src/crypto/constant-time.ts';
import { importProofKey } from '../../src/crypto/proof.ts';
import { hkdfSync, hmacSync, prepareHmac } from '../../src/crypto/sync.ts';
import { alteredField, field, firstValid, verdicts, type WycheproofTest, wycheproof } from './files.ts';

describe('T9 HMAC-SHA-256', () => {
  const groups = wycheproof('wycheproof-hmac-sha256.json');
  const tests = groups.flatMap((group) => group.tests.map((each) => ({ ...each, tagBytes: (group.tagSize ?? 0) / 8 })));
  const compare = (each: WycheproofTest & { tagBytes?: unknown }, mac: Uint8Array) =>
    equalBytes(mac.subarray(0, Number(each.tagBytes)), field(each, 'tag'));
  const whole = (each: WycheproofTest) => compare(each, hmacSync(field(each, 'key'), field(each, 'msg')));

  test('hmacSync, whole and in parts, and prepared keys', async () => {
    expect(tests.length).toBe(174);
    expect(await verdicts(tests, whole)).toEqual([]);
    const parts = (each: WycheproofTest) => {
      const message = field(each, 'msg');
      return compare(each, prepareHmac(field(each, 'key'))(message.subarray(0, 3), message.subarray(3)));
    };
    expect(await verdicts(tests, parts)).toEqual([]);
  });

  test('control: an altered vector fails', async () => {
    expect(await verdicts([alteredField(firstValid(tests), 'tag')], whole)).toHaveLength(1);
  });

  test('the key of a proof gives the same MACs', async () => {
    const usable = tests.filter((each) => field(each, 'key').length === 32);
    expect(usable.length).toBeGreaterThan(50);
    const accepts = async (each: WycheproofTest) => {
      const key = await importProofKey(field(each, 'key'));
      return compare(each, new Uint8Array(await crypto.subtle.sign('HMAC', key, field(each, 'msg'))));
    };
    expect(await verdicts(usable, accepts)).toEqual([]);
  });
});

describe('T9 HKDF-SHA-256', () => {
  const tests = wycheproof('wycheproof-hkdf-sha256.json').flatMap((group) => group.tests);
  const accepts = (each: WycheproofTest) => {
    try {
      const okm = hkdfSync(field(each, 'ikm'), field(each, 'salt'), field(each, 'info'), Number(each.size));
      return equalBytes(okm, field(each, 'okm'));
    } catch {
      return false;
    }
  };

  test('hkdfSync', async () => {
    expect(tests.length).toBe(59);
    expect(await verdicts(tests, accepts)).toEqual([]);
  });

  test('control: an altered vector fails', async () => {
    expect(await verdicts([alteredField(firstValid(tests), 'okm')], accepts)).toHaveLength(1);
  });
});

/** Opens with an AEAD and says whether the plaintext is the expected one. */
function opens(open: (test: WycheproofTest, sealed: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> | Uint8Array) {
  return async (each: WycheproofTest) => {
    try {
      const sealed = Uint8Array.from([...field(each, 'ct'), ...field(each, 'tag')]);
      return equalBytes(await open(each, sealed), field(each, 'msg'));
    } catch {
      return false;
    }
  };
}

describe('T9 ChaCha20-Poly1305, the core of the at-rest layer', () => {
  const tests = wycheproof('wycheproof-chacha20-poly1305.json').flatMap((group) => group.tests);
  const accepts = opens((each, sealed) =>
    chacha20poly1305(field(each, 'key'), field(each, 'iv'), field(each, 'aad')).decrypt(sealed),
  );

  test('the library opens what is valid and nothing else', async () => {
    expect(tests.length).toBe(148);
    expect(await verdicts(tests, accepts)).toEqual([]);
  });

  test('control: an altered vector fails', async () => {
    expect(await verdicts([alteredField(firstValid(tests), 'tag')], accepts)).toHaveLength(1);
  });
});

describe('T9 AES-GCM, the AEAD of the suites', () => {
  const tests = wycheproof('wycheproof-aes-gcm.json').flatMap((group) => group.tests);
  const accepts = opens(async (each, sealed) => {
    const key = await crypto.subtle.importKey('raw', field(each, 'key'), 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv: field(each, 'iv'), additionalData: field(each, 'aad') };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
  });

  test('the platform opens what is valid and nothing else', async () => {
    expect(tests.length).toBe(133);
    expect(await verdicts(tests, accepts)).toEqual([]);
  });

  test('control: an altered vector fails', async () => {
    expect(await verdicts([alteredField(firstValid(tests), 'tag')], accepts)).toHaveLength(1);
  });
});
