// The code in the READMEs of the examples is the examples' own, to the letter.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../workspace.mjs';
import { type Block, blocksOf, readPage } from './markdown.ts';

const files = execFileSync('git', ['ls-files', 'examples/*'], { cwd: root, encoding: 'utf8' }).split('\n');
const codes = files
  .filter((file) => /^examples\/[\w-]+\/README\.md$/.test(file))
  .flatMap((file) => blocksOf(readPage(file)))
  .filter(({ language }) => language === 'js');

/** Whether a block stands in a program of its example. Each line may be further in there, all alike. */
function isOwn({ page, code }: Block): boolean {
  const folder = page.replace('README.md', '');
  const programs = files.filter((file) => file.startsWith(folder) && file.endsWith('.mjs'));
  return programs.some((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    return [0, 2, 4, 6, 8].some((indent) => {
      const shifted = code.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
      return `\n${lines.join('\n')}`.includes(`\n${shifted.join('\n')}`);
    });
  });
}

test('every block of code in a README of an example stands in one of its programs', () => {
  expect(codes.length).toBeGreaterThan(4);
  expect(codes.filter((code) => !isOwn(code)).map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  // Control: with one more character none does.
  expect(codes.filter((each) => isOwn({ ...each, code: each.code.replace(/\S/, '§$&') }))).toEqual([]);
});
