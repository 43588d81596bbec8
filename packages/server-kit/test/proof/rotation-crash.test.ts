// A rotation is killed at every call of the file system that it makes: the key file is then the old one or the new one, whole, and
// the next rotation removes what was left behind (SF-OPS-03, SF-RET-03).
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyFile } from '../../src/keys/file.ts';
import { changeKeySet, readKeySet } from '../../src/keys/file-set.ts';
import { allKeys, rotated } from '../../src/keys/key-set.ts';
import { bundle, start } from '../stores/child.ts';

let folder = '';
let place = '';
let program = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  program = await bundle(join(import.meta.dirname, 'rotation-crasher.ts'), folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs it on a new file that holds the same keys; killed at this call, or not at all when there are not so many. */
async function run(manner: 'rotate' | 'trace' | 'careless', whole: Uint8Array, at: number) {
  place = mkdtempSync(join(folder, 'crash-'));
  path = join(place, 'test.keys');
  writeFileSync(path, whole, { mode: 0o600 });
  const child = start(program, [manner, path, `${at}`]);
  return { killed: (await child.ended) === null, lines: child.lines };
}

function newFile(): { readonly whole: Uint8Array; readonly ids: readonly string[] } {
  const first = join(mkdtempSync(join(folder, 'first-')), 'test.keys');
  createKeyFile(first);
  return { whole: readFileSync(first), ids: idsIn(first) };
}

const idsIn = (file: string): string[] => allKeys(readKeySet(file).set).map(({ id }) => id);

/** Kills at every call; gives how many there were and how often the new file was in place. */
async function killEverywhere(manner: 'rotate' | 'careless'): Promise<{ calls: number; changed: number }> {
  const { whole, ids } = newFile();
  let changed = 0;
  for (let at = 1; ; at += 1) {
    const { killed } = await run(manner, whole, at);
    if (!killed) return { calls: at - 1, changed };
    const found = idsIn(path);
    expect([at, found.filter((id) => ids.includes(id)), [2, 4].includes(found.length)]).toEqual([at, ids, true]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    if (found.length === 4) changed += 1;
    recover(at);
  }
}

/** As the message of the next rotation says: the lock goes, and with that rotation everything else. */
function recover(at: number): void {
  const lock = `${path}.lock`;
  const rotate = () =>
    changeKeySet(path, (set) => rotated(set, { random: (n) => crypto.getRandomValues(new Uint8Array(n)), now: 1 }));
  if (readdirSync(place).includes('test.keys.lock')) expect(rotate).toThrow(`delete ${lock}`);
  rmSync(lock, { force: true });
  rotate();
  expect([at, ...readdirSync(place)]).toEqual([at, 'test.keys']);
}

test('SF-OPS-03 SF-RET-03 killed at any call, a rotation leaves one whole key file', { timeout: 120_000 }, async () => {
  const { calls, changed } = await killEverywhere('rotate');
  expect(calls).toBeGreaterThan(20);
  expect(changed).toBeGreaterThan(3);
  expect(changed).toBeLessThan(calls);
});

test('control: a rotation that writes in place is caught', { timeout: 180_000 }, async () => {
  await expect(killEverywhere('careless')).rejects.toMatchObject({ code: 'key_file_invalid' });
});

test('SF-RET-03 in this order: new bytes on disk, then their name, then the old bytes overwritten', async () => {
  const { lines } = await run('trace', newFile().whole, 0);
  const marks = lines.flatMap((line) => {
    const [call = '', file = ''] = line.split(' ');
    const what = file === place ? 'folder' : file === path ? 'file' : file.endsWith('.tmp') ? 'temporary' : 'lock';
    return /^(write|fsync|rename)/.test(call) ? [`${call} ${what}`] : [];
  });
  expect(marks).toEqual([
    'writeSync temporary',
    'fsyncSync temporary',
    'renameSync temporary',
    'fsyncSync folder',
    'writeSync file',
    'fsyncSync file',
  ]);
});
