import { build } from 'esbuild';
import { expect, test } from 'vitest';

const source = (path: string): string => decodeURIComponent(new URL(`../src/${path}`, import.meta.url).pathname);

/** Files that end up in a bundle of one entry, everything used. */
async function filesIn(path: string): Promise<{ files: string[]; code: string }> {
  const result = await build({
    entryPoints: [source(path)],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return { files: Object.keys(result.metafile.inputs), code: result.outputFiles.map(({ text }) => text).join('') };
}

const heavy = /node_modules\/(zod|@noble|hpke)\//;

test('the wire for pages and clients carries no schema library and no cryptography', async () => {
  const { files, code } = await filesIn('wire/index.ts');
  expect(files.filter((file) => heavy.test(file))).toEqual([]);
  expect(files.some((file) => file.endsWith('wire/paths.ts'))).toBe(true);
  expect(code).not.toContain('zod');
  // A table of some sixty routes; the schema library alone is more than ten times as much.
  expect(code.length).toBeLessThan(30_000);
});

test('the wire for servers carries the schema library, so the check above can see it', async () => {
  const { files } = await filesIn('wire/schemas.ts');
  expect(files.some((file) => heavy.test(file))).toBe(true);
});

test('statuses and time settings are plain data and functions', async () => {
  for (const entry of ['invitation/index.ts', 'conversation/index.ts', 'retention/index.ts']) {
    const { files } = await filesIn(entry);
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  }
});
