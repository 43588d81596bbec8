// Keys in memory pass the key contract.
import { describe, expect, test } from 'vitest';
import { keyContract } from '../testing/index.ts';
import { memoryKeys } from './memory.ts';

describe('key contract', () => {
  const create = async () => ({ keys: memoryKeys(), destroy: async () => {} });
  for (const { name, run } of keyContract({ name: 'memory', create })) test(name, run);
});

test('keys come from the given source of random bytes', async () => {
  const random = (length: number) => new Uint8Array(length).fill(7);
  const [left, right] = [memoryKeys({ random }), memoryKeys({ random })];
  expect(await left.mac(new Uint8Array(3))).toEqual(await right.mac(new Uint8Array(3)));
});

test('SF-OTK-05 the MAC is HMAC-SHA-256', async () => {
  const random = (length: number) => new Uint8Array(length).fill(7);
  const key = await crypto.subtle.importKey('raw', random(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const data = new TextEncoder().encode('data');
  const expected = new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
  expect((await memoryKeys({ random }).mac(data)).mac).toEqual(expected);
});
