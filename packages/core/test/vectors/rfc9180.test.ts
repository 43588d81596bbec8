import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import {
  AEAD_AES_128_GCM,
  AEAD_AES_256_GCM,
  AEAD_ChaCha20Poly1305,
  AEAD_EXPORT_ONLY,
  CipherSuite,
  KDF_HKDF_SHA256,
  KDF_HKDF_SHA512,
  KEM_DHKEM_P256_HKDF_SHA256,
  KEM_DHKEM_P521_HKDF_SHA512,
  KEM_DHKEM_X25519_HKDF_SHA256,
} from 'hpke';
import { describe, expect, test } from 'vitest';
import { generateRecipientKeyPair, hpkeOpen, hpkeSeal } from '../../src/crypto/hpke.ts';
import { webRandom } from '../../src/crypto/random.ts';
import { type ReferenceAead, referenceOpen, referenceSeal } from '../reference-hpke.ts';
import { type HpkeVector, hex, rfc9180 } from './files.ts';

const kems = { 16: KEM_DHKEM_P256_HKDF_SHA256, 18: KEM_DHKEM_P521_HKDF_SHA512, 32: KEM_DHKEM_X25519_HKDF_SHA256 };
const kdfs = { 1: KDF_HKDF_SHA256, 3: KDF_HKDF_SHA512 };
const aeads = { 1: AEAD_AES_128_GCM, 2: AEAD_AES_256_GCM, 3: AEAD_ChaCha20Poly1305, 65535: AEAD_EXPORT_ONLY };

function pick<Value>(table: Readonly<Record<number, Value>>, id: number): Value {
  const found = table[id];
  if (found === undefined) throw new Error(`code point ${id} is not in the table`);
  return found;
}

/** The modes of the library; it follows the successor of RFC 9180, which has no sender authentication. */
const supported = rfc9180.filter(({ mode_name }) => mode_name === 'Base' || mode_name === 'PSK');

const suiteOf = (vector: HpkeVector) =>
  new CipherSuite(pick(kems, vector.kem_id), pick(kdfs, vector.kdf_id), pick(aeads, vector.aead_id));

const optionsOf = ({ info, psk = '', psk_id = '' }: HpkeVector) => ({
  info: hex(info),
  psk: hex(psk),
  pskId: hex(psk_id),
});

/** The message that a sender would send at some place in the sequence (RFC 9180 §5.2), made without the library. */
async function fill(vector: HpkeVector, seq: number): Promise<Uint8Array> {
  const nonce = hex(vector.base_nonce);
  const last = nonce.length - 1;
  nonce[last] = (nonce[last] ?? 0) ^ (seq & 0xff);
  nonce[last - 1] = (nonce[last - 1] ?? 0) ^ (seq >> 8);
  if (vector.aead_id === 3) return chacha20poly1305(hex(vector.key), nonce).encrypt(new Uint8Array());
  const key = await crypto.subtle.importKey('raw', hex(vector.key), 'AES-GCM', false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new Uint8Array()));
}

/** Opens the six published messages, which are not neighbours, and gives their plaintexts. */
async function openAll(vector: HpkeVector): Promise<void> {
  const suite = suiteOf(vector);
  const privateKey = await suite.DeserializePrivateKey(hex(vector.skRm), true);
  const context = await suite.SetupRecipient(privateKey, hex(vector.enc), optionsOf(vector));
  for (const { seq, pt, aad, ct } of vector.encryptions) {
    while (context.seq < seq) await context.Open(await fill(vector, context.seq));
    expect(await context.Open(hex(ct), hex(aad))).toEqual(hex(pt));
  }
  for (const { exporter_context, L, exported_value } of vector.exports) {
    expect(await context.Export(hex(exporter_context), L)).toEqual(hex(exported_value));
  }
}

describe('T9 RFC 9180 Appendix A with the library', () => {
  test('half of the 28 vectors are of modes that the library has', () => {
    expect(rfc9180.length).toBe(28);
    expect(supported.length).toBe(14);
  });

  for (const vector of supported) {
    test(`${vector.suite}, ${vector.mode_name}: messages and exports`, () => openAll(vector));

    test(`${vector.suite}, ${vector.mode_name}: single shot`, async () => {
      const suite = suiteOf(vector);
      const privateKey = await suite.DeserializePrivateKey(hex(vector.skRm), true);
      const options = optionsOf(vector);
      const [message] = vector.encryptions;
      const [exported] = vector.exports;
      if (message !== undefined) {
        const bound = { ...options, aad: hex(message.aad) };
        expect(await suite.Open(privateKey, hex(vector.enc), hex(message.ct), bound)).toEqual(hex(message.pt));
      }
      if (exported === undefined) throw new Error('a vector without exports');
      const { exporter_context, L, exported_value } = exported;
      const secret = await suite.ReceiveExport(privateKey, hex(vector.enc), hex(exporter_context), L, options);
      expect(secret).toEqual(hex(exported_value));
    });
  }

  test('control: a vector with one altered character fails', async () => {
    for (const vector of supported.filter(({ encryptions }) => encryptions.length > 0)) {
      const [first, ...rest] = vector.encryptions;
      if (first === undefined) throw new Error('a vector without messages');
      const flipped = (first.ct.startsWith('0') ? '1' : '0') + first.ct.slice(1);
      await expect(openAll({ ...vector, encryptions: [{ ...first, ct: flipped }, ...rest] })).rejects.toThrow();
    }
  });
});

describe('T9 our suite, which the RFC has no vector for, against a second implementation', () => {
  const ours: ReferenceAead = { keyBytes: 32, id: 2 };
  const binding = { info: hex('4f6465'), aad: hex('436f756e742d30') };

  test('the second implementation passes the vectors of X25519 with AES-128-GCM', async () => {
    const vector = rfc9180.find(({ kem_id, aead_id, mode }) => kem_id === 32 && aead_id === 1 && mode === 0);
    const [message] = vector?.encryptions ?? [];
    if (vector === undefined || message === undefined) throw new Error('no vector');
    const bound = { info: hex(vector.info), aad: hex(message.aad) };
    const aead: ReferenceAead = { keyBytes: 16, id: 1 };
    const opened = await referenceOpen(aead, hex(vector.skRm), hex(vector.enc), hex(message.ct), bound);
    expect(opened.plaintext).toEqual(hex(message.pt));
    expect(opened.sharedSecret).toEqual(hex(vector.shared_secret));
    expect(opened.key).toEqual(hex(vector.key));
    expect(opened.nonce).toEqual(hex(vector.base_nonce));
    const sealed = await referenceSeal(aead, hex(vector.pkRm), hex(vector.skEm), hex(message.pt), bound);
    expect(sealed).toEqual({ enc: hex(vector.enc), ciphertext: hex(message.ct) });
  });

  test('each opens what the other sealed', async () => {
    const pair = await generateRecipientKeyPair('x25519');
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    const scalar = pkcs8.slice(-32);
    for (const length of [0, 1, 100, 16_416]) {
      const plaintext = Uint8Array.from(webRandom(length));
      const { enc, ciphertext } = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
      expect((await referenceOpen(ours, scalar, enc, ciphertext, binding)).plaintext).toEqual(plaintext);
      const theirs = await referenceSeal(ours, pair.publicKey, webRandom(32), plaintext, binding);
      const opened = await hpkeOpen('x25519', pair.privateKey, theirs.enc, theirs.ciphertext, binding);
      expect(opened).toEqual(plaintext);
    }
  });
});
