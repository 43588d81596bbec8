// Runs Spin on otk.pml: generates a verifier, compiles it, lets it search, reads what it found. Needs `spin` and `gcc`.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const model = fileURLToPath(new URL('./otk.pml', import.meta.url));

/** Most memory of one search in MiB. Two run at a time. */
const MEMORY_MB = 500;
/** A bit-state search keeps its bits (256 MiB for 31) besides its stack. */
const BITSTATE_MEMORY_MB = 600;
const TIMEOUT_MS = 900_000;
/** A bit-state search is of what is too large to be searched whole, so it ends after some minutes. */
const BITSTATE_MINUTES = 8;
const DEPTH = 100_000;

/**
 * @typedef {object} Found
 * @property {boolean} violated a property does not hold
 * @property {string} reason what the verifier said, when it did not finish or a property does not hold
 * @property {boolean} finished the search came to its end, or to a violation
 * @property {number} states
 * @property {number} depth of the search, or of the violation
 * @property {number} memoryMb
 * @property {number} seconds
 */

/** Programs that are missing. */
export function missingTools() {
  return ['spin', 'gcc'].filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined);
}

/**
 * Searches one scenario.
 *
 * @param {import('./plan.mjs').Scenario} scenario
 * @param {{ shortest?: boolean, small?: boolean }} [options] `shortest` searches in breadth, so that what is found has the fewest
 *   steps; `small` expects a short search, for which optimising costs more than it saves
 * @returns {Promise<Found & { trail?: string }>} with the steps of the violation when the shortest is wanted
 */
export async function search({ defines, isLive, bitstate }, { shortest, small } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tellsafe-model-'));
  const startedAt = performance.now();
  try {
    const macros = defines.map((each) => `-D${each}`);
    await run('spin', [...macros, '-a', model], folder);
    const memory = `-DMEMLIM=${bitstate === undefined ? MEMORY_MB : BITSTATE_MEMORY_MB}`;
    const mode = [memory, ...(isLive ? [] : ['-DSAFETY']), ...(shortest ? ['-DBFS'] : [])];
    // What cannot be searched whole is searched in random order, so that no corner of it takes all the time.
    const compression = bitstate === undefined ? ['-DCOLLAPSE'] : ['-DBITSTATE', '-DP_RAND', '-DT_RAND'];
    await run('gcc', [small ? '-O0' : '-O1', '-w', ...compression, ...mode, '-o', 'pan', 'pan.c'], folder);
    const table = `-w${bitstate ?? 20}`;
    const end = bitstate === undefined ? [] : [`-Q${BITSTATE_MINUTES}`];
    const said = await run('./pan', ['-n', table, `-m${DEPTH}`, ...end, ...(isLive ? ['-a'] : ['-E'])], folder);
    const found = { ...parse(said), seconds: (performance.now() - startedAt) / 1000 };
    if (!found.violated || !shortest) return found;
    return { ...found, trail: await run('spin', [...macros, '-t', '-p', model], folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} said @returns {Omit<Found, 'seconds'>} */
function parse(said) {
  const number = (/** @type {RegExp} */ pattern) => Number(pattern.exec(said)?.[1] ?? 0);
  const violation = /^pan:\d*:? *(assertion violated.*|acceptance cycle.*)$/m.exec(said)?.[1];
  const stopped =
    /^pan: (reached .*bound.*|out of memory.*)$/m.exec(said)?.[1] ??
    /^(error: max search depth.*|Time limit of .*)$/m.exec(said)?.[1];
  const isCounted = /\berrors: \d+/.test(said);
  return {
    violated: violation !== undefined,
    reason: violation ?? stopped ?? (isCounted ? '' : 'the search did not come to its end'),
    finished: violation !== undefined || (stopped === undefined && isCounted),
    states: number(/^ *(\S+) states, stored/m),
    depth: violation === undefined ? number(/depth reached (\d+)/) : number(/\(at depth (\d+)\)/),
    memoryMb: number(/^ *(\S+)\s+total actual memory/m),
  };
}

/** @param {string} program @param {string[]} parameters @param {string} cwd @returns {Promise<string>} */
function run(program, parameters, cwd) {
  const limits = { cwd, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(program, parameters, limits, (error, stdout, stderr) => {
      // The verifier's exit code tells of violations, which its words tell better.
      if (error && program !== './pan') reject(new Error(`${program} failed:\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout + stderr);
    });
  });
}
