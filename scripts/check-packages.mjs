// Checks the built packages as npm would publish them: what they hold, publint, and whether their types lead where their code does
// (attw; ESM only, so what `require` and the oldest resolution find counts for nothing).
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { contentProblems } from './packages/contents.ts';
import { pack, unpack } from './packages/pack.mjs';
import { readPackages, root } from './workspace.mjs';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'tellsafe-packages-'));
const homes = [homedir()].filter((home) => home.split('/').length > 2);

/** @param {string} tarball @returns {Promise<string[]>} */
async function typeProblems(tarball) {
  const options = ['--profile', 'esm-only', '--format', 'ascii', '--no-color', '--no-emoji'];
  const program = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  try {
    await run(process.execPath, [program, tarball, ...options]);
    return [];
  } catch (error) {
    const { stdout = '', message } = /** @type {Error & { stdout?: string }} */ (error);
    return [stdout || message];
  }
}

/** @param {import('./workspace.mjs').WorkspacePackage} pkg @returns {Promise<string[]>} */
async function problemsOf(pkg) {
  const tarball = await pack(pkg.folder, folder);
  const unpacked = join(folder, basename(pkg.folder));
  const types = typeProblems(tarball);
  await unpack(tarball, unpacked);
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages, pkg: manifest } = await publint({ strict: true, pack: { tarball: buffer } });
  const linted = messages.map((message) => formatMessage(message, manifest, { color: false }) ?? message.code);
  return [...contentProblems(unpacked, [root, ...homes]), ...linted, ...(await types)];
}

try {
  const packages = readPackages();
  const problems = await Promise.all(packages.map(async (pkg) => ({ pkg, found: await problemsOf(pkg) })));
  for (const { pkg, found } of problems) for (const problem of found) console.error(`${pkg.name}: ${problem}`);
  const count = problems.flatMap(({ found }) => found).length;
  console.log(`${packages.length} packages, ${count} problems`);
  if (count > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
