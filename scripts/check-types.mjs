// Checks the types of all packages, examples and scripts: those of the same compiler options together, because each reads the sources
// of the others. `npm run typecheck -w <package>` checks one alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './workspace.mjs';

const cache = join(root, 'node_modules', '.cache', 'types');
const base = join(root, 'tsconfig.base.json');
const tsc = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');

const workspaces = ['packages', 'examples'].flatMap((kind) =>
  readdirSync(join(root, kind)).map((name) => join(root, kind, name)),
);
const configs = [root, ...workspaces].map((folder) => join(folder, 'tsconfig.json')).filter((path) => existsSync(path));

/** @param {string} path @returns {{ options: string, include: string[] }} */
function read(path) {
  const { extends: parent, compilerOptions = {}, include, ...others } = JSON.parse(readFileSync(path, 'utf8'));
  const folder = dirname(path);
  if (join(folder, parent ?? '') !== base || !include || Object.keys(others).length > 0)
    throw new Error(`${relative(root, path)} may hold what tsconfig.base.json has not, and what it includes, alone.`);
  return {
    options: JSON.stringify(compilerOptions),
    include: include.map((/** @type {string} */ at) => join(folder, at)),
  };
}

/** @param {string} config @returns {Promise<number>} the code with which it ended */
function check(config) {
  const child = spawn(process.execPath, [tsc, '--noEmit', '--pretty', '-p', config], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', (code) => resolve(code ?? 1)));
}

mkdirSync(cache, { recursive: true });
/** @type {Map<string, string[]>} */
const programs = new Map();
for (const { options, include } of configs.map(read))
  programs.set(options, [...(programs.get(options) ?? []), ...include]);
const checks = [...programs].map(([options, include], index) => {
  const path = join(cache, `${index}.json`);
  writeFileSync(path, JSON.stringify({ extends: base, compilerOptions: JSON.parse(options), include }));
  return check(path);
});
const codes = await Promise.all(checks);
console.log(`${configs.length} parts in ${programs.size} programs`);
if (codes.some((code) => code !== 0)) process.exitCode = 1;
