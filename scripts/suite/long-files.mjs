// Which tests have a long size (packages/server-kit/test/proof/size.ts): found by reading them, so that none is forgotten.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { testFiles } from './test-files.mjs';

/** Its helpers have sizes too: all of it runs. */
const proofs = 'packages/server-kit/test/proof';
const hasSize = /\/size\.ts'|TELLSAFE_TEST_SIZE/;

/** Test files with a long size, and the folder of proofs; from the root of the repository, with slashes. */
export function longFiles() {
  const tests = testFiles().filter((file) => !/^(scripts|models)\//.test(file) && !file.startsWith(`${proofs}/`));
  return [proofs, ...tests.filter((file) => hasSize.test(readFileSync(join(root, file), 'utf8'))).sort()];
}
