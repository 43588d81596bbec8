// Cases: what goes in comes out, unchanged and not shared with the caller.
import { check, same } from '../contract-case.ts';
import {
  bytesOf,
  entryOf,
  getOne,
  getPresent,
  keyOf,
  LATER,
  must,
  recordOf,
  type StoreCase,
  textsOf,
} from './bench.ts';

const everyByte = Uint8Array.from({ length: 512 }, (_, at) => at % 256);

const roundTrips: readonly StoreCase[] = [
  {
    name: 'a record comes back as it was put, with every byte value, its expiry and its version',
    async run({ store }) {
      const record = { ...recordOf('r'), body: everyByte };
      await must(store, { put: [record] });
      const { version, index, ...stored } = await getPresent(store, keyOf('r'));
      same(stored, record, 'the record');
      same(index ?? [], [], 'the index entries of a record without any');
      check(Number.isSafeInteger(version) && version > 0, 'a version must be a positive safe integer');
    },
  },
  {
    name: 'index entries come back with the record',
    needs: ['index'],
    async run({ store }) {
      const index = [
        entryOf(5),
        entryOf(-7, { name: 'other' }),
        entryOf(0, { value: 'w' }),
        entryOf(1, { value: 'x' }),
      ];
      await must(store, { put: [recordOf('r', '', { index })] });
      const byLabel = (a: { name: string; value: string }, b: { name: string; value: string }) =>
        `${a.name} ${a.value}` < `${b.name} ${b.value}` ? -1 : 1;
      const stored = (await getPresent(store, keyOf('r'))).index ?? [];
      same([...stored].sort(byLabel), [...index].sort(byLabel), 'the entries');
    },
  },
  {
    name: 'bodies of 0 bytes and of 1 MiB come back whole',
    async run({ store }) {
      const large = Uint8Array.from({ length: 1_048_576 }, (_, at) => (at * 31) % 256);
      await must(store, { put: [recordOf('empty', ''), { ...recordOf('large'), body: large }] });
      same((await getPresent(store, keyOf('empty'))).body.length, 0, 'the empty body');
      const { body } = await getPresent(store, keyOf('large'));
      check(body.length === large.length && body.every((byte, at) => byte === large[at]), 'the large body differs');
    },
  },
  {
    name: 'get answers key by key: absent is null, a key twice is answered twice, no keys no answers',
    async run({ store }) {
      await must(store, { put: [recordOf('one'), recordOf('two')] });
      const records = await store.get(['two', 'none', 'one', 'two'].map((id) => keyOf(id)));
      same(
        records.map((record) => record?.id ?? null),
        ['two', null, 'one', 'two'],
        'the answers',
      );
      same(await store.get([]), [], 'no keys');
    },
  },
  {
    name: 'get reads keys of several groups and accounts at once',
    async run({ store }) {
      const places = [{}, { group: 'h' }, { account: 'b' }];
      for (const place of places) {
        const record = recordOf('r', JSON.stringify(place), place);
        await must(store, { ...place, put: [record] });
      }
      const records = await store.get(places.map((place) => keyOf('r', place)));
      same(
        textsOf(records.flatMap((record) => record ?? [])),
        places.map((place) => JSON.stringify(place)),
        'the bodies',
      );
    },
  },
  {
    name: 'a thousand records fit into one commit and one get',
    async run({ store }) {
      const ids = Array.from({ length: 1000 }, (_, at) => `r${at}`);
      await must(store, { put: ids.map((id) => recordOf(id)) });
      const records = await store.get(ids.map((id) => keyOf(id)));
      same(textsOf(records.flatMap((record) => record ?? [])), ids, 'the bodies');
    },
  },
];

const ownership: readonly StoreCase[] = [
  {
    name: 'a caller that changes its bytes after the call changes nothing in the store',
    async run({ store }) {
      const body = bytesOf('before');
      const [eventBody, index] = [bytesOf('before'), [{ name: 'list', value: 'v', order: 1 }]];
      const batch = {
        put: [{ ...recordOf('r'), body, ...(store.capabilities.index ? { index } : {}) }],
        append: store.capabilities.feeds ? [{ type: 't', body: eventBody, expiresAt: LATER }] : [],
      };
      const done = must(store, batch);
      body.fill(0x78);
      eventBody.fill(0x78);
      index.length = 0;
      batch.put.length = 0;
      await done;
      body.fill(0x79);
      eventBody.fill(0x79);
      same(textsOf([await getPresent(store, keyOf('r'))]), ['before'], 'the stored body');
      if (!store.capabilities.feeds) return;
      same(textsOf(await store.read({ account: 'a' }, '', 10)), ['before'], 'the stored event');
    },
  },
  {
    name: 'a caller that changes the bytes of an answer changes nothing in the store',
    async run({ store }) {
      await must(store, { put: [recordOf('r', 'kept')] });
      (await getPresent(store, keyOf('r'))).body.fill(0);
      const [listed] = (await store.list({ account: 'a', group: 'g', collection: 'c', limit: 1 })).records;
      same(textsOf(listed ? [listed] : []), ['kept'], 'the listed body');
      listed?.body.fill(0);
      same(textsOf([await getPresent(store, keyOf('r'))]), ['kept'], 'the stored body');
    },
  },
  {
    name: 'a body that is a view of a larger buffer keeps to its range',
    async run({ store }) {
      const buffer = bytesOf('secret|body|secret');
      await must(store, { put: [{ ...recordOf('r'), body: buffer.subarray(7, 11) }] });
      const { body } = await getPresent(store, keyOf('r'));
      same(textsOf([{ body }]), ['body'], 'the stored body');
      check(!new TextDecoder().decode(body.buffer).includes('secret'), 'the bytes around the body were stored');
    },
  },
  {
    name: 'a commit leaves its arguments as they were, frozen ones too',
    async run({ store }) {
      const record = Object.freeze({ ...recordOf('r'), index: Object.freeze([]) });
      const batch = Object.freeze({
        expect: Object.freeze([Object.freeze({ key: Object.freeze(keyOf('r')), version: 'absent' as const })]),
        put: Object.freeze([record]),
        remove: Object.freeze([Object.freeze(keyOf('other'))]),
      });
      await must(store, batch);
      same(record, { ...recordOf('r'), index: [] }, 'the record that was given');
      check((await getOne(store, keyOf('r'))) !== null, 'the record must be there');
    },
  },
];

/** Round trips and ownership of bytes. */
export const recordCases: readonly StoreCase[] = [...roundTrips, ...ownership];
