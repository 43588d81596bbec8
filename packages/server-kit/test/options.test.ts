// Wrong options are refused at start with the key, the value and what is allowed; the process goes on.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import { describe, expect, test } from 'vitest';
import { createTellsafe, type TellsafeOptions } from '../src/index.ts';
import { fileKeys } from '../src/keys/file.ts';
import { memoryKeys } from '../src/keys/memory.ts';
import { memorySignal } from '../src/signals/memory.ts';
import { memoryStore } from '../src/stores/memory.ts';
import { requestOf } from './clients.ts';
import { failingStore } from './support/broken-stores.ts';

const account = {
  id: 'acme',
  formOrigin: 'https://forms.acme.example',
  allowedOrigins: ['https://www.acme.example'],
};

function options(change: Record<string, unknown> = {}): TellsafeOptions {
  return {
    stores: { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() },
    keys: memoryKeys(),
    accounts: [account],
    authenticate: async () => null,
    maintenance: 'manual',
    log: () => undefined,
    ...change,
  } as TellsafeOptions;
}

const withAccount = (change: Record<string, unknown>) => options({ accounts: [{ ...account, ...change }] });

function errorOf(given: unknown): { code: string; message: string } {
  try {
    createTellsafe(given as TellsafeOptions);
  } catch (error) {
    if (isTellsafeError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('the options were accepted');
}

const zeros = (count: number) => Buffer.alloc(count).toString('base64url');
const questions = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `q${at}`, label: `Question ${at}`, type: 'text', maxLength: 20 }));
const formWith = (change: Record<string, unknown>) => ({
  forms: [{ id: 'form', name: 'Form', description: 'A form.', questions: questions(1), ...change }],
});

describe('SF-TIME settings outside their range', () => {
  test.each([
    ['getFormTimeoutSec', 0, 1, 86_400],
    ['getFormTimeoutSec', 86_401, 1, 86_400],
    ['submitFormTimeoutSec', 0, 1, 86_400],
    ['submitFormTimeoutSec', 86_401, 1, 86_400],
    ['invitationTtlSec', 86_401, 1, 86_400],
    ['readKeyTtlSec', 301, 1, 300],
    ['offTheRecordTtlSec', 901, 1, 900],
    ['idleLogoutSec', 59, 60, 900],
    ['idleLogoutSec', 901, 60, 900],
    ['extensions', 11, 0, 10],
    ['extensions', -1, 0, 10],
  ])('%s = %i names key, value and range', (key, value, min, max) => {
    const { code, message } = errorOf(withAccount({ [key]: value }));
    expect(code).toBe('setting_invalid');
    expect(message).toContain(`${key}; got ${value}; allowed ${min}–${max}`);
  });

  test.each([1, 86_400])('submitFormTimeoutSec = %i is taken', async (value) => {
    const tellsafe = createTellsafe(withAccount({ submitFormTimeoutSec: value }));
    await tellsafe.ready;
    await tellsafe.close();
  });

  test.each(['60', 1.5, Number.NaN, null])('a time that is no whole number is refused: %s', (value) => {
    expect(errorOf(withAccount({ submitFormTimeoutSec: value })).message).toContain('submitFormTimeoutSec');
  });
});

describe('options that are missing or wrong', () => {
  test.each([
    ['stores.records', options({ stores: { sealed: memoryStore(), volatile: memoryStore() } })],
    ['stores.volatile', options({ stores: { records: memoryStore(), sealed: memoryStore() } })],
    ['stores', options({ stores: undefined })],
    ['keys', options({ keys: undefined })],
    ['authenticate', options({ authenticate: undefined })],
    ['authenticate', options({ authenticate: 'yes' })],
    ['accounts', options({ accounts: [] })],
    ['accounts', options({ accounts: [account, account] })],
    ['accounts[0].id', withAccount({ id: 'Acme!' })],
    ['accounts[0].reopen', withAccount({ reopen: 'sometimes' })],
    ['accounts[0].desktop', withAccount({ desktop: 'ask' })],
    ['accounts[0].desktop', withAccount({ desktop: true })],
    ['accounts[0].language', withAccount({ language: 'english please' })],
    ['accounts[0].colour', withAccount({ colour: 'red' })],
    ['accounts[0].suite; got "p256"; must be x25519 or xwing', withAccount({ suite: 'p256' })],
    ['accounts[0].suite', withAccount({ suite: '__proto__' })],
    ['accounts[0].suite', withAccount({ suite: null })],
    ['accounts[0].archiveKey', withAccount({ archiveKey: 'key' })],
    ['accounts[0].archiveKey', withAccount({ archiveKey: null })],
    ['accounts[0].archiveKey.privateKey', withAccount({ archiveKey: { publicKey: zeros(1216), privateKey: 'x' } })],
    ['accounts[0].archiveKey.suite', withAccount({ archiveKey: { suite: 'p256', publicKey: zeros(32) } })],
    ['accounts[0].archiveKey.publicKey', withAccount({ archiveKey: {} })],
    ['accounts[0].archiveKey.publicKey', withAccount({ archiveKey: { publicKey: 'not base64url!' } })],
    ['suite xwing', withAccount({ archiveKey: { publicKey: Buffer.alloc(32, 9).toString('base64url') } })],
    ['accounts[0].archiveKey.publicKey', withAccount({ archiveKey: { publicKey: zeros(1216) } })],
    ['suite x25519', withAccount({ archiveKey: { suite: 'x25519', publicKey: zeros(32) } })],
    ['basePath', options({ basePath: 'tellsafe/' })],
    ['basePath', options({ basePath: '/tellsafe/:id' })],
    ['basePath', options({ basePath: '/tellsafe/..' })],
    ['basePath', options({ basePath: '/./tellsafe' })],
    ['timeout', options({ timeout: 5 })],
    ['maintenance.everyMs', options({ maintenance: { everyMs: 1 } })],
    ['signal', options({ signal: {} })],
    ['one store for all processes', options({ signal: Object.assign(memorySignal(), { shared: true }) })],
    ['options', null],
  ])('%s', (key, given) => {
    const { code, message } = errorOf(given);
    expect(['option_invalid', 'setting_invalid']).toContain(code);
    expect(message).toContain(key);
  });

  test.each([
    'http://www.acme.example',
    'https://www.acme.example/',
    'https://www.acme.example/shop',
    'https://*.acme.example',
    'HTTPS://www.acme.example',
    'www.acme.example',
    'null',
    '*',
    'ftp://acme.example',
    7,
  ])('an origin like %s is refused', (origin) => {
    expect(errorOf(withAccount({ allowedOrigins: [origin] })).message).toContain('accounts[0].allowedOrigins[0]');
    expect(errorOf(withAccount({ formOrigin: origin })).message).toContain('accounts[0].formOrigin');
  });

  test.each(['http://localhost:4600', 'http://127.0.0.1:4601', 'https://shop.example:8443'])(
    '%s is taken',
    (origin) => {
      expect(() => createTellsafe(withAccount({ allowedOrigins: [origin] }))).not.toThrow();
    },
  );

  test('a missing key file names its path and what to do', () => {
    const path = join(tmpdir(), 'tellsafe-no-such-folder', 'tellsafe.keys');
    expect(() => fileKeys(path)).toThrow(/tellsafe\.keys.*tellsafe keys init/s);
  });
});

describe('forms of the options', () => {
  test.each([
    ['SF-FORM-01 21 questions', { questions: questions(21) }],
    ['SF-FORM-01 no question', { questions: [] }],
    ['SF-FORM-02 an unknown type', { questions: [{ id: 'q', label: 'Q', type: 'colour' }] }],
    ['SF-OTR-04 a CVV on the record', { questions: [{ id: 'q', label: 'Q', type: 'cvv', offTheRecord: false }] }],
    ['SF-OTR-04 a CVV in the clear', { questions: [{ id: 'q', label: 'Q', type: 'cvv', masked: false }] }],
    ['SF-OTR-04 a CVV by another type', { questions: [{ id: 'q', label: 'CVV', type: 'text' }] }],
  ])('%s is refused', (_name, change) => {
    expect(errorOf(withAccount(formWith(change))).code).toBe('definition_invalid');
  });

  test('one form id twice is refused', () => {
    const [form] = formWith({}).forms;
    expect(errorOf(withAccount({ forms: [form, form] })).message).toContain('accounts[0].forms');
  });

  test('20 questions are taken', async () => {
    const tellsafe = createTellsafe(withAccount(formWith({ questions: questions(20) })));
    await tellsafe.ready;
    expect(await tellsafe.forms.list({ accountId: 'acme' })).toHaveLength(1);
    await tellsafe.close();
  });
});

describe('start', () => {
  test('a start that fails rejects ready and answers 503, and the process lives', async () => {
    const records = failingStore(memoryStore(), () => new TellsafeError('store_unavailable'));
    const stores = { records, sealed: memoryStore(), volatile: memoryStore() };
    const tellsafe = createTellsafe(options({ stores, accounts: [{ ...account, ...formWith({}) }] }));
    await expect(tellsafe.ready).rejects.toMatchObject({ code: 'store_unavailable' });
    const answer = await tellsafe.fetch(requestOf('GET', '/v1/agent/forms'));
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'overloaded' }]);
    await tellsafe.close();
  });

  test('the options are not changed', () => {
    const given = withAccount(formWith({}));
    const before = JSON.stringify(given.accounts);
    createTellsafe(given);
    expect(JSON.stringify(given.accounts)).toBe(before);
  });
});

describe('SF-OPS-04 limits outside their range', () => {
  test.each([
    ['requestsAtOnce', 9, 10, 100_000],
    ['requestsAtOnce', 100_001, 10, 100_000],
    ['requestsAtOnce', 10.5, 10, 100_000],
    ['storeTimeoutMs', 999, 1_000, 120_000],
    ['storeTimeoutMs', 120_001, 1_000, 120_000],
    ['keyTimeoutMs', 999, 1_000, 120_000],
    ['keyTimeoutMs', 120_001, 1_000, 120_000],
    ['perAddressPerMin', 9, 10, 1_000_000],
    ['perInvitationPerMin', 1_000_001, 10, 1_000_000],
    ['perAccountPerMin', 59, 60, 10_000_000],
    ['refusalsPerMin', 0, 60, 10_000_000],
  ])('%s = %s is refused', (key, value, min, max) => {
    const { code, message } = errorOf(options({ limits: { [key]: value } }));
    expect(code).toBe('setting_invalid');
    for (const part of [`limits.${key}`, `${value}`, `${min}`, `${max}`]) expect(message).toContain(part);
  });

  test('a limit that there is not is refused', () => {
    expect(errorOf(options({ limits: { requests: 10 } })).message).toContain('limits.requests');
    expect(errorOf(options({ limits: { clientAddress: 'x-forwarded-for' } })).message).toContain(
      'limits.clientAddress',
    );
  });
});
