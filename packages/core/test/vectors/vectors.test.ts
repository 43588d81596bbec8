import { expect, test } from 'vitest';
import { hashSync } from '../../src/crypto/sync.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { pins, texts, toHex } from './files.ts';

const digestOf = (text: string) => toHex(hashSync(utf8(text)));

test('T9 every vector file is the pinned one, and every pinned one is there', () => {
  expect(Object.keys(texts).length).toBeGreaterThan(6);
  expect(Object.keys(pins).sort()).toEqual(Object.keys(texts).sort());
  for (const [name, text] of Object.entries(texts))
    expect({ name, digest: digestOf(text) }).toEqual({ name, digest: pins[name] });
});

test('control: one altered character is noticed', () => {
  for (const [name, text] of Object.entries(texts)) expect(digestOf(text.replace('0', '1'))).not.toBe(pins[name]);
});
