// Puts what @tellsafe/consumer-widget built for browsers into two modules, so that the kit serves it without a file system: the form
// page and the manifest of all hashes in src/page/page.generated.ts, and in assets.generated.ts, which loads when the first file is
// asked for, the files of the page and of the script tag. Runs before each build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const built = join(here, '../consumer-widget/dist');
const target = join(here, 'src/page');

const types = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Files of a folder by name; the names are flat because the route takes one path segment. */
function readFiles(folder) {
  if (!existsSync(join(built, folder))) return [];
  return readdirSync(join(built, folder))
    .filter((name) => !['index.html', 'preview.html', 'manifest.json'].includes(name))
    .map((name) => ({ name, bytes: readFileSync(join(built, folder, name)) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function readText(name) {
  return existsSync(join(built, name)) ? readFileSync(join(built, name), 'utf8') : '';
}

/** Writes a module unless it is there already, so that nothing is built anew for nothing. */
function writeModule(name, text) {
  const path = join(target, name);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
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

const page = readText('page/index.html');
if (page !== '' && !page.includes('<!-- tellsafe:head -->'))
  throw new Error('The form page has no place for its settings.');
const preview = readText('page/preview.html');
const assetsOf = (folder) =>
  JSON.stringify(Object.fromEntries(readFiles(folder).map((file) => [file.name, embed(file)])), null, 2);
const made = '// Made by embed-page.mjs from the built form page; changes here are lost.';
writeModule(
  'page.generated.ts',
  `${made}
export const pageTemplate: string = ${JSON.stringify(page)};

export const previewTemplate: string = ${JSON.stringify(preview)};

export const integrityManifest: string = ${JSON.stringify(readText('integrity.json'))};
`,
);
writeModule(
  'assets.generated.ts',
  `${made}
import type { EmbeddedAsset } from './assets.ts';

export const pageAssets: Readonly<Record<string, EmbeddedAsset>> = ${assetsOf('page')};

export const widgetAssets: Readonly<Record<string, EmbeddedAsset>> = ${assetsOf('embed')};
`,
);
if (page === '')
  console.warn('The form page is not built; the kit will answer 503 for it. Build @tellsafe/consumer-widget first.');
