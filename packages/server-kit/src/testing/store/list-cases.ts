// Cases: lists are complete, ordered and in pages.
import { check, same } from '../contract-case.ts';
import { entryOf, keyOf, listAll, must, putAll, recordOf, type StoreCase, textsOf } from './bench.ts';

const byCollection = { account: 'a', group: 'g', collection: 'c' };
const byIndex = { account: 'a', index: 'list', value: 'v' };

const groupLists: readonly StoreCase[] = [
  {
    name: 'a collection is listed by id in UTF-8 order',
    async run({ store }) {
      const ids = ['', 'A', 'B', 'a', 'aa', 'b', '~', '\u00e9', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f600}'];
      const sorted = ids.map((id) => `i${id}`);
      await must(store, { put: [...sorted].reverse().map((id) => recordOf(id)) });
      for (const limit of [1, 3, 13, 1000]) {
        const listed = await listAll(store, { ...byCollection, limit });
        same(
          listed.map(({ id }) => id),
          sorted,
          `the ids, ${limit} a page`,
        );
      }
    },
  },
  {
    name: 'a last page has no cursor, also when it is full; an empty list is one page',
    async run({ store }) {
      same(await store.list({ ...byCollection, limit: 5 }), { records: [] }, 'the empty list');
      await must(store, { put: ['1', '2', '3', '4'].map((id) => recordOf(id)) });
      const first = await store.list({ ...byCollection, limit: 2 });
      check(first.cursor !== undefined, 'the first page must have a cursor');
      const second = await store.list({ ...byCollection, limit: 2, cursor: first.cursor });
      same(
        [textsOf(first.records), textsOf(second.records)],
        [
          ['1', '2'],
          ['3', '4'],
        ],
        'the pages',
      );
      same(second.cursor, undefined, 'the cursor of the last page');
    },
  },
  {
    name: 'pages stay right when records come and go between them',
    async run({ store }) {
      await must(store, { put: ['b', 'd', 'f', 'h'].map((id) => recordOf(id)) });
      const first = await store.list({ ...byCollection, limit: 2 });
      check(first.cursor !== undefined, 'the first page must have a cursor');
      await must(store, { remove: [keyOf('d'), keyOf('f')], put: [recordOf('a'), recordOf('g')] });
      const second = await store.list({ ...byCollection, limit: 5, cursor: first.cursor });
      same(textsOf(second.records), ['g', 'h'], 'the second page');
    },
  },
  {
    name: 'expired records do not stop a walk through pages',
    async run({ store, clock }) {
      const put = Array.from({ length: 30 }, (_, at) =>
        recordOf(String(at).padStart(2, '0'), 'x', { expiresAt: clock.now + (at % 3 === 0 ? 1000 : 1) }),
      );
      await must(store, { put });
      clock.now += 1;
      const listed = await listAll(store, { ...byCollection, limit: 2 });
      same(
        listed.map(({ id }) => Number(id)),
        [0, 3, 6, 9, 12, 15, 18, 21, 24, 27],
        'the ids',
      );
    },
  },
];

const orders = [5, -3, 0, Number.MIN_SAFE_INTEGER, 5, Number.MAX_SAFE_INTEGER, 1_800_000_000_000, 5, -3];
const ascending = [...orders].sort((a, b) => a - b);

/** Order by which a record stands in its first list. */
function placeOf(record: { readonly index?: readonly { readonly order: number }[] }): number {
  return record.index?.[0]?.order ?? Number.NaN;
}

const indexLists: readonly StoreCase[] = [
  {
    name: 'a list by index is in order, up and down, across groups and collections, in pages of any size',
    needs: ['index'],
    async run({ store }) {
      const records = orders.map((order, at) =>
        recordOf(`r${at}`, 'x', { group: `g${at % 4}`, collection: `c${at % 2}`, index: [entryOf(order)] }),
      );
      await putAll(store, records);
      for (const limit of [1, 2, 4, 9, 10]) {
        const up = await listAll(store, { ...byIndex, limit });
        const down = await listAll(store, { ...byIndex, limit, descending: true });
        same(up.map(placeOf), ascending, `up, ${limit} a page`);
        same(down.map(placeOf), [...ascending].reverse(), `down, ${limit} a page`);
        for (const listed of [up, down]) same(new Set(listed.map(({ id }) => id)).size, 9, 'each record once');
      }
    },
  },
  {
    name: 'the range of a list by index includes both of its ends',
    needs: ['index'],
    async run({ store }) {
      await must(store, {
        put: [1, 2, 3, 4, 5].map((order) => recordOf(`${order}`, `${order}`, { index: [entryOf(order)] })),
      });
      const listed = async (range: { from?: number; to?: number; descending?: boolean }) =>
        textsOf(await listAll(store, { ...byIndex, ...range, limit: 2 })).join('');
      same(await listed({ from: 2, to: 4 }), '234', 'from and to');
      same(await listed({ from: 2, to: 4, descending: true }), '432', 'from and to, descending');
      same(await listed({ from: 4 }), '45', 'from');
      same(await listed({ to: 2, descending: true }), '21', 'to, descending');
      same(await listed({ from: 3, to: 3 }), '3', 'one order');
      same(await listed({ from: 4, to: 2 }), '', 'an empty range');
      same(await listed({ from: 6 }), '', 'behind the end');
    },
  },
  {
    name: 'many records of the same order come once each, whatever the page size',
    needs: ['index'],
    async run({ store }) {
      const records = Array.from({ length: 60 }, (_, at) =>
        recordOf(`r${at}`, 'x', { group: `g${at}`, index: [entryOf(7)] }),
      );
      await putAll(store, records);
      for (const descending of [false, true]) {
        for (const limit of [1, 7, 59, 60]) {
          const listed = await listAll(store, { ...byIndex, descending, limit });
          same([listed.length, new Set(listed.map(({ id }) => id)).size], [60, 60], 'listed, different');
        }
      }
    },
  },
  {
    name: 'a tie keeps its place when a record is put again between two pages',
    needs: ['index'],
    async run({ store }) {
      const records = ['1', '2', '3', '4'].map((id) => recordOf(id, id, { index: [entryOf(7)] }));
      await must(store, { put: records });
      const first = await store.list({ ...byIndex, limit: 2 });
      check(first.cursor !== undefined, 'the first page must have a cursor');
      await must(store, { put: records });
      const second = await store.list({ ...byIndex, limit: 5, cursor: first.cursor });
      const ids = [...first.records, ...second.records].map(({ id }) => id);
      same([...ids].sort(), ['1', '2', '3', '4'], 'the ids of both pages');
    },
  },
  {
    name: 'lists follow the record: entries are added, moved and dropped with each put, and go with the record',
    needs: ['index'],
    async run({ store }) {
      const other = { value: 'w' };
      const listed = async (value: string) => (await listAll(store, { ...byIndex, value, limit: 9 })).map(placeOf);
      await must(store, { put: [recordOf('r', 'x', { index: [entryOf(1)] })] });
      same([await listed('v'), await listed('w')], [[1], []], 'first');
      await must(store, { put: [recordOf('r', 'x', { index: [entryOf(2), entryOf(3, other)] })] });
      same([await listed('v'), await listed('w')], [[2], [2]], 'moved and added');
      await must(store, { put: [recordOf('r', 'x', { index: [entryOf(3, other)] })] });
      same([await listed('v'), await listed('w')], [[], [3]], 'dropped');
      await must(store, { put: [recordOf('r')] });
      same([await listed('v'), await listed('w')], [[], []], 'without entries');
      await must(store, { put: [recordOf('r', 'x', { index: [entryOf(4)] })] });
      await must(store, { remove: [keyOf('r')] });
      same([await listed('v'), await listed('w')], [[], []], 'removed');
    },
  },
  {
    name: 'a record stands in all of its four lists',
    needs: ['index'],
    async run({ store }) {
      const index = ['n1', 'n2', 'n3', 'n4'].map((name, order) => ({ name, value: 'v', order }));
      await must(store, { put: [recordOf('r', 'x', { index })] });
      for (const { name } of index) {
        const listed = await listAll(store, { account: 'a', index: name, value: 'v', limit: 2 });
        same(
          listed.map(({ id }) => id),
          ['r'],
          name,
        );
      }
    },
  },
  {
    name: 'a list of 1500 records is complete and in order after records were removed from it',
    needs: ['index'],
    async run({ store }) {
      const all = Array.from({ length: 1500 }, (_, at) => (at * 7919) % 1500);
      for (let from = 0; from < all.length; from += 500) {
        const put = all.slice(from, from + 500).map((order) => recordOf(`${order}`, '', { index: [entryOf(order)] }));
        await must(store, { put });
      }
      await must(store, { remove: all.filter((order) => order % 3 === 0).map((order) => keyOf(`${order}`)) });
      const expected = [...all].filter((order) => order % 3 !== 0).sort((a, b) => a - b);
      same((await listAll(store, { ...byIndex, limit: 300 })).map(placeOf), expected, 'up');
      const down = await listAll(store, { ...byIndex, limit: 301, descending: true });
      same(down.map(placeOf), [...expected].reverse(), 'down');
    },
  },
];

/** Lists by group and by index. */
export const listCases: readonly StoreCase[] = [...groupLists, ...indexLists];
