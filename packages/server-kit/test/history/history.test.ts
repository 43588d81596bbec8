// The history (SF-ACC-04, SF-MGR-01): who reads recorded answers of closed conversations, and what stands in the way of everybody
// else. Each condition alone refuses, with one answer; flipped ones are found.
import { openPart } from '@tellsafe/core/answers';
import { openResealed } from '@tellsafe/core/answers/archive';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { HistoryListResponse, HistoryReadsResponse } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { type Answered, fingerprint, ok, sentForm, submittedForm } from '../clients.ts';
import type { HarnessOptions, StoreKind } from '../harness.ts';
import { ACCOUNT, answers, createHarness, type Harness, OTHER_ACCOUNT, withHarness } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { storeWith } from '../support/broken-stores.ts';
import { archivePair, closedForm, reader, signIn, tryRead, type Wanted, withHistory } from './stage.ts';

const { cvv: _cvv, ...recordedCard } = answers.card;
const pair = await archivePair();
const kinds = ['memory', 'sqlite'] as const;

describe.each(kinds)('reading on the %s store', (kind) => {
  test('SF-ACC-04 the brand holds the key: the archive’s copy comes as it is, and nothing that is off the record', async () => {
    await withHarness(kind, withHistory(pair, 'brand'), async (harness) => {
      const form = await closedForm(harness);
      const answer = await tryRead(await signIn(harness), form);
      const { answers: given, context, definition, submissionId } = ok(answer);
      if (given.sealedTo !== 'archive') throw new Error('not sealed to the archive');
      expect(given.part).toMatchObject({ class: 'recorded', recipients: [{ role: 'archive', keyId: pair.keyId }] });
      const opening = { role: 'archive', suite: 'x25519', keyId: pair.keyId, privateKey: pair.privateKey } as const;
      expect(await openPart(given.part, context, opening)).toEqual(recordedCard);
      expect(submissionId).toBe(form.submissionId);
      expect(definition.id).toBe('card');
      expect(answer.text).not.toContain('off-the-record');
    });
  });

  test('SF-ACC-04 the vault holds it: sealed again for this session and this reading, and for no other', async () => {
    await withHarness(kind, withHistory(pair, 'vault'), async (harness) => {
      const form = await closedForm(harness);
      const manager = await signIn(harness);
      const keys = await generateRecipientKeyPair('x25519');
      const given = { suite: 'x25519', publicKey: toBase64url(keys.publicKey) } as const;
      const answer = ok(await tryRead(manager, form, given));
      if (answer.answers.sealedTo !== 'reader') throw new Error('not sealed to the reader');
      const keyId = await recipientKeyId('x25519', keys.publicKey);
      const own = {
        sessionId: manager.session.sessionId,
        suite: 'x25519',
        keyId,
        privateKey: keys.privateKey,
      } as const;
      const { part } = answer.answers;
      expect(await openResealed(part, answer.context, own)).toEqual(recordedCard);
      const other = await generateRecipientKeyPair('x25519');
      const wrong = [
        [{ ...own, privateKey: other.privateKey }, answer.context, part],
        [{ ...own, sessionId: '6f1d1c1e-0000-4000-8000-000000000000' }, answer.context, part],
        [own, { ...answer.context, invitationId: '6f1d1c1e-0000-4000-8000-000000000000' }, part],
        [own, { ...answer.context, definitionHash: 'A'.repeat(43) }, part],
        [own, answer.context, { ...part, commitment: 'A'.repeat(43) }],
      ] as const;
      for (const [who, context, sealed] of wrong) {
        await expect(openResealed(sealed, context, who)).rejects.toMatchObject({ code: 'answers_invalid' });
      }
    });
  });
});

/** Everything is as it must be but one thing: a kit, and who asks for what. */
interface Lack {
  readonly options?: HarnessOptions;
  readonly prepare: (harness: Harness) => Promise<{ readonly wanted: Wanted; readonly who?: typeof reader }>;
}

const unknownId = '6f1d1c1e-0000-4000-8000-000000000000';
const closed = async (harness: Harness) => ({ wanted: await closedForm(harness) });

const lacks: Readonly<Record<string, Lack>> = {
  'the feature': { options: withHistory(pair, 'brand', { features: {} }), prepare: closed },
  'the permission': {
    prepare: async (harness) => ({ wanted: await closedForm(harness), who: { ...reader, permissions: [] } }),
  },
  'the permission, as a manager has it by default': {
    prepare: async (harness) => {
      const { permissions: _permissions, ...who } = reader;
      return { wanted: await closedForm(harness), who };
    },
  },
  'the account': {
    prepare: async (harness) => ({ wanted: await closedForm(harness), who: { ...reader, accountId: OTHER_ACCOUNT } }),
  },
  'the end of the conversation': { prepare: async (harness) => ({ wanted: await submittedForm(harness) }) },
  'the submission': {
    prepare: async (harness) => {
      const wanted = await sentForm(harness);
      await wanted.device.open();
      await harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId: wanted.conversationId });
      return { wanted };
    },
  },
  'recorded answers': { prepare: async (harness) => ({ wanted: await closedForm(harness, 'code') }) },
  'answers that were not erased': {
    prepare: async (harness) => {
      const wanted = await closedForm(harness);
      await harness.tellsafe.privacy.eraseSubmission({ accountId: ACCOUNT, submissionId: wanted.submissionId });
      return { wanted };
    },
  },
  'a conversation that was not erased': {
    prepare: async (harness) => {
      const wanted = await closedForm(harness);
      await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId: wanted.conversationId });
      return { wanted };
    },
  },
  'an invitation that there is': {
    prepare: async (harness) => {
      const form = await closedForm(harness);
      return { wanted: { ...form, invitation: { ...form.invitation, id: unknownId } } };
    },
  },
  'the right conversation': {
    prepare: async (harness) => {
      const [form, other] = [await closedForm(harness), await closedForm(harness)];
      return { wanted: { ...form, conversationId: other.conversationId } };
    },
  },
};

/** A kit with one rule broken from a moment on. */
interface Broken {
  readonly options: HarnessOptions;
  readonly arm: () => void;
}

async function attempt(kind: StoreKind, { options, prepare }: Lack, broken?: Broken) {
  const harness = await createHarness(kind, { ...withHistory(pair, 'brand'), ...options, ...broken?.options });
  try {
    const { wanted, who } = await prepare(harness);
    broken?.arm();
    const answer = await tryRead(await signIn(harness, who), wanted);
    const told = (await auditOf(harness)).filter(({ action }) => action === 'history-read');
    return { answer, told: told.map(({ outcome }) => outcome) };
  } finally {
    await harness.close();
  }
}

/** What a refusal must be; whatever was refused otherwise, or not at all, is named. */
const refusalOf = ({ status, body }: Answered) => [status, (body as { code?: string }).code];

describe.each(kinds)('what is missing on the %s store', (kind) => {
  test('SF-ACC-04 each missing condition alone refuses, with the same answer, and the audit knows of it', async () => {
    const seen = new Map<string, string>();
    for (const [name, lack] of Object.entries(lacks)) {
      const { answer, told } = await attempt(kind, lack);
      expect([name, ...refusalOf(answer)]).toEqual([name, 403, 'permission_denied']);
      // The other account's audit hears of it, and this one of nothing.
      expect([name, told]).toMatchObject([name, name === 'the account' ? [] : [{ refused: expect.any(String) }]]);
      seen.set(name, fingerprint(answer));
    }
    expect(new Set(seen.values()).size).toBe(1);
  });

  test('SF-ACC-04 a form that was sent before there was an archive has nothing for it', async () => {
    const account = { archiveKey: undefined, features: {} } as Record<string, unknown>;
    const harness = await createHarness(kind, { account });
    Reflect.deleteProperty(account, 'archiveKey');
    await harness.restart();
    const form = await closedForm(harness);
    Object.assign(account, withHistory(pair, 'brand').account);
    await harness.restart();
    const manager = await signIn(harness);
    expect(refusalOf(await tryRead(manager, form))).toEqual([403, 'permission_denied']);
    expect(ok(await manager.call('POST', '/v1/manager/history', {}))).toEqual({ entries: [], archive: 'brand' });
    await harness.close();
  });
});

test('SF-AUD-01 whoever may not list the history is told of, whoever may is not', async () => {
  await withHarness('memory', withHistory(pair, 'brand'), async (harness) => {
    const told = async () => (await auditOf(harness)).filter(({ action }) => action === 'history-read');
    ok(await (await signIn(harness)).call('POST', '/v1/manager/history', {}));
    expect(await told()).toEqual([]);
    const without = await signIn(harness, { ...reader, permissions: [] });
    expect(refusalOf(await without.call('POST', '/v1/manager/history', {}))).toEqual([403, 'permission_denied']);
    const object = { kind: 'invitation', id: 'unknown' };
    expect(await told()).toMatchObject([{ outcome: { refused: 'permission' }, object }]);
  });
});

/** A kit that, once everything is prepared, takes a record of one collection for another one. */
const lying = (collection: string, from: string, to: string) => (): Broken => {
  let isArmed = false;
  const wrap: HarnessOptions['wrap'] = (stores) => ({
    ...stores,
    records: storeWith(stores.records, {
      get: async (keys) =>
        (await stores.records.get(keys)).map((record) => {
          if (!isArmed || record?.collection !== collection) return record;
          const text = new TextDecoder().decode(record.body).replace(from, to);
          return { ...record, body: new TextEncoder().encode(text) };
        }),
    }),
  });
  return {
    options: { wrap },
    arm: () => {
      isArmed = true;
    },
  };
};

const brokenKits: readonly (readonly [string, () => Broken])[] = [
  ['the end of the conversation', lying('conversation', '"status":"open"', '"status":"closed"')],
  ['the permission', lying('agent-session', '"permissions":[]', '"permissions":["history.answers.read"]')],
  ['the feature', () => ({ options: { account: withHistory(pair, 'brand').account ?? {} }, arm: () => undefined })],
];

test.each(brokenKits)('SF-ACC-04 control: a kit that does not ask for %s is found', async (name, broken) => {
  const lack = lacks[name];
  if (!lack) throw new Error('no such lack');
  const { answer } = await attempt('memory', { prepare: lack.prepare }, broken());
  expect(refusalOf(answer)).toEqual([200, undefined]);
});

describe.each(kinds)('what a manager sees on the %s store', (kind) => {
  test('SF-AUD-01 SF-MGR-01 every reading is told: to the audit, to managers, to the host, in the conversation', async () => {
    await withHarness(kind, withHistory(pair, 'brand'), async (harness) => {
      const form = await closedForm(harness);
      const { conversationId, invitation, agent } = form;
      expect((await agent.conversation(conversationId)).historyReads).toBeUndefined();
      const manager = await signIn(harness);
      for (let time = 0; time < 2; time += 1) {
        harness.clock.advance(1_000);
        ok(await tryRead(manager, form));
      }
      const now = harness.clock();
      const reading = { invitationId: invitation.id, agent: { id: 'lea', name: 'Lea' } };
      const expected = [
        { ...reading, at: now - 1_000 },
        { ...reading, at: now },
      ];
      const path = `/v1/manager/history/${conversationId}/reads`;
      expect(ok(await manager.call<HistoryReadsResponse>('GET', path)).reads).toEqual(expected);
      expect((await agent.conversation(conversationId)).historyReads).toEqual(expected);
      const { history } = harness.tellsafe;
      expect(await history.reads({ accountId: ACCOUNT, conversationId })).toEqual(expected);
      const place = { accountId: ACCOUNT, conversationId, invitationId: unknownId };
      expect(await history.reads(place)).toEqual([]);
      const told = (await auditOf(harness)).filter(({ action }) => action === 'history-read');
      expect(told).toHaveLength(2);
      expect(told[0]).toMatchObject({ who: { id: 'lea' }, outcome: 'done', object: { id: invitation.id } });
      await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
      expect(await history.reads({ accountId: ACCOUNT, conversationId })).toEqual([]);
    });
  });

  test('SF-MGR-01 the list: what is closed and submitted, the latest first, filtered, in pages, with nothing of the consumer', async () => {
    await withHarness(kind, withHistory(pair, 'brand'), async (harness) => {
      const manager = await signIn(harness);
      const list = async (body: object = {}) =>
        ok(await manager.call<HistoryListResponse>('POST', '/v1/manager/history', body));
      const forms: Awaited<ReturnType<typeof closedForm>>[] = [];
      for (const id of ['card', 'address', 'code'] as const) {
        harness.clock.advance(1_000);
        forms.push(await closedForm(harness, id));
      }
      await submittedForm(harness);
      await sentForm(harness);
      const ids = forms.map(({ invitation }) => invitation.id).reverse();
      const { entries, cursor } = await list();
      expect(cursor).toBeUndefined();
      expect(entries.map(({ invitationId }) => invitationId)).toEqual(ids);
      expect(entries.map(({ archiveKeyId }) => archiveKeyId)).toEqual([undefined, pair.keyId, pair.keyId]);
      const [at = 0] = entries.slice(1).map(({ submittedAt }) => submittedAt);
      const filtered: readonly (readonly [object, readonly (string | undefined)[]])[] = [
        [{ form: 'address' }, [ids[1]]],
        [{ agent: 'ada' }, ids],
        [{ agent: 'bob' }, []],
        [{ since: at }, ids.slice(0, 2)],
        [{ until: at }, ids.slice(2)],
        [{ since: at, until: at + 1 }, [ids[1]]],
      ];
      for (const [filter, expected] of filtered) {
        const found = (await list(filter)).entries.map(({ invitationId }) => invitationId);
        expect([filter, found]).toEqual([filter, expected]);
      }
      const paged: string[] = [];
      for (let next: string | undefined = ''; next !== undefined; ) {
        const page: HistoryListResponse = await list({ limit: 1, ...(next !== '' && { cursor: next }) });
        paged.push(...page.entries.map(({ invitationId }) => invitationId));
        next = page.cursor;
      }
      expect(paged).toEqual(ids);
      const wrong = await manager.call('POST', '/v1/manager/history', { cursor: '-' });
      expect(wrong).toMatchObject({ status: 400, body: { issues: [{ path: 'cursor', code: 'format' }] } });
      expect(tracesOf(JSON.stringify(entries), ['Kim'])).toEqual([]);
      expect((await harness.tellsafe.history.list({ accountId: ACCOUNT })).entries).toEqual(entries);
      await harness.tellsafe.privacy.eraseSubmission({
        accountId: ACCOUNT,
        submissionId: forms[0]?.submissionId ?? '',
      });
      expect((await list()).entries[2]?.archiveKeyId).toBeUndefined();
    });
  });

  test('the vault’s reader key: one of the session’s suite, or the request is wrong and nothing is told', async () => {
    await withHarness(kind, withHistory(pair, 'vault'), async (harness) => {
      const form = await closedForm(harness);
      const manager = await signIn(harness);
      const call = (body: object) => manager.call('POST', `/v1/manager/history/${form.invitation.id}/read`, body);
      const { conversationId } = form;
      const zero = toBase64url(new Uint8Array(32));
      const wrong = [
        [{ conversationId }, 'reader'],
        [{ conversationId, reader: { suite: 'xwing', publicKey: toBase64url(new Uint8Array(1216)) } }, 'reader.suite'],
        [{ conversationId, reader: { suite: 'x25519', publicKey: zero } }, 'reader.publicKey'],
      ] as const;
      for (const [body, path] of wrong) {
        expect([path, await call(body)]).toMatchObject([path, { status: 400, body: { issues: [{ path }] } }]);
      }
      expect((await harness.tellsafe.history.reads({ accountId: ACCOUNT, conversationId })).length).toBe(0);
    });
  });
});
