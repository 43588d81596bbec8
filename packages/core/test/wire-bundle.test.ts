import { build } from 'esbuild';
import { expect, test } from 'vitest';

const source = (path: string): string => decodeURIComponent(new URL(`../src/${path}`, import.meta.url).pathname);

interface Bundled {
  readonly files: readonly string[];
  readonly code: string;
  /** Bytes of the files whose path ends so. */
  readonly bytesOf: (end: string) => number;
}

/** Files that end up in a bundle of one entry, everything used. */
async function filesIn(path: string): Promise<Bundled> {
  const result = await build({
    entryPoints: [source(path)],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const parts = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const bytesOf = (end: string) =>
    parts.filter(([file]) => file.endsWith(end)).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const code = result.outputFiles.map(({ text }) => text).join('');
  return { files: Object.keys(result.metafile.inputs), code, bytesOf };
}

const heavy = /node_modules\/(zod|@noble|hpke)\//;

test('the wire for pages and clients carries no schema library and no cryptography', async () => {
  const { files, code, bytesOf } = await filesIn('wire/index.ts');
  expect(files.filter((file) => heavy.test(file))).toEqual([]);
  expect(files.some((file) => file.endsWith('wire/paths.ts'))).toBe(true);
  expect(code).not.toContain('zod');
  // The table grows with every route, and only those load it who use it; a consumer's bundle holds its own routes exactly
  // (scripts/check-bundles.mjs). The bound is for all the rest, where nothing should grow.
  const table = bytesOf('wire/paths.ts');
  expect(table).toBeGreaterThan(5_000);
  expect(code.length - table).toBeLessThan(15_000);
});

test('the table of routes and the way to a path carry nothing else', async () => {
  const { files } = await filesIn('wire/paths.ts');
  expect(files.map((file) => file.replace(/^.*src\//, ''))).toEqual(['wire/paths.ts']);
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
