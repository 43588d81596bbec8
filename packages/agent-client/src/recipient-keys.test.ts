import { webRandom } from '@tellsafe/core/crypto';
import { hpkeOpen, hpkeSeal, type RecipientPrivateKey, type SuiteId, suiteIds } from '@tellsafe/core/crypto/hpke';
import { utf8 } from '@tellsafe/core/encoding';
import { describe, expect, test } from 'vitest';
import { memoryKeys } from './key-storage.ts';
import { createRecipientKeys } from './recipient-keys.ts';

const binding = { info: utf8('info'), aad: utf8('aad') };
const request = { requestId: 'r1', conversationId: 'c1', formId: 'card', at: 5 };

function make() {
  const storage = memoryKeys();
  return { storage, keys: createRecipientKeys(storage, webRandom) };
}

describe('recipient keys', () => {
  test('SF-AGT-01 a key opens what was sealed to it, also by another client with the same storage', async () => {
    const { storage, keys } = make();
    const { publicKey } = await keys.create(request, 'x25519');
    await keys.settle('r1', 'i1');
    const sealed = await hpkeSeal('x25519', publicKey, utf8('secret'), binding);
    const later = createRecipientKeys(storage, webRandom);
    const opened = await later.use('i1', ({ suite, privateKey }) => {
      expect(privateKey).toMatchObject({ extractable: false });
      return hpkeOpen(suite, privateKey, sealed.enc, sealed.ciphertext, binding);
    });
    expect(opened).toEqual(new Uint8Array(utf8('secret')));
  });

  test.each(suiteIds)(
    'SF-AGT-01 a key of %s lies wrapped and opens after a reload; of bytes nothing is left',
    async (suite) => {
      const { storage, keys } = make();
      const { publicKey } = await keys.create(request, suite);
      await keys.settle('r1', 'i1');
      const [id = ''] = await storage.ids();
      const entry = (await storage.get(id)) as Record<string, unknown>;
      const sealed = await hpkeSeal(suite, publicKey, utf8('secret'), binding);
      let used: RecipientPrivateKey | undefined;
      const later = createRecipientKeys(storage, webRandom);
      const opened = await later.use('i1', async (key) => {
        used = key.privateKey;
        expect(key.suite).toBe(suite);
        return hpkeOpen(key.suite, key.privateKey, sealed.enc, sealed.ciphertext, binding);
      });
      expect(new TextDecoder().decode(opened)).toBe('secret');
      if (suite === 'x25519') expect(used).toMatchObject({ extractable: false });
      else {
        expect(used).toEqual(new Uint8Array(32));
        const stored = Object.values(entry).filter(
          (value) => value instanceof Uint8Array || value instanceof ArrayBuffer,
        );
        expect(stored.map(({ byteLength }) => byteLength).sort((a, b) => a - b)).toEqual([12, 32 + 16, 1216]);
      }
    },
  );

  test('a seed is wiped as well when what it is used for fails', async () => {
    const { keys } = make();
    await keys.create(request, 'xwing');
    await keys.settle('r1', 'i1');
    let used: RecipientPrivateKey | undefined;
    const using = keys.use('i1', async ({ privateKey }) => {
      used = privateKey;
      throw new Error('no');
    });
    await expect(using).rejects.toThrow('no');
    expect(used).toEqual(new Uint8Array(32));
  });

  test.each(suiteIds)('what is stored of %s is a wrapped key under one that cannot be exported', async (suite) => {
    const { storage, keys } = make();
    await keys.create(request, suite);
    const [id] = await storage.ids();
    const entry = (await storage.get(id as string)) as { wrappingKey: CryptoKey };
    expect(entry.wrappingKey.extractable).toBe(false);
    expect(Object.values(entry).filter((value) => value instanceof CryptoKey)).toHaveLength(1);
    await expect(crypto.subtle.exportKey('raw', entry.wrappingKey)).rejects.toThrow();
  });

  test('SF-ACC-02 a destroyed key is gone: by invitation, by conversation, all', async () => {
    const { storage, keys } = make();
    for (const [requestId, conversationId] of [
      ['r1', 'c1'],
      ['r2', 'c1'],
      ['r3', 'c2'],
    ] as const) {
      await keys.create({ ...request, requestId, conversationId }, 'x25519');
      await keys.settle(requestId, requestId.replace('r', 'i'));
    }
    await keys.destroy(['i1']);
    await expect(keys.use('i1', async () => undefined)).rejects.toMatchObject({ code: 'answers_unavailable' });
    expect(await keys.destroyConversation('c1')).toEqual(['i2']);
    expect(await keys.hasAny('c1')).toBe(false);
    expect(await keys.has('i3')).toBe(true);
    await keys.destroyAll();
    expect(await storage.ids()).toEqual([]);
  });

  test('a request without an answer is remembered with its public key until it is settled', async () => {
    const { keys } = make();
    const { publicKey } = await keys.create(request, 'x25519');
    expect(await keys.pending()).toEqual([{ ...request, suite: 'x25519', publicKey }]);
    await keys.settle('r1', 'i1');
    expect(await keys.pending()).toEqual([]);
    await keys.settle('unknown', 'i2');
    expect(await keys.has('i2')).toBe(false);
  });

  test('a suite that is not known here makes no key', async () => {
    const { storage, keys } = make();
    await expect(keys.create(request, 'p256' as SuiteId)).rejects.toMatchObject({ code: 'suite_unavailable' });
    expect(await storage.ids()).toEqual([]);
  });

  test('foreign entries in the storage are neither read nor destroyed', async () => {
    const { storage, keys } = make();
    await storage.set('session', { secret: true });
    await storage.set('invitation:odd', 'not an entry');
    expect(await keys.has('odd')).toBe(false);
    await keys.destroyAll();
    expect(await storage.ids()).toEqual(['session']);
  });
});
