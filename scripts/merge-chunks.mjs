// What a start loads as one file: a splitting bundler makes a chunk for each set of subpaths that share code, and to find, read and link
// forty of them took a start longer than most of what is in them (benchmark P13).
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';

/** As esbuild names its chunks. */
const chunkName = /-[A-Z0-9]{8}(?:\.js)?$/;

/**
 * Writes the built files of a package anew, with everything that some subpaths load at once in one chunk. What they load later, and what
 * only others load, stays apart.
 *
 * @param {string} folder absolute folder of the built files
 * @param {readonly string[]} together files of the subpaths, without `.js`
 * @returns {Promise<void>}
 */
export async function mergeChunks(folder, together) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .sort();
  const entries = files.filter((file) => !chunkName.test(file)).map((file) => file.replace(/\.js$/, ''));
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((name) => [name, join(folder, `${name}.js`)])),
    external: (id) => !/^[./]/.test(id),
    // Only commands have effects of their own; without names, the next bundler warns at an import.
    treeshake: { preset: 'recommended', moduleSideEffects: (id, isExternal) => !isExternal && !chunkName.test(id) },
    plugins: [{ name: 'with-maps', load: withMap }],
  });
  for (const file of files) for (const each of [file, `${file}.map`]) rmSync(join(folder, each), { force: true });
  /** @type {Set<string>} */
  const start = new Set();
  await bundle.write({
    dir: folder,
    format: 'es',
    sourcemap: true,
    hoistTransitiveImports: false,
    minifyInternalExports: false,
    hashCharacters: 'base36',
    chunkFileNames: ({ name }) => `${name.replace(chunkName, '')}-[hash].js`,
    manualChunks(id, { getModuleInfo }) {
      if (start.size === 0) for (const name of together) follow(join(folder, `${name}.js`));
      return start.has(id) ? 'start' : undefined;

      /** @param {string} next */
      function follow(next) {
        const info = start.has(next) ? null : getModuleInfo(next);
        if (!info || info.isExternal) return;
        start.add(next);
        for (const imported of info.importedIds) follow(imported);
      }
    },
  });
  await bundle.close();
}

/** @param {string} id path of a built file */
function withMap(id) {
  const code = readFileSync(id, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\n?/g, '\n');
  return { code, map: readFileSync(`${id}.map`, 'utf8') };
}
