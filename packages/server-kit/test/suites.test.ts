// Suites per account, and the archive: the server tells the suite, refuses any other, and has recorded answers sealed to the
// archive as well. The archive's key pair is the one that the command line makes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPart, type SealedPart } from '@tellsafe/core/answers';
import { atRestContext, openAtRest } from '@tellsafe/core/crypto/at-rest';
import { type SuiteId, suiteIds } from '@tellsafe/core/crypto/hpke';
import { fromBase64url, fromUtf8 } from '@tellsafe/core/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/cli/run.ts';
import type { AccountOptions, ArchiveKeyOptions } from '../src/index.ts';
import type { StoredRecord } from '../src/stores/types.ts';
import { Agent, Device, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';

let harness: Harness;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
});
afterEach(async () => {
  await harness.close();
  rmSync(folder, { recursive: true });
});

/** An archive key as an operator makes it: the setting, and the file with the private half. */
async function archiveKey(suite: SuiteId) {
  const path = join(folder, 'archive.key');
  const code = await runCli(['keys', 'archive', '--out', path, '--suite', suite], '0', { write() {}, error() {} });
  expect(code).toBe(0);
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<'publicKey' | 'privateKey' | 'keyId', string>;
  return { setting: { suite, publicKey: file.publicKey }, file };
}

const withAccount = (kind: (typeof storeKinds)[number], account: Partial<AccountOptions>) =>
  createHarness(kind, { account });

/** What lies in the sealed store for a conversation, without the kit: the part that was submitted. */
async function storedPart(conversationId: string): Promise<SealedPart> {
  const find = async (collection: string): Promise<StoredRecord> => {
    const query = { account: ACCOUNT, group: conversationId, collection, limit: 10 };
    const { records } = await harness.stores.sealed.list(query);
    expect(records).toHaveLength(1);
    return records[0] as StoredRecord;
  };
  const contextOf = ({ account, collection, group, id }: StoredRecord) => atRestContext(account, collection, group, id);
  const [wrapped, stored] = [await find('data-key'), await find('answers')];
  const { keyId, bytes } = JSON.parse(fromUtf8(wrapped.body));
  const dataKey = await harness.keys.unwrap({ keyId, bytes: fromBase64url(bytes) }, contextOf(wrapped));
  return JSON.parse(fromUtf8(openAtRest(dataKey, stored.body, contextOf(stored))));
}

describe.each(storeKinds)('suites on the %s store', (kind) => {
  test.each(suiteIds)('SF-FLOW-04 an account of %s: its session says so, its answers come back', async (suite) => {
    harness = await withAccount(kind, { suite });
    const { agent, submissionId, device } = await submittedForm(harness);
    expect(agent.session.suite).toBe(suite);
    expect(device.opened?.recipients.map((each) => each.suite)).toEqual([suite]);
    const { answer, values } = await agent.read(submissionId);
    expect(values).toEqual(answers.card);
    for (const part of [answer.parts.recorded, answer.parts.offTheRecord]) {
      expect(part?.recipients.map((copy) => copy.suite)).toEqual([suite]);
    }
  });

  test('the suite is x25519 where nothing else is set, and the other account keeps its own', async () => {
    harness = await withAccount(kind, { suite: 'xwing' });
    expect((await Agent.signIn(harness, 'cyd')).session.suite).toBe('x25519');
    expect((await Agent.signIn(harness, 'ada')).session.suite).toBe('xwing');
  });

  test.each([
    ['xwing', 'x25519'],
    ['x25519', 'xwing'],
  ] as const)(
    'security.md threat 3: an account of %s refuses a key of %s, and makes nothing of it',
    async (suite, other) => {
      harness = await withAccount(kind, { suite });
      const { agent, conversationId } = await sentForm(harness);
      const refused = await agent.trySend(conversationId, 'card', undefined, other);
      expect(refused).toMatchObject({
        status: 400,
        body: { code: 'request_invalid', issues: [{ path: 'suite', code: 'suite_unexpected' }] },
      });
      expect(await harness.tellsafe.invitations.list({ accountId: ACCOUNT, conversationId })).toHaveLength(1);
      expect((await agent.trySend(conversationId)).status).toBe(200);
    },
  );

  test('a key that names the right suite and is of another is refused', async () => {
    harness = await withAccount(kind, { suite: 'xwing' });
    const { agent, conversationId } = await sentForm(harness);
    for (const recipientPublicKey of [Buffer.alloc(32, 9), Buffer.alloc(1216, 0xff), Buffer.alloc(1216)]) {
      const refused = await agent.call('POST', '/v1/agent/invitations', {
        requestId: crypto.randomUUID(),
        conversationId,
        formId: 'card',
        suite: 'xwing',
        recipientPublicKey: recipientPublicKey.toString('base64url'),
      });
      expect(refused).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    }
  });
});

describe.each(storeKinds)('the archive on the %s store', (kind) => {
  test.each([
    ['x25519', 'x25519'],
    ['x25519', 'xwing'],
    ['xwing', 'x25519'],
    ['xwing', 'xwing'],
  ] as const)(
    'SF-ACC-04 agent %s, archive %s: the archive’s file opens recorded answers, the agent gets no copy of it',
    async (suite, archiveSuite) => {
      const { setting, file } = await archiveKey(archiveSuite);
      harness = await withAccount(kind, { suite, archiveKey: setting });
      const { agent, submissionId, conversationId, device } = await submittedForm(harness);
      expect(device.opened?.recipients.map((each) => [each.role, each.suite])).toEqual([
        ['agent', suite],
        ['archive', archiveSuite],
      ]);
      const part = await storedPart(conversationId);
      expect(part.recipients.map((copy) => [copy.role, copy.suite])).toEqual([
        ['agent', suite],
        ['archive', archiveSuite],
      ]);
      const { answer, values } = await agent.read(submissionId);
      const { cvv, ...recorded } = answers.card;
      const privateKey = fromBase64url(file.privateKey);
      const opening = { role: 'archive', suite: archiveSuite, keyId: file.keyId, privateKey } as const;
      expect(await openPart(part, answer.context, opening)).toEqual(recorded);
      expect(values).toEqual({ ...recorded, cvv });
      expect(answer.parts.recorded?.recipients.map(({ role }) => role)).toEqual(['agent']);
      expect(answer.parts.offTheRecord?.recipients.map(({ role }) => role)).toEqual(['agent']);
    },
  );

  test('SF-ACC-04 off-the-record answers are sealed to the agent alone, and a copy for the archive is refused', async () => {
    const { setting } = await archiveKey('xwing');
    harness = await withAccount(kind, { archiveKey: setting });
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    const sealed = await device.seal(answers.card);
    const [recorded, offTheRecord] = sealed.parts;
    expect(offTheRecord?.recipients.map(({ role }) => role)).toEqual(['agent']);
    const archiveCopy = recorded?.recipients[1];
    if (!offTheRecord || !archiveCopy) throw new Error('no parts');
    const tampered = { ...offTheRecord, recipients: [...offTheRecord.recipients, archiveCopy] };
    const submitKey = device.opened?.submitKey;
    const path = '/v1/forms/submit';
    const refused = await device.proven(path, { submitKey, sealed: { ...sealed, parts: [recorded, tampered] } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    const query = { account: ACCOUNT, group: conversationId, collection: 'answers', limit: 10 };
    expect((await harness.stores.sealed.list(query)).records).toEqual([]);
    expect((await device.proven(path, { submitKey, sealed })).status).toBe(200);
  });

  test('security.md threat 11: without the archive’s copy, or with one under another suite, nothing is kept', async () => {
    const { setting } = await archiveKey('xwing');
    harness = await withAccount(kind, { archiveKey: setting });
    const { device } = await sentForm(harness);
    await device.open();
    const sealed = await device.seal(answers.card);
    const submitKey = device.opened?.submitKey;
    const [recorded, ...rest] = sealed.parts;
    const [own, archived] = recorded?.recipients ?? [];
    if (!recorded || !own || !archived) throw new Error('no parts');
    const wrong = [
      [own],
      [archived, own],
      [own, { ...archived, suite: 'x25519' }],
      [own, { ...archived, suite: 'x25519', enc: own.enc }],
      [{ ...own, suite: 'xwing' }, archived],
      [own, { ...archived, enc: Buffer.alloc(1120).toString('base64url') }],
    ];
    for (const recipients of wrong) {
      const parts = [{ ...recorded, recipients }, ...rest];
      const refused = await device.proven('/v1/forms/submit', { submitKey, sealed: { ...sealed, parts } });
      expect(refused).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    }
    expect((await device.proven('/v1/forms/submit', { submitKey, sealed })).status).toBe(200);
  });
});

describe('changing the settings', () => {
  test('a session goes on with the suite that it was told; the next one has the new suite', async () => {
    const account: { suite: SuiteId } = { suite: 'x25519' };
    harness = await createHarness('memory', { account });
    const { agent, conversationId } = await sentForm(harness);
    account.suite = 'xwing';
    await harness.restart();
    expect((await agent.trySend(conversationId)).status).toBe(200);
    const next = await Agent.signIn(harness, 'ada');
    expect(next.session.suite).toBe('xwing');
    const invitation = await next.send(conversationId);
    const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
    const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
    await device.open();
    ok(await device.trySubmit(answers.card));
    const { submissionId = '' } = await next.invitation(conversationId, invitation.id);
    expect((await next.read(submissionId)).values).toEqual(answers.card);
  });

  test('a form that was sent before an archive was set up is sealed to its agent alone', async () => {
    const account: { archiveKey?: ArchiveKeyOptions } = {};
    harness = await createHarness('memory', { account });
    const { device } = await sentForm(harness);
    account.archiveKey = (await archiveKey('xwing')).setting;
    await harness.restart();
    expect((await device.open()).recipients.map(({ role }) => role)).toEqual(['agent']);
    ok(await device.trySubmit(answers.card));
  });
});
