// All test files but those of the folders that only people run.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';

const isTest = /\.(test|browser|e2e)\.ts$/;

/** Paths from the root of the repository, with slashes. */
export function testFiles() {
  const folders = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => [`${folder}/${name}/src`, `${folder}/${name}/test`]),
  );
  return ['bench', 'models', 'scripts', ...folders].flatMap(filesIn).filter((file) => isTest.test(file));
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    return entries.flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(path) : [path];
    });
  } catch {
    return [];
  }
}
