// The parts of `npm run test:long`, so that each can be run alone: `npm run test:long -- T6 T10`.
import { longFiles } from './long-files.mjs';

/**
 * @typedef {object} LongPart
 * @property {string} name as it is given on the command line
 * @property {string} what what it repeats with large numbers
 * @property {string[]} [files] test files, or how their paths begin
 * @property {import('../tasks.mjs').Step[]} [steps] programs of their own
 */

const kit = 'packages/server-kit/test';
const proof = `${kit}/proof`;
const desk = 'examples/live-desk/test';

/** @param {string} store @returns {import('../tasks.mjs').Step} */
const soak = (store) => ({ name: `soak on ${store}`, command: ['node', 'bench/soak/main.ts', '--store', store] });

/** @type {LongPart[]} */
export const longParts = [
  { name: 'T1', what: 'random commands against the model', files: [`${proof}/model`] },
  { name: 'T2', what: 'every state of the transitions', files: [`${proof}/explore`] },
  {
    name: 'T3',
    what: 'the model of one-time keys',
    steps: [{ name: 'model of one-time keys', command: ['node', 'models/check.mjs', '--long'] }],
  },
  { name: 'T4', what: 'many redeemers of one key', files: [`${proof}/redemption`] },
  { name: 'T5', what: 'killed processes and databases', files: [`${proof}/kills`, 'examples/cluster/test/kills'] },
  { name: 'T6', what: 'fail-over with a partition', files: [`${proof}/failover`] },
  { name: 'T7', what: 'linearizability of recorded histories', files: [`${proof}/linearizability`] },
  { name: 'T8', what: 'fuzzing', files: [`${proof}/fuzz`] },
  { name: 'T10', what: 'leak scan', files: [`${proof}/leak`, `${proof}/history-memory`, `${proof}/key-memory`] },
  { name: 'T12', what: 'clocks', files: [`${proof}/clock`] },
  { name: 'T13', what: 'a crash at each point', files: [`${proof}/crash-points`] },
  { name: 'T14', what: 'soak, half an hour for each store', steps: [soak('sqlite'), soak('memory')] },
  { name: 'T15', what: 'attacks of scripts', files: [`${desk}/attacks`, `${desk}/engines`] },
  { name: 'T18', what: 'card numbers', files: ['packages/core/test/masking/card-numbers'] },
  { name: 'T20', what: 'hostile strings', files: [`${desk}/hostile-strings`] },
  { name: 'T23', what: 'tampering with the audit', files: [`${proof}/audit`] },
  { name: 'T24', what: 'erasure', files: [`${proof}/erasure`] },
  {
    name: 'rooms',
    what: 'off the record, and the vault apart',
    files: [`${proof}/off-the-record`, `${proof}/vault-apart`],
  },
  { name: 'rotation', what: 'rotation of keys', files: [`${kit}/rotation`, `${proof}/rotation`] },
  { name: 'reports', what: 'reports after crashes, and their figures', files: [`${kit}/reports/`] },
  { name: 'webhooks', what: 'webhooks after crashes', files: [`${kit}/webhooks/crashes`] },
  { name: 'operation', what: 'limits, and ending under load', files: [`${kit}/operation/`] },
  {
    name: 'channels',
    what: 'channels against Prism and in other runtimes',
    files: [`${kit}/channels/gateway/taking-back`],
    steps: [
      { name: 'channels against Prism', command: ['node', `${kit}/channels/prism/check.ts`] },
      { name: 'channels in Deno, Bun and Workers', command: ['node', `${kit}/channels/runtimes/check.ts`] },
    ],
  },
  { name: 'gallery', what: 'every component in every language', files: ['examples/gallery/test/'] },
  { name: 'bench', what: 'that every benchmark runs', files: ['bench/main'] },
  {
    name: 'reference',
    what: 'the API reference',
    steps: [{ name: 'API reference', command: ['typedoc', '--options', 'typedoc.config.mjs'] }],
  },
];

/** @param {string[]} files @returns {import('../tasks.mjs').Step} */
function proofs(files) {
  return { name: 'long proofs', command: ['vitest', 'run', ...files], env: { TELLSAFE_TEST_SIZE: 'long' } };
}

/**
 * The steps of some parts; of all of them when none is named.
 *
 * @param {readonly string[]} names
 * @returns {import('../tasks.mjs').Step[]}
 * @throws {RangeError} for a name that is none, with those that are
 */
export function stepsOfParts(names) {
  const chosen = names.map((name) => longParts.find((part) => part.name.toLowerCase() === name.toLowerCase()));
  const unknown = names.find((_, at) => chosen[at] === undefined);
  if (unknown !== undefined) {
    const list = longParts.map(({ name, what }) => `  ${name.padEnd(10)} ${what}`).join('\n');
    throw new RangeError(`There is no part ${unknown} of the long tests. Its parts:\n\n${list}`);
  }
  const parts = names.length === 0 ? longParts : chosen.filter((part) => part !== undefined);
  const files = names.length === 0 ? longFiles() : parts.flatMap(({ files = [] }) => files);
  return [...(files.length > 0 ? [proofs(files)] : []), ...parts.flatMap(({ steps = [] }) => steps)];
}
