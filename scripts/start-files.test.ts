// What a start of the built server loads before its first answer: few files, no schema of a request, and nothing of Node where a runtime
// without it imports (benchmark P13). Follows the imports of the built files; nothing is run.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../packages/server-kit/dist', import.meta.url));
const everyServer = ['index.js', 'stores/memory.js'];
const onSqlite = [...everyServer, 'runtime/node.js', 'keys/file.js', 'stores/sqlite.js'];

let inputs: Metafile['inputs'];

beforeAll(async () => {
  if (!existsSync(`${dist}/index.js`)) throw new Error('The packages are not built: npm run build');
  const { metafile } = await build({
    absWorkingDir: dist,
    entryPoints: onSqlite,
    outdir: 'bundled',
    bundle: true,
    splitting: true,
    format: 'esm',
    packages: 'external',
    tsconfigRaw: {},
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  inputs = metafile.inputs;
});

interface Loaded {
  readonly files: Set<string>;
  /** What is no file of the package. */
  readonly foreign: Set<string>;
}

/** What is loaded by importing some files, and if wanted what those load later. */
function load(entries: readonly string[], { later = false } = {}): Loaded {
  const loaded: Loaded = { files: new Set(entries), foreign: new Set() };
  for (const file of loaded.files) {
    for (const { path, kind, external } of inputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' || later) loaded[external ? 'foreign' : 'files'].add(path);
    }
  }
  return loaded;
}

const textOf = ({ files }: Loaded) => [...files].map((file) => readFileSync(`${dist}/${file}`, 'utf8')).join('\n');

test('a server on SQLite starts from few files, and from less than half of all that it may load', () => {
  const started = load(onSqlite);
  expect(started.files.size).toBeLessThanOrEqual(14);
  expect(textOf(started).length).toBeLessThan(textOf(load(onSqlite, { later: true })).length / 2);
});

test('schemas of requests are not made before a request needs one', () => {
  const schemaOfRequest = /recipientPublicKey: ?publicKeySchema/;
  expect(textOf(load(onSqlite))).not.toMatch(schemaOfRequest);
  // The same look finds them where they are made.
  expect(textOf(load(onSqlite, { later: true }))).toMatch(schemaOfRequest);
});

test('what every server imports names nothing of Node and no other package', () => {
  expect([...load(everyServer).foreign]).toEqual([]);
  // The same look finds them where they are named.
  expect([...load(onSqlite).foreign]).toContain('node:sqlite');
});
