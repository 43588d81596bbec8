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
  /** Every route of the kit that the code names, sorted. */
  routes: string[];
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

/** Routes of the kit that some code names, each once, sorted. */
export function routesIn(contents: readonly Uint8Array[]): string[] {
  const found = contents.flatMap((content) => new TextDecoder().decode(content).match(/\/v1\/[\w/:-]+/g) ?? []);
  return [...new Set(found)].sort();
}

const gzipBytes = (content: Uint8Array): number => gzipSync(content, { level: 9 }).length;

/**
 * Outputs that load with the entry: itself, what it imports, and what it imports dynamically unless that is named as later. So
 * moving code that is needed at once into a chunk of its own does not make a bundle smaller.
 */
function loadedOutputs(outputs: Metafile['outputs'], later: RegExp): string[] {
  const loaded = new Set(Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === '<stdin>'));
  for (const path of loaded) {
    for (const { kind, external, path: imported } of outputs[path]?.imports ?? []) {
      const isLater = kind === 'dynamic-import' && later.test(outputs[imported]?.entryPoint ?? '');
      if (!external && !isLater) loaded.add(imported);
    }
  }
  return [...loaded];
}

/**
 * Bundles one module the way an application does, minified and shaken, with its dependencies.
 *
 * @param code imports of the application
 * @param folder absolute folder from which they are resolved
 * @param later files that load only when they are needed, by the path of a dynamic import; all others count
 */
export async function measureModule(code: string, folder: string, later: RegExp): Promise<Measured> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    absWorkingDir: folder,
    outdir: 'measured',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: {}, // the built packages, as an application has them, not the workspace's sources
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const loaded = loadedOutputs(metafile.outputs, later);
  const inputs = loaded.flatMap((path) =>
    Object.entries(metafile.outputs[path]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [input] : [],
    ),
  );
  const files = outputFiles
    .filter(({ path }) => loaded.some((name) => join(folder, name) === path))
    .map(({ contents }) => contents);
  return measured(files, inputs);
}

/** Files of a page that load together. */
export interface PageFiles {
  /** Relative to the manifest. */
  files: string[];
  /** Every source file in them, as esbuild names it. */
  inputs: string[];
}

/** What build-page.mjs says about the page it built: first what loads until the form can be used. */
export interface PageManifest extends PageFiles {
  /** What sealing under the suite `xwing` adds. */
  xwing: PageFiles;
  /** What it adds where the browser has no ML-KEM. */
  mlKem: PageFiles;
}

/** Adds up files of a built page, each compressed on its own. */
export function measurePage({ files, inputs }: PageFiles, folder: string): Measured {
  return measured(
    files.map((file) => readFileSync(join(folder, file))),
    inputs,
  );
}

function measured(files: readonly Uint8Array[], inputs: string[]): Measured {
  const sizes = files.map(gzipBytes);
  return { gzipBytes: sizes.reduce((sum, size) => sum + size, 0), inputs, routes: routesIn(files) };
}
