// The commands about key files: what they change, what they say, what they refuse.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyFile, fileKeys } from '../keys/file.ts';
import { changeKeySet } from '../keys/file-set.ts';
import { rotated } from '../keys/key-set.ts';
import { runCli } from './run.ts';

const DAY = 24 * 60 * 60 * 1000;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  path = join(folder, 'my.keys');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface InFile {
  readonly id: string;
  readonly key: string;
  readonly staged?: boolean;
}

const content = (): { macKeys: InFile[]; wrapKeys: InFile[] } => JSON.parse(readFileSync(path, 'utf8'));
const ids = (): string[] => [...content().macKeys, ...content().wrapKeys].map(({ id }) => id);

/** A file that was made and rotated so many days ago. */
function rotatedDaysAgo(...days: readonly number[]): void {
  const [first = 0, ...rest] = days.map((ago) => Date.now() - ago * DAY);
  createKeyFile(path, { clock: () => first });
  for (const now of rest) changeKeySet(path, (set) => rotated(set, { random, now }));
}

/** Runs a command; nothing that it says may hold a key. */
function run(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  let before: InFile[] = [];
  try {
    before = [...content().macKeys, ...content().wrapKeys];
  } catch {
    // No whole file: no keys to look for.
  }
  const code = runCli(['keys', ...args], '1.2.3', output);
  const said = { code, written: written.join(''), errors: errors.join('') };
  for (const { key } of before) expect(said.written + said.errors).not.toContain(key.slice(0, 20));
  return said;
}

test('SF-OPS-03 keys rotate makes new keys current and keeps the older ones, mode 0600', async () => {
  rotatedDaysAgo(3);
  const keys = fileKeys(path);
  const before = await keys.mac(new Uint8Array(1));
  const { code, written, errors } = run('rotate', path);
  expect([code, errors]).toEqual([0, '']);
  const [, pepper] = content().macKeys;
  const [, wrapping] = content().wrapKeys;
  expect(written).toBe(`Current in ${path}: pepper ${pepper?.id}, wrapping key ${wrapping?.id}.\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['my.keys']);
  const again = fileKeys(path);
  expect((await again.mac(new Uint8Array(1))).keyId).toBe(pepper?.id);
  expect(await again.mac(new Uint8Array(1), before.keyId)).toEqual(before);
});

test('SF-OPS-03 in two steps: staged keys are not used, activated ones are', async () => {
  rotatedDaysAgo(3);
  const current = async () => (await fileKeys(path).mac(new Uint8Array(1))).keyId;
  const before = await current();
  const stagedSaid = run('rotate', '--stage', path);
  expect(stagedSaid).toMatchObject({ code: 0, errors: '' });
  expect(stagedSaid.written).toContain(`tellsafe keys rotate --activate ${path}`);
  expect(await current()).toBe(before);
  expect(run('list', path).written).toMatch(/pepper +mac-\S+ .* staged/);
  for (const args of [
    ['rotate', path],
    ['rotate', path, '--stage'],
  ]) {
    expect(run(...args)).toMatchObject({ code: 1, written: '' });
  }
  expect(run('rotate', '--activate', path)).toMatchObject({ code: 0, errors: '' });
  expect(await current()).toBe(content().macKeys[1]?.id);
  expect(run('rotate', '--activate', path).errors).toContain('No key is staged');
});

test('keys list shows kinds, ids and times, which is current, and from when an older one may go', () => {
  rotatedDaysAgo(30, 10, 0);
  const { code, written, errors } = run('list', path);
  expect([code, errors]).toEqual([0, '']);
  const lines = written.trimEnd().split('\n');
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(/^KIND +ID +MADE +STATE +MAY BE RETIRED$/);
  const [a, b, c] = content().macKeys;
  const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d UTC`;
  expect(lines[1]).toMatch(new RegExp(`^pepper +${a?.id} +${time} +older since ${time} +from ${time}$`));
  expect(lines[2]).toMatch(new RegExp(`^pepper +${b?.id} +${time} +older since ${time} +from ${time}$`));
  expect(lines[3]).toMatch(new RegExp(`^pepper +${c?.id} +${time} +current$`));
  expect(lines[6]).toMatch(/^wrapping key +wrap-\S+ .*current$/);
});

test('SF-RET-03 keys retire removes an older pepper that nothing can need, and says what ends', async () => {
  rotatedDaysAgo(60, 20);
  const [pepper] = content().macKeys;
  const keys = fileKeys(path);
  const { code, written, errors } = run('retire', pepper?.id ?? '', '--file', path);
  expect([code, errors]).toEqual([0, '']);
  expect(written).toContain(`Retired pepper ${pepper?.id}`);
  expect(written).toContain('is refused from now on');
  expect(ids()).not.toContain(pepper?.id);
  expect(readFileSync(path, 'utf8')).not.toContain(pepper?.key);
  expect(readdirSync(folder)).toEqual(['my.keys']);
  keys.close();
});

test('SF-OTK-03 a pepper that forms may still need stays, unless it is forced', () => {
  rotatedDaysAgo(60, 10);
  const [pepper] = content().macKeys;
  const before = readFileSync(path);
  const refused = run('retire', pepper?.id ?? '', '--file', path);
  expect(refused).toMatchObject({ code: 1, written: '' });
  expect(refused.errors).toMatch(/forms may need it until \d{4}-\d\d-\d\d \d\d:\d\d UTC \(--force\)/);
  expect(run('retire', pepper?.id ?? '', '--file', path, '--erase').code).toBe(1);
  expect(readFileSync(path)).toEqual(before);
  expect(run('retire', pepper?.id ?? '', '--file', path, '--force').code).toBe(0);
  expect(ids()).not.toContain(pepper?.id);
});

test('SF-RET-01 a wrapping key within its retention stays, unless it is erased', () => {
  rotatedDaysAgo(500, 380);
  const [wrapping] = content().wrapKeys;
  const id = wrapping?.id ?? '';
  expect(run('retire', id, '--file', path).errors).toMatch(/what it wraps is to be kept until .* \(--erase\)/);
  expect(run('retire', id, '--file', path, '--force').code).toBe(1);
  const { code, written } = run('retire', id, '--file', path, '--erase');
  expect(code).toBe(0);
  expect(written).toContain('cannot be read any more');
  expect(ids()).not.toContain(id);
});

test('SF-RET-01 the retention of accounts that keep longer or shorter can be said', () => {
  rotatedDaysAgo(500, 410);
  const [wrapping] = content().wrapKeys;
  const id = wrapping?.id ?? '';
  expect(run('retire', id, '--file', path, '--retention-months', '24').code).toBe(1);
  expect(run('retire', id, '--file', path, '--retention-months', '120').code).toBe(1);
  expect(run('retire', id, '--file', path, '--dry-run')).toMatchObject({ code: 0 });
  expect(ids()).toContain(id);
  expect(run('retire', id, '--file', path)).toMatchObject({ code: 0 });
});

test('keys retire --older-than takes what may go, names what stays, and leaves the file alone when there is nothing', () => {
  rotatedDaysAgo(900, 500, 20, 2);
  const { macKeys, wrapKeys } = content();
  const rehearsal = run('retire', '--older-than', '14', '--file', path, '--dry-run');
  expect(rehearsal.written.match(/Would retire/g)).toHaveLength(3);
  expect(ids()).toHaveLength(8);
  const { code, written, errors } = run('retire', '--older-than', '14', '--file', path);
  expect([code, errors]).toEqual([0, '']);
  expect(written.match(/^Retired pepper/gm)).toHaveLength(2);
  expect(written.match(/^Retired wrapping key/gm)).toHaveLength(1);
  expect(written).toContain(`Kept wrapping key ${wrapKeys[1]?.id}`);
  expect(ids()).toEqual([...macKeys.slice(2), ...wrapKeys.slice(1)].map(({ id }) => id));
  const { mtimeMs } = statSync(path);
  expect(run('retire', '--older-than', '14', '--file', path, '--retention-months', '120').code).toBe(0);
  expect(run('retire', '--older-than', '400', '--file', path).written).toContain('holds no such key');
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
});

test('neither force nor erase retires a current key, and one refusal keeps all that were named', () => {
  rotatedDaysAgo(60, 20);
  const all = ids();
  const { code, errors } = run('retire', ...all, '--file', path, '--force', '--erase');
  expect(code).toBe(1);
  expect(errors.match(/it is current/g)).toHaveLength(2);
  expect(ids()).toEqual(all);
});

test('a staged key may be current elsewhere: it goes only by force', () => {
  rotatedDaysAgo(60);
  run('rotate', '--stage', path);
  const staged = content().macKeys[1]?.id ?? '';
  expect(run('retire', staged, '--file', path).errors).toContain('may be current on another host');
  expect(run('retire', staged, '--file', path, '--force').code).toBe(0);
});

test('unknown ids are told by their place and not repeated, and nothing is retired', () => {
  rotatedDaysAgo(60, 20);
  const [pepper] = content().macKeys;
  const { code, errors } = run('retire', pepper?.id ?? '', 's3cret', '--file', path);
  expect(code).toBe(1);
  expect(errors).toContain('the id number 2 of those given');
  expect(errors).not.toContain('s3cret');
  expect(ids()).toContain(pepper?.id);
});

test.each([
  [['rotate', 'a', 'b'], 'Only one path'],
  [['rotate', ''], 'The path is empty'],
  [['rotate', '--stage', '--activate'], '--stage and --activate'],
  [['rotate', '--force'], 'These arguments are not right'],
  [['list', 'a', 'b'], 'Only one path'],
  [['list', '--keys'], 'These arguments are not right'],
  [['retire'], 'Give ids, or --older-than'],
  [['retire', 'mac-a', '--older-than', '3'], 'Give ids, or --older-than'],
  [['retire', '--older-than', '-1'], 'These arguments are not right'],
  [['retire', '--older-than=-1'], '--older-than must be a whole number from 0 to 36500'],
  [['retire', '--older-than', '1.5'], '--older-than must be a whole number'],
  [['retire', '--older-than', '36501'], '--older-than must be a whole number'],
  [['retire', '--older-than', ''], '--older-than must be a whole number'],
  [['retire', 'mac-a', '--retention-months', '0'], '--retention-months must be a whole number from 1 to 120'],
  [['retire', 'mac-a', '--retention-months', '121'], '--retention-months must be a whole number from 1 to 120'],
  [['retire', 'mac-a', '--file', ''], '--file is empty'],
])('wrong arguments %j are refused, naming what is wrong', (args, reason) => {
  const { code, written, errors } = run(...args);
  expect([code, written]).toEqual([2, '']);
  expect(errors).toContain(reason);
  expect(errors).toContain(`Usage: tellsafe keys ${args[0]}`);
});

test('every command has help', () => {
  for (const command of ['init', 'list', 'rotate', 'retire']) {
    const { code, written, errors } = run(command, '--help');
    expect([code, errors]).toEqual([0, '']);
    expect(written).toContain(`Usage: tellsafe keys ${command}`);
    for (const line of written.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  }
});

test('a file that cannot be used fails with the reason: missing, open to others, broken', () => {
  for (const command of [
    ['list', path],
    ['rotate', path],
    ['retire', 'mac-a', '--file', path],
  ]) {
    rmSync(path, { force: true });
    expect(run(...command)).toMatchObject({ code: 1, written: '', errors: expect.stringContaining('does not exist') });
    writeFileSync(path, '{}', { mode: 0o600 });
    expect(run(...command).errors).toContain('not a whole key file');
    rmSync(path);
    writeFileSync(path, '{}', { mode: 0o644 });
    expect(run(...command).errors).toContain('chmod 600');
    expect(readdirSync(folder)).toEqual(['my.keys']);
  }
});
