// Changing a key file: one at a time, by its owner, with nothing left behind.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeOwnFile } from './file-change.ts';
import { KEYS_PER_KIND } from './file-format.ts';
import { changeKeySet, createKeyFile, readKeySet } from './file-set.ts';
import { rotated } from './key-set.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'test.keys');
  createKeyFile(path);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const rotateFile = (at = path) => changeKeySet(at, (set) => rotated(set, { random, now: 1 }));

test('two links to one file share its lock', () => {
  const link = join(folder, 'link.keys');
  symlinkSync(path, link);
  writeFileSync(`${path}.lock`, '');
  expect(() => rotateFile(link)).toThrow(/Another process is changing it/);
  rmSync(`${path}.lock`);
  rotateFile(link);
  expect(readKeySet(path).set.macKeys).toHaveLength(2);
  expect(readdirSync(folder).sort()).toEqual(['link.keys', 'test.keys']);
});

test('what a crash left behind is gone after the next change, and files of others stay', () => {
  const leftovers = ['test.keys.AAAABBBBCCCC.tmp', 'test.keys.____----0000.tmp'];
  const others = ['test.keys.bak', 'test.keys.short.tmp', 'other.keys.AAAABBBBCCCC.tmp', 'AAAABBBBCCCC.tmp'];
  for (const name of [...leftovers, ...others]) writeFileSync(join(folder, name), 'x');
  rotateFile();
  expect(readdirSync(folder).sort()).toEqual([...others, 'test.keys'].sort());
});

test('a change that fails leaves file and folder as they were', () => {
  const before = readFileSync(path);
  const fails = () => {
    throw new RangeError('no');
  };
  expect(() => changeOwnFile(path, 'AAAABBBBCCCC', fails)).toThrow(RangeError);
  expect(readFileSync(path)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['test.keys']);
});

test('a file cannot be rotated until it is too long to be read', () => {
  const key = { key: new Uint8Array(32), createdAt: 1 };
  const many = (kind: string) =>
    Array.from({ length: KEYS_PER_KIND }, (_, at) => ({ ...key, id: `${kind}-${at}`, key: random(32) }));
  changeKeySet(path, () => ({ macKeys: many('mac'), wrapKeys: many('wrap') }));
  const before = readFileSync(path);
  expect(() => rotateFile()).toThrow(/tellsafe keys retire/);
  expect(readFileSync(path)).toEqual(before);
  expect(readKeySet(path).set.wrapKeys).toHaveLength(KEYS_PER_KIND);
});

test('a file of another user is refused before anything is changed', () => {
  const before = readFileSync(path);
  // Only an administrator can give a file away, so here the process is another one instead.
  const user = vi.spyOn(process, 'geteuid').mockReturnValue(statSync(path).uid + 1);
  expect(() => rotateFile()).toThrow(/It belongs to another user/);
  user.mockRestore();
  expect(readFileSync(path)).toEqual(before);
  expect(existsSync(`${path}.lock`)).toBe(false);
});
