// Writes dist/integrity.json: the SHA-384 of every file that a consumer's browser loads, by its path below the kit's base path, in
// the form of Subresource Integrity. The form page stands there as `form` and that of
// its preview as `preview`, without what the kit adds to them per account.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(import.meta.dirname, 'dist');

/** `sha384-…` of a file. */
function integrityOf(path) {
  return `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}`;
}

function filesOf(folder, prefix) {
  const names = readdirSync(join(dist, folder)).filter((name) => /\.(?:js|css|svg|png|woff2)$/.test(name));
  return names.sort().map((name) => [prefix + name, integrityOf(join(dist, folder, name))]);
}

const files = Object.fromEntries([
  ['form', integrityOf(join(dist, 'page/index.html'))],
  ['preview', integrityOf(join(dist, 'page/preview.html'))],
  ...filesOf('page', 'assets/'),
  ...filesOf('embed', 'widget/'),
]);
writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
