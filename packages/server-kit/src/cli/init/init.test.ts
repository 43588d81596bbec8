// `tellsafe init`: what it writes, what it asks, what it leaves alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileKeys } from '../../keys/file.ts';
import { runCli } from '../run.ts';
import { defaultAnswers } from './answers.ts';
import { VITE_VERSION } from './project-files.ts';
import { starterFiles } from './starter.ts';

const root = join(import.meta.dirname, '../../../../..');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function init(args: readonly string[], answers?: readonly string[]) {
  const [written, errors, asked]: [string[], string[], string[]] = [[], [], []];
  const left = [...(answers ?? [])];
  const ask = async (question: string) => {
    asked.push(question);
    return left.shift() ?? '';
  };
  const output = {
    write: (text: string) => written.push(text),
    error: (text: string) => errors.push(text),
    ...(answers && { ask }),
  };
  const code = await runCli(['init', ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join(''), asked };
}

const made = (name: string) => readFileSync(join(folder, 'My Shop', name), 'utf8');

test('SF-OPS-03 init writes a project with a key file for its owner alone, and shows no key', async () => {
  const { code, written, errors } = await init([join(folder, 'My Shop')]);
  expect([code, errors]).toEqual([0, '']);
  expect(written).toContain('npm start');
  const files = readdirSync(join(folder, 'My Shop'));
  for (const name of files) expect(written).toContain(name);
  expect(files).toHaveLength(12);
  expect(statSync(join(folder, 'My Shop', 'tellsafe.keys')).mode & 0o777).toBe(0o600);
  fileKeys(join(folder, 'My Shop', 'tellsafe.keys')).close();
  const { macKeys, wrapKeys } = JSON.parse(made('tellsafe.keys'));
  for (const { key } of [...macKeys, ...wrapKeys]) expect(written).not.toContain(key);
  const manifest = JSON.parse(made('package.json'));
  expect(manifest).toMatchObject({ name: 'my-shop', private: true, dependencies: { '@tellsafe/server-kit': '1.2.3' } });
  for (const ignored of ['*.keys*', '*.db', 'node_modules/']) expect(made('.gitignore')).toContain(ignored);
});

test('SF-OPS-03 the samples of the README are the files of the project, letter by letter', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const files = new Map(starterFiles(defaultAnswers, 'shop', '1.2.3'));
  for (const name of ['server.mjs', 'page.js', 'agent.js']) {
    expect(readme).toContain(`\`\`\`js file=${name}\n${files.get(name)}\`\`\``);
  }
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'examples/vite-app/package.json'), 'utf8'));
  expect(VITE_VERSION).toBe(devDependencies.vite);
});

test('init takes account and ports from flags, and asks nothing without a terminal', async () => {
  const flags = ['--account', 'globex', '--form-port', '4001', '--page-port', '4002'];
  expect(await init([join(folder, 'My Shop'), ...flags])).toMatchObject({ code: 0, asked: [] });
  expect(made('server.mjs')).toContain("id: 'globex'");
  expect(made('server.mjs')).toContain('listen(4001,');
  expect(made('page.js')).toContain("account: 'globex'");
  expect(made('agent.js')).toContain('http://127.0.0.1:4001/tellsafe');
  expect(made('vite.config.js')).toContain('port: 4002');
  expect(starterFiles({ account: 'globex', formPort: 4001, pagePort: 4002 }, 'x', '1').join()).not.toMatch(
    /acme|3000|5173/,
  );
});

test('init asks on a terminal for what is not given, and an empty answer is the usual one', async () => {
  const { code, asked } = await init([join(folder, 'My Shop'), '--form-port', '4001'], ['globex', '']);
  expect([code, asked]).toEqual([0, ['Id of your brand (acme): ', 'Port of your pages (5173): ']]);
  expect(made('page.js')).toContain("account: 'globex'");
  expect(made('vite.config.js')).toContain('port: 5173');
  const yes = await init([join(folder, 'other'), '--yes'], []);
  expect(yes).toMatchObject({ code: 0, asked: [] });
});

test('SF-OPS-03 init overwrites nothing: it names what is there and writes nothing', async () => {
  writeFileSync(join(folder, 'agent.js'), 'precious');
  writeFileSync(join(folder, 'tellsafe.keys'), 'precious');
  const { code, written, errors } = await init([folder]);
  expect([code, written]).toEqual([1, '']);
  expect(errors).toBe('Nothing was written. These are there already: agent.js, tellsafe.keys\n');
  expect(readdirSync(folder).sort()).toEqual(['agent.js', 'tellsafe.keys']);
  expect(readFileSync(join(folder, 'agent.js'), 'utf8')).toBe('precious');
});

test('init where no folder can be made fails with the reason', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await init([join(folder, 'file', 'below')])).toMatchObject({
    code: 1,
    errors: expect.stringContaining('ENOTDIR'),
  });
});

test.each([
  [['a', 'b']],
  [['']],
  [['--account', 'Not An Id']],
  [['--form-port', '0']],
  [['--page-port', '65536']],
  [['--form-port', '5173']],
  [['--force']],
])('wrong arguments %j are refused with the usage', async (args) => {
  const { code, written, errors } = await init(args);
  expect([code, written]).toEqual([2, '']);
  expect(errors).toContain('Usage: tellsafe init [folder]');
});
