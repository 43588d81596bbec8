// The matrix of responsibilities has every requirement that the compliance map has.
import { expect, test } from 'vitest';
import { pciRows } from '../../packages/server-kit/src/cli/check/pci-rows.ts';
import { type Page, readPage, rowsOf } from './markdown.ts';

/** Requirements of the map, as far as two numbers name them (`3.5`), that no row of a page's matrix names. */
function missingRows(page: Page): string[] {
  const named = rowsOf(page)
    .filter(({ heads: [head] }) => head === 'Requirement')
    .flatMap(({ cells: [cell = ''] }) => [...cell.matchAll(/\b(\d+\.\d+|A1)\b/g)].map(([number]) => number));
  const wanted = Object.keys(pciRows).flatMap((row) =>
    [...row.matchAll(/(?<![.\d])(\d+\.\d+|A1)/g)].map(([number]) => number),
  );
  return [...new Set(wanted)].filter((number) => !named.includes(number));
}

test('the matrix of responsibilities has every requirement of the compliance map', () => {
  const page = readPage('docs/guides/pci.md');
  const withWholes = { ...page, text: page.text.replace(/^\| 7 /m, '| 7.2 ').replace(/^\| 8 /m, '| 8.2, 8.3, 8.4 ') };
  expect(missingRows(withWholes)).toEqual([]);
  // Control: without a row it is missed.
  expect(missingRows({ ...withWholes, text: withWholes.text.replace(/^\| 11\.6\.1.*\n/m, '') })).toEqual(['11.6']);
});
