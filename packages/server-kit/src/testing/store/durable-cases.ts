// Cases: what a durable backend keeps when every connection is closed and its data is opened again.
import type { Store } from '../../stores/types.ts';
import { check, present, same } from '../contract-case.ts';
import {
  commitOf,
  entryOf,
  eventOf,
  getPresent,
  keyOf,
  listAll,
  must,
  readAll,
  recordOf,
  type StoreBench,
  type StoreCase,
  textsOf,
} from './bench.ts';

async function reopened({ instance }: StoreBench): Promise<Store> {
  check(instance.reopen !== undefined, 'a durable backend must be shown to be one: give the suite a way to reopen it');
  return instance.reopen();
}

/** Durability. */
export const durableCases: readonly StoreCase[] = [
  {
    name: 'records, versions, lists and events are there after reopening',
    needs: ['durable', 'index', 'feeds'],
    async run(bench) {
      const put = [recordOf('r', 'x', { index: [entryOf(3)] }), recordOf('s')];
      await must(bench.store, { put, append: [eventOf('1'), eventOf('2')] });
      await must(bench.store, { remove: [keyOf('s')], append: [eventOf('3')] });
      const keys = [keyOf('r'), keyOf('s')];
      const before = [await bench.store.get(keys), await readAll(bench.store)];
      const store = await reopened(bench);
      same([await store.get(keys), await readAll(store)], before, 'records and events');
      const listed = await listAll(store, { account: 'a', index: 'list', value: 'v', limit: 5 });
      same(
        listed.map(({ id }) => id),
        ['r'],
        'the list',
      );
    },
  },
  {
    name: 'SF-OTK-02 the incarnation stays, and a spent version stays spent, after reopening',
    needs: ['durable'],
    async run(bench) {
      const incarnation = await bench.store.incarnation();
      await must(bench.store, { put: [recordOf('key', 'unspent')] });
      const { version } = await getPresent(bench.store, keyOf('key'));
      const spend = commitOf({
        incarnation,
        expect: [{ key: keyOf('key'), version }],
        put: [recordOf('key', 'spent')],
      });
      same(await bench.store.commit(spend), true, 'the first use');
      const store = await reopened(bench);
      same(await store.incarnation(), incarnation, 'the incarnation');
      same(await store.commit(spend), false, 'the second use');
    },
  },
  {
    name: 'versions and positions go on after reopening and are not used again',
    needs: ['durable', 'feeds'],
    async run(bench) {
      await must(bench.store, { put: [recordOf('r')], append: [eventOf('1')] });
      const { version } = await getPresent(bench.store, keyOf('r'));
      await must(bench.store, { remove: [keyOf('r')] });
      const [first] = await readAll(bench.store);
      const latest = await bench.store.latest({ account: 'a' });
      const store = await reopened(bench);
      await must(store, { put: [recordOf('r')], append: [eventOf('2')] });
      check((await getPresent(store, keyOf('r'))).version !== version, 'the version was used again');
      same(textsOf(await readAll(store, undefined, latest)), ['2'], 'what is read after the position from before');
      same(textsOf(await readAll(store, 'g', present(first, 'the event').position)), ['2'], 'the feed of the group');
    },
  },
];
