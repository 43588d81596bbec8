import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPackages, root } from '../workspace.mjs';

test('each published package brings the licence of the repository', () => {
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  for (const { folder } of readPackages()) expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(licence);
});
