// Cases: purge deletes what is due, only that, and no more than it may at once.
import { check, same } from '../contract-case.ts';
import {
  entryOf,
  eventOf,
  getOne,
  keyOf,
  LATER,
  listAll,
  must,
  readAll,
  recordOf,
  START,
  type StoreCase,
} from './bench.ts';

const END = START + 1000;
const idsOf = (count: number) => Array.from({ length: count }, (_, at) => `r${String(at).padStart(4, '0')}`);

/** Deletion of what is due. */
export const purgeCases: readonly StoreCase[] = [
  {
    name: 'SF-RET-01 purge deletes what expires now or before and keeps the rest',
    async run({ store, clock }) {
      const ends = [END - 1, END, END + 1];
      await must(store, { put: ends.map((expiresAt) => recordOf(`${expiresAt - END}`, 'x', { expiresAt })) });
      same(await store.purge(END, 100), 2, 'the number of deleted records');
      // The clock still stands before all three: what is missing was deleted, not hidden.
      same(clock.now, START, 'the clock');
      const left = await listAll(store, { account: 'a', group: 'g', collection: 'c', limit: 10 });
      same(
        left.map(({ id }) => id),
        ['1'],
        'the records that are left',
      );
      same(await store.purge(END, 100), 0, 'a second purge');
    },
  },
  {
    name: 'SF-RET-01 one purge deletes at most its limit, and the next one goes on',
    async run({ store }) {
      await must(store, { put: idsOf(25).map((id) => recordOf(id, 'x', { expiresAt: END })) });
      const left = async () => (await listAll(store, { account: 'a', group: 'g', collection: 'c', limit: 100 })).length;
      const deleted: number[] = [];
      const kept: number[] = [];
      for (let round = 0; round < 4; round += 1) {
        deleted.push(await store.purge(END, 10));
        kept.push(await left());
      }
      same(deleted, [10, 10, 5, 0], 'deleted each time');
      same(kept, [15, 5, 0, 0], 'left each time');
    },
  },
  {
    name: 'the limit counts records and events together',
    needs: ['feeds'],
    async run({ store }) {
      const append = Array.from({ length: 12 }, (_, at) => eventOf(`${at}`, { expiresAt: END }));
      await must(store, { put: idsOf(12).map((id) => recordOf(id, 'x', { expiresAt: END })), append });
      const left = async () =>
        (await readAll(store)).length +
        (await listAll(store, { account: 'a', group: 'g', collection: 'c', limit: 9 })).length;
      const rounds: number[][] = [];
      for (let round = 0; round < 4; round += 1) rounds.push([await store.purge(END, 10), await left()]);
      same(
        rounds,
        [
          [10, 14],
          [10, 4],
          [4, 0],
          [0, 0],
        ],
        'deleted and left each time',
      );
    },
  },
  {
    name: 'SF-RET-01 the longest due goes first',
    async run({ store }) {
      const ends = [END + 2, END, END + 3, END + 1];
      await must(store, { put: ends.map((expiresAt) => recordOf(`${expiresAt - END}`, 'x', { expiresAt })) });
      const gone: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        const before = await listAll(store, { account: 'a', group: 'g', collection: 'c', limit: 10 });
        await store.purge(END + 10, 1);
        const after = await listAll(store, { account: 'a', group: 'g', collection: 'c', limit: 10 });
        gone.push(...before.map(({ id }) => id).filter((id) => !after.some((record) => record.id === id)));
      }
      same(gone, ['0', '1', '2', '3'], 'the order');
    },
  },
  {
    name: 'purge reaches every account and group',
    async run({ store }) {
      const places = ['a', 'b', 'c'].flatMap((account) => ['g', 'h'].map((group) => ({ account, group })));
      for (const place of places)
        await must(store, { ...place, put: [recordOf('r', 'x', { ...place, expiresAt: END })] });
      same(await store.purge(END, 100), places.length, 'the number of deleted records');
      const records = await store.get(places.map((place) => keyOf('r', place)));
      check(
        records.every((record) => record === null),
        'nothing must be left',
      );
    },
  },
  {
    name: 'purged records leave their lists by index',
    needs: ['index'],
    async run({ store }) {
      await must(store, {
        put: [
          recordOf('dies', 'x', { expiresAt: END, index: [entryOf(1), entryOf(1, { value: 'w' })] }),
          recordOf('lives', 'x', { expiresAt: LATER, index: [entryOf(2)] }),
        ],
      });
      await store.purge(END, 10);
      const listed = await listAll(store, { account: 'a', index: 'list', value: 'v', limit: 10 });
      same(
        listed.map(({ id }) => id),
        ['lives'],
        'the list',
      );
      same(await listAll(store, { account: 'a', index: 'list', value: 'w', limit: 10 }), [], 'the other list');
    },
  },
  {
    name: 'feeds go on after a purge: positions are not used again and older ones still resume',
    needs: ['feeds'],
    async run({ store }) {
      await must(store, { append: [eventOf('1', { expiresAt: END }), eventOf('2'), eventOf('3', { expiresAt: END })] });
      const before = await readAll(store);
      same(await store.purge(END, 100), 2, 'the number of deleted events');
      await must(store, { append: [eventOf('4')] });
      const after = await readAll(store, undefined, before[0]?.position);
      same(
        after.map(({ body }) => new TextDecoder().decode(body)),
        ['2', '4'],
        'what is read after the first position',
      );
      check(
        (after[1]?.position ?? '') > (before[2]?.position ?? ''),
        'a new position must be greater than all older ones',
      );
    },
  },
  {
    name: 'a record that was put again with a later expiry is not purged',
    async run({ store }) {
      await must(store, { put: [recordOf('r', 'x', { expiresAt: END })] });
      await must(store, { put: [recordOf('r', 'x', { expiresAt: LATER })] });
      same(await store.purge(END, 10), 0, 'the number of deleted records');
      check((await getOne(store, keyOf('r'))) !== null, 'the record must be there');
    },
  },
];
