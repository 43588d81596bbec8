// Keys in a real IndexedDB: wrapped, non-extractable, surviving a reload, destroyed for good, shared by the tabs of an origin.
import { webRandom } from '@tellsafe/core/crypto';
import { hpkeOpen, hpkeSeal, suiteIds } from '@tellsafe/core/crypto/hpke';
import { utf8 } from '@tellsafe/core/encoding';
import { beforeEach, describe, expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { indexedDbKeys } from '../../src/indexed-db-keys.ts';
import { createRecipientKeys } from '../../src/recipient-keys.ts';
import { CARD, createDesk, keysIn, submittedForm } from '../support/kit.ts';
import { until } from '../support/manual-time.ts';

const request = { requestId: 'r1', conversationId: 'c1', formId: 'card', at: 5 };
const binding = { info: utf8('info'), aad: utf8('aad') };
let name = '';

beforeEach(() => {
  name = `test-${crypto.randomUUID()}`;
});

/** Everything that lies in the database, read without the package. */
async function dump(): Promise<unknown[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const reading = database.transaction('keys').objectStore('keys').getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
    });
  } finally {
    database.close();
  }
}

describe('recipient keys in IndexedDB', () => {
  test.each(suiteIds)('SF-AGT-01 of %s survive, and open what was sealed to them', async (suite) => {
    const { publicKey } = await createRecipientKeys(indexedDbKeys({ name }), webRandom).create(request, suite);
    const sealed = await hpkeSeal(suite, publicKey, utf8('secret'), binding);
    const later = createRecipientKeys(indexedDbKeys({ name }), webRandom);
    await later.settle('r1', 'i1');
    const opened = await later.use('i1', async (key) => {
      expect(key.suite).toBe(suite);
      return hpkeOpen(suite, key.privateKey, sealed.enc, sealed.ciphertext, binding);
    });
    expect(new TextDecoder().decode(opened)).toBe('secret');
  });

  test.each(suiteIds)(
    'no private key of %s lies there in the open, and nothing that could be exported',
    async (suite) => {
      const keys = createRecipientKeys(indexedDbKeys({ name }), webRandom);
      await keys.create(request, suite);
      const [entry] = (await dump()) as { wrappingKey: CryptoKey; wrapped: ArrayBuffer }[];
      const held = Object.values(entry ?? {}).filter((value) => value instanceof CryptoKey);
      expect(held.map(({ type, extractable, algorithm }) => [type, extractable, algorithm.name])).toEqual([
        ['secret', false, 'AES-GCM'],
      ]);
      await expect(crypto.subtle.exportKey('raw', entry?.wrappingKey as CryptoKey)).rejects.toThrow();
      await expect(
        crypto.subtle.importKey('pkcs8', entry?.wrapped as ArrayBuffer, 'X25519', true, ['deriveBits']),
      ).rejects.toThrow();
    },
  );

  test('SF-ACC-02 a destroyed key is out of the database', async () => {
    const keys = createRecipientKeys(indexedDbKeys({ name }), webRandom);
    await keys.create(request, 'x25519');
    await keys.settle('r1', 'i1');
    expect(await dump()).toHaveLength(1);
    await keys.destroyAll();
    expect(await dump()).toEqual([]);
    await expect(keys.use('i1', async () => undefined)).rejects.toMatchObject({ code: 'answers_unavailable' });
  });
});

describe('the client over IndexedDB, against the real kit', () => {
  test('SF-AGT-01 a reload keeps session and keys; the session key cannot be exported', async () => {
    const desk = createDesk();
    const { maya, invitation } = await submittedForm(desk, indexedDbKeys({ name }));
    maya.dispose();
    const stored = ((await dump()) as { key?: CryptoKey }[]).find(({ key }) => key);
    expect(stored?.key?.extractable).toBe(false);
    const again = desk.client('maya', { storage: indexedDbKeys({ name }) });
    await again.resume();
    const answers = await again.read(invitation);
    expect(answers.questions.map(({ value }) => value)).toEqual(Object.values(CARD));
    const text = JSON.stringify(await dump(), (_, value) => (ArrayBuffer.isView(value) ? `${value}` : value));
    expect(tracesOf(text, Object.values(CARD))).toEqual([]);
    await again.signOut();
    expect(await dump()).toEqual([]);
    expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, '']);
  });

  test('SF-ACC-02 two tabs share one session, and signing out in one ends it in both', async () => {
    const desk = createDesk();
    const { maya, invitation, storage } = await submittedForm(desk, indexedDbKeys({ name }));
    const other = desk.client('maya', { storage: indexedDbKeys({ name }) });
    expect((await other.resume())?.id).toBe(maya.state.get().session?.id);
    expect((await other.read(invitation)).questions).toHaveLength(4);
    const reasons: string[] = [];
    other.on('session-ended', ({ reason }) => reasons.push(reason));
    await maya.signOut();
    await until(() => other.state.get().session === null);
    expect(reasons).toEqual(['ended-elsewhere']);
    expect(await keysIn(storage)).toEqual([]);
    await expect(other.read(invitation)).rejects.toMatchObject({ code: 'session_invalid' });
  });

  test('SF-POL-03 activity in one tab keeps the other', async () => {
    const desk = createDesk({ idleLogoutSec: 120 });
    const { maya } = await submittedForm(desk, indexedDbKeys({ name }));
    const other = desk.client('maya', { storage: indexedDbKeys({ name }) });
    await other.resume();
    for (let step = 0; step < 12; step += 1) {
      await desk.time.advance(20_000);
      maya.touch();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(maya.state.get().session).not.toBeNull();
    expect(other.state.get().session).not.toBeNull();
  });

  test('two desks on one origin do not meddle with each other', async () => {
    const desk = createDesk();
    const maya = await submittedForm(desk, indexedDbKeys({ name }));
    const tom = desk.client('tom', { storage: indexedDbKeys({ name: `${name}-tom` }) });
    await tom.signIn();
    await tom.signOut();
    expect((await maya.maya.read(maya.invitation)).questions).toHaveLength(4);
    await maya.maya.signOut();
  });
});
