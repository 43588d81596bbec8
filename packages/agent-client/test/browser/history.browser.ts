// Archive keys in a real browser: imported from a file with a passphrase, in no storage, out of scripts' reach where the platform
// has such keys, gone with the session.
import { formatArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { webRandom } from '@tellsafe/core/crypto';
import {
  generateRecipientKeyPair,
  recipientKeyId,
  type SuiteId,
  serializeRecipientPrivateKey,
  suiteIds,
} from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { describe, expect, test } from 'vitest';
import { createArchiveKeys } from '../../src/archive-keys.ts';
import { indexedDbKeys } from '../../src/indexed-db-keys.ts';
import { ACCOUNT, CARD, createDesk, submittedForm } from '../support/kit.ts';

const PASSPHRASE = 'a long passphrase ✓';

async function archive(suite: SuiteId) {
  const pair = await generateRecipientKeyPair(suite);
  const publicKey = toBase64url(pair.publicKey);
  const keyId = await recipientKeyId(suite, pair.publicKey);
  const privateKey = await serializeRecipientPrivateKey(suite, pair.privateKey);
  const lock = { passphrase: PASSPHRASE, random: webRandom };
  const file = await formatArchiveKeyFile({ suite, keyId, publicKey, privateKey }, lock);
  return { file, keyId, account: { archiveKey: { suite, publicKey }, features: { history: true } } };
}

describe.each(suiteIds)('an archive key of %s', (suite) => {
  test('SF-ACC-04 opens the history in the page, lies in no storage, and is gone after signing out', async () => {
    const { file, keyId, account } = await archive(suite);
    const desk = createDesk(account);
    const { conversationId, invitation } = await submittedForm(desk);
    await desk.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId });
    const storage = indexedDbKeys({ name: `test-${crypto.randomUUID()}` });
    const lea = desk.client('lea', { storage });
    await lea.signIn();
    await lea.history.importArchiveKey(new File([new Uint8Array(file)], 'archive.key'), PASSPHRASE);
    const wanted = { conversationId, invitationId: invitation.id };
    const { questions } = await lea.history.read(wanted);
    expect(questions.map(({ value }) => value)).toEqual([CARD.name, CARD.card, CARD.expiry, undefined]);
    expect((await storage.ids()).filter((id) => id !== 'session' && id !== 'position')).toEqual([]);
    await lea.signOut();
    await lea.signIn();
    await expect(lea.history.read(wanted)).rejects.toMatchObject({ code: 'key_unknown', params: { keyId } });
  });

  test('SF-ACC-04 cannot be exported, or its bytes are wiped after use', async () => {
    const { file, keyId } = await archive(suite);
    const keys = createArchiveKeys(webRandom);
    await expect(keys.add(file, 'another long one', () => true)).rejects.toMatchObject({ code: 'key_file_invalid' });
    await keys.add(file, PASSPHRASE, () => true);
    const privateKey = await keys.use(keyId, async (key) => key.privateKey);
    if (privateKey instanceof Uint8Array) expect(privateKey.every((byte) => byte === 0)).toBe(true);
    else await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
  });
});
