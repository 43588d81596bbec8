// Wrapping data keys anew before a key-encryption key is retired: what lives stays readable and lives no longer for it, what is
// erased or over goes with the key.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEEP_MS } from '../../src/services/data-keys.ts';
import { conversationKey, dataKeyKey } from '../../src/services/records/keys.ts';
import { Agent } from '../clients.ts';
import { ACCOUNT, answers, createHarness, type Harness } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { conversationWith, submitIn, write } from './stage.ts';

const consumerId = 'customer-4711';
const currentKey = async ({ keys }: Harness) => (await keys.wrap(new Uint8Array(32), new Uint8Array())).keyId;

describe.each(['memory', 'sqlite'] as const)('on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test('SF-RET-03 after a renewal a key is retired without loss, and nothing lives longer', async () => {
    const agent = await Agent.signIn(harness, 'ada');
    const conversationId = await conversationWith(harness, consumerId);
    await agent.assign(conversationId);
    await write(harness, conversationId, 'I live in Ghent.');
    const submissionId = await submitIn(harness, agent, conversationId);
    const expiries = async () => {
      const [conversation] = await harness.stores.records.get([conversationKey(ACCOUNT, conversationId)]);
      const [dataKey] = await harness.stores.sealed.get([dataKeyKey(ACCOUNT, conversationId, submissionId)]);
      return [conversation?.expiresAt, dataKey?.expiresAt];
    };
    const { privacy } = harness.tellsafe;
    await privacy.holdConversation({ accountId: ACCOUNT, conversationId, holdId: 'case 7' });
    const [before, keyId] = [await expiries(), await currentKey(harness)];
    expect(before.every(Boolean)).toBe(true);
    harness.clock.advance(1_000);
    await expect(privacy.renewKeys({ keyId })).rejects.toThrow(RangeError);
    await harness.keys.rotate();
    expect(await privacy.renewKeys({ keyId, limit: 1 })).toEqual({ renewed: 2, left: true });
    while ((await privacy.renewKeys({ keyId, limit: 1 })).left);
    expect(await privacy.renewKeys({ keyId })).toEqual({ renewed: 0, left: false });
    expect(await expiries()).toEqual(before);
    await harness.keys.destroy(keyId);
    harness.clock.advance(KEEP_MS);
    expect((await agent.read(submissionId)).values).toEqual(answers.address);
    const { conversations } = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
    expect(conversations[0]).toMatchObject({ conversationId, name: 'Kim', messages: [{ text: 'I live in Ghent.' }] });
    const told = (await auditOf(harness)).filter(({ action }) => action === 'keys-renew');
    expect(told.reduce((sum, { count = 0 }) => sum + count, 0)).toBe(3);
  });
});

test('SF-RET-03 conversations that change meanwhile are renewed as well, and lose nothing', async () => {
  const harness = await createHarness('memory');
  const agent = await Agent.signIn(harness, 'ada');
  const ids = await Promise.all(Array.from({ length: 20 }, () => conversationWith(harness, consumerId)));
  const keyId = await currentKey(harness);
  await harness.keys.rotate();
  await Promise.all([...ids.map((id) => agent.assign(id)), harness.tellsafe.privacy.renewKeys({ keyId })]);
  while ((await harness.tellsafe.privacy.renewKeys({ keyId })).left);
  await harness.keys.destroy(keyId);
  harness.clock.advance(KEEP_MS);
  const { conversations } = await harness.tellsafe.privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
  expect(conversations.map(({ agent: assigned }) => assigned?.id)).toEqual(ids.map(() => 'ada'));
  await harness.close();
});

test('SF-RET-03 a retired key took its consumers with it, and those who come later are found', async () => {
  const harness = await createHarness('memory');
  await conversationWith(harness, consumerId);
  const keyId = await currentKey(harness);
  await harness.keys.rotate();
  await harness.keys.destroy(keyId);
  harness.clock.advance(KEEP_MS);
  const { privacy } = harness.tellsafe;
  await expect(privacy.renewKeys({ keyId })).rejects.toMatchObject({ code: 'key_unknown' });
  expect((await privacy.exportConsumer({ accountId: ACCOUNT, consumerId })).conversations).toEqual([]);
  const later = await conversationWith(harness, consumerId);
  const { conversations } = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
  expect(conversations.map(({ conversationId }) => conversationId)).toEqual([later]);
  for (const limit of [0, 1_001, 1.5]) await expect(privacy.renewKeys({ keyId, limit })).rejects.toThrow(RangeError);
  await harness.close();
});

test('SF-RET-03 the key by which consumers are found outlives every rotation in which it is used', async () => {
  const harness = await createHarness('memory');
  const { privacy } = harness.tellsafe;
  const id = await conversationWith(harness, consumerId);
  const keyId = await currentKey(harness);
  await harness.keys.rotate();
  harness.clock.advance(KEEP_MS);
  // Fetched again, it is wrapped anew; two at once agree.
  await Promise.all([1, 2].map(() => privacy.exportConsumer({ accountId: ACCOUNT, consumerId })));
  await harness.tellsafe.conversations.assign({
    ...{ accountId: ACCOUNT, conversationId: id },
    agent: { id: 'ada', name: 'Ada' },
  });
  await harness.keys.destroy(keyId);
  harness.clock.advance(KEEP_MS);
  const { conversations } = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
  expect(conversations.map(({ conversationId }) => conversationId)).toEqual([id]);
  await harness.close();
});
