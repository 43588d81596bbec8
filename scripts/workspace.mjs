// What the workspace holds: its packages, their subpaths, and the source file behind each subpath.
// The `exports` field of a package.json is the one list; the build, the test aliases and the checks all read it here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * @typedef {object} WorkspacePackage
 * @property {string} name full name, `@tellsafe/core`
 * @property {string} folder absolute folder
 * @property {Record<string, string>} bin command name to built file, `./dist/cli/main.js`
 * @property {{ subpath: string, built: string }[]} subpaths `./form` with `./dist/form/index.js`; both may hold one `*`
 */

/**
 * Reads one package.
 *
 * @param {string} folder absolute folder of the package
 * @returns {WorkspacePackage}
 */
export function readPackage(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const subpaths = Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) =>
    typeof target === 'string' ? [] : [{ subpath, built: target.default }],
  );
  return { name: manifest.name, folder, bin: manifest.bin ?? {}, subpaths };
}

/**
 * Reads every published package of the workspace.
 *
 * @returns {WorkspacePackage[]}
 */
export function readPackages() {
  const folder = join(root, 'packages');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'package.json')))
    .map((name) => readPackage(join(folder, name)));
}

/**
 * The source of a built file: `./dist/form/index.js` comes from `src/form/index.ts`. A `*` is kept.
 *
 * @param {string} built path inside the package
 * @returns {string} path inside the package
 */
export function sourceOf(built) {
  return built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts');
}

/**
 * Subpaths of a package with each `*` replaced by the files that are there.
 *
 * @param {WorkspacePackage} pkg
 * @returns {{ specifier: string, built: string, source: string }[]} specifier as an importer writes it; paths inside the package
 */
export function expandSubpaths(pkg) {
  return pkg.subpaths.flatMap(({ subpath, built }) => {
    const specifier = pkg.name + subpath.slice(1);
    if (!built.includes('*')) return [{ specifier, built, source: sourceOf(built) }];
    const folder = join(pkg.folder, dirname(sourceOf(built)));
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(name))
      .sort()
      .map((name) => basename(name, '.ts'))
      .map((name) => ({
        specifier: specifier.replace('*', name),
        built: built.replace('*', name),
        source: sourceOf(built).replace('*', name),
      }));
  });
}

/**
 * Files below a folder, in a stable order, without build results and installed packages.
 *
 * @param {string} folder absolute folder; a missing one holds no files
 * @returns {string[]} absolute paths
 */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      return entry.isDirectory() && !['node_modules', 'dist', '.turbo'].includes(entry.name) ? filesBelow(path) : [];
    });
}

/**
 * A path as it is written in reports: relative to `base`, with forward slashes.
 *
 * @param {string} path absolute path
 * @param {string} base absolute folder
 */
export function shortPath(path, base = root) {
  return relative(base, path).split(sep).join('/');
}
