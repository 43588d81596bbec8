import { fromUtf8, utf8 } from '@tellsafe/core/encoding';
import { expect, test } from 'vitest';
import { packedCodec } from './packed-codec.ts';

interface Sample {
  readonly id: string;
  readonly note?: string;
  readonly owner?: { readonly name: string; readonly age?: number };
  readonly items: readonly { readonly key: string; readonly on?: true }[];
  readonly names: readonly (string | null)[];
  readonly count?: number;
}

const codec = packedCodec<Sample>({
  id: 'plain',
  note: 'plain',
  owner: { name: 'plain', age: 'plain' },
  items: { each: { key: 'plain', on: 'plain' } },
  names: 'plain',
  count: 'plain',
});

const least: Sample = { id: 'a', items: [], names: [] };
const samples: readonly Sample[] = [
  least,
  { ...least, note: '', count: 0 },
  { ...least, owner: { name: 'Kim' }, items: [{ key: 'x' }, { key: 'y', on: true }] },
  { ...least, owner: { name: 'Kim', age: 40 }, names: [null, 'z'], count: 2 },
];

test('what was packed comes back as it was; what was absent stays absent', () => {
  for (const sample of samples) {
    expect(codec.decode(codec.encode(sample))).toStrictEqual(sample);
    expect(fromUtf8(codec.encode(sample))).not.toContain('"id"');
  }
  expect(fromUtf8(codec.encode(least))).toBe('["a",null,null,[],[]]');
});

test('a field that came later is absent in what was kept before', () => {
  expect(codec.decode(utf8('["a",null,["Kim"],[["x"]],["z"]]'))).toStrictEqual({
    id: 'a',
    owner: { name: 'Kim' },
    items: [{ key: 'x' }],
    names: ['z'],
  });
});

test('an object with names is read as it is', () => {
  for (const sample of samples) expect(codec.decode(utf8(JSON.stringify(sample)))).toStrictEqual(sample);
});
