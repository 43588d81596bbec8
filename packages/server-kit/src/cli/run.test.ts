// The command line: what it says, what it makes, how it exits.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileKeys } from '../keys/file.ts';
import { commands } from './commands.ts';
import { runCli } from './run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = runCli(args, '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

/** The help of a command, once it is whole. */
async function helpOf(name: string) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli([...name.split(' '), '--help'], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

test('SF-OPS-03 keys init makes a key file for its owner alone, and shows no key', async () => {
  const path = join(folder, 'my.keys');
  const { code, written, errors } = run('keys', 'init', path);
  expect([code, errors]).toEqual([0, '']);
  expect(written).toContain(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['my.keys']);
  const content = JSON.parse(readFileSync(path, 'utf8'));
  for (const { key, id } of [...content.macKeys, ...content.wrapKeys]) {
    expect(written).not.toContain(key);
    expect(written).not.toContain(id);
  }
  expect((await fileKeys(path).mac(new Uint8Array(1))).keyId).toBe(content.macKeys[0].id);
});

test('SF-OPS-03 keys init leaves an existing file as it is, whatever it holds', () => {
  const path = join(folder, 'my.keys');
  writeFileSync(path, 'precious');
  const { code, written, errors } = run('keys', 'init', path);
  expect([code, written]).toEqual([1, '']);
  expect(errors).toContain('It exists already and is left as it is.');
  expect(readFileSync(path, 'utf8')).toBe('precious');
  expect(readdirSync(folder)).toEqual(['my.keys']);
});

test('SF-OPS-03 keys init in a folder that is not there fails with the reason', () => {
  const { code, errors } = run('keys', 'init', join(folder, 'none', 'my.keys'));
  expect(code).toBe(1);
  expect(errors).toContain('the folder is missing or not writable');
});

test('keys init takes one path', () => {
  for (const args of [['a', 'b'], [''], ['--force'], ['--help=no']]) {
    const { code, written, errors } = run('keys', 'init', ...args);
    expect([code, written]).toEqual([2, '']);
    expect(errors).toContain('Usage: tellsafe keys init [path]');
  }
  expect(existsSync('tellsafe.keys')).toBe(false);
});

test('help goes to the output, of the program and of a command', () => {
  for (const args of [['--help'], ['-h']]) {
    const { code, written, errors } = run(...args);
    expect([code, errors]).toEqual([0, '']);
    expect(written).toContain('keys init [path]');
    expect(written).toContain('Exit codes: 0 done, 1 failed, 2 wrong arguments');
  }
  const { code, written } = run('keys', 'init', '--help');
  expect(code).toBe(0);
  expect(written).toContain('default: tellsafe.keys');
});

test('--version shows the version', () => {
  expect(run('--version')).toEqual({ code: 0, written: '1.2.3\n', errors: '' });
});

test('without a command the help goes to the errors', () => {
  const { code, written, errors } = run();
  expect([code, written]).toEqual([2, '']);
  expect(errors).toContain('Usage: tellsafe <command>');
});

test('unknown commands and options are refused with advice, and not repeated', () => {
  for (const args of [
    ['frobnicate'],
    ['keys'],
    ['keys', 'show'],
    ['--verbose'],
    ['-x'],
    ['constructor', 'name'],
    ['--', 'x'],
  ]) {
    const { code, written, errors } = run(...args);
    expect([args, code, written]).toEqual([args, 2, '']);
    expect(errors).toMatch(/tellsafe (--help|keys init)/);
  }
  expect(run('keys').errors).toContain('Did you mean: tellsafe keys init');
  expect(run('s3cret').errors).not.toContain('s3cret');
});

test.each([
  ['intt', '', 'tellsafe init'],
  ['key', 'list', 'tellsafe keys list'],
  ['keys', 'rotaet', 'tellsafe keys rotate'],
  ['keys', 'inti', 'tellsafe keys init'],
  ['chek', '', 'tellsafe check, tellsafe check page'],
  ['docter', '', 'tellsafe doctor'],
  ['operator', 'reset', 'tellsafe operators reset'],
  ['oprators', 'x', 'tellsafe operators add, tellsafe operators list'],
])('SF-OPS-03 %s %s: perhaps %s was meant', (first, second, meant) => {
  const { code, written, errors } = run(first, ...(second === '' ? [] : [second]));
  expect([code, written]).toEqual([2, '']);
  expect(errors).toContain(`Did you mean: ${meant}`);
});

test('help of a group and by name', () => {
  const group = run('keys', '--help');
  expect([group.code, group.errors]).toEqual([0, '']);
  expect(group.written).toMatch(/^Usage: tellsafe keys <command>[\s\S]*keys rotate/);
  expect(group.written).not.toContain('operators');
  expect(run('help', 'keys', 'rotate')).toEqual(run('keys', 'rotate', '--help'));
  expect(run('help')).toEqual(run('--help'));
});

test.each(Object.keys(commands))('tellsafe %s --help says how it is used, and the docs say the same', async (name) => {
  const { code, written, errors } = await helpOf(name);
  expect([code, errors]).toEqual([0, '']);
  expect(written).toMatch(new RegExp(`^Usage: (?:.*\\n {7})*tellsafe ${name}`));
  expect(written).toContain('-h, --help');
  expect(run('--help').written).toContain(`  ${name} `);
  for (const line of written.split('\n')) expect(line.length).toBeLessThanOrEqual(130);
  const docs = readFileSync(join(import.meta.dirname, '../../../../docs/command-line.md'), 'utf8');
  expect(docs).toContain(`\n\`\`\`text\n${written}\`\`\`\n`);
});

test('the docs list the commands as the help does, and hold no help of one that is gone', async () => {
  const docs = readFileSync(join(import.meta.dirname, '../../../../docs/command-line.md'), 'utf8');
  expect(docs).toContain(`\n\`\`\`text\n${run('--help').written}\`\`\`\n`);
  const helps = new Set((await Promise.all(Object.keys(commands).map(helpOf))).map(({ written }) => written));
  expect([...docs.matchAll(/^```text$/gm)]).toHaveLength(helps.size + 1);
});
