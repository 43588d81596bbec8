import { expect, test } from 'vitest';
import { jsonCodec } from './codec.ts';
import { rememberingCodec } from './remembering-codec.ts';

interface Named {
  readonly id: string;
  readonly text: string;
}

function counted() {
  const plain = jsonCodec<Named>();
  let decoded = 0;
  const codec = rememberingCodec<Named>({
    encode: plain.encode,
    decode: (bytes) => {
      decoded += 1;
      return plain.decode(bytes);
    },
  });
  return { plain, codec, decoded: () => decoded };
}

test('the same bytes are decoded once, and not at all when they were encoded here', () => {
  const { plain, codec, decoded } = counted();
  const bytes = plain.encode({ id: 'a', text: 'one' });
  expect(codec.decode(bytes)).toEqual({ id: 'a', text: 'one' });
  expect(codec.decode(bytes.slice())).toEqual({ id: 'a', text: 'one' });
  expect(decoded()).toBe(1);
  expect(codec.decode(codec.encode({ id: 'a', text: 'two' }).slice())).toEqual({ id: 'a', text: 'two' });
  expect(decoded()).toBe(1);
});

test('other bytes are other values: one byte in any place, shorter, longer, and those of before', () => {
  const { plain, codec } = counted();
  const bytes = plain.encode({ id: 'a', text: 'x'.repeat(300) });
  codec.decode(bytes);
  for (let at = bytes.length - 302; at < bytes.length - 2; at += 1) {
    const other = bytes.slice();
    other[at] = 0x79;
    expect(codec.decode(other)).toEqual(plain.decode(other));
  }
  for (const text of ['', 'x', 'x'.repeat(299), 'x'.repeat(301), 'x'.repeat(300)]) {
    const other = plain.encode({ id: 'a', text });
    expect(codec.decode(other)).toEqual({ id: 'a', text });
  }
});

test('bytes that are changed or wiped later change nothing of what is remembered', () => {
  const { codec } = counted();
  const bytes = codec.encode({ id: 'a', text: 'one' });
  const copy = bytes.slice();
  bytes.fill(0);
  expect(codec.decode(copy)).toEqual({ id: 'a', text: 'one' });
});

test('more records than are remembered come back as they are', () => {
  const { plain, codec } = counted();
  const all = Array.from({ length: 1_000 }, (_, at) => plain.encode({ id: `${at}`, text: `text ${at}` }));
  for (let round = 0; round < 3; round += 1) {
    for (const [at, bytes] of all.entries()) expect(codec.decode(bytes)).toEqual({ id: `${at}`, text: `text ${at}` });
  }
});
