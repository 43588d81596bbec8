// Two clean builds of what a browser loads are equal byte by byte, wherever the sources lie: only so can published hashes be
// compared with a build of one's own (security.md threat 20).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A clean copy of the sources in a folder of its own, built. */
function build(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  for (const file of ['tsconfig.base.json', 'packages/core', 'packages/consumer-widget']) {
    const filter = (path: string) => !/\/(?:dist|node_modules|test)$/.test(path);
    cpSync(join(root, file), join(folder, file), { recursive: true, filter });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const cwd = join(folder, 'packages/consumer-widget');
  for (const step of ['build-page.mjs', 'build-embed.mjs', 'build-integrity.mjs']) {
    execFileSync(process.execPath, [step], { cwd, stdio: 'pipe' });
  }
  return join(cwd, 'dist');
}

/** Hash of every file below a folder. */
function hashesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = (path: string) => createHash('sha384').update(readFileSync(path)).digest('base64');
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => [relative(folder, join(parentPath, name)), hash(join(parentPath, name))])
      .sort(),
  );
}

test('SF-WV-02 two clean builds are equal byte by byte, and the manifest names every file', () => {
  const [one, other] = [build('tellsafe-one-'), build('tellsafe-another-place-')];
  const hashes = hashesOf(one);
  expect(hashesOf(other)).toEqual(hashes);
  const manifest = JSON.parse(readFileSync(join(one, 'integrity.json'), 'utf8')) as { files: Record<string, string> };
  const published = Object.entries(hashes).flatMap(([path, hash]) => {
    // Documents stand under the names of their routes.
    if (path === 'page/index.html') return [['form', `sha384-${hash}`]];
    if (path === 'page/preview.html') return [['preview', `sha384-${hash}`]];
    if (/\.json$/.test(path)) return [];
    return [[path.replace(/^page\//, 'assets/').replace(/^embed\//, 'widget/'), `sha384-${hash}`]];
  });
  expect(manifest.files).toEqual(Object.fromEntries(published));
  expect(published.length).toBeGreaterThan(10);
}, 180_000);
