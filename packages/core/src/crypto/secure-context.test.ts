// What happens on a page that is not served over HTTPS: one clear code everywhere, never a TypeError from inside.
import { afterEach, expect, test, vi } from 'vitest';
import { invitationIdOf } from '../otk/handle.ts';
import { sha256 } from './digest.ts';
import { generateRecipientKeyPair, hpkeOpen, hpkeSeal, recipientKeyId } from './hpke.ts';
import { createProof, importProofKey } from './proof.ts';
import { webRandom } from './random.ts';

const bytes = new Uint8Array(32).fill(5);
const key = {} as CryptoKey;
const request = { subject: 'device', method: 'POST', path: '/v1/forms/submit', body: bytes };
const binding = { info: bytes, aad: bytes };
const conversationId = '0f8fad5b-d9cb-469f-a165-70867728950e';

const calls: Record<string, () => Promise<unknown>> = {
  sha256: () => sha256(bytes),
  importProofKey: () => importProofKey(bytes.slice()),
  createProof: () => createProof(key, request, { atMs: 0, random: () => new Uint8Array(16) }),
  generateRecipientKeyPair: () => generateRecipientKeyPair('x25519'),
  recipientKeyId: () => recipientKeyId('x25519', bytes),
  hpkeSeal: () => hpkeSeal('x25519', bytes, bytes, binding),
  hpkeOpen: () => hpkeOpen('x25519', key, bytes, bytes, binding),
  invitationIdOf: () => invitationIdOf({ accountId: 'acme', conversationId, secret: bytes.slice(16) }),
};

afterEach(() => vi.unstubAllGlobals());

for (const [name, call] of Object.entries(calls)) {
  test(`${name} without crypto.subtle says secure_context_required`, async () => {
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    for (const platform of [{ getRandomValues }, undefined]) {
      vi.stubGlobal('crypto', platform);
      await expect(call()).rejects.toMatchObject({ code: 'secure_context_required' });
    }
  });
}

test('randomness works in insecure contexts, and says what is missing where there is none', () => {
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  vi.stubGlobal('crypto', { getRandomValues });
  expect(webRandom(16).length).toBe(16);
  vi.stubGlobal('crypto', undefined);
  expect(() => webRandom(16)).toThrow(expect.objectContaining({ code: 'secure_context_required' }));
});

test('random bytes have the asked length and differ', () => {
  expect(webRandom(0).length).toBe(0);
  expect(webRandom(65_536).length).toBe(65_536);
  expect(webRandom(32)).not.toEqual(webRandom(32));
});
