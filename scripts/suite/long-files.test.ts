import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tasks } from '../tasks.mjs';
import { root } from '../workspace.mjs';
import { longFiles } from './long-files.mjs';

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

test('a long run runs each of them', () => {
  const commands = tasks['test:long']?.steps.map(({ command }) => command);
  expect(commands).toContainEqual(['vitest', 'run', ...longFiles()]);
});
