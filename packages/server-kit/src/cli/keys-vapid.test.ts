// The command that makes VAPID keys: what it makes, what it shows, what it refuses.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkVapidPair, parsePush } from '../push/settings.ts';
import { runCli } from './run.ts';

const subject = 'mailto:ops@acme.example';
let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'push.keys');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['keys', 'vapid', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

test('SF-INV-06 keys vapid makes a file that only its owner reads and that the setting takes as it is', async () => {
  const { code, written, errors } = await run('--out', path, '--subject', subject);
  expect([code, errors]).toEqual([0, '']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const vapid = JSON.parse(readFileSync(path, 'utf8'));
  await checkVapidPair('push', parsePush('push', { vapid }));
  expect(vapid.subject).toBe(subject);
  expect(written).toContain(vapid.publicKey);
  expect(written).not.toContain(vapid.privateKey);
  const [, shown = ''] = /readFileSync\((".*"), 'utf8'\)/.exec(written) ?? [];
  expect(JSON.parse(shown)).toBe(path);
});

test('SF-INV-06 keys vapid makes other keys each time', async () => {
  await run('--out', path, '--subject', subject);
  await run('--out', `${path}2`, '--subject', subject);
  const [one, other] = [path, `${path}2`].map((file) => JSON.parse(readFileSync(file, 'utf8')));
  expect(one.publicKey).not.toBe(other.publicKey);
});

test('keys vapid leaves an existing file as it is', async () => {
  writeFileSync(path, 'precious');
  const { code, written, errors } = await run('--out', path, '--subject', subject);
  expect([code, written]).toEqual([1, '']);
  expect(errors).toContain('It exists already and is left as it is.');
  expect(readFileSync(path, 'utf8')).toBe('precious');
});

test('keys vapid refuses wrong arguments, makes nothing and repeats nothing of them', async () => {
  const wrong = [
    [],
    ['--out', path],
    ['--subject', subject],
    ['--out', '', '--subject', subject],
    ['--out', path, '--subject', 's3cret'],
    ['--out', path, '--subject', 'http://s3cret.example'],
    ['--out', path, '--subject', 'mailto:s3cret'],
    ['--out', path, '--subject', subject, 's3cret'],
    ['--out', path, '--subject', subject, '--s3cret'],
  ];
  for (const args of wrong) {
    const { code, written, errors } = await run(...args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toContain('Usage: tellsafe keys vapid --out <file>');
    expect(errors).not.toContain('s3cret');
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('keys vapid explains itself', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, written: expect.stringContaining('RFC 8292') });
});
