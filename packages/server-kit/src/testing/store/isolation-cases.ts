// Cases: accounts, groups, collections and ids never touch each other, whatever they are called.
import { check, same } from '../contract-case.ts';
import {
  bytesOf,
  commitOf,
  entryOf,
  eventOf,
  getOne,
  getPresent,
  keyOf,
  LATER,
  listAll,
  must,
  readAll,
  recordOf,
  type StoreCase,
  textsOf,
} from './bench.ts';

const hostileNames: readonly string[] = [
  "'",
  '"',
  '`',
  '\\',
  "'; DROP TABLE records; --",
  '" OR 1=1 --',
  '%',
  '_',
  '*',
  '?1',
  '$1',
  ':a',
  '{a}',
  'a/b',
  '../a',
  'a:b',
  'a|b',
  'a,b',
  'a\nb',
  'a\tb',
  '\u0001',
  ' ',
  ' a',
  'a ',
  'a',
  'A',
  '0',
  '00',
  '1e1',
  '10',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '\u00e9',
  'e\u0301',
  'ß',
  'SS',
  'אבג',
  '\u202e',
  '\ufeff',
  '\uffff',
  '\u{10000}',
  '😀',
  '👩‍👩‍👧‍👦',
  'x'.repeat(512),
  `${'x'.repeat(511)}y`,
];

/** The same letters, cut into four names at different places and with different separators. */
const ambiguousKeys = ['', ':', '/', '|', '.', '\u0001', '\u001f'].flatMap((separator) =>
  [
    ['p', `q${separator}r`, 's', 't'],
    [`p${separator}q`, 'r', 's', 't'],
    ['p', 'q', `r${separator}s`, 't'],
    ['p', 'q', 'r', `s${separator}t`],
  ].map(([account = '', group = '', collection = '', id = '']) => ({ account, group, collection, id })),
);

const parts = ['account', 'group', 'collection', 'id'] as const;

/** Isolation between names. */
export const isolationCases: readonly StoreCase[] = [
  ...parts.map(
    (part): StoreCase => ({
      name: `hostile and similar names stay apart: ${part}`,
      async run({ store }) {
        const keys = hostileNames.map((name) => keyOf('r', { [part]: name }));
        for (const key of keys)
          await must(store, { ...key, put: [{ ...key, body: bytesOf(key[part]), expiresAt: LATER }] });
        const records = await store.get(keys);
        same(textsOf(records.flatMap((record) => record ?? [])), hostileNames, 'the bodies');
        same(
          records.map((record) => record?.[part]),
          hostileNames,
          'the names',
        );
        for (const key of keys) {
          await must(store, { ...key, remove: [key] });
          same(await getOne(store, key), null, `the removed ${JSON.stringify(key[part])}`);
        }
      },
    }),
  ),
  {
    name: 'names that are alike when joined stay apart',
    async run({ store }) {
      const keys = [...new Map(ambiguousKeys.map((key) => [JSON.stringify(key), key])).values()];
      for (const key of keys) {
        const batch = { account: key.account, group: key.group, expect: [{ key, version: 'absent' as const }] };
        const put = [{ ...key, body: bytesOf(JSON.stringify(key)), expiresAt: LATER }];
        same(await store.commit({ ...batch, put }), true, `the first put of ${JSON.stringify(key)}`);
      }
      const records = await store.get(keys);
      same(
        textsOf(records.flatMap((record) => record ?? [])),
        keys.map((key) => JSON.stringify(key)),
        'the bodies',
      );
    },
  },
  {
    name: 'SF-OTK-04 a list of a group holds nothing of another account, group or collection',
    async run({ store }) {
      const places = [{}, { account: 'b' }, { group: 'h' }, { collection: 'd' }, { account: 'ag', group: 'g' }];
      for (const place of places) {
        const record = recordOf('r', JSON.stringify(place), place);
        await must(store, { account: record.account, group: record.group, put: [record] });
      }
      for (const place of places) {
        const { account, group, collection } = keyOf('r', place);
        const listed = await listAll(store, { account, group, collection, limit: 10 });
        same(textsOf(listed), [JSON.stringify(place)], 'the list');
      }
    },
  },
  {
    name: 'SF-OTK-04 an expectation looks at its own group only',
    async run({ store }) {
      await must(store, { group: 'h', put: [recordOf('r', 'other', { group: 'h' })] });
      await must(store, { account: 'b', put: [recordOf('r', 'other', { account: 'b' })] });
      const create = commitOf({ expect: [{ key: keyOf('r'), version: 'absent' }], put: [recordOf('r', 'own')] });
      same(await store.commit(create), true, 'the commit');
      same(textsOf([await getPresent(store, keyOf('r', { group: 'h' }))]), ['other'], 'the other group');
    },
  },
  {
    name: 'SF-OTK-04 a list by index holds nothing of another account, list or value',
    needs: ['index'],
    async run({ store }) {
      const entries = [
        { account: 'a', entry: { name: 'list', value: 'v', order: 1 } },
        { account: 'b', entry: { name: 'list', value: 'v', order: 1 } },
        { account: 'a', entry: { name: 'listv', value: 'v', order: 1 } },
        { account: 'a', entry: { name: 'lis', value: 'tv', order: 1 } },
        { account: 'a', entry: { name: 'list', value: 'V', order: 1 } },
        { account: 'a', entry: { name: 'list', value: "'", order: 1 } },
      ];
      for (const { account, entry } of entries) {
        const text = JSON.stringify([account, entry]);
        const record = recordOf(text, text, { account, index: [entry] });
        await must(store, { account, put: [record] });
      }
      for (const { account, entry } of entries) {
        const listed = await listAll(store, { account, index: entry.name, value: entry.value, limit: 10 });
        same(textsOf(listed), [JSON.stringify([account, entry])], 'the list');
      }
    },
  },
  {
    name: 'SF-OTK-04 a feed holds nothing of another account or group',
    needs: ['feeds'],
    async run({ store }) {
      for (const account of ['a', 'b', "a'"]) {
        for (const group of ['g', 'h', "g'"]) {
          await must(store, { account, group, append: [eventOf(`${account} ${group}`)] });
        }
      }
      const ofAccount = await readAll(store);
      same(textsOf(ofAccount), ['a g', 'a h', "a g'"], 'the feed of the account');
      check(
        ofAccount.every(({ account }) => account === 'a'),
        'the account of each event',
      );
      same(textsOf(await readAll(store, 'h')), ['a h'], 'the feed of the group');
      same(await readAll(store, 'none'), [], 'the feed of a group that does not exist');
    },
  },
  {
    name: 'hostile index names, values and event types come back as they are',
    needs: ['index', 'feeds'],
    async run({ store }) {
      for (const name of hostileNames) {
        const index = [entryOf(1, { name, value: name })];
        await must(store, { put: [recordOf('r', name, { index })], append: [eventOf(name, { type: name })] });
        const listed = await listAll(store, { account: 'a', index: name, value: name, limit: 10 });
        same(textsOf(listed), [name], 'the list');
      }
      const types = (await readAll(store)).map(({ type }) => type);
      same(types, hostileNames, 'the types');
    },
  },
];
