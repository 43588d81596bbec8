// What the builds of the page and of the script tag have in common. The same sources give the same bytes, wherever they are.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;

/** Style sheets and markup inside template literals lose the white space that only people need. */
const smallTemplates = {
  name: 'small-templates',
  transform: {
    filter: { id: /\/consumer-widget\/src\/.*\.ts$/ },
    async handler(text, id) {
      if (!id.endsWith('styles.ts'))
        return text.replace(/(?<=[>`}])\n\s+(?=[<$])/g, '').replace(/\n\s+(?=[.@?]?[\w-]+=["$]|\/?>)/g, ' ');
      let small = text;
      for (const [sheet] of text.matchAll(/(?<=\/\* css \*\/ `)[^`$]+/g)) {
        const { code } = await transform(sheet, { loader: 'css', minify: true, target: 'es2022' });
        small = small.replace(sheet, () => code.trim());
      }
      return small;
    },
  },
};

/**
 * Bundles one entry and what it loads later.
 *
 * @param {{ input: Record<string, string>, entryFileNames: string, plugins?: object[] }} options the entry by its name
 * @returns {Promise<import('rolldown').OutputChunk[]>}
 */
export async function bundleChunks({ input, entryFileNames, plugins = [] }) {
  const bundle = await rolldown({
    input,
    cwd: here,
    platform: 'browser',
    // What the entry shares with its parts stays in the entry, so that one pinned hash covers all that runs at first.
    preserveEntrySignatures: 'allow-extension',
    tsconfig: join(here, 'tsconfig.json'),
    plugins: [...plugins, smallTemplates],
    transform: { target: 'es2022' },
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: true,
    comments: false,
    entryFileNames,
    chunkFileNames: 'part-[hash].js',
  });
  await bundle.close();
  return output.filter(({ type }) => type === 'chunk');
}

/**
 * Writes the files of a folder, which is emptied before.
 *
 * @param {string} folder
 * @param {Record<string, string>} files content by name
 */
export async function writeFolder(folder, files) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
