// Installs the packages as npm would publish them into a folder of its own, with the dependencies that package-lock.json names.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readPackages, root } from '../workspace.mjs';
import { pack, unpack } from './pack.mjs';

const run = promisify(execFile);

/** @typedef {{ name: string, version: string, dependencies?: Record<string, string>, bin?: Record<string, string> }} Manifest */

/** @param {string} file @returns {any} */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Installs every published package. npm takes the dependencies from its cache, or from the network; where it can reach neither, those of the
 * workspace are linked, so that what is tested is the same.
 *
 * @param {string} folder absolute folder; it gets a package.json, a package-lock.json and node_modules
 */
export async function installPackages(folder) {
  const packages = readPackages();
  const tarballs = await Promise.all(packages.map(async (pkg) => ({ pkg, tarball: await pack(pkg.folder, folder) })));
  /** @type {{ manifest: Manifest, file: string }[]} */
  const packed = tarballs.map(({ pkg, tarball }) => ({
    manifest: readJson(join(pkg.folder, 'package.json')),
    file: `file:${basename(tarball)}`,
  }));
  const dependencies = Object.fromEntries(packed.map(({ manifest, file }) => [manifest.name, file]));
  const app = { name: 'fresh', version: '0.0.0', private: true, type: 'module', dependencies };
  const foreign = foreignPackages(packed.map(({ manifest }) => manifest));
  const own = Object.fromEntries(
    packed.map(({ manifest: { name, version, dependencies: needs, bin }, file }) => [
      `node_modules/${name}`,
      { version, resolved: file, dependencies: needs, bin },
    ]),
  );
  const lock = { name: app.name, version: app.version, lockfileVersion: 3, packages: { '': app, ...own, ...foreign } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(app));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  try {
    const words = ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0'];
    await run('npm', words, { cwd: folder, timeout: 60_000, shell: process.platform === 'win32' });
  } catch {
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    for (const { pkg, tarball } of tarballs) await unpack(tarball, join(folder, 'node_modules', pkg.name));
    for (const path of Object.keys(foreign)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      symlinkSync(join(root, path), join(folder, path));
    }
  }
}

/**
 * What the packages need, as package-lock.json has it: versions and hashes.
 *
 * @param {readonly Manifest[]} manifests
 * @returns {Record<string, object>}
 */
function foreignPackages(manifests) {
  /** @type {Record<string, Manifest & { dev?: boolean, devOptional?: boolean }>} */
  const locked = readJson(join(root, 'package-lock.json')).packages;
  /** @type {Record<string, object>} */
  const found = {};
  /** @param {string} name */
  const add = (name) => {
    const path = `node_modules/${name}`;
    const entry = locked[path];
    if (!entry || path in found || manifests.some((each) => each.name === name)) return;
    const { dev, devOptional, ...kept } = entry;
    found[path] = kept;
    Object.keys(entry.dependencies ?? {}).forEach(add);
  };
  for (const { dependencies = {} } of manifests) Object.keys(dependencies).forEach(add);
  return found;
}
