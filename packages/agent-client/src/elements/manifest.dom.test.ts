// The custom-elements manifest against what the elements do: each of them, its attributes, events, parts and custom properties.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { elementsManifest } from '../../../../scripts/elements/manifest.mjs';
import * as elements from './index.ts';

const [module] = elementsManifest(join(import.meta.dirname, '../..'), 'src/elements/index.ts').modules;
const exported = Object.entries(elements);
const byName: ReadonlyMap<string, object> = new Map(exported);
const names = (list: readonly { name: string }[] = []) => list.map(({ name }) => name).sort();

/** Sources below a folder. */
const sourcesIn = (folder: string) =>
  globSync('**/*.ts', { cwd: folder }).flatMap((file) => (file.endsWith('.test.ts') ? [] : join(folder, file)));

/** What stands in the sources below a folder, each once. */
function written(folder: string, pattern: RegExp): string[] {
  const found = sourcesIn(folder).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)]);
  return [...new Set(found.flatMap(([, list = '']) => list.split(' ')))].sort();
}

/** The folder of the element with a tag. */
function folderOf(tag: string): string {
  const definition = `defineOnce('${tag}'`;
  return dirname(sourcesIn(import.meta.dirname).find((file) => readFileSync(file, 'utf8').includes(definition)) ?? '');
}

test('the manifest has each public element, by the file that is published', () => {
  for (const [, each] of exported) if (!('observedAttributes' in each)) each();
  const classes = exported.flatMap(([name, each]) => ('observedAttributes' in each ? name : []));
  expect(module.path).toBe('dist/elements/index.js');
  expect(names(module.declarations)).toEqual(classes.sort());
  for (const { name, tagName, description } of module.declarations) {
    expect(customElements.get(tagName)).toBe(byName.get(name));
    expect(description?.length).toBeGreaterThan(10);
  }
});

test.each(module.declarations)('the manifest has all of $tagName', (element) => {
  const { observedAttributes } = byName.get(element.name) as { observedAttributes: readonly string[] };
  expect(names(element.attributes)).toEqual([...observedAttributes].sort());
  const folder = folderOf(element.tagName);
  // The studio's own parts tell each other what the outside does not hear.
  const told = element.name === 'TellsafeStudio' ? [] : written(folder, /\btell\('([a-z-]+)'/g);
  expect(names(element.events)).toEqual(told);
  expect(names(element.cssParts)).toEqual(expect.arrayContaining(written(folder, /part="([a-z- ]+)"/g)));
  const shared = written(join(import.meta.dirname, 'shared'), /var\((--tellsafe-[a-z-]+)/g);
  expect(names(element.cssProperties)).toEqual(shared);
});
