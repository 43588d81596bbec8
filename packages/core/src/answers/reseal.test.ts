// Sealing the archive's copy again for a reader: what it is bound to, and that the bytes between are wiped.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateRecipientKeyPair, hpkeOpen, recipientKeyId, type SuiteId, suiteIds } from '../crypto/hpke.ts';
import { webRandom } from '../crypto/random.ts';
import { toBase64url } from '../encoding/base64url.ts';
import { type ArchivedCopy, archiveCopyOf, openResealed, resealPart } from './archive.ts';
import { sealAnswers } from './seal.ts';
import type { RecipientRole, SealedPart } from './types.ts';

const context = {
  accountId: 'acme',
  conversationId: '11111111-1111-4111-8111-111111111111',
  invitationId: '22222222-2222-4222-8222-222222222222',
  definitionHash: 'A'.repeat(43),
};
const sessionId = '33333333-3333-4333-8333-333333333333';
const questions = [
  { id: 'street', offTheRecord: false },
  { id: 'cvv', offTheRecord: true },
];

async function recipient(role: RecipientRole, suite: SuiteId) {
  const { publicKey, privateKey } = await generateRecipientKeyPair(suite);
  const keyId = await recipientKeyId(suite, publicKey);
  return { key: { role, suite, keyId, publicKey: toBase64url(publicKey) }, publicKey, privateKey };
}

async function stage(archiveSuite: SuiteId, readerSuite: SuiteId, answers: Record<string, string>) {
  const [agent, archive, reader] = [
    await recipient('agent', 'x25519'),
    await recipient('archive', archiveSuite),
    await recipient('agent', readerSuite),
  ];
  const { parts } = await sealAnswers({ questions }, answers, context, [agent.key, archive.key], webRandom);
  const [recorded, offTheRecord] = parts as [SealedPart, SealedPart];
  const opened: Uint8Array[] = [];
  const open = async ({ suite, enc, ciphertext, info, aad }: ArchivedCopy) => {
    const bytes = await hpkeOpen(suite, archive.privateKey, enc, ciphertext, { info, aad });
    opened.push(bytes);
    return bytes;
  };
  const who = { sessionId, suite: readerSuite, keyId: reader.key.keyId };
  const reseal = (part = recorded, place = context) =>
    resealPart(part, place, { ...who, publicKey: reader.publicKey }, open);
  return { recorded, offTheRecord, reseal, opened, own: { ...who, privateKey: reader.privateKey } };
}

describe.each(suiteIds)('from an archive of %s', (archiveSuite) => {
  test.each(suiteIds)('SF-ACC-04 to a reader of %s: the same answers, the bytes between wiped', async (readerSuite) => {
    const { reseal, opened, own, recorded } = await stage(archiveSuite, readerSuite, { street: '1 Loop', cvv: '737' });
    const part = await reseal();
    expect(part.commitment).toBe(recorded.commitment);
    expect(await openResealed(part, context, own)).toEqual({ street: '1 Loop' });
    expect(opened).toHaveLength(1);
    expect(opened[0]?.every((byte) => byte === 0)).toBe(true);
  });
});

test('security.md threat 12: it opens in its own place alone', async () => {
  const { reseal, own } = await stage('x25519', 'x25519', { street: '1 Loop' });
  const part = await reseal();
  const fields = ['accountId', 'conversationId', 'invitationId', 'definitionHash'] as const;
  const moved = fields.map((field) => [part, { ...context, [field]: `${context[field]}x` }, own] as const);
  const other = await generateRecipientKeyPair('x25519');
  const wrong = [
    ...moved,
    [part, context, { ...own, sessionId: 'x' }],
    [part, context, { ...own, keyId: 'x' }],
    [part, context, { ...own, suite: 'xwing' }],
    [part, context, { ...own, privateKey: other.privateKey }],
    [{ ...part, commitment: 'A'.repeat(43) }, context, own],
    [{ ...part, keyId: 'x' }, context, own],
    [{ ...part, enc: '!' }, context, own],
  ] as const;
  for (const [sealed, place, reader] of wrong) {
    await expect(openResealed(sealed, place, reader)).rejects.toMatchObject({ code: 'answers_invalid' });
  }
  expect(await openResealed(part, context, own)).toEqual({ street: '1 Loop' });
});

test('SF-ACC-04 a part that is off the record, or has no copy or two for the archive, is not touched', async () => {
  const { reseal, recorded, offTheRecord, opened } = await stage('x25519', 'x25519', { street: '1 Loop', cvv: '737' });
  const copy = archiveCopyOf(recorded);
  const agents = recorded.recipients.filter(({ role }) => role === 'agent');
  const wrong = [
    offTheRecord,
    { ...offTheRecord, recipients: [...offTheRecord.recipients, copy] },
    { ...recorded, recipients: agents },
    { ...recorded, recipients: [copy, copy] },
  ];
  for (const part of wrong) await expect(reseal(part)).rejects.toMatchObject({ code: 'answers_invalid' });
  await expect(reseal(recorded, { ...context, accountId: 'globex' })).rejects.toMatchObject({
    code: 'answers_invalid',
  });
  expect(opened).toEqual([]);
});

test('whatever was answered comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (street) => {
      const { reseal, own } = await stage('x25519', 'x25519', { street });
      expect(await openResealed(await reseal(), context, own)).toEqual({ street });
    }),
    { numRuns: 15 },
  );
});
