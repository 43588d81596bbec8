// A running process and its key file: when it looks, what it learns, what it forgets.
import fs, { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyFile, type FileKeys, type FileKeysOptions, fileKeys } from './file.ts';
import { changeKeySet } from './file-set.ts';
import { activated, rotated, staged } from './key-set.ts';

let folder = '';
let path = '';
let opened: FileKeys[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'test.keys');
  createKeyFile(path);
  opened = [];
});
afterEach(() => {
  for (const keys of opened) keys.close();
  rmSync(folder, { recursive: true });
});

const data = new TextEncoder().encode('data');
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const source = { random, now: 1 };

function open(options: FileKeysOptions = {}, at = path): FileKeys {
  const keys = fileKeys(at, { checkEveryMs: 60_000, ...options });
  opened.push(keys);
  return keys;
}

/** Counts the calls that name this file while the work runs. */
async function looksDuring(work: () => Promise<unknown>): Promise<number> {
  let looks = 0;
  const names = ['openSync', 'statSync'] as const;
  const spies = names.map((name) => {
    const original = fs[name] as (...args: unknown[]) => unknown;
    return vi.spyOn(fs, name as 'statSync').mockImplementation(((...args: unknown[]) => {
      if (args[0] === path) looks += 1;
      return original(...args);
    }) as typeof fs.statSync);
  });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
    syncBuiltinESMExports();
  }
  return looks;
}

test('no call looks at the file while it knows its keys', async () => {
  const keys = open();
  const { keyId } = await keys.mac(data);
  const looks = await looksDuring(async () => {
    for (let count = 0; count < 1_000; count += 1) await keys.mac(data, keyId);
    await keys.unwrap(await keys.wrap(random(32), data), data);
  });
  expect(looks).toBe(0);
});

test('an unknown key id costs one look a second, many of them a hundred', async () => {
  let now = 5_000;
  const keys = open({ clock: () => now });
  const ask = (id: string) => keys.mac(data, id).catch(({ code }) => code);
  const repeated = () =>
    looksDuring(async () => {
      for (let count = 0; count < 1_000; count += 1) expect(await ask('none')).toBe('key_unknown');
    });
  expect(await repeated()).toBe(1);
  expect(await repeated()).toBe(0);
  now += 999;
  expect(await repeated()).toBe(0);
  now += 1;
  expect(await repeated()).toBe(1);
  now += 1_000;
  const different = await looksDuring(async () => {
    for (let count = 0; count < 1_000; count += 1) expect(await ask(`none-${count}`)).toBe('key_unknown');
  });
  expect(different).toBe(100);
});

test('SF-OPS-03 a new key is found at once, also just after an unknown one, and by a clock that stands still', async () => {
  const [keys, other] = [open({ clock: () => 7 }), open()];
  await expect(keys.mac(data, 'none')).rejects.toMatchObject({ code: 'key_unknown' });
  for (let count = 0; count < 5; count += 1) {
    await other.rotate();
    const signed = await other.mac(data);
    expect(await keys.mac(data, signed.keyId)).toEqual(signed);
    expect((await keys.mac(data)).keyId).toBe(signed.keyId);
  }
});

test('SF-OPS-03 a process that meets no new key learns of a rotation by itself', async () => {
  const keys = open({ checkEveryMs: 100 });
  changeKeySet(path, (set) => rotated(set, source));
  const { keyId } = await keys.mac(data);
  await vi.waitFor(async () => expect((await keys.mac(data)).keyId).not.toBe(keyId));
});

test('SF-OPS-03 staged keys verify and unwrap, and nothing is made with them before their activation', async () => {
  const copy = join(folder, 'copy.keys');
  const { keyId } = await open().mac(data);
  changeKeySet(path, (set) => staged(set, source));
  copyFileSync(path, copy);
  const [here, there] = [open({}, path), open({}, copy)];
  expect([(await here.mac(data)).keyId, (await there.mac(data)).keyId]).toEqual([keyId, keyId]);
  changeKeySet(path, (set) => activated(set, 5));
  const ahead = open();
  const [signed, wrapped] = [await ahead.mac(data), await ahead.wrap(new Uint8Array(32), data)];
  expect(signed.keyId).not.toBe(keyId);
  expect(await there.mac(data, signed.keyId)).toEqual(signed);
  expect(await there.unwrap(wrapped, data)).toEqual(new Uint8Array(32));
  expect((await there.mac(data)).keyId).toBe(keyId);
});

test('while keys are staged no others are made', async () => {
  const keys = open();
  changeKeySet(path, (set) => staged(set, source));
  await expect(keys.rotate()).rejects.toThrow(/tellsafe keys rotate --activate/);
});

test('SF-RET-03 a process that is asked nothing forgets a destroyed key as well', async () => {
  const quiet = open({ checkEveryMs: 100 });
  const { keyId } = await quiet.mac(data);
  const other = open();
  await other.rotate();
  await other.destroy(keyId);
  // Known ids are not looked for: only the watch can tell it.
  await vi.waitFor(() => expect(quiet.mac(data, keyId)).rejects.toMatchObject({ code: 'key_unknown' }));
});

test('a changed file that cannot be used is told, the keys from before stay, and it is tried again', async () => {
  const warnings: unknown[] = [];
  let now = 0;
  const keys = open({ checkEveryMs: 100, onWarning: (error) => warnings.push(error), clock: () => now });
  const before = await keys.mac(data);
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, 100), { mode: 0o600 });
  await vi.waitFor(() => expect(warnings).not.toEqual([]));
  expect(warnings[0]).toMatchObject({ code: 'key_file_invalid' });
  expect(await keys.mac(data)).toEqual(before);
  // Nobody can tell whether this key exists: saying that it is unknown would call it dead.
  for (let count = 0; count < 300; count += 1) {
    await expect(keys.mac(data, 'new')).rejects.toMatchObject({ code: 'key_file_invalid' });
  }
  writeFileSync(`${path}.next`, whole, { mode: 0o600 });
  renameSync(`${path}.next`, path);
  changeKeySet(path, (set) => rotated(set, source));
  now += 1_000;
  const signed = await open().mac(data);
  expect(await keys.mac(data, signed.keyId)).toEqual(signed);
});

test('a reader that opens a file just before it is replaced and overwritten reads the new one', () => {
  const original = fs.readSync;
  let replaced = false;
  const spy = vi.spyOn(fs, 'readSync').mockImplementation(((...args: Parameters<typeof original>) => {
    if (!replaced) {
      replaced = true;
      changeKeySet(path, (set) => rotated(set, source));
    }
    return original(...args);
  }) as typeof original);
  syncBuiltinESMExports();
  try {
    open();
  } finally {
    spy.mockRestore();
    syncBuiltinESMExports();
  }
  expect(replaced).toBe(true);
});

test('how often it looks is checked', () => {
  for (const checkEveryMs of [99, 60_001, 1.5, Number.NaN]) {
    expect(() => fileKeys(path, { checkEveryMs })).toThrow(/checkEveryMs.*100–60000/);
  }
});
