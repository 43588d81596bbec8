// X-Wing over the platform's ML-KEM and over noble's: the same in both, each opens what the other sealed, nothing is left.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { utf8 } from '../../encoding/utf8.ts';
import { assertRecipientPublicKey, generateRecipientKeyPair, hpkeOpen, hpkeSeal } from '../hpke.ts';
import { webRandom } from '../random.ts';
import { createXWingKem } from './kem.ts';
import { isMlKem768, loadXWing } from './load.ts';
import { ML_KEM_SEED_BYTES, type MlKem768 } from './ml-kem.ts';
import { nobleMlKem } from './noble-ml-kem.ts';
import { webMlKem } from './web-ml-kem.ts';
import { createXWing, type XWing } from './xwing.ts';

const binding = { info: utf8('info'), aad: utf8('aad') };
const plaintext = utf8('payload');
const implementations: readonly (readonly [string, XWing])[] = [
  ['the platform', createXWing(webMlKem)],
  ['noble', createXWing(nobleMlKem)],
];
const pairs = implementations.flatMap(([sender, sealing]) =>
  implementations.map(([recipient, opening]) => [sender, recipient, sealing, opening] as const),
);

afterEach(() => {
  vi.restoreAllMocks();
  vi.doUnmock('./noble-ml-kem.ts');
  vi.resetModules();
});

/** WebCrypto as it is in Firefox and WebKit: it knows no ML-KEM. */
function hideMlKem() {
  const { importKey } = crypto.subtle;
  return vi.spyOn(crypto.subtle, 'importKey').mockImplementation((...given: unknown[]) => {
    const [format, , algorithm] = given as [string, unknown, { name?: string } | string];
    if (JSON.stringify([format, algorithm]).match(/raw-|ML-KEM/)) return Promise.reject(new Error('not supported'));
    return Reflect.apply(importKey, crypto.subtle, given);
  });
}

describe.each(pairs)('sealed with %s, opened with %s', (_sender, _recipient, sealing, opening) => {
  test('a secret comes back', async () => {
    const seed = webRandom(32);
    const publicKey = await opening.publicKeyOf(seed);
    expect(publicKey).toEqual(await sealing.publicKeyOf(seed));
    const { secret, enc } = await sealing.encapsulate(publicKey);
    expect([publicKey.length, secret.length, enc.length]).toEqual([1216, 32, 1120]);
    expect(await opening.decapsulate(seed, enc)).toEqual(secret);
  });

  test('another seed and an altered half give another secret', async () => {
    const seed = webRandom(32);
    const { secret, enc } = await sealing.encapsulate(await opening.publicKeyOf(seed));
    expect(await opening.decapsulate(webRandom(32), enc)).not.toEqual(secret);
    for (const at of [0, 1087, 1088, 1119]) {
      const altered = enc.slice();
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await opening.decapsulate(seed, altered)).not.toEqual(secret);
    }
  });
});

describe('what is left behind', () => {
  test('the expanded seed and both secrets are wiped, the seed itself is the caller’s', async () => {
    const seen: Uint8Array[] = [];
    const keeping: MlKem768 = {
      publicKeyOf(seed) {
        seen.push(seed);
        return nobleMlKem.publicKeyOf(seed);
      },
      async encapsulate(publicKey) {
        const made = await nobleMlKem.encapsulate(publicKey);
        seen.push(made.secret);
        return made;
      },
      async decapsulate(seed, ciphertext) {
        const secret = await nobleMlKem.decapsulate(seed, ciphertext);
        seen.push(seed, secret);
        return secret;
      },
    };
    const xwing = createXWing(keeping);
    const seed = new Uint8Array(32).fill(7);
    const { secret, enc } = await xwing.encapsulate(await xwing.publicKeyOf(seed));
    expect(await xwing.decapsulate(seed, enc)).toEqual(secret);
    expect(seen.map(({ length }) => length)).toEqual([ML_KEM_SEED_BYTES, 32, ML_KEM_SEED_BYTES, 32]);
    for (const bytes of seen) expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(seed).toEqual(new Uint8Array(32).fill(7));
  });

  test('also when an operation fails', async () => {
    const seen: Uint8Array[] = [];
    const failing: MlKem768 = {
      ...nobleMlKem,
      publicKeyOf(seed) {
        seen.push(seed);
        return Promise.reject(new Error('no'));
      },
    };
    await expect(createXWing(failing).publicKeyOf(webRandom(32))).rejects.toThrow('no');
    expect(seen.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
  });
});

describe('who computes ML-KEM', () => {
  test('both implementations are taken for what they are', async () => {
    expect(await isMlKem768(webMlKem)).toBe(true);
    expect(await isMlKem768(nobleMlKem)).toBe(true);
  });

  test('control: one that is missing, wrong in any answer, or does not decapsulate is not', async () => {
    const wrongAt =
      (at: number) =>
      <Value extends Uint8Array>(bytes: Value): Value => {
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return bytes;
      };
    const broken: readonly Partial<MlKem768>[] = [
      { publicKeyOf: () => Promise.reject(new Error('not supported')) },
      { publicKeyOf: async (seed) => wrongAt(0)(await nobleMlKem.publicKeyOf(seed)) },
      { decapsulate: async (seed, ciphertext) => wrongAt(0)(await nobleMlKem.decapsulate(seed, ciphertext)) },
      { encapsulate: async (key) => ({ ...(await nobleMlKem.encapsulate(key)), secret: new Uint8Array(32) }) },
      { encapsulate: () => Promise.reject(new Error('not supported')) },
    ];
    for (const part of broken) expect(await isMlKem768({ ...nobleMlKem, ...part })).toBe(false);
  });

  /** `load.ts` afresh, and how often it took noble's ML-KEM. */
  async function freshLoad(nobleArrives: () => boolean = () => true) {
    let taken = 0;
    vi.resetModules();
    vi.doMock('./noble-ml-kem.ts', () => ({
      get nobleMlKem() {
        taken += 1;
        if (!nobleArrives()) throw new TypeError('Failed to fetch dynamically imported module');
        return nobleMlKem;
      },
    }));
    const [{ loadXWing: load }, { prepareSuite: prepare }] = [await import('./load.ts'), await import('../hpke.ts')];
    return { load, prepare, taken: () => taken };
  }

  test('the platform is tried once and used where it knows ML-KEM; noble is not taken', async () => {
    const { load, taken } = await freshLoad();
    const importKey = vi.spyOn(crypto.subtle, 'importKey');
    const loaded = await load();
    const calls = importKey.mock.calls.length;
    expect(calls).toBeGreaterThan(0);
    expect(await load()).toBe(loaded);
    expect([importKey.mock.calls.length, taken()]).toEqual([calls, 0]);
  });

  test('a platform without ML-KEM takes noble, and asks again for a chunk that did not arrive', async () => {
    hideMlKem();
    let arrives = false;
    const { load, prepare, taken } = await freshLoad(() => arrives);
    await expect(load()).rejects.toThrow('Failed to fetch');
    await expect(prepare('xwing')).rejects.toMatchObject({ code: 'network_failed' });
    arrives = true;
    await prepare('xwing');
    const xwing = await load();
    expect(taken()).toBe(3);
    const seed = webRandom(32);
    const { secret, enc } = await xwing.encapsulate(await xwing.publicKeyOf(seed));
    expect(await xwing.decapsulate(seed, enc)).toEqual(secret);
  });
});

describe('the suite', () => {
  test('SF-FLOW-04 what was sealed opens with the seed, which is left as it is', async () => {
    const { publicKey, privateKey } = await generateRecipientKeyPair('xwing');
    const before = privateKey.slice();
    const { enc, ciphertext } = await hpkeSeal('xwing', publicKey, plaintext, binding);
    expect([publicKey.length, privateKey.length, enc.length]).toEqual([1216, 32, 1120]);
    expect(await hpkeOpen('xwing', privateKey, enc, ciphertext, binding)).toEqual(plaintext);
    expect(privateKey).toEqual(before);
  });

  test('SF-FLOW-04 sealed where ML-KEM is missing opens where it is there, and the other way round', async () => {
    const { publicKey, privateKey } = await generateRecipientKeyPair('xwing');
    const here = await hpkeSeal('xwing', publicKey, plaintext, binding);
    const hidden = hideMlKem();
    vi.resetModules();
    const elsewhere = await import('../hpke.ts');
    expect(await elsewhere.hpkeOpen('xwing', privateKey, here.enc, here.ciphertext, binding)).toEqual(plaintext);
    const there = await elsewhere.hpkeSeal('xwing', publicKey, plaintext, binding);
    const other = await elsewhere.generateRecipientKeyPair('xwing');
    hidden.mockRestore();
    expect(await hpkeOpen('xwing', privateKey, there.enc, there.ciphertext, binding)).toEqual(plaintext);
    const sealed = await hpkeSeal('xwing', other.publicKey, plaintext, binding);
    expect(await hpkeOpen('xwing', other.privateKey, sealed.enc, sealed.ciphertext, binding)).toEqual(plaintext);
  });

  test('every way in which opening fails looks the same', async () => {
    const { publicKey, privateKey } = await generateRecipientKeyPair('xwing');
    const stranger = await generateRecipientKeyPair('xwing');
    const classical = await generateRecipientKeyPair('x25519');
    const { enc, ciphertext } = await hpkeSeal('xwing', publicKey, plaintext, binding);
    const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
    const lowOrder = enc.slice();
    lowOrder.fill(0, 1088);
    const attempts = [
      () => hpkeOpen('xwing', stranger.privateKey, enc, ciphertext, binding),
      () => hpkeOpen('xwing', classical.privateKey, enc, ciphertext, binding),
      () => hpkeOpen('xwing', privateKey.slice(1), enc, ciphertext, binding),
      () => hpkeOpen('xwing', privateKey, flipped(enc, 0), ciphertext, binding),
      () => hpkeOpen('xwing', privateKey, flipped(enc, 1119), ciphertext, binding),
      () => hpkeOpen('xwing', privateKey, enc.slice(1), ciphertext, binding),
      () => hpkeOpen('xwing', privateKey, lowOrder, ciphertext, binding),
      () => hpkeOpen('xwing', privateKey, enc, flipped(ciphertext, 0), binding),
      () => hpkeOpen('xwing', privateKey, enc, ciphertext, { ...binding, info: utf8('other') }),
      () => hpkeOpen('xwing', privateKey, enc, ciphertext, { ...binding, aad: utf8('other') }),
      () => hpkeOpen('x25519', privateKey, enc, ciphertext, binding),
    ];
    const messages = new Set<string>();
    for (const attempt of attempts) {
      const error: unknown = await attempt().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'answers_invalid' });
      messages.add(String(error));
    }
    expect(messages.size).toBe(1);
  });

  test('a public key of another length, with a point of low order or with a coefficient that is not reduced is refused', async () => {
    const { publicKey } = await generateRecipientKeyPair('xwing');
    expect(() => assertRecipientPublicKey('xwing', publicKey)).not.toThrow();
    const changed = (change: (bytes: Uint8Array) => void) => {
      const bytes = publicKey.slice();
      change(bytes);
      return bytes;
    };
    const wrong = [
      publicKey.slice(1),
      new Uint8Array([...publicKey, 0]),
      new Uint8Array(32).fill(9),
      changed((bytes) => bytes.fill(0, 1184)),
      changed((bytes) => bytes.set([0xff, 0x0f])),
      changed((bytes) => bytes.set([0x00, 0xf0, 0xff], 1149)),
    ];
    for (const key of wrong) {
      const invalid = { code: 'recipient_key_invalid' };
      expect(() => assertRecipientPublicKey('xwing', key)).toThrow(expect.objectContaining(invalid));
      await expect(hpkeSeal('xwing', key, plaintext, binding)).rejects.toMatchObject(invalid);
    }
  });

  test('FIPS 203 §7.2 q − 1 is the largest coefficient, at either end of three bytes', async () => {
    const { publicKey } = await generateRecipientKeyPair('xwing');
    const withPair = (low: number, high: number, at: number) => {
      const bytes = publicKey.slice();
      bytes.set([low & 0xff, (low >> 8) | ((high & 0x0f) << 4), high >> 4], at);
      return bytes;
    };
    for (const at of [0, 576, 1149]) {
      expect(() => assertRecipientPublicKey('xwing', withPair(3328, 3328, at))).not.toThrow();
      for (const [low, high] of [
        [3329, 0],
        [0, 3329],
        [4095, 4095],
      ] as const) {
        expect(() => assertRecipientPublicKey('xwing', withPair(low, high, at))).toThrow(
          expect.objectContaining({ code: 'recipient_key_invalid' }),
        );
      }
    }
  });

  test('keys are their bytes for the library', async () => {
    const kem = createXWingKem(await loadXWing());
    const { privateKey, publicKey } = await kem.GenerateKeyPair(true);
    expect((await kem.SerializePrivateKey(privateKey)).length).toBe(32);
    expect(await kem.DeserializePublicKey(await kem.SerializePublicKey(publicKey))).toEqual(publicKey);
  });
});
