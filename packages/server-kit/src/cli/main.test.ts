// The command as a process: arguments in, exit code and output out.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const packageFolder = join(import.meta.dirname, '../..');
let folder = '';
let program = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  // The same place below package.json as in the published package.
  program = join(folder, 'dist/cli/main.mjs');
  symlinkSync(join(packageFolder, 'package.json'), join(folder, 'package.json'));
  await build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    tsconfig: join(packageFolder, 'tsconfig.json'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // In pieces, as the published package: what is imported later is not loaded before.
    splitting: true,
    outdir: join(folder, 'dist/cli'),
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('SF-OPS-03 tellsafe keys init makes tellsafe.keys here, once', () => {
  expect(run('keys', 'init')).toMatchObject({ status: 0, stderr: '' });
  expect(statSync(join(folder, 'tellsafe.keys')).mode & 0o777).toBe(0o600);
  const text = readFileSync(join(folder, 'tellsafe.keys'), 'utf8');
  expect(run('keys', 'init')).toMatchObject({ status: 1, stdout: '' });
  expect(readFileSync(join(folder, 'tellsafe.keys'), 'utf8')).toBe(text);
});

test('SF-OPS-03 tellsafe keys archive makes the file here, and says nothing but what to do with it', () => {
  const { status, stdout, stderr } = run('keys', 'archive', '--out', 'archive.key');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^archiveKey: \{ suite: 'xwing', publicKey: '[\w-]{1622}' \},$/m);
  expect(statSync(join(folder, 'archive.key')).mode & 0o777).toBe(0o600);
  expect(run('keys', 'archive', '--out', 'archive.key')).toMatchObject({ status: 1, stdout: '' });
});

test('tellsafe migrate says what to install where pg is missing, and prints the SQL without it', () => {
  expect(run('migrate', '--postgres', '--url', 'postgres://127.0.0.1:1/none')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'The package "pg" is not installed here. Run: npm install pg\n',
  });
  expect(run('migrate', '--postgres', '--print').stdout).toContain('CREATE TABLE');
});

test('tellsafe --version shows the version of the package', () => {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  expect(execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
});

test('wrong arguments end with exit code 2', () => {
  expect(run('nonsense')).toMatchObject({ status: 2, stdout: '' });
});

test('SF-OPS-03 on a Node without SQLite every command says which Node it needs', () => {
  // As Node 20 is: it neither knows of the module nor can it import it.
  const old = `import module, { registerHooks, syncBuiltinESMExports } from 'node:module';
    registerHooks({ resolve(name, context, next) { if (name === 'node:sqlite') throw new Error('no such module'); return next(name, context); } });
    if (process.env.KNOWN) module.isBuiltin = (name) => name !== 'node:sqlite';
    syncBuiltinESMExports();`;
  const loaded = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, program, 'init', 'shop'];
  const onOld = (KNOWN: string) =>
    spawnSync(process.execPath, loaded, { cwd: folder, encoding: 'utf8', env: { ...process.env, KNOWN } });
  expect(onOld('yes')).toMatchObject({
    ...{ status: 1, stdout: '', stderr: `tellsafe needs Node 24 or later; this is Node ${process.versions.node}.\n` },
  });
  // The control: without the question, it is the import that fails.
  expect(onOld('').stderr).toContain('no such module');
});
