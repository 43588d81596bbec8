// Sealing, opening and proofs in a real browser, with keys as a browser keeps them: wrapped, and not extractable in use.
import { describe, expect, test } from 'vitest';
import { openPart, type RecipientKey, sealAnswers } from '../../src/answers/index.ts';
import { generateRecipientKeyPair, hpkeSeal, recipientKeyId } from '../../src/crypto/hpke.ts';
import { createProof, importProofKey } from '../../src/crypto/proof.ts';
import { parseProof, verifyProof } from '../../src/crypto/proof-verify.ts';
import { webRandom } from '../../src/crypto/random.ts';
import { isMlKem768 } from '../../src/crypto/xwing/load.ts';
import { nobleMlKem } from '../../src/crypto/xwing/noble-ml-kem.ts';
import { webMlKem } from '../../src/crypto/xwing/web-ml-kem.ts';
import { createXWing } from '../../src/crypto/xwing/xwing.ts';
import { toBase64url } from '../../src/encoding/base64url.ts';
import { utf8 } from '../../src/encoding/utf8.ts';

const definition = {
  questions: Array.from({ length: 20 }, (_, at) => ({ id: `q-${at}`, offTheRecord: at % 2 === 1 })),
};
const answers = Object.fromEntries(definition.questions.map(({ id }) => [id, '4242424242424242']));
const context = {
  accountId: 'acme',
  conversationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  invitationId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  definitionHash: toBase64url(new Uint8Array(32)),
};

/** A key pair whose private key has been wrapped, stored and unwrapped the way the agent client does it. */
async function keptRecipient() {
  const { publicKey, privateKey } = await generateRecipientKeyPair('x25519');
  const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  const aes = { name: 'AES-GCM', iv: new Uint8Array(webRandom(12)) };
  const wrapped = await crypto.subtle.wrapKey('pkcs8', privateKey, wrapping, aes);
  const kept = await crypto.subtle.unwrapKey('pkcs8', wrapped, wrapping, aes, { name: 'X25519' }, false, [
    'deriveBits',
  ]);
  const keyId = await recipientKeyId('x25519', publicKey);
  const key: RecipientKey = { role: 'agent', suite: 'x25519', keyId, publicKey: toBase64url(publicKey) };
  return { key, opening: { role: 'agent', keyId, suite: 'x25519', privateKey: kept } as const };
}

describe('in a browser', () => {
  test('SF-FLOW-04 answers sealed in a page open with a key that was never extractable in use', async () => {
    const { key, opening } = await keptRecipient();
    expect(opening.privateKey.extractable).toBe(false);
    const sealed = await sealAnswers(definition, answers, context, [key], webRandom);
    const opened = await Promise.all(sealed.parts.map((part) => openPart(part, context, opening)));
    expect(Object.assign({}, ...opened)).toEqual(answers);
  });

  test('SF-FLOW-04 post-quantum: answers sealed to an agent and an archive open with their seeds', async () => {
    const recipients = await Promise.all(
      (['agent', 'archive'] as const).map(async (role) => {
        const { publicKey, privateKey } = await generateRecipientKeyPair('xwing');
        const keyId = await recipientKeyId('xwing', publicKey);
        const key: RecipientKey = { role, suite: 'xwing', keyId, publicKey: toBase64url(publicKey) };
        return { key, opening: { role, suite: 'xwing', keyId, privateKey } as const };
      }),
    );
    const keys = recipients.map(({ key }) => key);
    const sealed = await sealAnswers(definition, answers, context, keys, webRandom);
    const openFor = (at: number, part: number) => {
      const [recipient, given] = [recipients[at]?.opening, sealed.parts[part]];
      if (!recipient || !given) throw new Error('no such part');
      return openPart(given, context, recipient);
    };
    expect({ ...(await openFor(0, 0)), ...(await openFor(0, 1)) }).toEqual(answers);
    expect(await openFor(1, 0)).toEqual(await openFor(0, 0));
  });

  test('the browser’s ML-KEM is found by using it, and agrees with noble’s', async () => {
    expect(await isMlKem768(webMlKem)).toBe(true);
    const [native, noble] = [createXWing(webMlKem), createXWing(nobleMlKem)];
    const seed = webRandom(32);
    const publicKey = await native.publicKeyOf(seed);
    expect(await noble.publicKeyOf(seed)).toEqual(publicKey);
    for (const [sender, opener] of [
      [native, noble],
      [noble, native],
    ] as const) {
      const { secret, enc } = await sender.encapsulate(publicKey);
      expect(await opener.decapsulate(seed, enc)).toEqual(secret);
    }
  });

  test('RFC 9180 §7.1.4 points that give a zero secret are refused', async () => {
    const binding = { info: utf8(''), aad: utf8('') };
    for (const first of [0, 1]) {
      const point = Uint8Array.from([first, ...new Array<number>(31).fill(0)]);
      const sealing = hpkeSeal('x25519', point, utf8('x'), binding);
      await expect(sealing).rejects.toMatchObject({ code: 'recipient_key_invalid' });
    }
  });

  test('a proof made in a page holds on a server, and its key cannot be read back', async () => {
    const bytes = webRandom(32);
    const key = await importProofKey(bytes.slice());
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    const request = { subject: 'device', method: 'POST', path: '/v1/forms/submit', body: utf8('{}') };
    const proof = parseProof(await createProof(key, request, { atMs: 1, random: webRandom }));
    expect(proof && verifyProof(bytes, proof, request, 1)).toBe('ok');
  });
});
