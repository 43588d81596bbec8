import { describe, expect, test } from 'vitest';
import { utf8 } from '../encoding/utf8.ts';
import {
  assertRecipientPublicKey,
  generateRecipientKeyPair,
  hpkeOpen,
  hpkeSeal,
  isSuiteId,
  prepareSuite,
  recipientKeyId,
  type SuiteId,
  serializeRecipientPrivateKey,
  suiteCodePoints,
  suiteIds,
  suiteSizes,
} from './hpke.ts';
import { webRandom } from './random.ts';

const binding = { info: utf8('info'), aad: utf8('aad') };
const plaintext = utf8('payload');
const pair = await generateRecipientKeyPair('x25519');
const answersInvalid = { code: 'answers_invalid' };

describe('suite registry', () => {
  test('known suites, their code points and their sizes are data', () => {
    expect(suiteIds).toEqual(['x25519', 'xwing']);
    expect(suiteCodePoints('x25519')).toEqual([0x0020, 0x0001, 0x0002]);
    expect(suiteCodePoints('xwing')).toEqual([0x647a, 0x0001, 0x0002]);
    expect(suiteSizes('x25519')).toEqual({ publicKey: 32, enc: 32, tag: 16 });
    expect(suiteSizes('xwing')).toEqual({ publicKey: 1216, enc: 1120, tag: 16 });
    for (const other of ['X25519', '', 'toString', '__proto__', null, 1]) expect(isSuiteId(other)).toBe(false);
  });

  test('a suite that is unknown is refused everywhere', async () => {
    for (const suite of ['p256', '__proto__', ''] as unknown as SuiteId[]) {
      const unavailable = { code: 'suite_unavailable' };
      await expect(prepareSuite(suite)).rejects.toMatchObject(unavailable);
      await expect(generateRecipientKeyPair(suite)).rejects.toMatchObject(unavailable);
      await expect(serializeRecipientPrivateKey(suite, pair.privateKey)).rejects.toMatchObject(unavailable);
      await expect(hpkeSeal(suite, new Uint8Array(1216), plaintext, binding)).rejects.toMatchObject(unavailable);
      const opening = hpkeOpen(suite, pair.privateKey, new Uint8Array(1120), plaintext, binding);
      await expect(opening).rejects.toMatchObject(unavailable);
      expect(() => assertRecipientPublicKey(suite, pair.publicKey)).toThrow(expect.objectContaining(unavailable));
    }
  });
});

describe('seal and open', () => {
  test('what was sealed opens, also with a private key that cannot be exported', async () => {
    const { enc, ciphertext } = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
    expect(enc.length).toBe(32);
    expect(ciphertext.length).toBe(plaintext.length + 16);
    expect(await hpkeOpen('x25519', pair.privateKey, enc, ciphertext, binding)).toEqual(plaintext);
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
    const locked = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits']);
    expect(await hpkeOpen('x25519', locked, enc, ciphertext, binding)).toEqual(plaintext);
  });

  test('each seal has its own encapsulated secret', async () => {
    const first = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
    const second = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
    expect(second.enc).not.toEqual(first.enc);
    expect(second.ciphertext).not.toEqual(first.ciphertext);
  });

  test('another key, info, aad, secret or ciphertext does not open, and each failure looks the same', async () => {
    const { enc, ciphertext } = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
    const stranger = await generateRecipientKeyPair('x25519');
    const altered = ciphertext.slice();
    altered[0] = (altered[0] ?? 0) ^ 1;
    const attempts = [
      () => hpkeOpen('x25519', stranger.privateKey, enc, ciphertext, binding),
      () => hpkeOpen('x25519', pair.privateKey, enc, ciphertext, { ...binding, info: utf8('other') }),
      () => hpkeOpen('x25519', pair.privateKey, enc, ciphertext, { ...binding, aad: utf8('other') }),
      () => hpkeOpen('x25519', pair.privateKey, stranger.publicKey, ciphertext, binding),
      () => hpkeOpen('x25519', pair.privateKey, enc, altered, binding),
      () => hpkeOpen('x25519', pair.privateKey, enc, ciphertext.slice(1), binding),
      () => hpkeOpen('x25519', pair.privateKey, enc, new Uint8Array(), binding),
      () => hpkeOpen('x25519', pair.privateKey, enc.slice(1), ciphertext, binding),
      () => hpkeOpen('x25519', pair.privateKey, new Uint8Array(33), ciphertext, binding),
      () => hpkeOpen('x25519', pair.privateKey, new Uint8Array(32), ciphertext, binding),
    ];
    const messages = new Set<string>();
    for (const attempt of attempts) {
      const error: unknown = await attempt().catch((reason: unknown) => reason);
      expect(error).toMatchObject(answersInvalid);
      messages.add(String(error));
    }
    expect(messages.size).toBe(1);
  });

  test('a key of another algorithm does not open', async () => {
    const { enc, ciphertext } = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
    const ecdh = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    await expect(hpkeOpen('x25519', ecdh.privateKey, enc, ciphertext, binding)).rejects.toMatchObject(answersInvalid);
  });

  test('malformed recipient keys are refused before anything is sealed', async () => {
    const malformed = [new Uint8Array(), new Uint8Array(31), new Uint8Array(33), new Uint8Array(32)];
    for (const publicKey of malformed) {
      const invalid = { code: 'recipient_key_invalid' };
      expect(() => assertRecipientPublicKey('x25519', publicKey)).toThrow(expect.objectContaining(invalid));
      await expect(hpkeSeal('x25519', publicKey, plaintext, binding)).rejects.toMatchObject(invalid);
    }
  });
});

describe('recipient keys', () => {
  test('key pairs differ, and their ids with them', async () => {
    const other = await generateRecipientKeyPair('x25519');
    expect(other.publicKey).not.toEqual(pair.publicKey);
    expect(pair.publicKey.length).toBe(32);
    expect(pair.privateKey.extractable).toBe(true);
    expect(await recipientKeyId('x25519', other.publicKey)).not.toBe(await recipientKeyId('x25519', pair.publicKey));
  });

  test('the id is the same each time: a known key has a known id', async () => {
    expect(await recipientKeyId('x25519', new Uint8Array(32).fill(1))).toBe('LnpEAlwqdR11hLOj4IFyVA');
  });

  test('a private key survives wrapping and opens afterwards without being extractable', async () => {
    const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
    const aes = { name: 'AES-GCM', iv: webRandom(12) as Uint8Array<ArrayBuffer> };
    const wrapped = await crypto.subtle.wrapKey('pkcs8', pair.privateKey, wrapping, aes);
    const x25519 = { name: 'X25519' };
    const key = await crypto.subtle.unwrapKey('pkcs8', wrapped, wrapping, aes, x25519, false, ['deriveBits']);
    const { enc, ciphertext } = await hpkeSeal('x25519', pair.publicKey, plaintext, binding);
    expect(await hpkeOpen('x25519', key, enc, ciphertext, binding)).toEqual(plaintext);
  });
});
