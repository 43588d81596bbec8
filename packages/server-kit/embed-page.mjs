// Puts the built form page of @tellsafe/consumer-widget into one module, so that the kit serves it without a file system.
// Reads consumer-widget/dist/page (index.html and hash-named files), writes src/page/assets.generated.ts; runs before each build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const source = join(here, '../consumer-widget/dist/page');
const target = join(here, 'src/page/assets.generated.ts');

const types = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Files of the page by name; the names are flat because the route takes one path segment. */
function readFiles() {
  if (!existsSync(source)) return [];
  return readdirSync(source, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !['index.html', 'manifest.json'].includes(entry.name))
    .filter((entry) => !entry.name.endsWith('.map'))
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** One asset with its compressed forms, as far as they are smaller. */
function embed({ name, bytes }) {
  const type = types[extname(name)];
  if (!type) throw new Error(`The form page holds a file of unknown type: ${name}`);
  const gzip = gzipSync(bytes, { level: 9 });
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const smaller = (compressed) => (compressed.length < bytes.length ? compressed.toString('base64') : undefined);
  return {
    type,
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    identity: bytes.toString('base64'),
    gzip: smaller(gzip),
    br: smaller(brotli),
  };
}

const page = existsSync(join(source, 'index.html')) ? readFileSync(join(source, 'index.html'), 'utf8') : '';
if (page !== '' && !page.includes('<!-- tellsafe:head -->'))
  throw new Error('The form page has no place for its settings.');
const assets = Object.fromEntries(readFiles().map((file) => [file.name, embed(file)]));
const text = `// Made by embed-page.mjs from the built form page; changes here are lost.
import type { EmbeddedAsset } from './assets.ts';

export const pageTemplate: string = ${JSON.stringify(page)};

export const pageAssets: Readonly<Record<string, EmbeddedAsset>> = ${JSON.stringify(assets, null, 2)};
`;

if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
if (page === '')
  console.warn('The form page is not built; the kit will answer 503 for it. Build @tellsafe/consumer-widget first.');
