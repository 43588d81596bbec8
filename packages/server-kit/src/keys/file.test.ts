// Keys in a file pass the key contract; and what the file itself must be.
import {
  chmodSync,
  mkdirSync,
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
import { isTellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyContract } from '../testing/index.ts';
import { createKeyFile, type FileKeys, fileKeys } from './file.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'test.keys');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const data = new TextEncoder().encode('data');
const dataKey = new Uint8Array(32).fill(9);

describe('key contract', () => {
  let made = 0;
  const create = async () => {
    const own = join(folder, `${made}.keys`);
    made += 1;
    createKeyFile(own);
    const opened: FileKeys[] = [];
    const open = () => {
      const keys = fileKeys(own, { checkEveryMs: 100 });
      opened.push(keys);
      return keys;
    };
    return {
      keys: open(),
      reopen: async () => open(),
      connect: async () => open(),
      forgotten: () => new Promise<void>((resolve) => setTimeout(resolve, 300)),
      destroy: async () => {
        for (const keys of opened) keys.close();
      },
    };
  };
  for (const { name, run } of keyContract({ name: 'file', create })) test(name, run);
});

/** The hint of the error that a call ends with. */
function hintOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!isTellsafeError(error, 'key_file_invalid')) throw error;
    expect(error.message).toContain(path);
    return String(error.params?.hint);
  }
  throw new Error('nothing was refused');
}

function writeKeyFile(text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
}

test('a missing key file is refused at start, with the command that makes it', () => {
  expect(hintOf(() => fileKeys(path))).toBe(`It does not exist. Make it with: tellsafe keys init ${path}`);
});

test('a key file that others can read is refused, with the command that helps', () => {
  createKeyFile(path);
  for (const mode of [0o640, 0o604, 0o660, 0o644, 0o610]) {
    chmodSync(path, mode);
    expect(hintOf(() => fileKeys(path))).toContain(`chmod 600 ${path}`);
  }
  chmodSync(path, 0o400);
  expect(fileKeys(path)).toBeDefined();
});

test('a folder is no key file', () => {
  mkdirSync(path, { mode: 0o700 });
  expect(hintOf(() => fileKeys(path))).toBe('This is not a file.');
});

test('anything but a whole key file is refused, and nothing of it is repeated', () => {
  createKeyFile(path);
  const whole = readFileSync(path, 'utf8');
  const good = JSON.parse(whole);
  const [mac] = good.macKeys;
  const changed = (change: object) => JSON.stringify({ ...good, ...change });
  const withMac = (change: object) => changed({ macKeys: [{ ...mac, ...change }] });
  const texts = {
    empty: '',
    'no JSON': `secret ${whole}`,
    truncated: whole.slice(0, -20),
    'no object': '[]',
    null: 'null',
    'another version': changed({ version: 2 }),
    'one more member': changed({ extra: true }),
    'no MAC key': changed({ macKeys: [] }),
    'no wrapping key': changed({ wrapKeys: [] }),
    'no list': changed({ macKeys: mac }),
    'an id twice': changed({ macKeys: [mac, mac] }),
    'an id of both kinds': changed({ wrapKeys: [{ ...good.wrapKeys[0], id: mac.id }] }),
    'a key cut short': withMac({ key: mac.key.slice(0, -4) }),
    'a key too long': withMac({ key: `${mac.key}AAAA` }),
    'a key of other letters': withMac({ key: `+${mac.key.slice(1)}` }),
    'an empty key': withMac({ key: '' }),
    'no key': withMac({ key: undefined }),
    'no id': withMac({ id: '' }),
    'an odd id': withMac({ id: '../x' }),
    'no time': withMac({ createdAt: 'now' }),
  };
  for (const [what, text] of Object.entries(texts)) {
    writeKeyFile(text);
    try {
      fileKeys(path);
      expect.unreachable(what);
    } catch (error) {
      expect([what, isTellsafeError(error, 'key_file_invalid')]).toEqual([what, true]);
      const told = `${error instanceof Error ? `${error.message}${String(error.cause)}${error.stack}` : ''}`;
      expect(told).not.toContain(mac.key.slice(0, 12));
      expect(told).not.toContain('secret');
    }
  }
  writeKeyFile(whole);
  expect(fileKeys(path)).toBeDefined();
});

test('the file of a new provider holds one key of each kind, made at the time of the clock', () => {
  createKeyFile(path, { clock: () => 1_800_000_000_000 });
  const content = JSON.parse(readFileSync(path, 'utf8'));
  expect(content.version).toBe(1);
  expect(content.macKeys.map(({ createdAt }: { createdAt: number }) => createdAt)).toEqual([1_800_000_000_000]);
  expect(content.wrapKeys).toHaveLength(1);
});

test('SF-OPS-03 rotation and destruction rewrite the file whole and leave it and nothing else, mode 0600', async () => {
  createKeyFile(path);
  const keys = fileKeys(path);
  const { keyId } = await keys.mac(data);
  await keys.rotate();
  await keys.destroy(keyId);
  expect(readdirSync(folder)).toEqual(['test.keys']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).not.toContain(keyId);
});

test('a refused rotation leaves file and keys as they were', async () => {
  createKeyFile(path);
  const keys = fileKeys(path);
  const before = [readFileSync(path, 'utf8'), await keys.mac(data)];
  writeFileSync(`${path}.lock`, '');
  await expect(keys.rotate()).rejects.toThrow(/Another process is changing it/);
  await expect(keys.destroy('none')).rejects.toMatchObject({ code: 'key_file_invalid' });
  expect([readFileSync(path, 'utf8'), await keys.mac(data)]).toEqual(before);
  rmSync(`${path}.lock`);
  await expect(keys.destroy('none')).rejects.toMatchObject({ code: 'key_unknown' });
  expect(readdirSync(folder)).toEqual(['test.keys']);
  await keys.rotate();
});

test('SF-OPS-03 two processes with one file: each uses what the other rotated in, and neither loses a key', async () => {
  createKeyFile(path);
  const [left, right] = [fileKeys(path), fileKeys(path)];
  await left.rotate();
  const wrapped = await left.wrap(dataKey, data);
  const signed = await left.mac(data);
  expect(await right.unwrap(wrapped, data)).toEqual(dataKey);
  await right.rotate();
  await left.rotate();
  expect(await right.mac(data, signed.keyId)).toEqual(signed);
  expect(JSON.parse(readFileSync(path, 'utf8')).macKeys).toHaveLength(4);
});

test('a key file behind a symbolic link stays behind it', async () => {
  const real = join(folder, 'real.keys');
  createKeyFile(real);
  symlinkSync(real, path);
  const keys = fileKeys(path);
  const before = await keys.mac(data);
  await keys.rotate();
  expect(await fileKeys(real).mac(data, before.keyId)).toEqual(before);
});

test('an unknown key id is refused also when the file is gone, with the reason', async () => {
  createKeyFile(path);
  let now = 0;
  const keys = fileKeys(path, { clock: () => now });
  await expect(keys.mac(data, 'none')).rejects.toMatchObject({ code: 'key_unknown' });
  rmSync(path);
  now += 1_000;
  await expect(keys.mac(data, 'none')).rejects.toMatchObject({ code: 'key_file_invalid' });
  expect((await keys.mac(data)).mac).toHaveLength(32);
});
