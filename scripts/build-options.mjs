// How every package is built: one ESM file per public subpath and command, shared code in chunks, dependencies left outside.
// Declarations come from `tsc -p tsconfig.build.json`, which also fails on type errors.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expandSubpaths, readPackage, sourceOf } from './workspace.mjs';

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
 * @returns {import('tsup').Options}
 * @throws {Error} when package.json names a subpath or command that has no source
 */
export function buildOptions(folder) {
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
  };
}
