// Which tests have a long size (packages/server-kit/test/proof/size.ts): found by reading them, so that none is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';

/** Its helpers have sizes too: all of it runs. */
const proofs = 'packages/server-kit/test/proof';
const isTest = /\.(test|browser|e2e)\.ts$/;
const hasSize = /\/size\.ts'|TELLSAFE_TEST_SIZE/;

/** Test files with a long size, and the folder of proofs; from the root of the repository, with slashes. */
export function longFiles() {
  const folders = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => [`${folder}/${name}/src`, `${folder}/${name}/test`]),
  );
  const tests = ['bench', ...folders]
    .flatMap(filesIn)
    .filter((file) => isTest.test(file) && !file.startsWith(`${proofs}/`));
  return [proofs, ...tests.filter((file) => hasSize.test(readFileSync(join(root, file), 'utf8'))).sort()];
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
