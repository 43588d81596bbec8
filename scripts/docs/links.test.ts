// Every link of every document leads somewhere.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../workspace.mjs';
import { anchorsOf, linksOf, type Page, readPage, readPages } from './markdown.ts';

/** What is wrong with a page's links. */
function brokenLinks(page: Page): string[] {
  return linksOf(page).flatMap(({ target, line }) => {
    const [path = '', anchor] = target.split('#');
    const place = path === '' ? page.path : posix.join(dirname(page.path).replaceAll('\\', '/'), path);
    const said = `${page.path}:${line} ${target}`;
    if (place.startsWith('..') || !existsSync(join(root, place))) return [said];
    if (anchor === undefined || !place.endsWith('.md')) return [];
    const to = place === page.path ? page : readPage(place);
    return anchorsOf(to).has(anchor) ? [] : [`${said}: no such heading`];
  });
}

test('every link of every document leads to a file, and to a heading of it', () => {
  const pages = readPages();
  expect(pages.length).toBeGreaterThan(40);
  expect(pages.flatMap(brokenLinks)).toEqual([]);
});

test('control: links to what there is not are found', () => {
  const text =
    '# One `two` [three](four)\n\n[a](#one-two-three) [b](#two) [c](CONTRIBUTING.md#rooms) [d](CONTRIBUTING.md#room) [e](no.md)\n';
  expect(brokenLinks({ path: 'README.md', text })).toEqual([
    'README.md:1 four',
    'README.md:3 #two: no such heading',
    'README.md:3 CONTRIBUTING.md#room: no such heading',
    'README.md:3 no.md',
  ]);
});

test('the index of the documents leads to every one of them', () => {
  const index = readPage('docs/README.md');
  const listed = new Set(linksOf(index).map(({ target }) => posix.join('docs', target.split('#')[0] ?? '')));
  const wanted = readPages(join(root, 'docs'))
    .map(({ path }) => path)
    .filter((path) => path !== index.path && !listed.has(path) && !listed.has(posix.dirname(path)));
  expect(wanted).toEqual([]);
  expect(statSync(join(root, 'docs/guides')).isDirectory()).toBe(true);
  expect(linksOf(readPage('README.md')).map(({ target }) => target)).toContain('docs/README.md');
});
