import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../workspace.mjs';
import { durations } from './durations.ts';
import { longFirst } from './long-first.ts';

const flow = (path: string) => ({ path, isFlow: true, shares: false });
const other = (path: string) => ({ path, isFlow: false, shares: false });
const sharing = (path: string) => ({ path, isFlow: false, shares: true });
const known = { long: 30, longer: 50, flow: 40, 'long flow': 80 };

test('the longest comes first, and what is short fills the end', () => {
  const files = [other('short'), other('long'), other('longer'), other('short, too')];
  expect(longFirst(files, known).map(({ path }) => path)).toEqual(['longer', 'long', 'short', 'short, too']);
});

test('flows and others go side by side, with as many seconds of each', () => {
  const files = [other('long'), flow('flow'), other('longer'), flow('long flow'), flow('short flow'), other('short')];
  expect(longFirst(files, known).map(({ path }) => path)).toEqual([
    ...['long flow', 'longer', 'long', 'flow', 'short', 'short flow'],
  ]);
});

test('those that share a process come last, in an order of their own', () => {
  const files = [sharing('b'), flow('flow'), sharing('a'), other('short')];
  expect(longFirst(files, known).map(({ path }) => path)).toEqual(['flow', 'short', 'a', 'b']);
});

test('every file is there once, whatever is known of it', () => {
  const files = [flow('a'), flow('b'), other('c'), sharing('d')];
  expect(longFirst(files, {})).toHaveLength(4);
  expect(new Set(longFirst(files, {}))).toEqual(new Set(files));
  expect(longFirst([], known)).toEqual([]);
});

test('every file whose duration is known is there', () => {
  expect(Object.keys(durations).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
