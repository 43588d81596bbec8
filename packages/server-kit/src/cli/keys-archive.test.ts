// The command that makes an archive key: what it makes, what it shows, what it refuses.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { hpkeOpen, hpkeSeal, type SuiteId, suiteIds } from '@tellsafe/core/crypto/hpke';
import { recipientKeyIdSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, utf8 } from '@tellsafe/core/encoding';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseArchiveKey } from '../accounts/archive-key.ts';
import { runCli } from './run.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'archive.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['keys', 'archive', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

/** The setting that the command printed, read as the person who pastes it would. */
function settingIn(text: string): { suite: SuiteId; publicKey: string } {
  const [, suite = '', publicKey = ''] = /^archiveKey: \{ suite: '(\w+)', publicKey: '([\w-]+)' \},$/m.exec(text) ?? [];
  return { suite: suite as SuiteId, publicKey };
}

test.each([[[], 'xwing'], ...suiteIds.map((suite) => [['--suite', suite], suite] as const)] as const)(
  'SF-OPS-03 keys archive %j makes a pair of %s: the file opens what is sealed to the setting',
  async (more, suite) => {
    const { code, written, errors } = await run('--out', path, ...more);
    expect([code, errors]).toEqual([0, '']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['archive.key']);
    const file = JSON.parse(readFileSync(path, 'utf8'));
    const setting = settingIn(written);
    expect(setting).toEqual({ suite, publicKey: file.publicKey });
    expect(written).not.toContain(file.privateKey);
    const key = parseArchiveKey('archiveKey', setting);
    expect(key).toMatchObject({ role: 'archive', suite, keyId: file.keyId });
    expect(file.keyId).toBe(recipientKeyIdSync(suite, fromBase64url(file.publicKey)));
    const binding = { info: utf8('info'), aad: utf8('aad') };
    const { enc, ciphertext } = await hpkeSeal(suite, fromBase64url(setting.publicKey), utf8('secret'), binding);
    const privateKey = fromBase64url(file.privateKey);
    expect(privateKey.length).toBe(32);
    expect(await hpkeOpen(suite, privateKey, enc, ciphertext, binding)).toEqual(utf8('secret'));
  },
);

test('SF-OPS-03 keys archive with a passphrase: the file holds no private half without it', async () => {
  const passphrase = 'quite a long one ✓';
  writeFileSync(join(folder, 'passphrase'), `${passphrase}\nnot this line\n`);
  const { code, written } = await run(
    '--out',
    path,
    '--suite',
    'x25519',
    '--passphrase-file',
    join(folder, 'passphrase'),
  );
  expect(code).toBe(0);
  expect(written).not.toContain(passphrase);
  const bytes = readFileSync(path);
  expect(JSON.parse(bytes.toString())).not.toHaveProperty('privateKey');
  const { keyId, privateKey } = await openArchiveKeyFile(bytes, passphrase);
  expect(parseArchiveKey('archiveKey', settingIn(written)).keyId).toBe(keyId);
  expect(privateKey).toMatchObject({ extractable: false });
  await expect(openArchiveKeyFile(bytes, 'another long one')).rejects.toMatchObject({ code: 'key_file_invalid' });
});

test('SF-OPS-03 keys archive refuses a passphrase that is short or not there, and makes nothing', async () => {
  writeFileSync(join(folder, 'short'), 's3cret');
  for (const name of ['short', 'none']) {
    const { code, errors } = await run('--out', path, '--passphrase-file', join(folder, name));
    expect([name, code]).toEqual([name, 2]);
    expect(errors).not.toContain('s3cret');
  }
  expect(readdirSync(folder)).toEqual(['short']);
});

test('SF-OPS-03 keys archive leaves an existing file as it is, whatever it holds', async () => {
  writeFileSync(path, 'precious');
  const { code, written, errors } = await run('--out', path);
  expect([code, written]).toEqual([1, '']);
  expect(errors).toContain('It exists already and is left as it is.');
  expect(readFileSync(path, 'utf8')).toBe('precious');
  expect(readdirSync(folder)).toEqual(['archive.key']);
});

test('SF-OPS-03 keys archive in a folder that is not there fails with the reason', async () => {
  const { code, written, errors } = await run('--out', join(folder, 'none', 'archive.key'));
  expect([code, written]).toEqual([1, '']);
  expect(errors).toContain('the folder is missing or not writable');
});

test('keys archive refuses wrong arguments, makes nothing and repeats nothing of them', async () => {
  const wrong = [
    [],
    ['--out'],
    ['--out', ''],
    [path],
    ['--out', path, 's3cret'],
    ['--out', path, '--suite', 's3cret'],
    ['--out', path, '--suite', '__proto__'],
    ['--out', path, '--force'],
  ];
  for (const args of wrong) {
    const { code, written, errors } = await run(...args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toContain('Usage: tellsafe keys archive --out <file>');
    expect(errors).not.toContain('s3cret');
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('keys archive explains itself', async () => {
  const { code, written } = await run('--help');
  expect(code).toBe(0);
  expect(written).toContain('x25519 or xwing (default: xwing');
});
