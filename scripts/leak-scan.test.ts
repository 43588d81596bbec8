// The scanner finds what it is there to find: each spelling, at each place of a chunk, and nothing else.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LeakScanner, spellings } from './leak-scan.ts';

const marks = ['Zephyrine Quillfeather', '"cvv":"7391-marked"', new Uint8Array(32).map((_, at) => at * 7)];
const scanner = new LeakScanner(marks);

/** Bytes without a pattern, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = 1; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

test('T10 every mark is found in every spelling, wherever it stands', () => {
  for (const [mark, value] of marks.entries()) {
    expect(spellings(value).size).toBeGreaterThanOrEqual(7);
    for (const [encoding, spelling] of spellings(value)) {
      for (const before of [0, 1, 2, 3, 5, 4095]) {
        const bytes = Buffer.concat([noise(before), spelling, noise(7)]);
        expect(scanner.bytes('here', bytes)).toContainEqual({ place: 'here', mark, encoding });
      }
    }
  }
});

test('T10 a mark inside of a longer text is found in base64 of the whole', () => {
  for (const before of ['', 'a', 'ab', 'abc']) {
    for (const kind of ['base64', 'base64url'] as const) {
      const text = Buffer.from(`${before}${marks[0]} and more`).toString(kind);
      expect(scanner.bytes('text', Buffer.from(text)).map(({ mark }) => mark)).toContain(0);
    }
  }
});

test('T10 control: bytes without a mark, and marks that are cut, are no leaks', () => {
  expect(scanner.bytes('noise', noise(1_000_000))).toEqual([]);
  for (const value of marks) {
    for (const spelling of spellings(value).values()) {
      expect(scanner.bytes('cut', spelling.subarray(0, -1)).filter(({ encoding }) => encoding === 'utf-8')).toEqual([]);
    }
  }
  expect(() => new LeakScanner(['too short'])).toThrow(RangeError);
});

test('T10 files below a folder, their names, and the memory of another process are looked at', {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep', 'file.wal'), Buffer.concat([noise(10_000), Buffer.from(marks[0] as string)]));
  writeFileSync(join(folder, `${marks[0]}.txt`), '');
  const places = scanner.folder(folder).map(({ place }) => place);
  expect(places).toEqual([`names in ${folder}`, join(folder, 'deep', 'file.wal')]);
  rmSync(folder, { recursive: true });

  const held = 'globalThis.held = Buffer.from(process.argv[1]); console.log("ready"); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', held, `${marks[0]}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const found = scanner.memory(child.pid ?? 0, 'private');
  child.kill('SIGKILL');
  if (process.platform === 'linux')
    expect(found).toContainEqual(expect.objectContaining({ mark: 0, encoding: 'utf-8' }));
});
