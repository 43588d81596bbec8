// Builds the demo's pages into dist/public: what a brand's own bundler would do.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('dist/public');

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: [here('pages/shop.ts'), here('pages/desk.ts'), here('pages/phones/phones.ts')],
  outdir: out,
  entryNames: '[name]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  tsconfigRaw: {}, // the built packages, as a brand would have them, not the workspace's sources
  logLevel: 'warning',
});
// A service worker of one file: not every browser takes modules there.
await build({
  entryPoints: [here('pages/worker.ts')],
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  tsconfigRaw: {},
  logLevel: 'warning',
});
for (const name of ['shop', 'desk', 'phones/phones'])
  for (const type of ['html', 'css']) await copyFile(here(`pages/${name}.${type}`), `${out}/${basename(name)}.${type}`);
