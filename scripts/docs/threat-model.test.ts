// The threat model names proofs that there are: each link's file has the id that it is shown by, in the name of a test.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../workspace.mjs';
import { linksOf, type Page, proseOf, readPage, readPages, rowsOf } from './markdown.ts';

const model = readPage('docs/threat-model.md');

/** Ids with the files that they link to. */
function proofsOf(page: Page): { readonly id: string; readonly file: string }[] {
  return [...proseOf(page).matchAll(/\[(T\d+|(?:SF|CN)-[A-Z]+-\d+)\]\(([^)]+)\)/g)].map(([, id = '', target = '']) => ({
    id,
    file: posix.join(posix.dirname(page.path), target),
  }));
}

/** Names of tests and of groups of tests that a file declares, as they are written. */
function namesIn(text: string): string {
  return [
    ...text.matchAll(
      /(?:['"`])((?:(?:T\d+|(?:SF|CN)-[A-Z]+-?\d*) )+|[^'"`\n]*\b(?:T\d+|(?:SF|CN)-[A-Z]+-\d+)\b)[^'"`\n]*/g,
    ),
  ]
    .map(([name]) => name)
    .join('\n');
}

function missingProofs(page: Page): string[] {
  return proofsOf(page)
    .filter(({ id, file }) => {
      if (!/\.(?:test|e2e|browser)\.ts$/.test(file)) return true;
      const text = readFileSync(join(root, file), 'utf8');
      return !new RegExp(`\\b${id}\\b`).test(namesIn(text));
    })
    .map(({ id, file }) => `${id} ${file}`);
}

test('every proof that the threat model names is the name of a test', () => {
  expect(proofsOf(model).length).toBeGreaterThan(50);
  expect(missingProofs(model)).toEqual([]);
});

test('every threat has a proof', () => {
  const threats = rowsOf(model).filter(({ heads: [head] }) => head === 'Threat');
  expect(threats.length).toBeGreaterThan(30);
  expect(
    threats.filter(({ cells: [, , proof = ''] }) => !/\[(?:T|SF|CN)/.test(proof)).map(({ cells }) => cells[0]),
  ).toEqual([]);
});

test('every proof of the test plan that the tests have stands in the model', () => {
  const named = new Set(proofsOf(model).map(({ id }) => id));
  const plan = [...Array(24).keys()].map((at) => `T${at + 1}`);
  // No tests carry these: there is no T11, T14 is the soak, T19 and T22 are checks of the build.
  const elsewhere = ['T11', 'T14', 'T19', 'T22'];
  expect(plan.filter((id) => !named.has(id))).toEqual(elsewhere);
});

test('control: proofs that there are not are found', () => {
  const text = '| a | b |\n|---|---|\n| [T20](../scripts/docs/links.test.ts) | [T5](markdown.ts) |\n';
  expect(missingProofs({ path: 'scripts/a.md', text: text.replace('../scripts/', '') })).toEqual([
    'T20 scripts/docs/links.test.ts',
    'T5 scripts/markdown.ts',
  ]);
});

test('SECURITY.md leads to the model', () => {
  expect(
    linksOf(readPages(root).find(({ path }) => path === 'SECURITY.md') ?? model).map(({ target }) => target),
  ).toContain('docs/threat-model.md');
});
