// Measures what a consumer's browser loads, and looks for code that has no place there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

/** A measured bundle. */
export interface Measured {
  gzipBytes: number;
  /** Every file that went in, as esbuild names it. */
  inputs: string[];
}

/** Code that a consumer never loads, by the path of its files. */
const misplaced = [
  { name: 'zod', pattern: /(^|\/)node_modules\/zod\// },
  { name: '@noble', pattern: /(^|\/)node_modules\/@noble\// },
  { name: 'the server', pattern: /(^|\/)server-kit\/|(^|\/)node_modules\/hono\// },
  { name: 'the agent client', pattern: /(^|\/)agent-client\// },
];

/** Names of the misplaced code among the inputs of a bundle. */
export function misplacedCode(inputs: readonly string[]): string[] {
  return misplaced.filter(({ pattern }) => inputs.some((input) => pattern.test(input))).map(({ name }) => name);
}

const gzipBytes = (content: Uint8Array): number => gzipSync(content, { level: 9 }).length;

/** Outputs that load with the entry: itself and its static imports, but not what it loads later. */
function loadedAtOnce(outputs: Metafile['outputs']): string[] {
  const loaded = new Set(Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === '<stdin>'));
  for (const path of loaded) {
    for (const imported of outputs[path]?.imports ?? []) {
      if (imported.kind === 'import-statement' && !imported.external) loaded.add(imported.path);
    }
  }
  return [...loaded];
}

/**
 * Bundles one module the way an application does, minified and shaken, with its dependencies.
 *
 * @param code imports of the application
 * @param folder absolute folder from which they are resolved
 */
export async function measureModule(code: string, folder: string): Promise<Measured> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    absWorkingDir: folder,
    outdir: 'measured',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const loaded = loadedAtOnce(metafile.outputs);
  const inputs = loaded.flatMap((path) =>
    Object.entries(metafile.outputs[path]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [input] : [],
    ),
  );
  const files = outputFiles.filter(({ path }) => loaded.some((name) => join(folder, name) === path));
  return { gzipBytes: files.reduce((sum, { contents }) => sum + gzipBytes(contents), 0), inputs };
}

/** What build-page.mjs says about the page it built. */
export interface PageManifest {
  /** Files loaded until the form can be used, relative to the manifest. */
  files: string[];
  /** Every source file in them, as esbuild names it. */
  inputs: string[];
}

/** Adds up the files of a built page, each compressed on its own. */
export function measurePage(manifest: PageManifest, folder: string): Measured {
  const sizes = manifest.files.map((file) => gzipBytes(readFileSync(join(folder, file))));
  return { gzipBytes: sizes.reduce((sum, size) => sum + size, 0), inputs: manifest.inputs };
}
