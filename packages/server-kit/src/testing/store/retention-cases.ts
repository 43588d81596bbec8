// Cases: holding what a group has, forgetting events by type, and telling what a purge has still to do.
import { check, type Failure, rejects, same } from '../contract-case.ts';
import {
  entryOf,
  eventOf,
  getOne,
  keyOf,
  listAll,
  must,
  readAll,
  recordOf,
  START,
  type StoreCase,
  textsOf,
} from './bench.ts';

const END = START + 1000;
const place = { account: 'a', group: 'g' };
const inList = { account: 'a', index: 'list', value: 'v', limit: 10 };

/** Retention: hold, forget, overdue. */
export const retentionCases: readonly StoreCase[] = [
  {
    name: 'SF-RET-01 what is held outlives its expiry everywhere, and no purge deletes it',
    needs: ['retention'],
    async run({ store, clock }) {
      const index = [entryOf(1)];
      await must(store, {
        put: [recordOf('r', 'x', { expiresAt: END, index })],
        append: [eventOf('e', { expiresAt: END })],
      });
      same(await store.hold(place, true), 2, 'what is held');
      same(await store.hold(place, true), 0, 'what is held by doing it again');
      clock.now = END + 1;
      same(await store.purge(END + 1, 10), 0, 'what is purged');
      check((await getOne(store, keyOf('r'))) !== null, 'the record must be there');
      same((await listAll(store, inList)).length, 1, 'the list by index');
      same((await listAll(store, { ...place, collection: 'c', limit: 10 })).length, 1, 'the list of the group');
      same(textsOf(await readAll(store, 'g')), ['e'], 'the feed');
      same(await store.overdue(clock.now), { count: 0, oldestAt: null }, 'what is overdue');
    },
  },
  {
    name: 'SF-RET-01 what is released expires at its own instant, to the millisecond',
    needs: ['retention'],
    async run({ store, clock }) {
      const ends = [END - 1, END, END + 1];
      const put = ends.map((expiresAt) => recordOf(`${expiresAt - END}`, 'x', { expiresAt }));
      await must(store, { put, append: ends.map((expiresAt) => eventOf(`${expiresAt - END}`, { expiresAt })) });
      await store.hold(place, true);
      clock.now = END;
      same(await store.hold(place, false), 6, 'what is released');
      same(await store.hold(place, false), 0, 'what is released by doing it again');
      const left = await listAll(store, { ...place, collection: 'c', limit: 10 });
      same(
        left.map(({ id, expiresAt }) => [id, expiresAt]),
        [['1', END + 1]],
        'the records that are left',
      );
      same(textsOf(await readAll(store, 'g')), ['1'], 'the events that are left');
      same(await store.overdue(END), { count: 4, oldestAt: END - 1 }, 'what is overdue');
      same(await store.purge(END, 10), 4, 'what is purged');
    },
  },
  {
    name: 'what is held can be changed and removed, and what is written later is not held',
    needs: ['retention'],
    async run({ store, clock }) {
      await must(store, { put: ['a', 'b', 'c'].map((id) => recordOf(id, 'x', { expiresAt: END })) });
      const held = await getOne(store, keyOf('a'));
      await store.hold(place, true);
      same((await getOne(store, keyOf('a')))?.version, held?.version, 'the version');
      const expect = [{ key: keyOf('a'), version: held?.version ?? 'absent' }] as const;
      await must(store, { expect, put: [recordOf('a', 'y', { expiresAt: END })], remove: [keyOf('b')] });
      clock.now = END;
      const left = await listAll(store, { ...place, collection: 'c', limit: 10 });
      same(
        left.map(({ id }) => id),
        ['c'],
        'the records that are left',
      );
    },
  },
  {
    name: 'a hold raises nothing that had expired, and touches no other group or account',
    needs: ['retention'],
    async run({ store, clock }) {
      await must(store, {
        put: [recordOf('over', 'x', { expiresAt: END })],
        append: [eventOf('over', { expiresAt: END })],
      });
      const others = [{ group: 'h' }, { account: 'b' }].map((other) => ({ ...place, ...other }));
      for (const other of others)
        await must(store, { ...other, put: [recordOf('r', 'x', { ...other, expiresAt: END + 1 })] });
      clock.now = END;
      same(await store.hold(place, true), 0, 'what is held');
      check((await getOne(store, keyOf('over'))) === null, 'what had expired must stay so');
      clock.now = END + 1;
      same(await store.purge(END + 1, 10), 4, 'what is purged');
    },
  },
  {
    name: 'SF-RET-03 events are forgotten by type, in one group',
    needs: ['retention', 'feeds'],
    async run({ store }) {
      const types = ['said', 'audit', 'said', 'changed'];
      await must(store, { append: types.map((type, at) => eventOf(`${at}`, { type })) });
      await must(store, { group: 'h', append: [eventOf('h', { type: 'said' })] });
      same(await store.forget(place, ['said', 'changed']), 3, 'what is forgotten');
      same(await store.forget(place, ['said', 'changed']), 0, 'what is forgotten by doing it again');
      same(textsOf(await readAll(store, 'g')), ['1'], 'the feed of the group');
      same(textsOf(await readAll(store)), ['1', 'h'], 'the feed of the account');
      const append = [eventOf('later', { type: 'said' })];
      await must(store, { append });
      same(textsOf(await readAll(store, 'g')), ['1', 'later'], 'what comes later');
    },
  },
  {
    name: 'hold, forget and overdue refuse wrong calls, and every call once the store is closed',
    needs: ['retention'],
    async run({ store }) {
      const unnamed = { ...place, group: '' };
      const calls: readonly (readonly [string, () => Promise<unknown>, Failure])[] = [
        ['no group', () => store.hold(unnamed, true), RangeError],
        ['no boolean', () => store.hold(place, 1 as unknown as boolean), TypeError],
        ['no group', () => store.forget(unnamed, ['t']), RangeError],
        ['no type', () => store.forget(place, ['']), RangeError],
        ['no list', () => store.forget(place, 't' as unknown as string[]), TypeError],
        ['no instant', () => store.overdue(-1), RangeError],
      ];
      for (const [what, call, expected] of calls) await rejects(call, expected, what);
      await store.close();
      for (const call of [() => store.hold(place, true), () => store.forget(place, ['t']), () => store.overdue(END)])
        await rejects(call, { codes: ['store_closed'] }, 'a closed store');
    },
  },
  {
    name: 'what is overdue is told until it is purged',
    needs: ['retention', 'feeds'],
    async run({ store }) {
      same(await store.overdue(END), { count: 0, oldestAt: null }, 'an empty store');
      await must(store, { append: [eventOf('e', { expiresAt: END - 5 })] });
      await must(store, { put: [recordOf('a', 'x', { expiresAt: END }), recordOf('b', 'x', { expiresAt: END + 1 })] });
      same(await store.overdue(END), { count: 2, oldestAt: END - 5 }, 'before the purge');
      await store.purge(END, 10);
      same(await store.overdue(END), { count: 0, oldestAt: null }, 'after the purge');
    },
  },
];
