// The tasks of run.mjs as data: which parts of the machine each one needs, and its steps in order.

import { stepsOfParts } from './suite/long-parts.mjs';

/**
 * @typedef {object} Step
 * @property {string} name printed above and below the step
 * @property {string[]} command program and arguments; tools of node_modules are on the path
 * @property {Record<string, string>} [env] environment variables of this step alone
 */

/**
 * @typedef {object} Task
 * @property {import('./parts.mjs').PartName[]} needs parts that must be on the machine
 * @property {Step[] | ((words: string[]) => Step[])} steps run one after the other, until one fails; a function takes the words of the
 *   command line, which go to the last step otherwise. It throws RangeError for words that it does not know
 */

/** @type {Step} */
const build = { name: 'build', command: ['turbo', 'run', 'build', '--output-logs=errors-only'] };

/** @type {Step} */
const reference = { name: 'API reference', command: ['typedoc', '--options', 'typedoc.config.mjs'] };

/** @type {Step[]} */
const checks = [
  { name: 'lint and format', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['node', 'scripts/check-types.mjs'] },
  { name: 'boundaries', command: ['node', 'scripts/check-boundaries.mjs'] },
  { name: 'public exports', command: ['node', 'scripts/check-exports.mjs'] },
  { name: 'bundle sizes', command: ['node', 'scripts/check-bundles.mjs'] },
  { name: 'unused code', command: ['knip', '--no-progress', '--no-config-hints'] },
  { name: 'packages as published', command: ['node', 'scripts/check-packages.mjs'] },
];

/** @type {import('./parts.mjs').PartName[]} */
const everything = ['chromium', 'firefox', 'postgres', 'redis', 'webkit'];

/** @type {Record<string, Task>} */
export const tasks = {
  setup: { needs: everything, steps: [] },
  demo: { needs: [], steps: [build, { name: 'demo', command: ['node', 'examples/live-desk/src/main.ts'] }] },
  gallery: { needs: [], steps: [{ name: 'gallery', command: ['node', 'examples/gallery/src/main.ts'] }] },
  docs: { needs: [], steps: [reference] },
  sbom: { needs: [], steps: [{ name: 'list of components', command: ['node', 'scripts/sbom.mjs'] }] },
  check: { needs: [], steps: [build, ...checks] },
  test: {
    needs: everything,
    steps: [build, ...checks, { name: 'tests', command: ['vitest', 'run'] }],
  },
  bench: {
    needs: ['postgres', 'redis'],
    steps: [build, { name: 'benchmarks', command: ['node', 'bench/main.ts'] }],
  },
  models: {
    needs: [],
    steps: [{ name: 'model of one-time keys', command: ['node', 'models/check.mjs'] }],
  },
  soak: {
    needs: [],
    steps: [build, { name: 'soak', command: ['node', 'bench/soak/main.ts'] }],
  },
  'test:long': {
    needs: everything,
    steps: (names) => [build, ...stepsOfParts(names)],
  },
};
