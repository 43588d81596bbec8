// X-Wing and the suite `xwing` against the drafts' vectors and two other implementations, over both sources of ML-KEM.

import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import {
  AEAD_AES_128_GCM,
  AEAD_AES_256_GCM,
  AEAD_ChaCha20Poly1305,
  CipherSuite,
  KDF_HKDF_SHA256,
  KDF_SHAKE128,
  KDF_SHAKE256,
  KEM_ML_KEM_768,
  KEM_MLKEM768_P256,
  KEM_MLKEM768_X25519,
  type KEMFactory,
} from 'hpke';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../../src/crypto/constant-time.ts';
import { generateRecipientKeyPair, hpkeOpen, hpkeSeal } from '../../src/crypto/hpke.ts';
import { webRandom } from '../../src/crypto/random.ts';
import { importX25519PrivateKey, x25519, x25519PublicKeyOf } from '../../src/crypto/x25519.ts';
import { createXWingKem } from '../../src/crypto/xwing/kem.ts';
import { nobleMlKem } from '../../src/crypto/xwing/noble-ml-kem.ts';
import { webMlKem } from '../../src/crypto/xwing/web-ml-kem.ts';
import { combineSecrets, createXWing } from '../../src/crypto/xwing/xwing.ts';
import { altered, type HpkePqVector, hex, hpkePq, type XWingVector, xwing } from './files.ts';

const sources = [
  ['the platform', webMlKem],
  ['noble', nobleMlKem],
] as const;

/** Encapsulation with given randomness, which WebCrypto does not take: 32 bytes for ML-KEM, 32 for X25519. */
async function encapsulateWith(randomness: Uint8Array, publicKey: Uint8Array) {
  const point = publicKey.slice(-32);
  const { sharedSecret, cipherText } = ml_kem768.encapsulate(publicKey.subarray(0, 1184), randomness.subarray(0, 32));
  const ephemeral = await importX25519PrivateKey(randomness.subarray(32));
  const own = await x25519PublicKeyOf(ephemeral);
  const secret = combineSecrets(sharedSecret, await x25519(ephemeral, point), own, point);
  return { secret, enc: Uint8Array.from([...cipherText, ...own]) };
}

describe.each(sources)('T9 draft-connolly-cfrg-xwing-kem over %s', (_name, mlKem) => {
  const ours = createXWing(mlKem);
  const holds = async ({ sk, pk, ct, ss }: XWingVector): Promise<boolean[]> => {
    const publicKey = await ours.publicKeyOf(hex(sk));
    const secret = await ours.decapsulate(hex(sk), hex(ct));
    return [equalBytes(publicKey, hex(pk)), equalBytes(secret, hex(ss))];
  };

  test('keys and secrets', async () => {
    expect(xwing.length).toBe(3);
    for (const vector of xwing) expect(await holds(vector)).toEqual([true, true]);
  });

  test('control: an altered vector fails', async () => {
    for (const vector of xwing) {
      expect(await holds({ ...vector, sk: altered(vector.sk) })).toEqual([false, false]);
      expect(await holds({ ...vector, pk: altered(vector.pk), ss: altered(vector.ss) })).toEqual([false, false]);
      expect(await holds({ ...vector, ct: altered(vector.ct) })).toEqual([true, false]);
    }
  });

  test('each side of a second implementation agrees', async () => {
    for (let run = 0; run < 10; run += 1) {
      const seed = webRandom(32);
      const { publicKey, secretKey } = ml_kem768_x25519.keygen(seed);
      expect(await ours.publicKeyOf(seed)).toEqual(publicKey);
      const { secret, enc } = await ours.encapsulate(publicKey);
      expect(ml_kem768_x25519.decapsulate(enc, secretKey)).toEqual(secret);
      const { sharedSecret, cipherText } = ml_kem768_x25519.encapsulate(publicKey);
      expect(await ours.decapsulate(seed, cipherText)).toEqual(sharedSecret);
    }
  });
});

test('T9 draft-connolly-cfrg-xwing-kem: encapsulation', async () => {
  for (const { eseed, pk, ct, ss } of xwing) {
    expect(await encapsulateWith(hex(eseed), hex(pk))).toEqual({ secret: hex(ss), enc: hex(ct) });
    const other = await encapsulateWith(hex(altered(eseed)), hex(pk));
    expect(other.secret).not.toEqual(hex(ss));
  }
});

const kdfs = { 1: KDF_HKDF_SHA256, 16: KDF_SHAKE128, 17: KDF_SHAKE256 };
const aeads = { 1: AEAD_AES_128_GCM, 2: AEAD_AES_256_GCM, 3: AEAD_ChaCha20Poly1305 };

function pick<Value>(table: Readonly<Record<number, Value>>, id: number): Value {
  const found = table[id];
  if (found === undefined) throw new Error(`code point ${id} is not in the table`);
  return found;
}

/** Opens the messages of a vector, compares the exports, and derives its key pair. */
// biome-ignore lint/suspicious/noExplicitAny: each KEM has its own kind of key
async function openAll(kem: KEMFactory<any>, vector: HpkePqVector): Promise<void> {
  const suite = new CipherSuite(kem, pick(kdfs, vector.kdf_id), pick(aeads, vector.aead_id));
  const derived = await suite.DeriveKeyPair(hex(vector.ikmR), true);
  expect(await suite.SerializePublicKey(derived.publicKey)).toEqual(hex(vector.pkRm));
  expect(await suite.SerializePrivateKey(derived.privateKey)).toEqual(hex(vector.skRm));
  const privateKey = await suite.DeserializePrivateKey(hex(vector.skRm), true);
  const context = await suite.SetupRecipient(privateKey, hex(vector.enc), { info: hex(vector.info) });
  for (const { pt, aad, ct } of vector.encryptions) expect(await context.Open(hex(ct), hex(aad))).toEqual(hex(pt));
  for (const { exporter_context, L, exported_value } of vector.exports) {
    expect(await context.Export(hex(exporter_context), L)).toEqual(hex(exported_value));
  }
}

const hybrids = hpkePq.filter(({ kem_id }) => kem_id === 0x647a);

describe.each(sources)('T9 draft-ietf-hpke-pq over %s', (_name, mlKem) => {
  const kem = () => createXWingKem(createXWing(mlKem));

  test.each(hybrids.map((vector) => [vector.kdf_id, vector] as const))(
    'KDF %i: keys, messages, exports',
    (_kdf, vector) => openAll(kem, vector),
  );

  test('control: an altered vector fails', async () => {
    for (const vector of hybrids) {
      const [first, ...rest] = vector.encryptions;
      if (first === undefined) throw new Error('a vector without messages');
      await expect(openAll(kem, { ...vector, enc: altered(vector.enc) })).rejects.toThrow();
      const encryptions = [{ ...first, ct: altered(first.ct) }, ...rest];
      await expect(openAll(kem, { ...vector, encryptions })).rejects.toThrow();
    }
  });
});

describe('T9 draft-ietf-hpke-pq', () => {
  test('the file has vectors of our KEM with both kinds of KDF', () => {
    expect(hpkePq.length).toBe(5);
    expect(hybrids.map(({ kdf_id }) => kdf_id)).toEqual([1, 17]);
  });

  test('encapsulation', async () => {
    for (const { ikmE, pkRm, enc, shared_secret } of hybrids) {
      expect(await encapsulateWith(hex(ikmE), hex(pkRm))).toEqual({ secret: hex(shared_secret), enc: hex(enc) });
    }
  });

  test('the library passes all vectors, of the KEMs that we do not use as well', async () => {
    const kems = { 65: KEM_ML_KEM_768, 80: KEM_MLKEM768_P256, 25722: KEM_MLKEM768_X25519 };
    for (const vector of hpkePq) await openAll(pick<KEMFactory<CryptoKey>>(kems as never, vector.kem_id), vector);
  });

  test('our suite, which the draft has no vector for, and the library with its own KEM open what the other sealed', async () => {
    const theirs = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
    const binding = { info: hex('4f6465'), aad: hex('436f756e742d30') };
    for (const length of [0, 1, 100, 16_416]) {
      const plaintext = webRandom(length);
      const { publicKey, privateKey } = await generateRecipientKeyPair('xwing');
      const ours = await hpkeSeal('xwing', publicKey, plaintext, binding);
      const imported = await theirs.DeserializePrivateKey(privateKey);
      expect(await theirs.Open(imported, ours.enc, ours.ciphertext, binding)).toEqual(plaintext);
      const sealed = await theirs.Seal(await theirs.DeserializePublicKey(publicKey), plaintext, binding);
      const opened = await hpkeOpen('xwing', privateKey, sealed.encapsulatedSecret, sealed.ciphertext, binding);
      expect(opened).toEqual(plaintext);
    }
  });
});
