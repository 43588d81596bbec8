// Which test files of Node get a process of their own. All others share a few, so that what they stand on is loaded once for many of
// them; they leave nothing behind (leave-clean.ts). Found by reading them, so that none is forgotten.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { durations } from './durations.ts';
import { testFiles } from './test-files.mjs';

/** They look into memory, and end processes. */
const proofs = 'packages/server-kit/test/proof/';
/** What one file loads in the place of a module, another must not find. */
const replacesModules = /\bvi\.(mock|doMock|resetModules)\(/;

/** Long files, which would win nothing, files that replace modules, and proofs; from the root of the repository, with slashes. */
export function aloneFiles() {
  return testFiles()
    .filter((path) => path.endsWith('.test.ts') && !path.endsWith('.dom.test.ts'))
    .filter((path) => path in durations || path.startsWith(proofs) || replaces(path))
    .sort();
}

const replaces = (/** @type {string} */ path) => replacesModules.test(readFileSync(join(root, path), 'utf8'));
