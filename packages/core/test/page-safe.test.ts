// Which entries a page can import: no schema library and no hashing library behind them, even before anything is shaken off.
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const sourceOf = (path: string): string => decodeURIComponent(new URL(`../src/${path}`, import.meta.url).pathname);

/** Libraries behind one entry, with everything that it imports. */
async function librariesBehind(path: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [sourceOf(path)],
    bundle: true,
    format: 'esm',
    splitting: true,
    outdir: 'unwritten',
    write: false,
    metafile: true,
    treeShaking: false,
    logLevel: 'silent',
  });
  const names = Object.keys(metafile.inputs).flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

const entries: Record<string, string[]> = {
  'encoding/index.ts': [],
  'crypto/index.ts': [],
  'otk/handle.ts': [],
  'crypto/hpke.ts': ['hpke'],
  'answers/index.ts': ['hpke'],
  'index.ts': ['hpke'],
};

for (const [path, libraries] of Object.entries(entries)) {
  test(`${path} brings ${libraries.join(', ') || 'no library'}`, async () => {
    expect(await librariesBehind(path)).toEqual(libraries);
  });
}

test('control: the entries for servers bring their library, so that the test above can see it', async () => {
  expect(await librariesBehind('crypto/sync.ts')).toEqual(['@noble/hashes']);
  expect(await librariesBehind('crypto/at-rest.ts')).toEqual(['@noble/ciphers', '@noble/hashes']);
  expect(await librariesBehind('otk/index.ts')).toEqual(['@noble/hashes']);
  expect(await librariesBehind('form/schema.ts')).toContain('zod');
});
