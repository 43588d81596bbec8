// Cases: wrong calls are refused by a rejected promise and change nothing; a closed store refuses everything.
import type { Commit, Key, NewEvent, RecordInput, Store, StoreListQuery } from '../../stores/types.ts';
import { check, rejects, same } from '../contract-case.ts';
import { commitOf, entryOf, eventOf, getOne, keyOf, must, recordOf, type StoreCase } from './bench.ts';

/** Values that only a caller without types can pass. */
function wrong<T>(value: unknown): T {
  return value as T;
}

async function refusesCommits(store: Store, batches: Record<string, Partial<Commit>>): Promise<void> {
  for (const [what, batch] of Object.entries(batches)) {
    const put = [recordOf('innocent'), ...(batch.put ?? [])];
    await rejects(() => store.commit(commitOf({ ...batch, put })), RangeError, what);
    same(await getOne(store, keyOf('innocent')), null, `what came with it (${what})`);
  }
  await must(store, { put: [recordOf('innocent')] });
}

async function refusesLists(store: Store, queries: Record<string, Partial<StoreListQuery>>): Promise<void> {
  const plain = { account: 'a', group: 'g', collection: 'c', limit: 10 };
  for (const [what, query] of Object.entries(queries)) {
    await rejects(() => store.list(wrong({ ...plain, ...query })), RangeError, what);
  }
}

const instants = [undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 2 ** 53, '1800000000000'];
const names = [undefined, null, 7, '', 'x'.repeat(513), 'a\0b', '\ud800', 'a\udc00', ['a']];

const wrongCommits: readonly StoreCase[] = [
  {
    name: 'SF-OTK-04 a key of another account or group is refused in put, remove and expect',
    async run({ store }) {
      const foreign: Record<string, Partial<Key>> = { account: { account: 'b' }, group: { group: 'h' } };
      for (const [what, place] of Object.entries(foreign)) {
        await refusesCommits(store, {
          [`put into another ${what}`]: { put: [recordOf('r', 'x', place)] },
          [`remove from another ${what}`]: { remove: [keyOf('r', place)] },
          [`expect of another ${what}`]: { expect: [{ key: keyOf('r', place), version: 'absent' }] },
        });
        await must(store, { remove: [keyOf('innocent')] });
      }
    },
  },
  {
    name: 'SF-RET-01 an expiry is required of every record and event, as whole milliseconds',
    async run({ store }) {
      for (const expiresAt of instants) {
        const record = wrong<RecordInput>({ ...recordOf('r'), expiresAt });
        const event = wrong<NewEvent>({ ...eventOf('x'), expiresAt });
        await rejects(() => store.commit(commitOf({ put: [record] })), RangeError, `a record with expiry ${expiresAt}`);
        if (!store.capabilities.feeds) continue;
        await rejects(
          () => store.commit(commitOf({ append: [event] })),
          RangeError,
          `an event with expiry ${expiresAt}`,
        );
      }
      same(await getOne(store, keyOf('r')), null, 'the record');
    },
  },
  {
    name: 'a key is put or removed at most once in a commit',
    async run({ store }) {
      await refusesCommits(store, {
        'put twice': { put: [recordOf('r', '1'), recordOf('r', '2')] },
        'removed twice': { remove: [keyOf('r'), keyOf('r')] },
        'put and removed': { put: [recordOf('r')], remove: [keyOf('r')] },
      });
    },
  },
  {
    name: 'names that are empty, too long, not text, not well-formed or hold U+0000 are refused everywhere',
    async run({ store }) {
      for (const name of names) {
        const bad = wrong<string>(name);
        const what = `name ${JSON.stringify(name)?.slice(0, 20)}`;
        for (const part of ['account', 'group', 'collection', 'id']) {
          const record = wrong<RecordInput>({ ...recordOf('r'), [part]: bad });
          await rejects(
            () => store.commit({ ...commitOf({}), ...record, put: [record] }),
            RangeError,
            `${what} as ${part}`,
          );
          await rejects(() => store.get([record]), RangeError, `${what} as ${part} of get`);
        }
        await rejects(() => store.commit({ account: bad, group: 'g' }), RangeError, `${what} as account`);
        await rejects(() => store.commit({ account: 'a', group: bad }), RangeError, `${what} as group`);
        await refusesLists(store, { [`${what} as collection of a list`]: { collection: bad } });
        if (store.capabilities.feeds) {
          await rejects(() => store.read({ account: bad }, '', 1), RangeError, `${what} as account of a feed`);
          const append = [eventOf('x', { type: bad })];
          await rejects(() => store.commit(commitOf({ append })), RangeError, `${what} as type`);
        }
      }
    },
  },
  {
    name: 'bodies that are not bytes or longer than 1 MiB are refused',
    async run({ store }) {
      for (const body of [
        'text',
        undefined,
        null,
        [1, 2],
        new ArrayBuffer(2),
        new Uint16Array(2),
        new Uint8Array(1_048_577),
      ]) {
        const record = wrong<RecordInput>({ ...recordOf('r'), body });
        await rejects(() => store.commit(commitOf({ put: [record] })), TypeError, 'a wrong body');
      }
      same(await getOne(store, keyOf('r')), null, 'the record');
    },
  },
  {
    name: 'a fifth index entry, a list twice and an order that is not a whole number are refused',
    async run({ store }) {
      const five = [1, 2, 3, 4, 5].map((order) => entryOf(order, { value: `v${order}` }));
      await refusesCommits(store, {
        'five entries': { put: [recordOf('r', 'x', { index: five })] },
        'a list twice': { put: [recordOf('r', 'x', { index: [entryOf(1), entryOf(2)] })] },
        'a fraction': { put: [recordOf('r', 'x', { index: [entryOf(0.5)] })] },
        'not a number': { put: [recordOf('r', 'x', { index: [entryOf(Number.NaN)] })] },
        'no list': { put: [recordOf('r', 'x', { index: [entryOf(1, { name: '' })] })] },
        'no value': { put: [recordOf('r', 'x', { index: [entryOf(1, { value: '' })] })] },
      });
    },
  },
  {
    name: 'expectations that no record can ever meet are refused',
    async run({ store }) {
      const versions = [0, -1, 1.5, Number.NaN, undefined, null, '1', 'present'];
      for (const version of versions) {
        const expect = [{ key: keyOf('r'), version: wrong<number>(version) }];
        await rejects(() => store.commit(commitOf({ expect })), RangeError, `version ${version}`);
      }
    },
  },
  {
    name: 'more than a thousand items of a kind in one call are refused',
    async run({ store }) {
      const keys = Array.from({ length: 1001 }, (_, at) => keyOf(`r${at}`));
      await rejects(() => store.get(keys), RangeError, 'keys');
      await rejects(() => store.commit(commitOf({ remove: keys })), RangeError, 'removes');
      await rejects(() => store.commit(commitOf({ put: keys.map(({ id }) => recordOf(id)) })), RangeError, 'puts');
      if (!store.capabilities.feeds) return;
      await rejects(() => store.commit(commitOf({ append: keys.map(() => eventOf('x')) })), RangeError, 'events');
    },
  },
];

const wrongReads: readonly StoreCase[] = [
  {
    name: 'limits outside their range are refused',
    async run({ store }) {
      for (const limit of [0, -1, 1.5, Number.NaN, 1001, undefined, '10']) {
        const bad = wrong<number>(limit);
        await refusesLists(store, { [`limit ${limit}`]: { limit: bad } });
        if (store.capabilities.feeds)
          await rejects(() => store.read({ account: 'a' }, '', bad), RangeError, `read ${limit}`);
      }
      for (const limit of [0, -1, 1.5, Number.NaN, 10_001, undefined]) {
        await rejects(() => store.purge(1, wrong<number>(limit)), RangeError, `purge ${limit}`);
      }
      await rejects(() => store.purge(Number.NaN, 1), RangeError, 'purge at no time');
    },
  },
  {
    name: 'cursors and ranges that no list gave out are refused',
    needs: ['index'],
    async run({ store }) {
      const byIndex = { group: undefined, collection: undefined };
      await refusesLists(store, { 'an empty cursor': { cursor: '' }, 'a cursor of no text': { cursor: wrong(5) } });
      for (const cursor of ['', 'x', '1', "1.1'; --", '1.99999999999999999999']) {
        const query = { account: 'a', index: 'list', value: 'v', limit: 5, cursor };
        await rejects(() => store.list(query), RangeError, `cursor ${cursor}`);
      }
      await refusesLists(store, { 'group and index at once': { index: 'list', value: 'v' } });
      for (const bound of ['from', 'to']) {
        const query = { account: 'a', index: 'list', value: 'v', limit: 5, [bound]: 0.5 };
        await rejects(() => store.list(query), RangeError, bound);
      }
      await refusesLists(store, { 'neither group nor index': wrong(byIndex) });
    },
  },
  {
    name: 'positions that no feed gave out are refused',
    needs: ['feeds'],
    async run({ store }) {
      for (const position of [
        'x',
        '1',
        '-1',
        ' ',
        '0000000000000001 ',
        '9999999999999999',
        '00000000000000001',
        undefined,
      ]) {
        await rejects(
          () => store.read({ account: 'a' }, wrong<string>(position), 1),
          RangeError,
          `position ${position}`,
        );
      }
    },
  },
];

const closing: readonly StoreCase[] = [
  {
    name: 'a closed store refuses every call; closing again does nothing',
    async run({ store }) {
      await must(store, { put: [recordOf('r')] });
      await store.close();
      await store.close();
      const closed = { codes: ['store_closed'] };
      await rejects(() => store.get([keyOf('r')]), closed, 'get');
      await rejects(() => store.get([]), closed, 'get of nothing');
      await rejects(() => store.commit(commitOf({})), closed, 'commit');
      await rejects(() => store.list({ account: 'a', group: 'g', collection: 'c', limit: 1 }), closed, 'list');
      await rejects(() => store.purge(1, 1), closed, 'purge');
      await rejects(() => store.incarnation(), closed, 'incarnation');
      if (!store.capabilities.feeds) return;
      await rejects(() => store.read({ account: 'a' }, '', 1), closed, 'read');
      await rejects(() => store.latest({ account: 'a' }), closed, 'latest');
    },
  },
  {
    name: 'close lets the commits that wait finish, and answers each of them',
    async run({ store }) {
      const commits = Array.from({ length: 20 }, (_, at) => store.commit(commitOf({ put: [recordOf(`r${at}`)] })));
      await store.close();
      const results = await Promise.all(commits);
      check(results.every(Boolean), 'a commit that came before close was refused');
    },
  },
];

/** Wrong calls and closing. */
export const misuseCases: readonly StoreCase[] = [...wrongCommits, ...wrongReads, ...closing];
