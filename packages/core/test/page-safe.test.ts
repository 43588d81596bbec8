// Which entries a page can import: no schema library and no hashing library behind them, even before anything is shaken off.
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const sourceOf = (path: string): string => decodeURIComponent(new URL(`../src/${path}`, import.meta.url).pathname);

type Outputs = Awaited<ReturnType<typeof build<{ metafile: true }>>>['metafile']['outputs'];

/** Libraries in an output and in all that it imports, with or without what it imports only on demand. */
function librariesIn(outputs: Outputs, entry: string, onDemand: boolean): string[] {
  const loaded = new Set([entry]);
  for (const path of loaded) {
    for (const { kind, path: next } of outputs[path]?.imports ?? []) {
      if (onDemand || kind !== 'dynamic-import') loaded.add(next);
    }
  }
  const files = [...loaded].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  const names = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** Libraries behind one entry, with everything that it imports: those at once, and those that only come on demand. */
async function librariesBehind(path: string): Promise<{ atOnce: string[]; onDemand: string[] }> {
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
  const [entry = ''] = Object.keys(metafile.outputs).filter((name) =>
    metafile.outputs[name]?.entryPoint?.endsWith(path),
  );
  const atOnce = librariesIn(metafile.outputs, entry, false);
  const all = librariesIn(metafile.outputs, entry, true);
  return { atOnce, onDemand: all.filter((name) => !atOnce.includes(name)) };
}

/** ML-KEM for platforms without it, with the hashes of X-Wing. */
const postQuantum = ['@noble/curves', '@noble/hashes', '@noble/post-quantum'];

const entries: Record<string, { atOnce: string[]; onDemand: string[] }> = {
  'encoding/index.ts': { atOnce: [], onDemand: [] },
  'crypto/index.ts': { atOnce: [], onDemand: [] },
  'otk/handle.ts': { atOnce: [], onDemand: [] },
  'crypto/hpke.ts': { atOnce: ['hpke'], onDemand: postQuantum },
  'answers/index.ts': { atOnce: ['hpke'], onDemand: postQuantum },
  'index.ts': { atOnce: ['hpke'], onDemand: postQuantum },
};

for (const [path, { atOnce, onDemand }] of Object.entries(entries)) {
  test(`${path} brings ${atOnce.join(', ') || 'no library'}, and on demand ${onDemand.join(', ') || 'none'}`, async () => {
    expect(await librariesBehind(path)).toEqual({ atOnce, onDemand });
  });
}

test('control: the entries for servers bring their library, so that the test above can see it', async () => {
  expect((await librariesBehind('crypto/sync.ts')).atOnce).toEqual(['@noble/hashes']);
  expect((await librariesBehind('crypto/at-rest.ts')).atOnce).toEqual(['@noble/ciphers', '@noble/hashes']);
  expect((await librariesBehind('otk/index.ts')).atOnce).toEqual(['@noble/hashes']);
  expect((await librariesBehind('form/schema.ts')).atOnce).toContain('zod');
});
