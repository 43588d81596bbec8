// A manager's history through the client (SF-ACC-04, SF-MGR-01): with the brand's key file, and through a vault.
import { formatArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { webRandom } from '@tellsafe/core/crypto';
import {
  generateRecipientKeyPair,
  hpkeOpen,
  recipientKeyId,
  type SuiteId,
  serializeRecipientPrivateKey,
} from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { AccountOptions, KeyProvider } from '@tellsafe/server-kit';
import { memoryKeys as memoryKeyProvider } from '@tellsafe/server-kit/keys/memory';
import { describe, expect, test } from 'vitest';
import { memoryKeys } from '../../src/key-storage.ts';
import { ACCOUNT, CARD, createDesk, type Desk, submittedForm } from '../support/kit.ts';

const PASSPHRASE = 'a long passphrase ✓';
const { cvv: _cvv, ...RECORDED } = CARD;

async function archive(suite: SuiteId, passphrase?: string) {
  const pair = await generateRecipientKeyPair(suite);
  const publicKey = toBase64url(pair.publicKey);
  const keyId = await recipientKeyId(suite, pair.publicKey);
  const privateKey = await serializeRecipientPrivateKey(suite, pair.privateKey);
  const lock = passphrase === undefined ? undefined : { passphrase, random: webRandom };
  const file = await formatArchiveKeyFile({ suite, keyId, publicKey, privateKey }, lock);
  const account: Partial<AccountOptions> = { archiveKey: { suite, publicKey }, features: { history: true } };
  return { file, keyId, privateKey, account };
}

async function closedForm(desk: Desk) {
  const { conversationId, invitation, consumer } = await submittedForm(desk);
  await desk.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId });
  return { conversationId, invitationId: invitation.id, consumer };
}

async function manager(desk: Desk, storage = memoryKeys()) {
  const lea = desk.client('lea', { storage });
  await lea.signIn();
  return lea;
}

const valuesOf = ({ questions }: { questions: readonly { question: { id: string }; value?: string }[] }) =>
  Object.fromEntries(questions.map(({ question, value }) => [question.id, value]));

describe.each(['x25519', 'xwing'] as const)('the brand holds a key of %s', (suite) => {
  test('SF-ACC-04 imported with its passphrase it opens recorded answers; those off the record are gone', async () => {
    const { file, keyId, account } = await archive(suite, PASSPHRASE);
    const desk = createDesk(account);
    const form = await closedForm(desk);
    const storage = memoryKeys();
    const lea = await manager(desk, storage);
    const { entries } = await lea.history.list();
    expect(entries).toMatchObject([{ invitationId: form.invitationId, archiveKeyId: keyId }]);
    expect(await lea.history.importArchiveKey(new Blob([new Uint8Array(file)]), PASSPHRASE)).toEqual({ keyId, suite });
    const [entry] = entries;
    if (!entry) throw new Error('no entry');
    const answers = await lea.history.read(entry);
    expect(valuesOf(answers)).toEqual({ ...RECORDED, cvv: undefined });
    expect(answers.questions.map(({ goneOffTheRecord }) => goneOffTheRecord)).toEqual([false, false, false, true]);
    expect(answers).toMatchObject({
      invitationId: form.invitationId,
      offTheRecordSecondsLeft: 0,
      unexpectedAnswers: 0,
    });
    expect(await lea.history.reads(form)).toMatchObject([{ agent: { id: 'lea' }, invitationId: form.invitationId }]);
    // Nothing of the key is in the storage, and signing out forgets it.
    expect((await storage.ids()).filter((id) => id !== 'session' && id !== 'position')).toEqual([]);
    await lea.signOut();
    expect(lea.history.archiveKeys()).toEqual([]);
    await lea.signIn();
    await expect(lea.history.read(entry)).rejects.toMatchObject({ code: 'key_unknown', params: { keyId } });
  });

  test('the wrong passphrase, none, another key, half a file and a foreign half are told apart', async () => {
    const { file, account } = await archive(suite, PASSPHRASE);
    const other = await archive(suite);
    const desk = createDesk(account);
    const form = await closedForm(desk);
    const { history } = await manager(desk);
    const text = new TextDecoder().decode(file);
    const mixed = { ...JSON.parse(new TextDecoder().decode(other.file)), privateKey: toBase64url(webRandom(32)) };
    const wrong = [
      [file, `${PASSPHRASE}!`, 'passphrase'],
      [file, undefined, 'passphrase'],
      [file, '', 'passphrase'],
      [text.slice(0, -20), PASSPHRASE, 'file'],
      [text.replace('"iterations": 600000', '"iterations": 1'), PASSPHRASE, 'file'],
      [text.replace(/"keyId": "[^"]+"/, `"keyId": "${other.keyId}"`), PASSPHRASE, 'passphrase'],
      [JSON.stringify(mixed), undefined, 'file'],
      ['{}', undefined, 'file'],
      ['null', undefined, 'file'],
    ] as const;
    for (const [given, passphrase, key] of wrong) {
      await expect(history.importArchiveKey(given, passphrase)).rejects.toMatchObject({
        ...{ code: 'key_file_invalid', params: { key } },
      });
    }
    expect(history.archiveKeys()).toEqual([]);
    await history.importArchiveKey(other.file);
    await expect(history.read(form)).rejects.toMatchObject({ code: 'key_unknown' });
  });
});

/** Keys of a vault, as a KMS would have them. */
function vaultKeys({ keyId, privateKey }: Awaited<ReturnType<typeof archive>>, suite: SuiteId): KeyProvider {
  return Object.assign(memoryKeyProvider(), {
    archiveKeyIds: [keyId],
    openArchive: ({ enc, ciphertext, info, aad }: Parameters<NonNullable<KeyProvider['openArchive']>>[0]) =>
      hpkeOpen(suite, privateKey, enc, ciphertext, { info, aad }),
  });
}

test.each(['x25519', 'xwing'] as const)(
  'SF-ACC-04 a vault holds the key, sessions of %s: it opens without importing anything',
  async (suite) => {
    const pair = await archive('xwing');
    const desk = createDesk({ ...pair.account, suite, archive: 'vault' }, vaultKeys(pair, 'xwing'));
    const form = await closedForm(desk);
    const { history } = await manager(desk);
    expect(valuesOf(await history.read(form))).toEqual({ ...RECORDED, cvv: undefined });
    expect(await history.reads(form)).toHaveLength(1);
  },
);

test('SF-FORM-06 an answer that breaks the rules is shown as a mismatch in the history, too', async () => {
  const pair = await archive('x25519');
  const desk = createDesk({ ...pair.account, archive: 'vault' }, vaultKeys(pair, 'x25519'));
  const { maya, conversationId } = await submittedForm(desk);
  const sent = await maya.send(conversationId, 'payment-card');
  await (await desk.consumer(sent)).submit({ ...CARD, card: '4111111111111112' });
  await desk.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId });
  const { questions } = await (await manager(desk)).history.read({ conversationId, invitationId: sent.id });
  expect(questions.flatMap(({ question, mismatch }) => (mismatch ? [question.id] : []))).toEqual(['card']);
});

test('an agent is not permitted, and an answer about another form is refused', async () => {
  const { file, account } = await archive('x25519');
  const desk = createDesk(account);
  const [form, other] = [await closedForm(desk), await closedForm(desk)];
  const maya = desk.client('maya');
  await maya.signIn();
  const refused = { code: 'permission_denied' };
  await expect(maya.history.list()).rejects.toMatchObject(refused);
  await expect(maya.history.read(form)).rejects.toMatchObject(refused);
  await expect(maya.history.reads(form)).rejects.toMatchObject(refused);
  // A server that answers with another form's answers.
  const lea = desk.client('lea', {
    fetch: async (request) => {
      const answer = await desk.tellsafe.fetch(request);
      if (!request.url.endsWith('/read')) return answer;
      const text = (await answer.text()).replaceAll(form.invitationId, other.invitationId);
      return new Response(text, { status: answer.status, headers: answer.headers });
    },
  });
  await lea.signIn();
  await lea.history.importArchiveKey(file);
  await expect(lea.history.read(form)).rejects.toMatchObject({ code: 'answers_invalid' });
});

test('answers and keys that were on their way when the session ended are for nobody', async () => {
  const { file, account } = await archive('x25519', PASSPHRASE);
  const desk = createDesk(account);
  const form = await closedForm(desk);
  const lea = await manager(desk);
  const importing = lea.history.importArchiveKey(file, PASSPHRASE).catch((error) => error.code);
  await lea.signOut();
  expect(await importing).toBe('session_invalid');
  expect(lea.history.archiveKeys()).toEqual([]);
  await lea.signIn();
  await lea.history.importArchiveKey(file, PASSPHRASE);
  const reading = lea.history.read(form).catch((error) => error.code);
  await lea.signOut();
  expect(await reading).toMatch(/session_invalid|key_unknown/);
});
