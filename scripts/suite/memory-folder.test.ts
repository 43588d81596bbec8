import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderInMemory } from './memory-folder.ts';

const PLENTY = 64 * 2 ** 30;
const room = () => PLENTY;
let place = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'memory-'));
});
afterEach(() => rmSync(place, { recursive: true }));

test('a new folder each time, empty, which others may go through and not look into', () => {
  const [one = '', other] = [1, 2].map(() => folderInMemory({ place, room, available: PLENTY }));
  expect(one).not.toBe(other);
  expect(readdirSync(one)).toEqual([]);
  expect(statSync(one).mode & 0o777).toBe(0o711);
});

test.each([
  ['a place that is not there', () => ({ place: join(place, 'nowhere'), room, available: PLENTY })],
  ['too little memory', () => ({ place, room, available: 2 ** 30 })],
  ['a place with too little room', () => ({ place, room: () => 64 * 2 ** 20, available: PLENTY })],
])('%s: the usual place stays', (_name, memory) => {
  expect(folderInMemory(memory())).toBeUndefined();
  expect(readdirSync(place)).toEqual([]);
});
