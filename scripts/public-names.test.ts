import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { differences, readPublicNames } from './public-names.ts';
import { readPackage } from './workspace.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'public-names-'));
  const target = (file: string) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
  const exports = { '.': target('index'), './empty': target('empty'), './package.json': './package.json' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'sample', exports }));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'empty.d.ts'), 'export {};');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lists values and types of every subpath', () => {
  writeFileSync(join(folder, 'dist', 'part.d.ts'), 'export declare class Part {}\nexport interface Shape {}');
  writeFileSync(
    join(folder, 'dist', 'index.d.ts'),
    "export { Part, type Part as Hidden, type Shape } from './part.ts';\nexport declare const made: Part;",
  );
  expect(readPublicNames([readPackage(folder)])).toEqual({
    sample: ['Part', 'made', 'type Hidden', 'type Shape'],
    'sample/empty': [],
  });
});

it('refuses a package that is not built', () => {
  expect(() => readPublicNames([readPackage(folder)])).toThrow('sample has no declarations');
});

it('says what is new and what is gone', () => {
  const listed = { a: ['kept', 'gone'], b: [] };
  const found = { a: ['kept', 'new'], c: [] };
  expect(differences(listed, found)).toEqual(['+ a new', '- a gone', '- b', '+ c']);
  expect(differences(listed, listed)).toEqual([]);
});
