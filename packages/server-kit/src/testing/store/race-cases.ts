// Cases: many callers at once, through several connections where the backend can have them.
import type { Store } from '../../stores/types.ts';
import { check, same } from '../contract-case.ts';
import {
  bytesOf,
  commitOf,
  connections,
  eventOf,
  getOne,
  getPresent,
  keyOf,
  must,
  readAll,
  recordOf,
  type StoreBench,
  type StoreCase,
  textsOf,
} from './bench.ts';

const CALLERS = 128;

/** Runs all callers at once, spread over the connections. */
async function atOnce(bench: StoreBench, call: (store: Store, at: number) => Promise<boolean>): Promise<boolean[]> {
  const stores = await connections(bench, 4);
  const calls = Array.from({ length: CALLERS }, (_, at) => call(stores[at % stores.length] ?? bench.store, at));
  return Promise.all(calls);
}

/** The number of the only caller that won. */
function onlyWinner(results: readonly boolean[]): number {
  same(results.filter(Boolean).length, 1, 'winners');
  return results.indexOf(true);
}

async function addOne(store: Store): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const { version, body } = await getPresent(store, keyOf('counter'));
    const next = `${Number(textsOf([{ body }])[0]) + 1}`;
    const put = [{ ...recordOf('counter'), body: bytesOf(next) }];
    if (await store.commit(commitOf({ expect: [{ key: keyOf('counter'), version }], put }))) return;
  }
  check(false, 'a commit of what was just read never succeeds');
}

/** Concurrency. */
export const raceCases: readonly StoreCase[] = [
  {
    name: 'SF-OTK-02 of 128 concurrent spenders of one version exactly one wins',
    async run(bench) {
      await must(bench.store, { put: [recordOf('key', 'unspent')] });
      const { version } = await getPresent(bench.store, keyOf('key'));
      const append = bench.store.capabilities.feeds ? [eventOf('spent')] : [];
      const results = await atOnce(bench, (store, at) =>
        store.commit(commitOf({ expect: [{ key: keyOf('key'), version }], put: [recordOf('key', `${at}`)], append })),
      );
      const winner = onlyWinner(results);
      same(textsOf([await getPresent(bench.store, keyOf('key'))]), [`${winner}`], 'what is stored');
      if (append.length > 0) same((await readAll(bench.store)).length, 1, 'events');
    },
  },
  {
    name: 'SF-OTK-02 of 128 concurrent creators of one record exactly one wins',
    async run(bench) {
      const results = await atOnce(bench, (store, at) =>
        store.commit(commitOf({ expect: [{ key: keyOf('new'), version: 'absent' }], put: [recordOf('new', `${at}`)] })),
      );
      same(textsOf([await getPresent(bench.store, keyOf('new'))]), [`${onlyWinner(results)}`], 'what is stored');
    },
  },
  {
    name: 'SF-OTK-02 of 128 concurrent removers of one version exactly one wins',
    async run(bench) {
      await must(bench.store, { put: [recordOf('r')] });
      const { version } = await getPresent(bench.store, keyOf('r'));
      const expect = [{ key: keyOf('r'), version }];
      onlyWinner(await atOnce(bench, (store) => store.commit(commitOf({ expect, remove: [keyOf('r')] }))));
      same(await getOne(bench.store, keyOf('r')), null, 'the record');
    },
  },
  {
    name: '128 concurrent commits of different groups all happen',
    async run(bench) {
      const results = await atOnce(bench, (store, at) => {
        const group = `g${at}`;
        const put = [recordOf('r', `${at}`, { group })];
        return store.commit({ account: 'a', group, expect: [{ key: keyOf('r', { group }), version: 'absent' }], put });
      });
      check(results.every(Boolean), 'a commit was refused');
      const keys = Array.from({ length: CALLERS }, (_, at) => keyOf('r', { group: `g${at}` }));
      const records = await bench.store.get(keys);
      same(
        textsOf(records.flatMap((record) => record ?? [])),
        keys.map((_, at) => `${at}`),
        'what is stored',
      );
    },
  },
  {
    name: 'no update is lost: callers that read, add one and commit count to their number',
    async run(bench) {
      await must(bench.store, { put: [recordOf('counter', '0')] });
      const stores = await connections(bench, 4);
      await Promise.all(Array.from({ length: 24 }, (_, at) => addOne(stores[at % stores.length] ?? bench.store)));
      same(textsOf([await getPresent(bench.store, keyOf('counter'))]), ['24'], 'the count');
    },
  },
  {
    name: 'a finished commit is seen by every later read, on any connection',
    async run(bench) {
      const [writer = bench.store, reader = bench.store] = await connections(bench, 2);
      for (let round = 0; round < 30; round += 1) {
        await must(writer, { put: [recordOf('r', `${round}`)] });
        same(textsOf([await getPresent(reader, keyOf('r'))]), [`${round}`], 'what the reader sees');
      }
    },
  },
  {
    name: 'a get of several keys never sees half of a commit',
    async run(bench) {
      const [writer = bench.store, reader = bench.store] = await connections(bench, 2);
      const pair = (text: string) => ({ put: [recordOf('left', text), recordOf('right', text)] });
      await must(writer, pair('start'));
      let isDone = false;
      const writing = (async () => {
        for (let round = 0; round < 60 && !isDone; round += 1) await must(writer, pair(`${round}`));
      })().finally(() => {
        isDone = true;
      });
      try {
        while (!isDone) {
          const [left, right] = await reader.get([keyOf('left'), keyOf('right')]);
          same(left && textsOf([left]), right && textsOf([right]), 'the two records');
          await new Promise((resolve) => {
            setTimeout(resolve, 0);
          });
        }
      } finally {
        isDone = true;
        await writing;
      }
    },
  },
];
