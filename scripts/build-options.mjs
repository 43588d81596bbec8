// How every package is built: one ESM file per public subpath and command, shared code in chunks, dependencies left outside but for
// those that a package names.
// Declarations come from `tsc -p tsconfig.build.json`, which also fails on type errors.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeChunks } from './merge-chunks.mjs';
import { expandSubpaths, readPackage, root, sourceOf } from './workspace.mjs';

/**
 * esbuild leaves `import './chunk.js'` without names behind, at which the next bundler warns: chunks have no effects.
 *
 * @param {string} id
 */
const hasSideEffects = (id) => !/\/chunk-[A-Z0-9]+\.js$/.test(id);

/**
 * Options for tsup.
 *
 * @param {string} folder absolute folder of the package
 * @param {string[]} [inside] dependencies that become part of the files; their licences come along
 * @param {string[]} [together] subpaths that a start loads at once, as files without `.js`: what they share is one file, without white space
 * @returns {import('tsup').Options}
 * @throws {Error} when package.json names a subpath or command that has no source
 */
export function buildOptions(folder, inside = [], together = []) {
  const pkg = readPackage(folder);
  const sources = [...expandSubpaths(pkg).map(({ source }) => source), ...Object.values(pkg.bin).map(sourceOf)];
  const missing = sources.filter((source) => !existsSync(join(folder, source)));
  if (missing.length > 0) throw new Error(`${pkg.name} exports files without a source: ${missing.join(', ')}`);
  return {
    entry: Object.fromEntries(sources.map((source) => [source.replace(/^src\/|\.ts$/g, ''), source])),
    format: 'esm',
    platform: 'neutral',
    removeNodeProtocol: false,
    target: 'es2022',
    tsconfig: 'tsconfig.build.json',
    dts: false,
    splitting: true,
    treeshake: { preset: 'recommended', moduleSideEffects: hasSideEffects },
    sourcemap: true,
    clean: true,
    silent: true,
    external: [/^node:/],
    esbuildOptions: (options) => {
      if (together.length === 0) return;
      // Names stay, for stack traces. Dependencies that become part of the files may be CommonJS.
      options.minifyWhitespace = true;
      options.mainFields = ['module', 'main'];
    },
    noExternal: inside.map((name) => new RegExp(`^${name}(?:/|$)`)),
    onSuccess: async () => {
      if (together.length > 0) await mergeChunks(join(folder, 'dist'), together);
      writeLicences(folder, inside);
    },
  };
}

/**
 * The licences of foreign code that became part of the files.
 *
 * @param {string} folder of the package
 * @param {string[]} inside
 */
function writeLicences(folder, inside) {
  const foreign = inside.filter((name) => !name.startsWith('@tellsafe/'));
  if (foreign.length === 0) return;
  const texts = foreign.map((name) => {
    const from = join(root, 'node_modules', name);
    const licence = readdirSync(from).find((file) => /^licen[cs]e/i.test(file));
    if (!licence) throw new Error(`${name} brings no licence`);
    return `${name}\n\n${readFileSync(join(from, licence), 'utf8').trim()}\n`;
  });
  writeFileSync(join(folder, 'dist', 'third-party-licences.txt'), texts.join('\n\n'));
}
