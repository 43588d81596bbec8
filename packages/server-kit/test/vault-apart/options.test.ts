// What a half of the kit is refused at start: a desk whatever leads to answers, a vault whatever is the desk's.
import { describe, expect, test } from 'vitest';
import { createTellsafe, type DeskOptions, type VaultOptions } from '../../src/index.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { ACCOUNT, FORM_ORIGIN, SHOP_ORIGIN } from '../harness.ts';
import { archivePair, holdingArchive } from '../history/stage.ts';

const accounts = [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN] }];
const common = () => ({ accounts, log: () => undefined, maintenance: 'manual' as const });
const desk = () => ({
  ...common(),
  ...{
    roles: ['desk'] as const,
    stores: { records: memoryStore() },
    keys: memoryKeys(),
    authenticate: async () => null,
  },
});
const vault = () => ({
  ...common(),
  roles: ['vault'] as const,
  stores: { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() },
  keys: { records: memoryKeys(), sealed: memoryKeys() },
});
const make = (options: unknown) => createTellsafe(options as Parameters<typeof createTellsafe>[0]);
const refused = (key: string, hint: RegExp) =>
  expect.objectContaining({
    code: 'option_invalid',
    params: expect.objectContaining({ key, hint: expect.stringMatching(hint) }),
  });

describe('SF-OPS options of the halves', () => {
  test('each half starts with what is its own', async () => {
    for (const tellsafe of [make(desk()), make(vault())]) {
      await tellsafe.ready;
      await tellsafe.close();
    }
  });

  test.each([
    ['stores.sealed', { stores: { records: memoryStore(), sealed: memoryStore() } }, /belongs to the vault/],
    ['stores.volatile', { stores: { records: memoryStore(), volatile: memoryStore() } }, /belongs to the vault/],
    ['stores.records', { stores: {} }, /is required/],
    ['keys', { keys: { records: memoryKeys(), sealed: memoryKeys() } }, /desk's provider alone/],
    ['keys', { keys: undefined }, /is required/],
    ['authenticate', { authenticate: undefined }, /must be a function/],
  ])('a desk is refused a wrong %s', (key, more, hint) => {
    expect(() => make({ ...desk(), ...more })).toThrow(refused(key, hint));
  });

  test('the types refuse it as well', () => {
    const { stores, keys, ...rest } = desk();
    // @ts-expect-error -- the vault's store has no place in a desk
    const withSealed: DeskOptions = { ...rest, keys, stores: { ...stores, sealed: memoryStore() } };
    // @ts-expect-error -- nor have its keys
    const withKeys: DeskOptions = { ...rest, stores, keys: { records: keys, sealed: memoryKeys() } };
    // @ts-expect-error -- a vault signs nobody in
    const withLogin: VaultOptions = { ...vault(), authenticate: async () => null };
    for (const wrong of [withSealed, withKeys, withLogin]) expect(() => make(wrong)).toThrow();
  });

  test('a desk is refused keys that open an archive', async () => {
    const keys = holdingArchive(memoryKeys(), await archivePair());
    expect(() => make({ ...desk(), keys })).toThrow(refused('keys', /no archive key/));
  });

  test.each([
    ['authenticate', { authenticate: async () => null }, /belongs to the desk/],
    ['notify', { notify: () => undefined }, /belongs to the desk/],
    ['fetch', { fetch: async () => new Response() }, /belongs to the desk/],
    ['webhooks', { webhooks: {} }, /belongs to the desk/],
    ['files', { files: { fetch: async () => new Response() } }, /belongs to the desk/],
    ['routeConversation', { routeConversation: async () => null }, /belongs to the desk/],
    ['keys', { keys: memoryKeys() }, /\{ records, sealed \}/],
    ['keys.sealed', { keys: { records: memoryKeys() } }, /is required/],
    ['keys.records', { keys: { sealed: memoryKeys() } }, /is required/],
    ['stores.sealed', { stores: { records: memoryStore(), volatile: memoryStore() } }, /is required/],
  ])('a vault is refused a wrong %s', (key, more, hint) => {
    expect(() => make({ ...vault(), ...more })).toThrow(refused(key, hint));
  });

  test('a vault is refused a store that the desk has as well', () => {
    const records = memoryStore();
    const stores = { records, sealed: records, volatile: memoryStore() };
    expect(() => make({ ...vault(), stores })).toThrow(refused('stores.sealed', /store of its own/));
  });

  test('a vault whose answers the keys of the desk would open does not start', async () => {
    const keys = memoryKeys();
    const tellsafe = make({ ...vault(), keys: { records: keys, sealed: keys } });
    await expect(tellsafe.ready).rejects.toThrow(refused('keys.sealed', /desk holds/));
    expect((await tellsafe.fetch(new Request(`${FORM_ORIGIN}/tellsafe/form/${ACCOUNT}`))).status).toBe(503);
    await tellsafe.close();
  });

  test.each([[[]], [['desk', 'desk']], [['agent']], ['desk'], [null]])('roles are not %j', (roles) => {
    expect(() => make({ ...desk(), roles })).toThrow(refused('roles', /\['desk'\], \['vault'\]/));
  });

  test('a vault that is to open an archive needs its key among its own', async () => {
    const pair = await archivePair();
    const account = { ...accounts[0], archiveKey: pair.setting, archive: 'vault', features: { history: true } };
    const keys = memoryKeys();
    const given = { ...vault(), accounts: [account] };
    expect(() => make(given)).toThrow(refused('accounts[0].archive', /private half/));
    const held = make({ ...given, keys: { records: keys, sealed: holdingArchive(memoryKeys(), pair) } });
    await held.ready;
    await held.close();
    // The desk of the same accounts needs none.
    const beside = make({ ...desk(), accounts: [account] });
    await beside.ready;
    await beside.close();
  });
});
