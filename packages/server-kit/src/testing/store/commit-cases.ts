// Cases: expectations, versions, all or nothing, the fence.
import { check, same } from '../contract-case.ts';
import {
  commitOf,
  eventOf,
  getOne,
  getPresent,
  keyOf,
  LATER,
  must,
  readAll,
  recordOf,
  type StoreCase,
  textsOf,
} from './bench.ts';

const versions: readonly StoreCase[] = [
  {
    name: 'every put changes the version, also with the same bytes',
    async run({ store }) {
      const seen = new Set<number>();
      for (let round = 0; round < 5; round += 1) {
        await must(store, { put: [recordOf('r', 'same')] });
        seen.add((await getPresent(store, keyOf('r'))).version);
      }
      same(seen.size, 5, 'different versions');
    },
  },
  {
    name: 'a version is never used again for a key, also not after remove or purge',
    async run({ store, clock }) {
      const seen = new Set<number>();
      for (let round = 0; round < 6; round += 1) {
        await must(store, { put: [recordOf('r', 'x', { expiresAt: clock.now + 10 })] });
        seen.add((await getPresent(store, keyOf('r'))).version);
        if (round % 2 === 0) await must(store, { remove: [keyOf('r')] });
        clock.now += 10;
        await store.purge(clock.now, 10);
      }
      same(seen.size, 6, 'different versions');
    },
  },
  {
    name: 'SF-OTK-02 a version that was read can be spent once',
    async run({ store }) {
      await must(store, { put: [recordOf('r', 'first')] });
      const { version } = await getPresent(store, keyOf('r'));
      const expect = [{ key: keyOf('r'), version }];
      same(await store.commit(commitOf({ expect, put: [recordOf('r', 'second')] })), true, 'the first use');
      same(await store.commit(commitOf({ expect, put: [recordOf('r', 'third')] })), false, 'the second use');
      same(textsOf([await getPresent(store, keyOf('r'))]), ['second'], 'the body');
    },
  },
  {
    name: '"absent" holds for what was never there and for what was removed, and for nothing else',
    async run({ store }) {
      const create = commitOf({ expect: [{ key: keyOf('r'), version: 'absent' }], put: [recordOf('r')] });
      same(await store.commit(create), true, 'never there');
      same(await store.commit(create), false, 'there');
      await must(store, { remove: [keyOf('r')] });
      same(await store.commit(create), true, 'removed');
    },
  },
  {
    name: 'a version is not met by an absent record nor by another version',
    async run({ store }) {
      const attempt = (version: number) =>
        store.commit(commitOf({ expect: [{ key: keyOf('r'), version }], put: [recordOf('r', 'wrong')] }));
      same(await attempt(1), false, 'absent');
      await must(store, { put: [recordOf('r', 'right')] });
      const { version } = await getPresent(store, keyOf('r'));
      same(await attempt(version + 1), false, 'a later version');
      if (version > 1) same(await attempt(version - 1), false, 'an earlier version');
      same(textsOf([await getPresent(store, keyOf('r'))]), ['right'], 'the body');
    },
  },
];

const changes: readonly StoreCase[] = [
  {
    name: 'a put without expectation replaces the record',
    async run({ store }) {
      await must(store, { put: [recordOf('r', 'old')] });
      await must(store, { put: [recordOf('r', 'new', { expiresAt: LATER + 1 })] });
      const { body, expiresAt } = await getPresent(store, keyOf('r'));
      same([textsOf([{ body }]), expiresAt], [['new'], LATER + 1], 'the record');
    },
  },
  {
    name: 'a removed record is gone; removing what is not there is no failure',
    async run({ store }) {
      await must(store, { put: [recordOf('r'), recordOf('s')] });
      await must(store, { remove: [keyOf('r'), keyOf('none')] });
      same(await getOne(store, keyOf('r')), null, 'the removed record');
      check((await getOne(store, keyOf('s'))) !== null, 'its neighbour must stay');
    },
  },
  {
    name: 'an empty commit and one that only expects change nothing and tell the truth',
    async run({ store }) {
      same(await store.commit(commitOf({})), true, 'nothing at all');
      const absent = [{ key: keyOf('r'), version: 'absent' as const }];
      same(await store.commit(commitOf({ expect: absent })), true, 'absent');
      await must(store, { put: [recordOf('r')] });
      const { version } = await getPresent(store, keyOf('r'));
      same(await store.commit(commitOf({ expect: absent })), false, 'not absent');
      same(await store.commit(commitOf({ expect: [{ key: keyOf('r'), version }] })), true, 'this version');
      same((await getPresent(store, keyOf('r'))).version, version, 'the version afterwards');
    },
  },
  {
    name: 'one expectation of several that fails stops the whole commit: no put, no remove, no event',
    async run({ store }) {
      await must(store, { put: [recordOf('guard'), recordOf('victim')] });
      const { version } = await getPresent(store, keyOf('guard'));
      const batch = commitOf({
        expect: [
          { key: keyOf('guard'), version },
          { key: keyOf('new'), version: 'absent' },
          { key: keyOf('victim'), version: 'absent' },
        ],
        put: [recordOf('new'), recordOf('guard', 'changed')],
        remove: [keyOf('victim')],
        append: store.capabilities.feeds ? [eventOf('told')] : [],
      });
      same(await store.commit(batch), false, 'the commit');
      const [created, guard, victim] = await store.get([keyOf('new'), keyOf('guard'), keyOf('victim')]);
      same([created, guard?.version, victim?.id], [null, version, 'victim'], 'the records');
      if (store.capabilities.feeds) same(await readAll(store), [], 'the events');
    },
  },
  {
    name: 'an expectation guards records that the commit does not write',
    async run({ store }) {
      await must(store, { put: [recordOf('open')] });
      const { version } = await getPresent(store, keyOf('open'));
      const attempt = (text: string) =>
        store.commit(commitOf({ expect: [{ key: keyOf('open'), version }], put: [recordOf('r', text)] }));
      same(await attempt('while open'), true, 'while the guard stands');
      await must(store, { put: [recordOf('open', 'closed')] });
      same(await attempt('after'), false, 'after the guard changed');
      same(textsOf([await getPresent(store, keyOf('r'))]), ['while open'], 'the body');
    },
  },
  {
    name: 'commits that come together do not fail each other',
    async run({ store }) {
      await must(store, { put: [recordOf('taken')] });
      const create = (id: string) =>
        store.commit(commitOf({ expect: [{ key: keyOf(id), version: 'absent' }], put: [recordOf(id)] }));
      const done = await Promise.all(['one', 'taken', 'two', 'taken', 'three'].map(create));
      same(done, [true, false, true, false, true], 'the answers');
      const records = await store.get(['one', 'two', 'three'].map((id) => keyOf(id)));
      check(!records.includes(null), 'the records must be there');
    },
  },
];

const fence: readonly StoreCase[] = [
  {
    name: 'SF-OTK-02 a commit for another incarnation is refused and changes nothing',
    async run({ store }) {
      const incarnation = await store.incarnation();
      const batch = { put: [recordOf('r')] };
      same(await store.commit(commitOf({ ...batch, incarnation: `${incarnation}x` })), false, 'another incarnation');
      same(await getOne(store, keyOf('r')), null, 'the record');
      same(await store.commit(commitOf({ ...batch, incarnation })), true, 'this incarnation');
    },
  },
  {
    name: 'the incarnation is a text that stays while nothing is lost and differs between stores',
    async run(bench) {
      const incarnation = await bench.store.incarnation();
      check(typeof incarnation === 'string' && incarnation.length >= 8, 'it must be a text of some length');
      await must(bench.store, { put: [recordOf('r')] });
      same(await bench.store.incarnation(), incarnation, 'after a commit');
      if (bench.instance.connect) {
        same(await (await bench.instance.connect()).incarnation(), incarnation, 'on another connection');
      }
      check((await (await bench.another()).incarnation()) !== incarnation, 'another store must have another one');
    },
  },
];

/** Versions, changes, fence. */
export const commitCases: readonly StoreCase[] = [...versions, ...changes, ...fence];
