// What a server can learn by the history: where the brand holds the archive key, its private half is neither in the server's stores
// nor in its memory; where a vault holds it, answers that it sealed again are not left there. Linux alone can look into a process.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPart } from '@tellsafe/core/answers';
import { formatArchiveKeyFile, openResealed } from '@tellsafe/core/answers/archive';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { createKeyFile } from '@tellsafe/server-kit/keys/file';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeakScanner } from '../../../../scripts/leak-scan.ts';
import { Agent, Device, ok } from '../clients.ts';
import { ACCOUNT, FORM_ORIGIN, forms, SHOP_ORIGIN } from '../harness.ts';
import { archivePair, tryRead } from '../history/stage.ts';
import type { KitNodeSetting } from '../support/kit-node.ts';
import { bundleKitNode, startKitNode } from '../support/kit-nodes.ts';
import { sized } from './size.ts';

const READINGS = sized(8, 200);
const PATIENCE_MS = sized(300_000, 600_000);
const isLinux = process.platform === 'linux';
const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
let program = '';
beforeAll(async () => {
  program = await bundleKitNode(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const answerOf = (number: number) => `${number} Umbrella Pines Terrace, flat ${number * 7919}`;

/** A node with an archive, and what was found of key and answers after managers have read. */
async function readAll(name: string, archive: 'brand' | 'vault', more: Partial<KitNodeSetting> = {}) {
  const data = join(folder, name);
  mkdirSync(data);
  const keyFile = join(data, 'tellsafe.keys');
  createKeyFile(keyFile);
  const pair = await archivePair();
  const file = join(folder, `${name}.archive`);
  const { setting, keyId, privateKey } = pair;
  writeFileSync(file, await formatArchiveKeyFile({ ...setting, keyId, privateKey }), { mode: 0o600 });
  const account = {
    ...{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms },
    ...{ archiveKey: setting, archive, features: { history: true } },
  };
  const held = archive === 'vault' ? { archive: [file] } : {};
  const node = await startKitNode(
    program,
    { account, keyFile, durable: { folder: data }, manager: 'lea', ...held, ...more },
    Date.now,
  );
  try {
    const { harness } = node;
    const [ada, lea] = [await Agent.signIn(harness, 'ada'), await Agent.signIn(harness, 'lea')];
    for (let number = 1; number <= READINGS; number += 1) {
      const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
      await ada.assign(conversationId);
      const invitation = await ada.send(conversationId, 'address');
      const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
      const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
      await device.open();
      ok(await device.trySubmit({ street: answerOf(number) }));
      ok(await ada.call('POST', `/v1/conversations/${conversationId}/close`, {}));
      expect(await valueFor(lea, { conversationId, invitation }, pair)).toBe(answerOf(number));
    }
    const keys = new LeakScanner([privateKey, toBase64url(privateKey)]);
    const answers = new LeakScanner(Array.from({ length: READINGS }, (_, at) => answerOf(at + 1)));
    const { pid } = node.worker;
    return {
      keyInFiles: keys.folder(data).length,
      keyInMemory: (keys.memory(pid, 'private') ?? []).length,
      answersInFiles: answers.folder(data).length,
      answersInMemory: new Set((answers.memory(pid, 'private') ?? []).map(({ mark }) => mark)).size,
      inOutput: [keys, answers].flatMap((scanner) => scanner.bytes('output', Buffer.from(node.output()))).length,
    };
  } finally {
    await node.worker.stop();
  }
}

/** What a manager's client opens. */
async function valueFor(
  lea: Agent,
  wanted: Parameters<typeof tryRead>[1],
  { keyId, privateKey }: Awaited<ReturnType<typeof archivePair>>,
): Promise<string | undefined> {
  const own = await generateRecipientKeyPair('x25519');
  const reader = { suite: 'x25519', publicKey: toBase64url(own.publicKey) } as const;
  const { answers, context } = ok(await tryRead(lea, wanted, reader));
  if (answers.sealedTo === 'archive') {
    return (await openPart(answers.part, context, { role: 'archive', suite: 'x25519', keyId, privateKey })).street;
  }
  const { sessionId } = lea.session;
  const id = await recipientKeyId('x25519', own.publicKey);
  const opening = { sessionId, suite: 'x25519', keyId: id, privateKey: own.privateKey } as const;
  return (await openResealed(answers.part, context, opening)).street;
}

test('SF-ACC-04 L0 the brand holds the key: the server cannot read, it has no private half anywhere', {
  timeout: PATIENCE_MS,
}, async () => {
  expect(await readAll('brand', 'brand')).toEqual({
    ...{ keyInFiles: 0, keyInMemory: 0, answersInFiles: 0, answersInMemory: 0, inOutput: 0 },
  });
});

test('SF-ACC-04 the vault holds it: what it sealed again is left neither in files nor in its memory', {
  timeout: PATIENCE_MS,
}, async () => {
  const found = await readAll('vault', 'vault');
  expect(found).toMatchObject({ keyInFiles: 0, answersInFiles: 0, answersInMemory: 0, inOutput: 0 });
  // The control of the test above: a key that a process holds is found.
  if (isLinux) expect(found.keyInMemory).toBeGreaterThan(0);
});

test('control: a vault that reads what it opens is found', { timeout: PATIENCE_MS }, async () => {
  const { answersInMemory } = await readAll('careless', 'vault', { keepsOpened: true });
  if (isLinux) expect(answersInMemory).toBe(READINGS);
});

test('control: a key that lies beside the databases is found', () => {
  const data = join(folder, 'planted');
  mkdirSync(data);
  const key = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
  writeFileSync(join(data, 'notes'), `archive: ${toBase64url(key)}`);
  expect(readFileSync(join(data, 'notes')).length).toBeGreaterThan(0);
  expect(new LeakScanner([key]).folder(data)).toHaveLength(1);
});
