import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tasks } from '../tasks.mjs';
import { root } from '../workspace.mjs';
import { longFiles } from './long-files.mjs';
import { longParts } from './long-parts.mjs';

test('tests with a long size are found, whichever kind they are', () => {
  expect(longFiles()).toEqual(
    expect.arrayContaining([
      'packages/server-kit/test/proof',
      'packages/core/test/masking/card-numbers.test.ts',
      'examples/gallery/test/gallery.e2e.ts',
      'examples/live-desk/test/attacks.e2e.ts',
      'examples/live-desk/test/engines/whole-flow.e2e.ts',
    ]),
  );
  expect(longFiles().filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(longFiles()).not.toContain('packages/server-kit/test/flow.test.ts');
});

/** Commands of a long run with these words. */
function commands(...words: string[]): string[][] {
  const steps = tasks['test:long']?.steps ?? [];
  return (typeof steps === 'function' ? steps(words) : steps).map(({ command }) => command);
}

test('a long run runs each of them', () => {
  expect(commands()).toContainEqual(['vitest', 'run', ...longFiles()]);
});

const pathsOfParts = longParts.flatMap(({ files = [] }) => files);

test('each of them belongs to one part, and each part is there', () => {
  const proofs = readdirSync(join(root, 'packages/server-kit/test/proof')).filter((name) => name.endsWith('.test.ts'));
  const files = [...longFiles().slice(1), ...proofs.map((name) => `packages/server-kit/test/proof/${name}`)];
  const counts = files.map((file) => [file, pathsOfParts.filter((path) => file.startsWith(path)).length]);
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
  for (const path of pathsOfParts) expect([path, files.some((file) => file.startsWith(path))]).toEqual([path, true]);
  const programs = longParts.flatMap(({ steps = [] }) => steps.flatMap(({ command }) => command));
  const missing = programs.filter((word) => word.endsWith('s') && word.includes('/') && !existsSync(join(root, word)));
  expect(missing).toEqual([]);
});

test('a part can be run alone, and a name that is none is answered with those that are', () => {
  const failover = ['vitest', 'run', 'packages/server-kit/test/proof/failover'];
  expect(commands('T6').slice(1)).toEqual([failover]);
  expect(commands('t3', 'reference')).toHaveLength(3);
  expect(() => commands('T6', 'T99')).toThrow(/no part T99[\s\S]*T6 +fail-over/);
});

test('CONTRIBUTING.md names each part', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  expect(longParts.filter(({ name, what }) => !text.includes(`| \`${name}\` | ${what} |`))).toEqual([]);
});
