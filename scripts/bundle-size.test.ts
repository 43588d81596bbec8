import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { routePaths } from '../packages/core/src/wire/paths.ts';
import { measureModule, measurePage, misplacedCode } from './bundle-size.ts';
import { root } from './workspace.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-size-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const none = /(?!)/;
const noise = (length: number) => Array.from({ length }, () => crypto.randomUUID()).join('');

it('measures a module with all that it imports, and without what is named as loaded later', async () => {
  writeFileSync(join(folder, 'later.js'), `export default ${JSON.stringify(noise(100))};`);
  writeFileSync(join(folder, 'now.js'), "export const now = 'now'; export const load = () => import('./later.js');");
  const measured = await measureModule(
    "import { now, load } from './now.js'; globalThis.x = [now, load];",
    folder,
    /later/,
  );
  expect(measured.inputs).toContain('now.js');
  expect(measured.inputs).not.toContain('later.js');
  expect(measured.gzipBytes).toBeLessThan(400);
  const whole = await measureModule("import { load } from './now.js'; globalThis.x = load;", folder, none);
  expect(whole.inputs).toContain('later.js');
  expect(whole.gzipBytes).toBeGreaterThan(1_600);
});

it('finds a schema library inside a bundle, and only there', async () => {
  const used = await measureModule("import { z } from 'zod'; globalThis.x = z.string();", root, none);
  expect(misplacedCode(used.inputs)).toEqual(['zod']);
  const other = await measureModule("import { html } from 'lit'; globalThis.x = html;", root, none);
  expect(misplacedCode(other.inputs)).toEqual([]);
});

it('finds each route that a bundle names, and in whichever chunk', async () => {
  writeFileSync(join(folder, 'part.js'), "export const paths = { save: '/v1/admin/forms/:id', find: '/v1/a/find' };");
  const { routes } = await measureModule(
    "import('./part.js').then(({ paths }) => fetch(paths.save + '/v1/a/find'));",
    folder,
    none,
  );
  expect(routes).toEqual(['/v1/a/find', '/v1/admin/forms/:id']);
});

it('finds the whole table of routes where core is bundled with it, so the exact check of consumers can see it', async () => {
  const code = "import { routePaths } from './packages/core/src/wire/paths.ts'; globalThis.x = routePaths;";
  const { routes } = await measureModule(code, root, none);
  const known = Object.values(routePaths).map(({ path }) => path);
  expect(routes).toEqual([...new Set(known.filter((path) => path.startsWith('/v1/')))].sort());
  expect(routes).toContain('/v1/admin/forms/:id');
});

it.each([
  ['../../node_modules/@noble/hashes/sha2.js', '@noble'],
  ['../server-kit/dist/index.js', 'the server'],
  ['packages/agent-client/src/feed.ts', 'the agent client'],
])('calls %s misplaced', (input, name) => {
  expect(misplacedCode([input])).toEqual([name]);
});

it('adds up the files of a page', () => {
  writeFileSync(join(folder, 'a.js'), 'a');
  writeFileSync(join(folder, 'b.css'), 'b');
  const both = measurePage({ files: ['a.js', 'b.css'], inputs: [] }, folder).gzipBytes;
  expect(both).toBe(2 * measurePage({ files: ['a.js'], inputs: [] }, folder).gzipBytes);
});
