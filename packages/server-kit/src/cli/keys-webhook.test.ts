// The command that makes the secret of an endpoint of webhooks: what it makes, what it shows, what it refuses.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isWebhookSecret } from '../webhooks/secret.ts';
import { runCli } from './run.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'crm.webhook');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['keys', 'webhook', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

test('SF-OPS-01 keys webhook makes a secret that the setting takes, which only its owner reads and nobody is shown', async () => {
  const { code, written, errors } = await run('--out', path);
  expect([code, errors]).toEqual([0, '']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const secret = readFileSync(path, 'utf8').trim();
  expect(isWebhookSecret(secret)).toBe(true);
  expect(written).not.toContain(secret.slice('whsec_'.length));
  const [, shown = ''] = /readFileSync\((".*"), 'utf8'\)/.exec(written) ?? [];
  expect(JSON.parse(shown)).toBe(path);
  await run('--out', `${path}2`);
  expect(readFileSync(`${path}2`, 'utf8').trim()).not.toBe(secret);
});

test('keys webhook leaves an existing file as it is', async () => {
  writeFileSync(path, 'precious');
  const { code, written, errors } = await run('--out', path);
  expect([code, written]).toEqual([1, '']);
  expect(errors).toContain('It exists already and is left as it is.');
  expect(readFileSync(path, 'utf8')).toBe('precious');
});

test('keys webhook refuses wrong arguments, makes nothing and repeats nothing of them', async () => {
  for (const args of [[], ['--out', ''], ['--out', path, 's3cret'], ['--out', path, '--s3cret'], ['s3cret']]) {
    const { code, written, errors } = await run(...args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toContain('Usage: tellsafe keys webhook --out <file>');
    expect(errors).not.toContain('s3cret');
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('keys webhook explains itself', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, written: expect.stringContaining('Standard Webhooks') });
});
