// Desk and vault apart, on one set of records: the whole way of a form, and what each half leaves to the other when that is away.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importProofKey } from '@tellsafe/core/crypto';
import { fromBase64url } from '@tellsafe/core/encoding';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createKeyFile, fileKeys } from '../../src/keys/file.ts';
import { servesRoute } from '../../src/roles.ts';
import { contextOfKey } from '../../src/services/privacy/wrapped-keys.ts';
import { dataKeyCodec } from '../../src/services/records/submission.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Agent, agentThrough, call, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, createHarness, FORM_ORIGIN } from '../harness.ts';
import { archivePair, holdingArchive, reader, signIn, tryRead } from '../history/stage.ts';
import { storeWith } from '../support/broken-stores.ts';
import { offTheRecordIn, openSplit, routePatterns, type Split, type SplitOptions } from './stage.ts';

async function split(options: SplitOptions = {}): Promise<Split> {
  const opened = await openSplit(options);
  onTestFinished(opened.close);
  return opened;
}

describe('routes', () => {
  test('every route is served by one half, files and health by both', () => {
    const shared = routePatterns.filter(({ name }) => servesRoute(['desk'], name) && servesRoute(['vault'], name));
    expect(shared.map(({ name }) => name).sort()).toEqual(['asset', 'integrity', 'live', 'ready', 'widget']);
    for (const { name } of routePatterns) expect(servesRoute(['desk', 'vault'], name)).toBe(true);
  });

  test('a half knows nothing of the routes of the other', async () => {
    const { desk, vault } = await split();
    for (const { name, method, path } of routePatterns) {
      const there = path.replace(/:[a-z]+/g, 'x');
      for (const [role, tellsafe] of [
        ['desk', desk],
        ['vault', vault],
      ] as const) {
        for (const asked of [method, 'OPTIONS']) {
          const { status, text } = await call({ tellsafe }, asked, there, method === 'POST' ? { body: {} } : {});
          const isUnknown = status === 404 && text.includes('route_unknown');
          if (!servesRoute([role], name)) expect([role, name, isUnknown]).toEqual([role, name, true]);
        }
      }
    }
  });

  test('the form page of the vault connects to its own origin alone', async () => {
    const { desk, vault } = await split();
    const page = () => new Request(`${FORM_ORIGIN}/tellsafe/form/${ACCOUNT}`);
    expect((await desk.fetch(page())).status).toBe(404);
    expect((await vault.fetch(page())).headers.get('content-security-policy')).toMatch(/connect-src 'self'/);
  });
});

describe('the way of a form', () => {
  test('SF-FLOW-01 to SF-FLOW-08 sent at the desk, filled in and read at the vault', async () => {
    const { harness, stores } = await split();
    const { agent, submissionId, conversationId } = await submittedForm(harness);
    expect((await agent.read(submissionId)).values).toEqual(answers.card);
    expect(await offTheRecordIn({ stores }, conversationId)).toBe(1);
    // The second time with the same key is somebody else's, as everywhere.
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    ok(await agent.tryRead(submissionId, readKey));
    const bob = await Agent.signIn(harness, 'bob');
    expect((await bob.tryRead(submissionId, readKey)).status).toBe(403);
  });

  test('SF-ACC-04 a manager lists at the desk and reads at the vault, which seals again', async () => {
    const pair = await archivePair();
    const account = { archiveKey: pair.setting, archive: 'vault', features: { history: true } } as const;
    const { harness, desk, vault } = await split({ account, sealedKeys: (keys) => holdingArchive(keys, pair) });
    const submitted = await submittedForm(harness, 'address');
    const { conversationId } = submitted;
    await desk.conversations.close({ accountId: ACCOUNT, conversationId });
    const manager = await signIn(harness, reader);
    expect((await desk.history.list({ accountId: ACCOUNT })).entries).toMatchObject([{ archiveKeyId: pair.keyId }]);
    const read = ok(await tryRead(manager, submitted));
    expect(read.answers.sealedTo).toBe('reader');
    expect(await vault.history.reads({ accountId: ACCOUNT, conversationId })).toHaveLength(1);
    const key = await importProofKey(fromBase64url(manager.session.sessionKey));
    const there = new Agent({ ...harness, tellsafe: desk }, manager.session, key);
    expect((await tryRead(there, submitted)).text).toContain('route_unknown');
  });

  test('a session that has ended at the desk has ended at the vault', async () => {
    const { harness } = await split();
    const { agent, submissionId } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    ok(await agent.call('DELETE', '/v1/agent/sessions/current'));
    expect((await agent.tryRead(submissionId, readKey)).status).toBe(401);
    expect((await agent.tryReadKey(submissionId)).status).toBe(401);
  });
});

describe('SF-OTR-02 what is off the record goes when access ends at the desk', () => {
  const ends = {
    logout: async ({ agent }) => void ok(await agent.call('DELETE', '/v1/agent/sessions/current')),
    close: async ({ agent, conversationId }) =>
      void ok(await agent.call('POST', `/v1/conversations/${conversationId}/close`, {})),
    transfer: async ({ agent, conversationId }) =>
      void ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: null })),
  } satisfies Record<string, (form: Awaited<ReturnType<typeof submittedForm>>) => Promise<void>>;

  test.each(Object.keys(ends) as (keyof typeof ends)[])('%s', async (end) => {
    const apart = await split();
    const form = await submittedForm(apart.harness);
    const other = await submittedForm(apart.harness);
    await ends[end](form);
    expect((await form.agent.tryReadKey(form.submissionId)).status).toBeGreaterThanOrEqual(400);
    // The desk's own maintenance cannot do it, and does not claim that it did.
    await apart.desk.maintain();
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(1);
    await apart.vault.maintain();
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(0);
    expect(await offTheRecordIn(apart, other.conversationId)).toBe(1);
    const notes = { account: ACCOUNT, group: form.conversationId, collection: 'discard', limit: 10 };
    expect((await apart.stores.records.list(notes)).records).toEqual([]);
  });

  test('a payment that was authorised', async () => {
    const apart = await split();
    const form = await submittedForm(apart.harness);
    const other = await submittedForm(apart.harness);
    await apart.desk.invitations.markAuthorised(form.place);
    const { answer } = await form.agent.read(form.submissionId);
    expect([answer.parts.offTheRecord, answer.parts.recorded !== null]).toEqual([null, true]);
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(1);
    await apart.vault.maintain();
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(0);
    expect(await offTheRecordIn(apart, other.conversationId)).toBe(1);
  });

  test('control: a vault that never looks keeps it', async () => {
    const apart = await split();
    const form = await submittedForm(apart.harness);
    await ends.close(form);
    for (let rounds = 0; rounds < 3; rounds += 1) await apart.desk.maintain();
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(1);
  });

  test('an agent idles out while the desk is away: the vault ends the session by its own clock', async () => {
    const apart = await split();
    const form = await submittedForm(apart.harness);
    apart.clock.advance(form.agent.session.idleSeconds * 1000);
    expect((await form.agent.tryReadKey(form.submissionId)).status).toBe(401);
    expect(await apart.vault.maintain()).toMatchObject({ sessionsEnded: 1 });
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(0);
  });

  test('a form expires while the desk is away', async () => {
    const apart = await split();
    const { conversationId, invitation } = await sentForm(apart.harness);
    apart.clock.advance(86_400_000);
    expect(await apart.vault.maintain()).toMatchObject({ expired: 1 });
    const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
    expect((await apart.desk.invitations.get(place)).status).toBe('expired');
  });

  test('nothing is left of it after its time, even if the vault hears of no end', async () => {
    const apart = await split();
    const form = await submittedForm(apart.harness);
    apart.clock.advance(900_000);
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(0);
  });
});

describe('SF-RET-03 erasing, holding and exporting at the desk', () => {
  const sealedIn = async ({ stores }: Split, group: string) => {
    const list = (collection: string) => stores.sealed.list({ account: ACCOUNT, group, collection, limit: 10 });
    return [...(await list('data-key')).records, ...(await list('answers')).records].length;
  };

  test('an erasure makes unreachable at once, and the vault destroys', async () => {
    const apart = await split();
    const { desk, vault } = apart;
    const form = await submittedForm(apart.harness);
    await desk.privacy.eraseSubmission({ accountId: ACCOUNT, submissionId: form.submissionId });
    expect((await form.agent.tryReadKey(form.submissionId)).status).toBe(410);
    expect(await desk.privacy.purgeLag()).toMatchObject({ erasures: 1 });
    await desk.maintain();
    expect(await sealedIn(apart, form.conversationId)).toBe(2);
    await vault.maintain();
    expect(await sealedIn(apart, form.conversationId)).toBe(0);
    expect(await offTheRecordIn(apart, form.conversationId)).toBe(0);
    expect(await desk.privacy.purgeLag()).toMatchObject({ erasures: 0 });
  });

  test('so with a consumer, whose conversations are gone from the desk at once', async () => {
    const apart = await split();
    const { desk, vault } = apart;
    const { conversationId: other } = await submittedForm(apart.harness);
    const started = await desk.conversations.start({ accountId: ACCOUNT, name: 'Kim', consumerId: 'kim-1' });
    await desk.privacy.eraseConsumer({ accountId: ACCOUNT, consumerId: 'kim-1' });
    const gone = { accountId: ACCOUNT, conversationId: started.conversationId };
    await expect(desk.conversations.get(gone)).rejects.toMatchObject({ code: 'conversation_unknown' });
    await vault.maintain();
    expect(await desk.privacy.purgeLag()).toMatchObject({ erasures: 0 });
    expect(await sealedIn(apart, other)).toBe(2);
  });

  test('a hold of the desk keeps what the vault would purge, until it is released', async () => {
    const apart = await split();
    const { desk } = apart;
    const form = await submittedForm(apart.harness);
    const place = { accountId: ACCOUNT, conversationId: form.conversationId };
    await desk.privacy.holdConversation({ ...place, holdId: 'case-7' });
    await apart.maintain();
    apart.clock.advance(500 * 86_400_000);
    await apart.maintain();
    expect(await sealedIn(apart, form.conversationId)).toBe(2);
    await expect(desk.privacy.eraseConversation(place)).rejects.toMatchObject({ code: 'legal_hold' });
    await desk.privacy.releaseHold({ ...place, holdId: 'case-7' });
    for (let rounds = 0; rounds < 3; rounds += 1) await apart.maintain();
    expect(await sealedIn(apart, form.conversationId)).toBe(0);
  });

  test('an export at the desk says what was asked to be erased', async () => {
    const { desk, harness } = await split();
    const agent = await Agent.signIn(harness, 'ada');
    const { conversationId } = await desk.conversations.start({ accountId: ACCOUNT, name: 'Kim', consumerId: 'kim-1' });
    await agent.assign(conversationId);
    await agent.send(conversationId);
    const exported = await desk.privacy.exportConsumer({ accountId: ACCOUNT, consumerId: 'kim-1' });
    expect(exported.conversations).toHaveLength(1);
    expect(exported.conversations[0]?.invitations).toHaveLength(1);
  });
});

describe('what the halves tell each other', () => {
  test('SF-OTR-01 a desk sends no form that the vault has no room for, and hears when there is', async () => {
    let load = 0.95;
    const apart = await split({
      volatile: (clock) => {
        const store = memoryStore({ clock });
        return { ...storeWith(store, {}), load: async () => load };
      },
    });
    await apart.vault.maintain();
    const agent = await Agent.signIn(apart.harness, 'ada');
    const { conversationId } = await apart.desk.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
    await agent.assign(conversationId);
    expect((await agent.trySend(conversationId)).text).toContain('off_the_record_full');
    ok(await agent.trySend(conversationId, 'address'));
    load = 0.1;
    await apart.vault.maintain();
    ok(await agent.trySend(conversationId));
    load = 0.95;
    await apart.vault.maintain();
    // A vault that is gone says nothing; what it said last holds no longer than a minute.
    apart.clock.advance(60_000);
    ok(await agent.trySend(conversationId));
  });

  test('SF-RET-03 each half wraps anew what is its own', async () => {
    const { harness, desk, vault, keys, stores } = await split();
    await submittedForm(harness);
    const current = async (which: 'records' | 'sealed') =>
      (await keys[which].wrap(new Uint8Array(32), new Uint8Array())).keyId;
    const old = { records: await current('records'), sealed: await current('sealed') };
    await keys.records.rotate();
    await keys.sealed.rotate();
    expect((await desk.privacy.renewKeys({ keyId: old.records })).renewed).toBeGreaterThan(0);
    expect(await desk.privacy.renewKeys({ keyId: old.sealed })).toEqual({ renewed: 0, left: false });
    expect(await vault.privacy.renewKeys({ keyId: old.sealed })).toEqual({ renewed: 1, left: false });
    const { records } = await stores.sealed.list({
      ...{ account: ACCOUNT, index: 'wrapped-under', value: await current('sealed'), limit: 10 },
    });
    expect(records).toHaveLength(1);
  });

  test('SF-AUD-01 both write one audit, whose chain holds', async () => {
    const apart = await split();
    const form = await submittedForm(apart.harness);
    await form.agent.read(form.submissionId);
    await apart.maintain();
    await apart.maintain();
    const verified = await apart.desk.audit.verify({ accountId: ACCOUNT });
    expect(verified.findings).toEqual([]);
    const { entries } = await apart.desk.audit.list({ accountId: ACCOUNT, limit: 100 });
    const actions = entries.map(({ entry }) => entry.action);
    expect(actions).toEqual(expect.arrayContaining(['invitation-send', 'form-submit', 'answers-read']));
  });
});

test('from one process to two: after renewing, the key file of the desk opens no answer of before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [deskFile, vaultFile] = [join(folder, 'tellsafe.keys'), join(folder, 'vault.keys')];
  createKeyFile(deskFile);
  const keys = fileKeys(deskFile);
  const before = await createHarness('memory', { keys: () => keys });
  onTestFinished(before.close);
  const { agent, submissionId, conversationId } = await submittedForm(before, 'address');
  const [old] = (
    await before.stores.sealed.list({ account: ACCOUNT, group: conversationId, collection: 'data-key', limit: 1 })
  ).records;
  const { keyId = '' } = old ? dataKeyCodec.decode(old.body) : {};

  copyFileSync(deskFile, vaultFile);
  const sealed = fileKeys(vaultFile);
  await sealed.rotate();
  const apart = await split({ stores: before.stores, keys: { records: keys, sealed } });
  const there = agentThrough(apart.harness, agent);
  expect((await there.read(submissionId)).values).toEqual(answers.address);
  expect(await apart.vault.privacy.renewKeys({ keyId })).toMatchObject({ left: false });
  await sealed.destroy(keyId);
  expect((await there.read(submissionId)).values).toEqual(answers.address);
  const query = { account: ACCOUNT, collection: 'data-key', group: conversationId, limit: 10 };
  for (const { body, ...key } of (await apart.stores.sealed.list(query)).records) {
    const { keyId: wrappedBy, bytes } = dataKeyCodec.decode(body);
    const wrapped = { keyId: wrappedBy, bytes: fromBase64url(bytes) };
    await expect(keys.unwrap(wrapped, contextOfKey(key))).rejects.toMatchObject({ code: 'key_unknown' });
    await sealed.unwrap(wrapped, contextOfKey(key));
  }
});
