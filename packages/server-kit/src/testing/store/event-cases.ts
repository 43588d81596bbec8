// Cases: events are told in commit order, each once, together with the change they tell about.
import { isPosition } from '../../stores/position.ts';
import type { Store } from '../../stores/types.ts';
import { check, present, same } from '../contract-case.ts';
import {
  commitOf,
  connections,
  eventOf,
  getOne,
  keyOf,
  must,
  readAll,
  recordOf,
  type StoreCase,
  textsOf,
} from './bench.ts';

const feedOrder: readonly StoreCase[] = [
  {
    name: 'SF-STA-05 events are read in the order of their commits and inside a commit',
    needs: ['feeds'],
    async run({ store }) {
      await must(store, { append: [eventOf('1'), eventOf('2')] });
      await must(store, { group: 'h', append: [eventOf('3')] });
      await must(store, { append: [eventOf('4'), eventOf('5'), eventOf('6')] });
      same(textsOf(await readAll(store)), ['1', '2', '3', '4', '5', '6'], 'the feed of the account');
      same(textsOf(await readAll(store, 'g')), ['1', '2', '4', '5', '6'], 'the feed of the group');
      same(textsOf(await readAll(store, 'g', '', 2)), ['1', '2', '4', '5', '6'], 'in small parts');
    },
  },
  {
    name: 'an event comes back as it was appended, with every byte value',
    needs: ['feeds'],
    async run({ store }) {
      const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const event = eventOf('', { type: 'invitation-viewed', body });
      await must(store, { append: [event] });
      const [stored] = await readAll(store);
      const { position, ...rest } = present(stored, 'the event');
      same(rest, { ...event, account: 'a', group: 'g' }, 'the event');
      check(isPosition(position) && position !== '', 'its position must be one');
    },
  },
  {
    name: 'positions sort as text and are the same in the feeds of account and group',
    needs: ['feeds'],
    async run({ store }) {
      for (let round = 0; round < 12; round += 1) await must(store, { append: [eventOf(`${round}`), eventOf('x')] });
      const positions = (await readAll(store)).map(({ position }) => position);
      same([...positions].sort(), positions, 'sorted');
      same(new Set(positions).size, 24, 'different positions');
      same(
        (await readAll(store, 'g')).map(({ position }) => position),
        positions,
        'positions in the group',
      );
    },
  },
  {
    name: 'SF-STA-05 a reader resumes after any position, of either feed, without gap or repetition',
    needs: ['feeds'],
    async run({ store }) {
      for (let round = 0; round < 9; round += 1) {
        await must(store, { group: round % 3 === 0 ? 'h' : 'g', append: [eventOf(`${round}`)] });
      }
      const all = await readAll(store);
      for (const [at, { position }] of all.entries()) {
        const later = textsOf(all.slice(at + 1));
        same(textsOf(await readAll(store, undefined, position, 2)), later, 'the account after this position');
        const ofGroup = later.filter((text) => Number(text) % 3 !== 0);
        same(textsOf(await readAll(store, 'g', position, 2)), ofGroup, 'the group after this position');
      }
    },
  },
  {
    name: 'reading is bounded and does not use events up',
    needs: ['feeds'],
    async run({ store }) {
      await must(store, { append: ['1', '2', '3'].map((text) => eventOf(text)) });
      same(textsOf(await store.read({ account: 'a' }, '', 2)), ['1', '2'], 'the first read');
      same(textsOf(await store.read({ account: 'a' }, '', 2)), ['1', '2'], 'the same read again');
    },
  },
  {
    name: 'after the end, and after a position far behind it, there is nothing to read yet',
    needs: ['feeds'],
    async run({ store }) {
      await must(store, { append: [eventOf('1')] });
      const [event] = await readAll(store);
      same(await store.read({ account: 'a' }, present(event, 'the event').position, 10), [], 'after the last event');
      same(await store.read({ account: 'a' }, '9007199254740991', 10), [], 'far behind the end');
      same(await store.read({ account: 'none' }, '', 10), [], 'an account without events');
    },
  },
];

const feedMeaning: readonly StoreCase[] = [
  {
    name: 'latest separates what was committed from what will be, in every feed',
    needs: ['feeds'],
    async run({ store }) {
      same(await store.latest({ account: 'a' }), '', 'the latest position of an empty store');
      same(textsOf(await readAll(store)), [], 'the empty feed');
      await must(store, { append: [eventOf('1')] });
      const feeds = [
        { account: 'a' },
        { account: 'a', group: 'g' },
        { account: 'a', group: 'quiet' },
        { account: 'b' },
      ];
      const latest = await Promise.all(feeds.map((feed) => store.latest(feed)));
      check(latest.every(isPosition), 'each must be a position');
      await must(store, { append: [eventOf('2')] });
      await must(store, { group: 'quiet', append: [eventOf('3')] });
      await must(store, { account: 'b', append: [eventOf('4')] });
      const read = await Promise.all(feeds.map((feed, at) => store.read(feed, latest[at] ?? '', 10)));
      same(read.map(textsOf), [['2', '3'], ['2'], ['3'], ['4']], 'what is read after them');
    },
  },
  {
    name: 'SF-STA-05 an event and the change it tells about are one: both or none',
    needs: ['feeds'],
    async run({ store }) {
      const create = commitOf({
        expect: [{ key: keyOf('r'), version: 'absent' }],
        put: [recordOf('r')],
        append: [eventOf('created')],
      });
      same([await store.commit(create), await store.commit(create)], [true, false], 'the commits');
      same(textsOf(await readAll(store)), ['created'], 'the events');
      const wrong = commitOf({ put: [recordOf('s', 'x', { group: 'h' })], append: [eventOf('wrong')] });
      await store.commit(wrong).catch(() => false);
      same(textsOf(await readAll(store)), ['created'], 'the events after a refused call');
    },
  },
  {
    name: 'SF-STA-05 who sees an event sees its change',
    needs: ['feeds'],
    async run(bench) {
      const [writer = bench.store, reader = bench.store] = await connections(bench, 2);
      const ids = Array.from({ length: 40 }, (_, at) => `r${at}`);
      const writing = ids.map((id) => writer.commit(commitOf({ put: [recordOf(id)], append: [eventOf(id)] })));
      const seen = await follow(reader, writing, async (id) => {
        check((await getOne(reader, keyOf(id))) !== null, `the event of ${id} came before its record`);
      });
      same(seen.length, ids.length, 'events that the reader saw');
    },
  },
  {
    name: 'SF-STA-05 a reader that follows 128 concurrent commits misses none and sees none twice',
    needs: ['feeds'],
    async run(bench) {
      const stores = await connections(bench, 4);
      const reader = bench.store;
      const texts = Array.from({ length: 128 }, (_, at) => `${at}`);
      const writing = texts.map((text, at) =>
        (stores[at % stores.length] ?? reader).commit(commitOf({ group: `g${at % 16}`, append: [eventOf(text)] })),
      );
      const seen = await follow(reader, writing);
      same(seen, textsOf(await readAll(reader)), 'what the reader saw');
      same(new Set(seen).size, texts.length, 'different events');
    },
  },
];

/** Reads the account's feed, a few events at a time, while commits go on and until it is at the end after the last one. */
async function follow(
  reader: Store,
  writing: readonly Promise<boolean>[],
  look: (text: string) => Promise<void> = async () => {},
): Promise<string[]> {
  let isWriting = true;
  const written = Promise.allSettled(writing).then((results) => {
    isWriting = false;
    return results.every((result) => result.status === 'fulfilled' && result.value);
  });
  const seen: string[] = [];
  let position = '';
  for (;;) {
    const wasWriting = isWriting;
    const events = await reader.read({ account: 'a' }, position, 5);
    for (const text of textsOf(events)) await look(text);
    seen.push(...textsOf(events));
    position = events.at(-1)?.position ?? position;
    if (events.length > 0) continue;
    if (!wasWriting) break;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
  check(await written, 'a commit was refused');
  return seen;
}

/** Feeds. */
export const eventCases: readonly StoreCase[] = [...feedOrder, ...feedMeaning];
