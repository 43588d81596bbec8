// Cases: what has expired cannot be read, to the millisecond, whether or not anything was purged.
import { check, same } from '../contract-case.ts';
import {
  commitOf,
  entryOf,
  eventOf,
  getOne,
  getPresent,
  keyOf,
  listAll,
  must,
  readAll,
  recordOf,
  START,
  type StoreCase,
} from './bench.ts';

const END = START + 1000;
const byCollection = { account: 'a', group: 'g', collection: 'c', limit: 10 };
const byIndex = { account: 'a', index: 'list', value: 'v', limit: 10 };

/** Expiry of records and events. */
export const expiryCases: readonly StoreCase[] = [
  {
    name: 'SF-OTR-02 a record is there 1 ms before its expiry and not at it or 1 ms after it',
    async run({ store, clock }) {
      await must(store, { put: [recordOf('r', 'x', { expiresAt: END })] });
      const found: boolean[] = [];
      for (const now of [END - 1, END, END + 1]) {
        clock.now = now;
        found.push((await getOne(store, keyOf('r'))) !== null);
      }
      same(found, [true, false, false], 'found at −1, 0, +1 ms');
    },
  },
  {
    name: 'SF-OTR-02 expired records are not in the list of their group',
    async run({ store, clock }) {
      const put = [recordOf('dies', 'x', { expiresAt: END }), recordOf('lives', 'x', { expiresAt: END + 2 })];
      await must(store, { put });
      const found: string[][] = [];
      for (const now of [END - 1, END, END + 1]) {
        clock.now = now;
        found.push((await listAll(store, byCollection)).map(({ id }) => id));
      }
      same(found, [['dies', 'lives'], ['lives'], ['lives']], 'listed at −1, 0, +1 ms');
    },
  },
  {
    name: 'SF-OTR-02 expired records are not in a list by index',
    needs: ['index'],
    async run({ store, clock }) {
      await must(store, {
        put: [
          recordOf('dies', 'x', { expiresAt: END, index: [entryOf(1)] }),
          recordOf('lives', 'x', { expiresAt: END + 2, index: [entryOf(2)] }),
        ],
      });
      const found: string[][] = [];
      for (const now of [END - 1, END, END + 1]) {
        clock.now = now;
        found.push((await listAll(store, byIndex)).map(({ id }) => id));
      }
      same(found, [['dies', 'lives'], ['lives'], ['lives']], 'listed at −1, 0, +1 ms');
    },
  },
  {
    name: 'expired events are not read, the others still are',
    needs: ['feeds'],
    async run({ store, clock }) {
      await must(store, {
        append: [eventOf('1'), eventOf('2', { expiresAt: END }), eventOf('3')],
      });
      const found: number[] = [];
      for (const now of [END - 1, END, END + 1]) {
        clock.now = now;
        found.push((await readAll(store)).length, (await readAll(store, 'g')).length);
      }
      same(found, [3, 3, 2, 2, 2, 2], 'read at −1, 0, +1 ms, from account and group');
    },
  },
  {
    name: 'an expired record counts as absent and its version is not met',
    async run({ store, clock }) {
      await must(store, { put: [recordOf('r', 'old', { expiresAt: END })] });
      const { version } = await getPresent(store, keyOf('r'));
      clock.now = END;
      const expectVersion = commitOf({ expect: [{ key: keyOf('r'), version }], put: [recordOf('r', 'wrong')] });
      same(await store.commit(expectVersion), false, 'its version');
      const expectAbsent = commitOf({ expect: [{ key: keyOf('r'), version: 'absent' }], put: [recordOf('r', 'new')] });
      same(await store.commit(expectAbsent), true, 'absent');
      check((await getPresent(store, keyOf('r'))).version !== version, 'its version must not come again');
    },
  },
  {
    name: 'a record is spent until its last millisecond',
    async run({ store, clock }) {
      await must(store, { put: [recordOf('r', 'old', { expiresAt: END })] });
      const { version } = await getPresent(store, keyOf('r'));
      clock.now = END - 1;
      const batch = commitOf({ expect: [{ key: keyOf('r'), version }], put: [recordOf('r', 'new')] });
      same(await store.commit(batch), true, 'the commit at −1 ms');
    },
  },
  {
    name: 'a record that is put already expired is never seen',
    async run({ store, clock }) {
      await must(store, { put: [recordOf('r', 'x', { expiresAt: clock.now }), recordOf('s', 'x', { expiresAt: 0 })] });
      same(await store.get([keyOf('r'), keyOf('s')]), [null, null], 'the records');
    },
  },
  {
    name: 'SF-OTR-02 reading does not extend a life',
    async run({ store, clock }) {
      await must(store, { put: [recordOf('r', 'x', { expiresAt: END })] });
      for (clock.now = START; clock.now < END; clock.now += 100) await getPresent(store, keyOf('r'));
      same(await getOne(store, keyOf('r')), null, 'the record at its expiry');
    },
  },
  {
    name: 'a record may live until the end of time',
    async run({ store, clock }) {
      const expiresAt = Number.MAX_SAFE_INTEGER;
      await must(store, { put: [recordOf('r', 'x', { expiresAt })] });
      clock.now = expiresAt - 1;
      same((await getPresent(store, keyOf('r'))).expiresAt, expiresAt, 'its expiry');
    },
  },
];
